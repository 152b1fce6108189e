"""Counts by year to a figure: an SVG that stands alone, is read in black and white, and says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Protocol

from review import words
from review.html import render

_STEP, _BAR = 96, 52
"""Points from one year to the next, and of those the width of a bar."""
_LEFT, _RIGHT, _HEIGHT = 64, 24, 150
"""Points left and right of the years, and what the tallest bar measures."""
_NARROWEST = 560
_LINE = 18
_LETTER = 7.2
"""Points that a letter of the title takes, on average."""


class YearCount(Protocol):
    """The documents that report on a year, the passages found in them, and how many that is for each 1,000 words: None
    when there are no words. A `year` of None is for documents without one; they get no bar and are told."""

    @property
    def year(self) -> int | None: ...
    @property
    def documents(self) -> int: ...
    @property
    def passages(self) -> int: ...
    @property
    def passages_per_thousand(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its number above it; without height where there is nothing to count."""

    middle: float
    left: float
    top: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A row of bars with what they count, and where it begins and stands on the figure."""

    label: str
    top: float
    floor: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """What stands under a bar: the year, and how many documents report on it."""

    middle: float
    year: int
    documents: str


def trend_svg(question: str, counts: Sequence[YearCount], *, options: str = "") -> str:
    """The figure of a question: above each year its passages, and under that its passages for each 1,000 words.

    `options` are words that tell what the question was narrowed to.
    """
    years = [count for count in counts if count.year is not None]
    width = max(_NARROWEST, _LEFT + _STEP * len(years) + _RIGHT)
    title = f"Hoe vaak per verslagjaar: {question} ({options})" if options else f"Hoe vaak per verslagjaar: {question}"
    lines = wrap(_printable(title), int((width - _LEFT) / _LETTER / 1.25)) or [""]
    top = 20 + _LINE * 1.4 * len(lines)
    passages = _panel("Passages", [count.passages if count.documents else None for count in years], top, 0)
    share = _panel(
        "Passages per 1.000 woorden", [count.passages_per_thousand for count in years], passages.floor + 34, 2
    )
    ticks = [Tick(_middle(at), one.year, _documents(one)) for at, one in enumerate(years) if one.year is not None]
    notes = wrap(_told(counts), int((width - 2 * _RIGHT) / _LETTER * 1.2))
    return render(
        "trend.svg",
        lines=lines,
        description=_described(counts),
        panels=(passages, share),
        ticks=ticks,
        notes=notes,
        line=_LINE,
        left=_LEFT,
        width=width,
        height=share.floor + 84 + _LINE * len(notes),
    )


def _panel(label: str, values: Sequence[float | None], top: float, decimals: int) -> Panel:
    tallest = max((value for value in values if value), default=1.0)
    floor = top + _LINE * 2.7 + _HEIGHT
    return Panel(label, top, floor, tuple(_bar(at, value, tallest, floor, decimals) for at, value in enumerate(values)))


def _bar(at: int, value: float | None, tallest: float, floor: float, decimals: int) -> Bar:
    height = round(_HEIGHT * (value or 0) / tallest, 1)
    text = "–" if value is None else number(value, decimals)
    return Bar(_middle(at), _middle(at) - _BAR / 2, round(floor - height, 1), _BAR, height, text)


def _middle(at: int) -> float:
    return _LEFT + _STEP * (at + 0.5)


def number(value: float, decimals: int) -> str:
    """As Dutch writes it.

    >>> number(1234.5, 2), number(12, 0)
    ('1.234,50', '12')
    """
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _documents(count: YearCount) -> str:
    return words.count(count.documents, "document", "documenten") if count.documents else "geen document"


def _described(counts: Sequence[YearCount]) -> str:
    """The same numbers in a sentence, for who hears the figure."""
    return f"{'; '.join(_in_words(count) for count in counts if count.year is not None)}. {_told(counts)}".strip()


def _in_words(count: YearCount) -> str:
    share = count.passages_per_thousand
    told = f"{count.year}: {words.count(count.passages, 'passage', 'passages')} in {_documents(count)}"
    return told if share is None else f"{told}, {number(share, 2)} per 1.000 woorden"


def _told(counts: Sequence[YearCount]) -> str:
    """What the bars leave out."""
    undated = [count for count in counts if count.year is None]
    return "".join(
        f"Niet in de figuur: {words.count(count.passages, 'passage', 'passages')} in {_documents(count)} zonder jaar."
        for count in undated
    )


def _printable(text: str) -> str:
    """Without the characters that no SVG may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
