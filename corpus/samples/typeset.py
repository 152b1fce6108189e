"""Items and columns in, lines with a place on a page out. Alone knows font widths, line breaking and hyphenation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box, Role
from corpus.samples.content import Item, boxes

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
BOX_PADDING = 11.0
RAGGED = 0.1
"""A word is broken when leaving it whole would leave more than this share of the line white."""

Shape = Callable[[Canvas], None]


class NoRoomError(Exception):
    """The columns are full before the text ends."""

    def __init__(self, item: Item) -> None:
        super().__init__(f"No column left for “{item.text[:60]}”. Give the page more room, or shorten the text.")


class Joint(Enum):
    """What stood between a line's last word and the next: a space, a hyphen of the word's own, or an added one."""

    SPACE = " "
    OWN_HYPHEN = ""
    ADDED_HYPHEN = "-"


@dataclass(frozen=True, slots=True)
class Style:
    """How an item looks.

    `before` and `after` are the white above and below, `tab` is the colour of a label behind the text, and `whole` says
    that no word is broken.
    """

    font: str
    size: float
    leading: float
    colour: str
    before: float = 0
    after: float = 0
    indent: float = 0
    bullet: str = ""
    centred: bool = False
    spacing: float = 0
    tab: str | None = None
    whole: bool = False

    def width(self, text: str) -> float:
        """Of the text in this style, in points, without white after the last letter."""
        return float(stringWidth(text, self.font, self.size)) + self.spacing * max(0, len(text) - 1)


Styles = Mapping[tuple[Role, int], Style]
"""A style for each role and heading level."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words at a place: `x` and `baseline` in points from the top left corner."""

    text: str
    x: float
    baseline: float
    style: Style
    joint: Joint = Joint.SPACE

    @property
    def box(self) -> Box:
        """As high as the font size, down to the lowest letter of the font."""
        bottom = self.baseline - float(getAscentDescent(self.style.font, self.style.size)[1])
        return Box(self.x, bottom - self.style.size, self.x + self.style.width(self.text), bottom)


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of an item in one column. `turn` says when it is drawn: low first, whatever the reading order.

    A bullet is drawn just before the lines and is no part of the text.
    """

    item: Item
    lines: tuple[Line, ...]
    turn: int
    continues: bool = False
    bullet: Line | None = None


@dataclass(slots=True)
class Sheet:
    """A page in the making; its pieces stand in reading order."""

    number: int
    label: str | None = None
    shapes: list[Shape] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """A strip of a page that is filled from `cursor` down to `bottom`; `fill` colours the boxes in it."""

    sheet: Sheet
    x: float
    cursor: float
    width: float
    bottom: float
    fill: str = "#eeeeee"
    turn: int = 5
    fresh: bool = True


def pour(items: Iterable[Item], columns: Iterator[Column], styles: Styles) -> Column:
    """Fill the columns with the items; a text that does not fit goes on in the next. The last column comes back.

    Raises NoRoomError when the columns are full.
    """
    column = next(columns)
    for group in boxes(items):
        if group[0].place.box:
            column = _pour_box(group, column, columns, styles)
        elif group[0].role is Role.TABLE:
            _pour_table(group[0], column, styles[Role.TABLE, 0])
        else:
            column = _pour_item(group[0], column, columns, styles)
    return column


def broken(text: str, style: Style, width: float) -> Iterator[tuple[str, Joint]]:
    """The lines of a text, and what stands between each and the next; a line break in the text stays one."""
    for paragraph in text.split("\n"):
        yield from _broken(paragraph.split(" "), style, width)


def height(items: Iterable[Item], styles: Styles, width: float) -> float:
    """Of the items under each other, in points."""
    total = 0.0
    for index, item in enumerate(items):
        style = styles[item.role, item.level]
        lines = len(list(broken(item.text, style, width - style.indent)))
        total += style.before * (index > 0) + lines * style.leading + style.after
    return total


def _pour_item(item: Item, column: Column, columns: Iterator[Column], styles: Styles) -> Column:
    style = styles[item.role, item.level]
    rest = list(broken(item.text, style, column.width - style.indent))
    whole = item.role not in (Role.PARAGRAPH, Role.INTRO, Role.LIST_ITEM)
    follows = {2: 66, 3: 36, 4: 30}.get(item.level, 0) if item.role is Role.HEADING else 0
    least = (len(rest) if whole else min(2, len(rest))) * style.leading + follows
    if column.cursor + style.before * (not column.fresh) + least > column.bottom:
        column = _next_column(columns, item)
    column.cursor += style.before * (not column.fresh)
    first = True
    while rest:
        fits = max(1, int(min(999, (column.bottom - column.cursor) / style.leading + 0.01)))
        fits -= len(rest) == fits + 1 and fits > 2  # no last line alone at the head of a column
        _place(item, rest[:fits], column, style, first=first)
        rest, first = rest[fits:], False
        if rest:
            column = _next_column(columns, item)
    column.cursor += style.after
    return column


def _pour_box(group: tuple[Item, ...], column: Column, columns: Iterator[Column], styles: Styles) -> Column:
    inner = column.width - 2 * BOX_PADDING
    tall = height(group, styles, inner) + 2 * BOX_PADDING
    if column.cursor + 12 + tall > column.bottom:
        column = _next_column(columns, group[0])
    column.cursor += 12 * (not column.fresh)
    column.sheet.shapes.append(rounded(column.x, column.cursor, column.width, tall, column.fill, 8))
    inside = Column(column.sheet, column.x + BOX_PADDING, column.cursor + BOX_PADDING, inner, float("inf"), turn=1)
    for item in group:
        inside = _pour_item(item, inside, iter(()), styles)
    column.cursor += tall + 10
    column.fresh = False
    return column


def _next_column(columns: Iterator[Column], item: Item) -> Column:
    column = next(columns, None)
    if column is None:
        raise NoRoomError(item)
    return column


def _pour_table(item: Item, column: Column, style: Style) -> None:
    """Ruled, the first row on a colour, the first column twice as wide as the others."""
    rows = [row.split(" | ") for row in item.text.split("\n")]
    row_height, unit = style.leading + 7, column.width / (len(rows[0]) + 1)
    edges = [column.x, *(column.x + unit * (index + 2) for index in range(len(rows[0])))]
    column.sheet.shapes.append(rounded(column.x, column.cursor, column.width, row_height, column.fill, 0))
    lines: list[Line] = []
    for index, row in enumerate(rows):
        top = column.cursor + index * row_height
        lines += [Line(cell, x + 7, top + 3.5 + _drop(style), style) for cell, x in zip(row, edges, strict=False)]
    bottom = column.cursor + row_height * len(rows)
    column.sheet.shapes.append(_grid(edges, [column.cursor + row_height * i for i in range(len(rows) + 1)]))
    column.sheet.pieces.append(Piece(item, tuple(lines), column.turn))
    column.cursor = bottom + 4


def stamp(sheet: Sheet, item: Item, style: Style, x: float, baseline: float, *, right: bool = False) -> None:
    """Put one line at a fixed place, drawn before all other text; `x` is its left end, or its right."""
    start = x - style.width(item.text) if right else x
    sheet.pieces.append(Piece(item, (Line(item.text, start, baseline, style),), 0))


def _place(item: Item, lines: list[tuple[str, Joint]], column: Column, style: Style, *, first: bool) -> None:
    placed: list[Line] = []
    bullet = None
    if style.bullet and first and "zonder streep" not in item.note:
        shift = style.indent - style.width(style.bullet) - 4.5
        bullet = Line(style.bullet, column.x + shift, column.cursor + _drop(style), style)
    for text, joint in lines:
        shift = (column.width - style.width(text)) / 2 if style.centred else style.indent
        placed.append(Line(text, column.x + shift, column.cursor + _drop(style), style, joint))
        column.cursor += style.leading
    if style.tab:
        wide = max(line.style.width(line.text) for line in placed) + 2 * style.indent
        tall = style.leading * len(placed) + 1
        column.sheet.shapes.append(rounded(column.x, column.cursor - tall, wide, tall, style.tab, 3))
    column.sheet.pieces.append(Piece(item, tuple(placed), column.turn, not first, bullet))
    column.fresh = False


def rounded(x: float, top: float, width: float, tall: float, colour: str, radius: float) -> Shape:
    """A filled rectangle with round corners."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.roundRect(x, top, width, tall, radius, stroke=0, fill=1)

    return draw


def _grid(xs: list[float], ys: list[float]) -> Shape:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor("#7d8a91")
        canvas.setLineWidth(0.6)
        for x in xs:
            canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            canvas.line(xs[0], y, xs[-1], y)

    return draw


def _drop(style: Style) -> float:
    """From the top of a line to its baseline."""
    return (style.leading - style.size) / 2 + 0.8 * style.size


def _broken(words: list[str], style: Style, width: float) -> Iterator[tuple[str, Joint]]:
    line = ""
    for word in words:
        rest = word
        while style.width(f"{line} {rest}".strip()) > width:
            head, tail, joint = _split(line, rest, style, width)
            if not f"{line}{head}":
                break
            yield f"{line} {head}".strip(), joint
            line, rest = "", tail
        line = f"{line} {rest}".strip()
    yield line, Joint.SPACE


def _split(line: str, word: str, style: Style, width: float) -> tuple[str, str, Joint]:
    """The longest beginning of the word that fits on the line, the rest, and how they were joined."""
    white = width - style.width(line)
    for head, tail, joint in _breaks(word):
        if style.width(f"{line} {head}".strip()) <= width and (
            joint is Joint.OWN_HYPHEN or (white > RAGGED * width and not style.whole)
        ):
            return head, tail, joint
    return "", word, Joint.SPACE


def _breaks(word: str) -> Iterator[tuple[str, str, Joint]]:
    for own in reversed(list(re.finditer(r"(?<=\w\w)-(?=\w\w)", word))):
        yield word[: own.end()], word[own.end() :], Joint.OWN_HYPHEN
    core = re.search(r"\w+", word)
    parts = _hyphens().get(core[0].lower(), ()) if core else ()
    for count in range(len(parts) - 1, 0, -1):
        if core and not word[core.end() :].strip(".,:;?!’)"):
            cut = core.start() + sum(map(len, parts[:count]))
            if cut - core.start() > 2 and core.end() - cut > 2:
                yield word[:cut] + "-", word[cut:], Joint.ADDED_HYPHEN


@cache
def _hyphens() -> dict[str, tuple[str, ...]]:
    text = (Path(__file__).parent / "text" / "hyphens.txt").read_text("utf-8")
    return {word.replace("-", ""): tuple(word.split("-")) for word in text.split()}
