"""Type on a picture of a page is measured: weight, size, colour and the coloured areas, as the page itself has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import numpy
import pytest
from PIL import Image, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box
from pipeline.lines import lines
from pipeline.page import Line, Page
from pipeline.picture import picture
from pipeline.printed import Found, Picture, printed
from pipeline.read_pdfium import read_with_pdfium
from pipeline.styles import in_few_styles

SIZE = (400, 500)
ORANGE, NAVY, WHITE, SAND = "#c45912", "#123863", "#ffffff", "#fdeee6"
TEXT = "Onze leden bouwen samen aan hoge kwaliteit, dicht bij de buurt."

Draw = Callable[[Canvas], None]


def paragraph(canvas: Canvas, x: float = 40, top: float = 300) -> None:
    """Six lines of body text."""
    canvas.setFillColor("black")
    canvas.setFont("Helvetica", 10)
    for at in range(6):
        canvas.drawString(x, top - 13 * at, TEXT)


def page_of(*draw: Draw) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=SIZE, invariant=1)
    for one in draw:
        one(canvas)
    canvas.save()
    return out.getvalue()


def as_scanned(
    data: bytes, change: Callable[[Image.Image], Image.Image] = lambda image: image, *, slope: float = 0.0
) -> Page:
    """The page as measured on its picture, with its words found where they stand.

    With a `slope` the picture was put askew: it falls so much for each dot to the right.
    """
    drawn = picture(data, 1, dots_per_inch=300)
    points = drawn.width / drawn.pixels
    image = change(Image.open(BytesIO(drawn.png)).convert("RGB"))
    image = image.transform(image.size, Image.Transform.AFFINE, (1, 0, 0, -slope, 1, 0), fillcolor="white")
    seen = Picture(numpy.asarray(image), points)
    found = [[_found(line, at, seen, slope) for at in range(len(line.words))] for line in lines(_typed(data))]
    chars, panels = printed(found, seen)
    page = Page(1, drawn.width, drawn.height, chars, panels)
    return in_few_styles([replace(page, lines=lines(page))])[0]


def _typed(data: bytes) -> Page:
    return read_with_pdfium(data).pages[0]


def _found(line: Line, at: int, seen: Picture, slope: float = 0.0) -> Found:
    """A word in a box as narrow as its ink, as text recognition gives it."""
    word = line.words[at]
    box = word.box
    x0, x1 = round(box.x0 / seen.points), round(box.x1 / seen.points)
    stands = line.baseline + slope * (box.x0 + box.x1) / 2
    top, bottom = round((stands - line.size) / seen.points), round((stands + line.size / 3) / seen.points)
    piece = seen.pixels[top:bottom, x0:x1].astype(int)
    rows = numpy.flatnonzero((abs(piece - piece[0, 0]).max(axis=2) > 60).any(axis=1))
    high, low = (top + int(rows[0])) * seen.points, (top + int(rows[-1]) + 1) * seen.points
    return Found(line.text[word.start : word.end], Box(box.x0, high, box.x1, low), 0.9)


def line_of(page: Page, text: str) -> Line:
    (found,) = (line for line in page.lines or () if line.text == text)
    return found


def heading(text: str, *, colour: str = "black", size: float = 10, bold: bool = True, at: float = 330) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(40, at, text)

    return draw


@pytest.mark.parametrize("colour", ["black", ORANGE, NAVY, "#3d9970", "#777777"])
def test_bold_is_bold_in_every_colour(colour: str) -> None:
    """Strokes are measured against the paper, so that a light colour does not make them thin."""
    page = as_scanned(page_of(heading("Leven lang ontwikkelen", colour=colour, size=11.5), paragraph))

    assert line_of(page, "Leven lang ontwikkelen").bold
    assert [line.bold for line in page.lines or () if line.text == TEXT] == [False] * 6


@pytest.mark.parametrize("colour", ["black", ORANGE, NAVY])
@pytest.mark.parametrize("size", [8, 10, 18])
def test_plain_type_is_not_bold_however_large(colour: str, size: float) -> None:
    """Strokes are measured for their size."""
    page = as_scanned(page_of(heading("Een gewone regel", colour=colour, size=size, bold=False), paragraph))

    assert not line_of(page, "Een gewone regel").bold


def test_a_blurred_grey_scan_keeps_its_weights() -> None:
    """Also a poor scan without colours tells a coloured heading from the text under it."""
    page = as_scanned(
        page_of(heading("Kansrijk kiezen", colour=ORANGE, size=11.5), paragraph),
        lambda image: image.convert("L").filter(ImageFilter.GaussianBlur(1.5)).convert("RGB"),
    )

    assert [line.text for line in page.lines or () if line.bold] == ["Kansrijk kiezen"]


@pytest.mark.parametrize(("colour", "named"), [(ORANGE, (0.77, 0.35, 0.07)), ("#2d87a6", (0.18, 0.53, 0.65))])
def test_a_colour_is_named_as_the_readers_name_it(colour: str, named: tuple[float, float, float]) -> None:
    """Red, green and blue; a picture has them a little lighter."""
    page = as_scanned(page_of(heading("Samen met de regio", colour=colour, size=12), paragraph))

    parts = [float(part) for part in line_of(page, "Samen met de regio").colour.split()]
    assert parts == pytest.approx(named, abs=0.12)


@pytest.mark.parametrize("colour", ["black", "#222222", "#666666"])
def test_black_and_grey_have_no_name(colour: str) -> None:
    """They are the colour of ordinary text, as the readers have it."""
    page = as_scanned(page_of(heading("Zwart op wit", colour=colour), paragraph))

    assert {line.colour for line in page.lines or ()} == {""}


def test_lines_of_one_type_have_one_size_and_colour() -> None:
    """Lines with a capital or figure have the few sizes and colours that the document was set in."""
    texts = ["Hilde blikt terug", "Vijf jaar varen", "HOOG EN DROOG 24"]
    draw = [heading(text, colour=ORANGE, size=12, at=460 - 20 * at) for at, text in enumerate(texts)]

    page = as_scanned(page_of(*draw, paragraph))

    assert len({(line.size, line.colour) for line in page.lines or ()}) == 2
    assert sorted({line.size for line in page.lines or ()}) == pytest.approx([10, 12], rel=0.05)


def test_a_label_on_a_colour_has_an_area_of_its_own() -> None:
    """White on a tab is told as white, and the tab as an area, so that the label is known for a heading."""

    def tab(canvas: Canvas) -> None:
        canvas.setFillColor(ORANGE)
        canvas.roundRect(38, 322, 110, 18, 3, stroke=0, fill=1)

    page = as_scanned(page_of(tab, heading("Sociaal domein", colour=WHITE, at=328), paragraph))

    (panel,) = page.panels
    assert line_of(page, "Sociaal domein").colour == "white"
    assert _corners(panel.box) == pytest.approx((38, 160, 148, 178), abs=3)


def test_a_box_around_a_text_is_found_whole() -> None:
    """The area goes on between the lines and letters of what stands in it; the page itself is no area."""

    def box(canvas: Canvas) -> None:
        canvas.setFillColor(SAND)
        canvas.rect(30, 220, 340, 130, stroke=0, fill=1)

    page = as_scanned(page_of(box, heading("In het kort", colour=NAVY), paragraph))

    (panel,) = page.panels
    assert _corners(panel.box) == pytest.approx((30, 150, 370, 280), abs=3)


def test_two_columns_that_were_read_as_one_line_are_parted() -> None:
    """White as wide as a gutter ends a line."""
    data = page_of(paragraph, lambda canvas: canvas.drawString(345, 300, "en verder"))
    drawn = picture(data, 1, dots_per_inch=300)
    seen = Picture(numpy.asarray(Image.open(BytesIO(drawn.png)).convert("RGB")), drawn.width / drawn.pixels)
    left, right = (line for line in lines(_typed(data)) if abs(line.baseline - 200) < 1)
    both = [_found(line, at, seen) for line in (left, right) for at in range(len(line.words))]

    chars, panels = printed([both], seen)

    assert [line.text for line in lines(Page(1, *SIZE, chars))] == [TEXT, "en verder"]
    assert panels == ()


def test_a_page_that_was_put_askew_is_measured_straight() -> None:
    """A line that falls has one baseline and one size, and its words keep their places on the picture."""
    data = page_of(heading("Gelijkwaardigheid en kansen", size=11.5), paragraph)
    straight = as_scanned(data)

    askew = as_scanned(data, slope=0.01)

    assert _sizes(askew) == pytest.approx(_sizes(straight), rel=0.03)
    first, *_, last = next(line for line in askew.lines or () if line.text == TEXT).words
    assert last.box.top - first.box.top == pytest.approx(0.01 * (last.box.x0 - first.box.x0), abs=0.2)


def _sizes(page: Page) -> list[float]:
    return [line.size for line in page.lines or ()]


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom
