"""From the coloured areas of a page to its boxes: areas that hold text of their own, beside the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.model import Box
from pipeline.page import Line, Page

_BACKGROUND = 0.6
"""An area over this share of the page is its background."""
_TAB_LINES = 2
"""A label on a coloured tab has at most this many lines."""
_NEAR = 1.5
"""Areas of one colour and width that touch within this many points are one."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page, large before small, and for each line the smallest one around it (None: no box)."""

    boxes: tuple[Box, ...]
    of_line: tuple[int | None, ...]
    tabs: frozenset[int]


def boxes(page: Page, lines: Sequence[Line]) -> Boxes:
    """The areas that hold whole lines, and which of them are mere tabs: one coloured label of a line or two."""
    areas = [box for box in _areas(page) if _holds_whole_lines(box, lines)]
    areas.sort(key=lambda box: -box.width * box.height)
    of_line = tuple(
        max((at for at, box in enumerate(areas) if box.holds(line.box, slack=2)), default=None) for line in lines
    )
    held: list[list[Line]] = [[] for _ in areas]
    for line, at in zip(lines, of_line, strict=True):
        if at is not None:
            held[at].append(line)
    tabs = frozenset(at for at, (box, inside) in enumerate(zip(areas, held, strict=True)) if _is_tab(box, inside))
    return Boxes(tuple(areas), of_line, tabs)


def _areas(page: Page) -> list[Box]:
    """Filled areas of some size, touching ones of one colour joined, white and page-size ones left out."""
    paper = page.width * page.height
    areas = [
        (panel.box, panel.colour)
        for panel in page.panels
        if panel.colour != "white"
        and panel.box.width > 20
        and panel.box.height > 8
        and panel.box.width * panel.box.height < _BACKGROUND * paper
    ]
    joined = True
    while joined:
        joined = False
        for (one, colour), (other, other_colour) in combinations(areas, 2):
            if colour == other_colour and _touch(one, other):
                areas = [area for area in areas if area not in ((one, colour), (other, colour))]
                areas.append((one.union(other), colour))
                joined = True
                break
    return list(dict.fromkeys(box for box, _ in areas))


def _touch(one: Box, other: Box) -> bool:
    same_columns = abs(one.x0 - other.x0) < _NEAR and abs(one.x1 - other.x1) < _NEAR
    stacked = max(one.top, other.top) - min(one.bottom, other.bottom) < _NEAR
    return (same_columns and stacked) or one.holds(other, slack=0.5) or other.holds(one, slack=0.5)


def _holds_whole_lines(box: Box, lines: Sequence[Line]) -> bool:
    """Some line lies inside, and none is cut by the left or right edge (that is a picture or a marker pen)."""
    inside = cut = 0
    for line in lines:
        if box.holds(line.box, slack=2):
            inside += 1
        elif _crosses(box, line.box):
            cut += 1
    return inside > 0 and cut <= 0.2 * inside


def _crosses(box: Box, line: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    if not box.top < middle < box.bottom:
        return False
    overlap = min(box.x1, line.x1) - max(box.x0, line.x0)
    return overlap > 4 and overlap < line.width - 4


def _is_tab(box: Box, lines: Sequence[Line]) -> bool:
    if not 0 < len(lines) <= _TAB_LINES:
        return False
    text = sum(line.size * 1.3 for line in lines)
    return box.height < 1.9 * text and all(len(line.text) < 80 for line in lines)
