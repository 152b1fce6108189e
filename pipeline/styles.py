"""From lines as measured on pictures to the same lines in the few sizes and colours that their document is set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.ink import Colour, is_neutral, spelled
from pipeline.page import Line, Page

T = TypeVar("T")

_SAME_SIZE = 0.055
"""Sizes that differ by less than this share are one size, measured on other letters."""
_SAME_COLOUR = 0.12
"""Colours of which no part differs more than this are one colour, printed thinner or on other paper."""
_WHITE = 0.85
"""A grey lighter than this is white."""


def in_few_styles(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with each line in the most common size, in points, and colour that its own can be.

    A colour is named as the readers name it: '' for black and grey, 'white', or its red, green and blue.
    """
    lines = [line for page in pages for line in page.lines or ()]
    sizes = _gathered(((line.size, len(line.text)) for line in lines), _is_same_size)
    colours = _gathered(((_parts(line.colour), len(line.text)) for line in lines), _is_same_colour)

    def styled(line: Line) -> Line:
        return replace(line, size=sizes[line.size], colour=_named(colours[_parts(line.colour)]))

    return tuple(replace(page, lines=page.lines and tuple(map(styled, page.lines))) for page in pages)


def _gathered(weighted: Iterable[tuple[T, int]], is_same: Callable[[T, T], bool]) -> Mapping[T, T]:
    """For each value the most common one that is the same; what belongs to two is with the more common one."""
    counts: Counter[T] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    heads: list[T] = []
    found: dict[T, T] = {}
    for value, _ in counts.most_common():
        found[value] = next((head for head in heads if is_same(head, value)), value)
        if found[value] == value:
            heads.append(value)
    return found


def _is_same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _is_same_colour(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME_COLOUR for a, b in zip(one, other, strict=True))


def _parts(name: str) -> Colour:
    red, green, blue = map(float, name.split())
    return red, green, blue


def _named(colour: Colour) -> str:
    if is_neutral(colour):
        return "white" if min(colour) >= _WHITE else ""
    return spelled(colour)
