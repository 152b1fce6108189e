"""Ruled tables on pages: what is one, what is not, and that a drawing of thousands of rules is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box
from pipeline.page import Page, Table
from pipeline.read_pdfplumber import read_with_pdfplumber

Draw = Callable[[Canvas], object]


def made(*draw: Draw, size: tuple[int, int] = (400, 300)) -> bytes:
    """A PDF of one page on which all of this is drawn."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for one in draw:
        one(canvas)
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> Page:
    (page,) = read_with_pdfplumber(data).pages
    return page


def upright(*places: float, top: float = 200, bottom: float = 100) -> Draw:
    """Rules from the one height to the other, counted from the bottom of the page."""
    return lambda canvas: canvas.lines([(x, bottom, x, top) for x in places])


def level(*heights: float, left: float = 50, right: float = 350) -> Draw:
    return lambda canvas: canvas.lines([(left, y, right, y) for y in heights])


def words(lefts: Sequence[float], baselines: Sequence[float]) -> Draw:
    """A short word at each of these places."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        for y in baselines:
            for x in lefts:
                canvas.drawString(x, y, "ja")

    return draw


def shape(table: Table) -> tuple[int, int, int]:
    """How many rows, columns and cells."""
    return (
        1 + max(cell.row for cell in table.cells),
        1 + max(cell.column for cell in table.cells),
        len(table.cells),
    )


GRID = (upright(50, 150, 250, 350), level(100, 150, 200))
FILLED = words((60, 160, 260), (120, 170))


def test_rules_make_a_table() -> None:
    """Rules that cross are a table with the cells between them, row by row, in points from the top left corner."""
    (table,) = read(made(*GRID, FILLED)).tables

    assert shape(table) == (2, 3, 6)
    assert table.box == Box(50, 100, 350, 200)
    assert [(cell.row, cell.column) for cell in table.cells[:4]] == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert table.cells[3].box == Box(50, 150, 150, 200)


def test_a_table_is_where_it_is_seen() -> None:
    """A page that begins elsewhere in its file has the same table, at the same place from its own corner."""
    data = made(*GRID, FILLED)
    shifted = data.replace(b"/MediaBox [ 0 0 400 300 ]", b"/MediaBox [30 20 400 300]")

    (table,), (other,) = read(data).tables, read(shifted).tables

    assert (other.box.x0, other.box.top, other.box.x1, other.box.bottom) == (20, 100, 320, 200)
    assert shape(other) == shape(table)


def test_coloured_cells_make_a_table() -> None:
    """A table may be drawn as filled rectangles, side by side, without a rule."""

    def cells(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for x in (50, 150, 250):
            for y in (100, 150):
                canvas.rect(x, y, 99, 49, stroke=0, fill=1)

    (table,) = read(made(cells, FILLED)).tables

    assert shape(table) == (2, 3, 6)


def test_a_cell_over_two_columns_is_one_cell() -> None:
    """Where a rule stops, the cell is wider."""
    (table,) = read(made(upright(50, 350), upright(150, 250, top=150), level(100, 150, 200), FILLED)).tables

    assert shape(table) == (2, 3, 4)
    assert table.cells[0].box == Box(50, 100, 350, 150)


@pytest.mark.parametrize(
    "drawing",
    [
        (FILLED,),
        (upright(50, 350), level(100, 200), FILLED),
        (upright(50, 350), level(100, 150, 200), FILLED),
        (*GRID, words((60,), (120,))),
        (upright(50, 150, 250, 350), FILLED),
    ],
    ids=["no rules", "a frame", "two frames", "hardly any text", "upright rules alone"],
)
def test_what_is_no_table(drawing: Sequence[Draw]) -> None:
    """A table has two rows and two columns at least, and text in at least four cells and three in ten of them."""
    assert read(made(*drawing)).tables == ()


def test_row_rules_alone_make_a_table() -> None:
    """Rules of one width, evenly apart, are a table when words line up in columns; these begin where the words do."""
    (table,) = read(made(level(100, 120, 140, 160, 180), words((60, 160, 260), (108, 128, 148, 168)))).tables

    assert shape(table) == (4, 3, 12)
    assert [round(cell.box.x0) for cell in table.cells[:3]] == [49, 160, 260]


def test_row_rules_under_running_text_are_no_table() -> None:
    """Without a gap that runs through all rows there are no columns."""

    def text(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        for at, y in enumerate((108, 128, 148, 168)):
            canvas.drawString(60 - 3 * at, y, "De gemeente bouwt woningen aan de rand van het dorp in dit jaar")

    assert read(made(level(100, 120, 140, 160, 180), text)).tables == ()


def test_row_rules_at_the_edge_of_the_page_do_no_harm() -> None:
    """A table that runs to the very edge of the page is read with the page."""
    page = read(made(level(300, 280, 260, 240, left=0, right=400), words((60, 160, 260), (248, 268, 288))))

    assert page.failure == ""
    assert [shape(table) for table in page.tables] == [(3, 3, 9)]


def test_a_large_table_is_found_whole() -> None:
    """A table of thousands of cells has them all."""
    places = [50 + 300 * at / 20 for at in range(21)]
    heights = [20 + 260 * at / 60 for at in range(61)]
    rules = (upright(*places, top=280, bottom=20), level(*heights))

    (table,) = read(made(*rules, words([x + 1 for x in places[:-1:2]], [y + 1 for y in heights[:-1]]))).tables

    assert shape(table) == (60, 20, 1200)


@pytest.mark.parametrize(("rules", "found"), [(40, 1), (240, 0)])
def test_a_drawing_of_thousands_of_cells_is_no_table(rules: int, found: int) -> None:
    """Where rules make more cells than any table has, the page is a drawing: its text is read, and no table found."""
    ends = [450 + 6.0 * at for at in range(rules)]
    drawing = (upright(*ends, top=2000, bottom=400), level(*ends, left=400, right=2000))

    page = read(made(*GRID, FILLED, *drawing, size=(2000, 2000)))

    assert len(page.tables) == found
    assert "".join(char.text for char in page.chars) == "ja" * 6
    assert (page.failure, page.hint) == ("", "")


@pytest.mark.parametrize("seed", range(4))
def test_the_cells_are_those_of_pdfplumber(seed: int) -> None:
    """Whichever rectangles lie over each other, the tables on a page are those of pdfplumber, cell by cell."""
    chance = Random(seed)
    places = [
        (chance.randrange(10, 300, 10), chance.randrange(10, 200, 10), *chance.choices((20, 40, 50, 90), k=2))
        for _ in range(25)
    ]
    data = made(
        lambda canvas: [canvas.rect(*place) for place in places],
        words(range(12, 400, 10), range(12, 300, 10)),
    )

    ours = [[cell.box for cell in table.cells] for table in read(data).tables]

    with pdfplumber.open(BytesIO(data)) as pdf:
        found = [sorted(table.cells, key=lambda cell: (cell[1], cell[0])) for table in pdf.pages[0].find_tables()]
    assert ours == [[Box(*cell) for cell in cells] for cells in found if is_large(cells)]
    assert sum(map(len, ours)) > 25


def is_large(cells: Sequence[tuple[float, float, float, float]]) -> bool:
    """The smallest table has four cells, two rows and two columns."""
    return len(cells) >= 4 and all(len({cell[at] for cell in cells}) >= 2 for at in (0, 1))
