"""A page as a reader delivers it: characters in stream order and coloured areas. For the layout; kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import Box, Word


class UnreadableError(Exception):
    """The file cannot be read as a PDF. The message says what is wrong and what to do."""


class Char(NamedTuple):
    """One character as drawn. `baseline` is its distance from the top of the page; `turned` means not upright.

    A tuple, since there are thousands on a page and frozen dataclasses take four times as long to make.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    colour: str
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """An area filled with one colour, `colour` as the reader names it."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table; `row` and `column` count from 0."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its box and its cells, row by row."""

    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on a page, in the order of its content stream. Lengths in points, origin top left.

    `lines` are those of `pipeline.lines`, once they were made; the characters can then be left out. `confidence`, from
    0 to 1, says that the text was read from a picture, and how surely. `failure` says why the page could not be read;
    `ruled` that a table may stand on it that was not looked for; `hint`, in Dutch, what was left out of it or would
    help to read it better; `doubtful` that what was read seems to be no text, as the hint says; `invisible` are
    characters that are drawn without ink.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...] = ()
    panels: tuple[Panel, ...] = ()
    images: tuple[Box, ...] = ()
    tables: tuple[Table, ...] = ()
    failure: str = ""
    lines: tuple[Line, ...] | None = None
    confidence: float | None = None
    ruled: bool = False
    hint: str = ""
    invisible: tuple[Char, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF as read: the wanted ones of its `count` pages, and the title and author of its metadata ('' when none).

    `notes` say, in Dutch, what of the document as a whole is not on its pages.
    """

    pages: tuple[Page, ...]
    title: str
    author: str
    count: int
    notes: tuple[str, ...] = ()


Wanted = Callable[[int], bool]
"""Which pages to read, by their number."""


Finish = Callable[["Page"], "Page"]
"""What is done with each page as soon as it is read, before the next one takes memory."""


def as_it_is(page: Page) -> Page:
    """Nothing is done with a page."""
    return page


def every_page(number: int) -> bool:
    """No page is left out."""
    return True


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, in one column. `stream` is where its first character stands in the content stream."""

    text: str
    words: tuple[Word, ...]
    box: Box
    baseline: float
    size: float
    font: str
    bold: bool
    colour: str
    stream: int
    marker: str = ""
    turned: bool = False
    spaced: bool = False
