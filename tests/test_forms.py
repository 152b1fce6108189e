"""Drawings that pages share, as logos and letterheads: read on each page as if they were drawn there anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest
from pdfminer.pdftypes import PDFStream
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box
from pipeline.page import Page
from pipeline.read_forms import Forms, drawn
from pipeline.read_pdfplumber import read_with_pdfplumber

PAGES = 4
"""The first page draws a form, the second keeps it, and the others draw what was kept."""


def with_form(draw: Callable[[Canvas], None], *, inside: Callable[[Canvas], None] | None = None) -> bytes:
    """A PDF that shows one form on each page, 10 points further to the right and twice as large on the last."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1)
    for name, content in (("inner", inside), ("logo", draw)):
        canvas.beginForm(name, 0, 0, 300, 200)
        if content:
            content(canvas)
        canvas.endForm()
    for number in range(PAGES):
        canvas.drawString(50, 150, f"Blad {number + 1}")
        canvas.translate(10 * number, 0)
        scale = 2 if number == PAGES - 1 else 1
        canvas.scale(scale, scale)
        canvas.doForm("logo")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.9)
    canvas.rect(10, 20, 40, 30, stroke=0, fill=1)


def text_of(page: Page) -> str:
    return "".join(char.text for char in page.chars)


def test_a_coloured_box_of_a_logo_stands_on_each_page() -> None:
    """A logo that repeats is a coloured area on each page, at the place and of the size that it has there."""
    pages = read_with_pdfplumber(with_form(box)).pages

    assert [[(panel.box, panel.colour) for panel in page.panels] for page in pages] == [
        [(Box(10, 150, 50, 180), "0.10 0.20 0.90")],
        [(Box(20, 150, 60, 180), "0.10 0.20 0.90")],
        [(Box(30, 150, 70, 180), "0.10 0.20 0.90")],
        [(Box(50, 100, 130, 160), "0.10 0.20 0.90")],
    ]
    assert [text_of(page) for page in pages] == ["Blad 1", "Blad 2", "Blad 3", "Blad 4"]


def test_the_text_of_a_letterhead_is_read_on_each_page() -> None:
    """Text that pages share is read on each of them, at its place there."""
    pages = read_with_pdfplumber(with_form(lambda canvas: canvas.drawString(20, 30, "Gemeente"))).pages

    assert [text_of(page) for page in pages] == [f"Blad {number}Gemeente" for number in (1, 2, 3, 4)]
    assert [round(page.chars[6].x0) for page in pages] == [20, 30, 40, 70]


def test_a_drawing_within_a_shared_drawing_is_read_on_each_page() -> None:
    """What a shared drawing borrows from another one is part of it."""
    pages = read_with_pdfplumber(with_form(lambda canvas: canvas.doForm("inner"), inside=box)).pages

    assert [page.panels[0].box.x0 for page in pages] == [10, 20, 30, 50]


# Forms as no program of today writes them


def raw(form: bytes, fonts: Sequence[bytes]) -> bytes:
    """A PDF with a page for each font, on which font and form are called /F and /X; the form has no resources."""
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(len(fonts)))
    content = b"BT /F 12 Tf 50 150 Td (Blad) Tj ET /X Do"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 300 200]>>" % (kids, len(fonts)),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type /XObject /Subtype /Form /BBox [0 0 300 200] /Length %d>>\nstream\n%s\nendstream" % (len(form), form),
    ]
    for font in fonts:
        resources = b"<</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /%s>>>> /XObject <</X 4 0 R>>>>" % font
        objects.append(b"<</Type /Page /Parent 2 0 R /Contents 3 0 R /Resources %s>>" % resources)
    parts = [b"%PDF-1.7\n", *(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, start=1))]
    places = [sum(map(len, parts[:at])) for at in range(1, len(parts) + 1)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
    trailer = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts), places[-1])
    return b"".join(parts) + b"xref\n0 %d\n0000000000 65535 f \n" % len(parts) + table + trailer


def test_a_form_without_resources_takes_those_of_each_page() -> None:
    """A drawing that says only "the font of the page" has on each page the font of that page."""
    names = [b"Helvetica", b"Times-Roman", b"Courier", b"Helvetica-Bold"]

    pages = read_with_pdfplumber(raw(b"BT /F 12 Tf 50 100 Td (Logo) Tj ET", names)).pages

    assert [text_of(page) for page in pages] == ["BladLogo"] * PAGES
    assert [page.chars[-1].font for page in pages] == [name.decode() for name in names]


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    """A drawing within itself has no end: it is drawn once, on each page."""
    pages = read_with_pdfplumber(raw(b"10 20 30 40 re f /X Do", [b"Helvetica"] * PAGES)).pages

    assert [(text_of(page), len(page.panels), page.failure) for page in pages] == [("Blad", 1, "")] * PAGES


# What is kept


def stream(number: int, content: bytes) -> PDFStream:
    made = PDFStream({}, content)
    made.set_objid(number, 0)
    return made


def test_a_form_is_taken_apart_twice_at_most() -> None:
    """What is drawn once is not kept; from the second time on its operators are at hand."""
    forms, logo = Forms(), [stream(7, b"1 0 0 rg 10 20 30 40 re f")]

    first, *later = [forms.tokens(logo) for _ in range(4)]

    assert not isinstance(first, list)
    assert all(one is other for one, other in pairwise(later))
    assert [str(token) for token in first] == [str(token) for token in later[0]]
    assert len(list(later[0])) == 10


def test_no_more_is_kept_than_there_is_room_for() -> None:
    """A document with many large drawings takes no more memory than one with a few; all are drawn all the same."""
    forms, small, large = Forms(room=30), [stream(1, b"0 0 9 9 re f")], [stream(2, b"0 0 9 9 re f " * 9)]

    for _ in range(3):
        tokens = [list(forms.tokens(form)) for form in (large, small)]

    assert list(forms.kept) == [(1,)]
    assert [len(found) for found in tokens] == [54, 6]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_logo_is_kept_once_however_many_pages_show_it(count: int) -> None:
    """Of a document whose pages share a logo the logo alone is kept, from the second page on."""
    with pdfplumber.open(BytesIO(with_form(box))) as pdf:
        forms = Forms()
        for page in pdf.pages[:count]:
            assert list(drawn(page.page_obj, pdf.rsrcmgr, forms))

    assert len(forms.kept) == (count > 1)
