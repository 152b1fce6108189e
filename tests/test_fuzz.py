"""Files with bytes changed at random: whatever is in them, they are read or refused, and nothing else happens."""

from __future__ import annotations

from io import BytesIO

import pytest
from building import PLAN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.isolation import Limits, read_safely
from pipeline.page import Opened, UnreadableError
from pipeline.read import Reader, lined, read_pdf


def small(*, compressed: bool) -> bytes:
    """Two pages with text, colour, a ruled table, a form field and a picture of four dots."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), pageCompression=int(compressed), invariant=1)
    canvas.drawString(20, 180, "Wij openen in 2030 twintig nieuwe meldpunten.")
    canvas.grid([20, 100, 180], [60, 80, 100, 120])
    for at, text in enumerate(("Jaar", "Aantal", "2030", "20")):
        canvas.drawString(30 + 80 * (at % 2), 105 - 20 * (at // 2), text)
    canvas.acroForm.textfield(name="naam", value="Aisha de Wit", x=20, y=10, width=200, height=20)
    canvas.showPage()
    canvas.setFillColorRGB(0.1, 0.2, 0.9)
    canvas.rect(10, 20, 100, 50, stroke=0, fill=1)
    canvas.drawInlineImage(_dots(), 150, 20, 40, 40)
    canvas.rotate(90)
    canvas.drawString(30, -40, "Gedraaid")
    canvas.save()
    return out.getvalue()


def _dots() -> object:
    from PIL import Image

    return Image.new("RGB", (2, 2), (200, 10, 10))


SOURCES = {
    "compressed": small(compressed=True),
    "plain": small(compressed=False),
    "sample": PLAN.read_bytes(),
}
WORDS = (b"/Kids", b"/Parent", b"/Length", b"/Filter", b"/FlateDecode", b"/Contents", b"/MediaBox", b"/Font", b"endobj")
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        (b"<<", b">>", b"[", b"]", b"(", b")", b" 0 R", b"-1", b"1e99", b"99999999999", b"null", b" Tj ", b"q ")
    ),
    st.sampled_from(WORDS),
)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with up to a dozen places overwritten, cut out, or put in, and sometimes broken off."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(8, len(changed)))
        changed[at : at + draw(st.integers(0, 12))] = draw(PIECES)
    return bytes(changed[: draw(st.integers(9, len(changed)))] if draw(st.integers(0, 9)) == 0 else changed)


@st.composite
def swapped(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with some names and references put in the place of others, so that it still hangs together."""
    changed = data
    for _ in range(draw(st.integers(1, 3))):
        number, other = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        changed = changed.replace(b" %d 0 R" % number, b" %d 0 R" % other)
        changed = changed.replace(draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS)))
    return changed


def steady(examples: int) -> settings:
    """The same examples on every run; how long one takes is no failure."""
    return settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )


def holds(opened: Opened) -> bool:
    """Pages in order, each with lines, or a reason why not."""
    numbers = [page.number for page in opened.pages]
    return numbers == list(range(1, opened.count + 1)) and all(
        page.lines is not None or page.failure for page in opened.pages
    )


def read_here(data: bytes) -> None:
    """By pdfplumber, in this process, with pdfium for what it cannot read; what is refused says so in one sentence."""
    try:
        opened = read_pdf(data, reader=Reader.PDFPLUMBER, finish=lined)
    except UnreadableError as error:
        assert str(error).startswith("is ") and "\n" not in str(error)
    else:
        assert holds(opened)


def read_apart(data: bytes, reader: Reader) -> None:
    """In a child process, which may be felled by the file, but not by an error of its own."""
    try:
        opened = read_safely(data, reader=reader, limits=Limits(seconds=60))
    except UnreadableError as error:
        assert "exit code" not in str(error)
    else:
        assert holds(opened)


@pytest.mark.parametrize("source", SOURCES)
def test_random_damage_is_read_or_refused(source: str) -> None:
    """Bytes overwritten, cut out, put in or missing at the end are pages, failed pages, or a refusal."""

    @steady(8 if source == "sample" else 40)
    @given(damaged(SOURCES[source]))
    def check(data: bytes) -> None:
        read_here(data)

    check()


@pytest.mark.parametrize("source", ["compressed", "plain"])
def test_things_that_refer_to_the_wrong_things_are_read_or_refused(source: str) -> None:
    """A page that is its own parent, a font that is a picture, contents that are a form: all end the same way."""

    @steady(40)
    @given(swapped(SOURCES[source]))
    def check(data: bytes) -> None:
        read_here(data)

    check()


@pytest.mark.parametrize("reader", [Reader.AUTO, Reader.PDFIUM], ids=lambda reader: reader.value)
def test_a_reader_that_is_felled_takes_nothing_with_it(reader: Reader) -> None:
    """Damage that could end the process itself ends a child, and is a refusal like any other."""

    @steady(6)
    @given(st.one_of(damaged(SOURCES["plain"]), swapped(SOURCES["plain"]), damaged(SOURCES["compressed"])))
    def check(data: bytes) -> None:
        read_apart(data, reader)

    check()
