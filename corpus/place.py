"""Where text stands: boxes, words and quotes that know their place. Imported by way of `corpus.model`.

Lengths are points, the origin is the top left corner of the page, pages are counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def holds(self, other: Box, *, slack: float = 1.0) -> bool:
        """The other lies inside, give or take `slack` points."""
        return (
            self.x0 - slack <= other.x0
            and self.top - slack <= other.top
            and other.x1 <= self.x1 + slack
            and other.bottom <= self.bottom + slack
        )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; ValueError when there are none."""
    rest = list(boxes)
    return Box(
        min(box.x0 for box in rest),
        min(box.top for box in rest),
        max(box.x1 for box in rest),
        max(box.bottom for box in rest),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page and a box for each line."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `start` to `end` of a text, and where they stand. A word broken over two lines is two of these."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that knows where each of its words stands."""

    text: str
    words: tuple[Word, ...] = ()

    def cut(self, start: int, end: int) -> Quote:
        """Characters `start` to `end`, with their places."""
        words = tuple(
            Word(max(word.start, start) - start, min(word.end, end) - start, word.page, word.box)
            for word in self.words
            if word.start < end and word.end > start
        )
        return Quote(self.text[start:end], words)

    @property
    def page(self) -> int:
        """The page it begins on; 0 when it stands nowhere."""
        return self.words[0].page if self.words else 0

    @property
    def places(self) -> tuple[Place, ...]:
        """Page by page, one box for each line."""
        return tuple(
            Place(page, tuple(_line_boxes(word.box for word in words)))
            for page, words in groupby(self.words, key=lambda word: word.page)
        )


def join_quotes(quotes: Iterable[Quote], separator: str = " ") -> Quote:
    """One text after the other, with all their places."""
    text, words = "", list[Word]()
    for quote in quotes:
        if text and quote.text:
            text += separator
        shift = len(text)
        words += [Word(word.start + shift, word.end + shift, word.page, word.box) for word in quote.words]
        text += quote.text
    return Quote(text, tuple(words))


BAR = "|"
"""What parts the cells of a row in the text of a table; no cell holds one itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: row and column, counted from 1, and the text of the cell at the head of the column."""

    row: int
    column: int
    heading: str


def cell_at(text: str, at: int) -> Cell:
    """The cell in which character `at` of the text of a table stands.

    >>> cell_at("Jaar | Aantal\\n2023 | 55", 22)
    Cell(row=2, column=2, heading='Aantal')
    """
    above, row = text[:at].count("\n"), text.rfind("\n", 0, at) + 1
    column = text.count(BAR, row, at)
    heads = text.split("\n", 1)[0].split(BAR)
    heading = heads[column].strip() if above and column < len(heads) else ""
    return Cell(above + 1, column + 1, heading)


def _line_boxes(boxes: Iterable[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line and _same_line(line, box):
            line = line.union(box)
            continue
        if line:
            yield line
        line = box
    if line:
        yield line


def _same_line(line: Box, box: Box) -> bool:
    """The box goes on where the line stopped: beside it, to the right, with no column gap between."""
    beside = min(line.bottom, box.bottom) - max(line.top, box.top) > 0.4 * min(line.height, box.height)
    return beside and line.x1 - box.height <= box.x0 < line.x1 + 4 * box.height
