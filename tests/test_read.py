"""From bytes to pages: what cannot be read is refused with a reason, whatever is wrong with it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from building import PLAN, REPORTS
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from pipeline.lines import lines
from pipeline.page import Opened, UnreadableError
from pipeline.read import Reader, read_pdf


def made(*texts: str, encrypt: pdfencrypt.StandardEncryption | None = None, title: str = "") -> bytes:
    """A PDF with one text on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1, encrypt=encrypt)
    canvas.setTitle(title)
    for text in texts:
        canvas.drawString(50, 100, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text_of(found: Opened) -> list[str]:
    return ["".join(char.text for char in page.chars) for page in found.pages]


WITHOUT_PAGES = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
xref
0 3
0000000000 65535 f\x20
0000000009 00000 n\x20
0000000058 00000 n\x20
trailer
<< /Size 3 /Root 1 0 R >>
startxref
110
%%EOF
"""

UNREADABLE = {
    "empty": (b"", "is empty (0 bytes). Fetch it again."),
    "a_web_page": (b"<!doctype html><title>404</title>", "Save the document as PDF first."),
    "a_word_document": (b"PK\x03\x04" + bytes(2000), "Save the document as PDF first."),
    "header_too_late": (bytes(1024) + made("Tekst"), "Save the document as PDF first."),
    "locked": (
        made("Geheim", encrypt=pdfencrypt.StandardEncryption("sesam", ownerPassword="baas", strength=128)),
        "is locked with a password. Save a copy without the password, and run again.",
    ),
    "garbage_after_the_header": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "Ask for a new copy"),
    "header_alone": (b"%PDF-1.7\n", "Ask for a new copy"),
}


@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
@pytest.mark.parametrize(("data", "what_to_do"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, what_to_do: str, reader: Reader) -> None:
    """A file that is no PDF, locked, damaged or empty is refused with one sentence on why and one on what to do."""
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, reader=reader)

    assert str(caught.value).startswith("is ")
    assert what_to_do in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_document_without_pages_is_refused() -> None:
    """A PDF in which no page can be found is damaged."""
    with pytest.raises(UnreadableError, match=r"no page was found in it\. Ask for a new copy\."):
        read_pdf(WITHOUT_PAGES)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_is_read_as_far_as_it_goes_or_refused(share: float) -> None:
    """Of a download that broke off, the pages that are there are read; when none is, it is refused as damaged."""
    data = PLAN.read_bytes()

    try:
        found = read_pdf(data[: int(share * len(data))])
    except UnreadableError as error:
        assert "Ask for a new copy" in str(error)
    else:
        assert 1 <= len(found.pages) <= 4


def test_a_file_that_breaks_off_early_is_refused() -> None:
    """The first half kilobyte of a PDF holds no page."""
    with pytest.raises(UnreadableError, match=r"damaged PDF.*Ask for a new copy"):
        read_pdf(made("Tekst")[:500])


def test_a_password_for_changing_alone_does_not_lock_a_document() -> None:
    """A document that anyone may open, but not change, is read."""
    data = made("Openbaar", encrypt=pdfencrypt.StandardEncryption("", ownerPassword="baas", strength=128))

    assert text_of(read_pdf(data)) == ["Openbaar"]


def test_a_header_may_come_a_little_later() -> None:
    """Some bytes before the header, as some mail programs leave, do no harm."""
    found = read_pdf(b"\r\n\r\n" + made("Tekst"))

    assert text_of(found) == ["Tekst"]


@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
def test_pages_and_title_are_read(reader: Reader) -> None:
    """Every page comes with its number, size and characters, lengths in points from the top left corner."""
    found = read_pdf(made("Een", "Twee", title="  Plan\n2030 "), reader=reader)

    assert text_of(found) == ["Een", "Twee"]
    assert [(page.number, page.width, page.height) for page in found.pages] == [(1, 300, 200), (2, 300, 200)]
    first = found.pages[0].chars[0]
    assert (round(first.x0), round(first.baseline), first.size, first.turned) == (50, 100, 12, False)
    assert found.title == "Plan 2030"


@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
def test_a_page_that_begins_elsewhere_is_read_from_its_own_corner(reader: Reader) -> None:
    """Places are counted from the corner of what is shown, also when the page is cropped."""
    data = made("Tekst").replace(b"/MediaBox [ 0 0 300 200 ]", b"/MediaBox [40 30 300 200 ]")

    (page,) = read_pdf(data, reader=reader).pages

    assert (page.width, page.height) == (260, 170)
    assert (round(page.chars[0].x0), round(page.chars[0].baseline)) == (10, 100)


@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
def test_coloured_areas_and_colours_are_read(reader: Reader) -> None:
    """Filled areas come with their place and colour; equal colours have equal names, black and white their own."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1)
    canvas.setFillColorRGB(0.1, 0.2, 0.9)
    canvas.rect(10, 20, 100, 50, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(20, 40, "W")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(150, 40, "Z")
    canvas.save()

    (page,) = read_pdf(out.getvalue(), reader=reader).pages

    (panel,) = page.panels
    assert (panel.box.x0, panel.box.top, panel.box.x1, panel.box.bottom) == (10, 130, 110, 180)
    assert panel.colour == "0.10 0.20 0.90"
    assert [(char.text, char.colour) for char in page.chars] == [("W", "white"), ("Z", "")]


@pytest.mark.parametrize("path", [PLAN, *REPORTS], ids=lambda path: path.stem)
def test_both_readers_see_the_same(path: Path) -> None:
    """Whichever library reads a document, its lines have the same words at the same places, give or take a letter."""
    seen = [read_pdf(path.read_bytes(), reader=reader).pages for reader in (Reader.PDFIUM, Reader.PDFPLUMBER)]

    one, other = ([(page.number, line) for page in found for line in lines(page)] for found in seen)

    assert [(page, line.text) for page, line in one] == [(page, line.text) for page, line in other]
    assert all(abs(a.box.x0 - b.box.x0) < 0.25 * a.size for (_, a), (_, b) in zip(one, other, strict=True))
    assert all(abs(a.baseline - b.baseline) < 1 for (_, a), (_, b) in zip(one, other, strict=True))


def test_only_the_wanted_pages_are_read() -> None:
    """Pages that are not asked for are left out, and the count of all pages is still told."""
    found = read_pdf(made("Een", "Twee", "Drie"), wanted=lambda number: number == 2)

    assert (text_of(found), [page.number for page in found.pages], found.count) == (["Twee"], [2], 3)
