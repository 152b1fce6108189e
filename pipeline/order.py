"""From boxes on a page to the order in which a person reads them: the stream where it can be, else the geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from corpus.model import Box, around

_GUTTER = 6.0
"""The narrowest white gap, in points, that can part two columns."""
_BAND, _LEAST_BAND = 1.3, 14.0
"""A white band under which all columns begin anew: so many times the usual gap, and at least so many points."""
_CROWDED = 400
"""With more items than this a page is a drawing or a form, and its stream is taken as it is."""
_SLACK = 2.0
"""Boxes may reach into each other by this much, in points, and still count as apart."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be put in order: its number with the caller, its box, its place in the content stream.

    `reach` is how far below it, in points, a heading binds what it heads; 0 for what is no heading.
    """

    at: int
    box: Box
    stream: int
    reach: float = 0.0


def reading_order(items: Sequence[Item]) -> list[int]:
    """The numbers of the items in reading order.

    The order of the content stream is kept unless it is provably no reading order: it goes back up inside a column, or
    takes what stands to the right before its neighbour to the left. Then the page is cut recursively (XY-cut: Nagy and
    Seth 1984; wide elements set aside first as in XY-Cut++, arXiv 2504.10258).
    """
    streamed = sorted(items, key=lambda item: item.stream)
    if len(items) > _CROWDED or is_reading_order(streamed):
        return [item.at for item in streamed]
    return [item.at for group in _cut(_glued(items)) for item in group.items]


def is_reading_order(items: Sequence[Item]) -> bool:
    """No item stands above, or to the left of, one that comes before it, in its own column or row."""
    return not any(_contradicts(first.box, second.box) for first, second in combinations(items, 2))


def _contradicts(first: Box, second: Box) -> bool:
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    down = min(first.bottom, second.bottom) - max(first.top, second.top)
    if across > 0.3 * min(first.width, second.width) and second.bottom <= first.top + _SLACK:
        return True
    return down > 0.5 * min(first.height, second.height) and second.x1 <= first.x0 + _SLACK


@dataclass(frozen=True, slots=True)
class _Group:
    """Items that stay together: a heading with what it heads."""

    items: tuple[Item, ...]
    box: Box


def _glued(items: Sequence[Item]) -> list[_Group]:
    """Headings joined with the block right below them, so that no cut falls between."""
    below = {item.at: _headed(item, items) for item in items if item.reach}
    heads = {under.at: head for head, under in ((h, u) for h, u in below.items() if u is not None)}
    groups: list[_Group] = []
    for item in items:
        if below.get(item.at):
            continue
        chain, at = [item], item.at
        while at in heads:
            at = heads[at]
            chain.insert(0, next(other for other in items if other.at == at))
        groups.append(_Group(tuple(chain), around(one.box for one in chain)))
    return groups


def _headed(head: Item, items: Sequence[Item]) -> Item | None:
    """What stands right below a heading, begins where it begins, and is at least as wide."""
    near = [
        item
        for item in items
        if item.at != head.at
        and -_SLACK <= item.box.top - head.box.bottom < head.reach
        and min(item.box.x1, head.box.x1) > max(item.box.x0, head.box.x0)
    ]
    first = min(near, key=lambda item: item.box.top, default=None)
    if first is None or abs(first.box.x0 - head.box.x0) > 12:
        return None
    return first if first.box.width >= 0.9 * head.box.width or first.reach else None


def _cut(groups: list[_Group]) -> Iterator[_Group]:
    if len(groups) < 2:
        yield from groups
        return
    parts = _rows_of_cards(groups) or _columns(groups) or _bands(groups) or _rows(groups)
    if parts:
        for part in parts:
            yield from _cut(part)
    else:
        yield from sorted(groups, key=lambda group: (round(group.box.top / 3), group.box.x0))


def _gaps(spans: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """White gaps of at least `least` between intervals."""
    gaps, end = [], min(start for start, _ in spans)
    for start, stop in sorted(spans):
        if start - end >= least:
            gaps.append((end, start))
        end = max(end, stop)
    return gaps


def _columns(groups: list[_Group]) -> list[list[_Group]]:
    """Parts left and right of the white gaps that run from top to bottom, when they stand side by side."""
    gaps = _gaps([(g.box.x0, g.box.x1) for g in groups], _GUTTER)
    if not gaps:
        return []
    edges = [-1e9, *[(a + b) / 2 for a, b in gaps], 1e9]
    parts = [[g for g in groups if left < (g.box.x0 + g.box.x1) / 2 < right] for left, right in pairwise(edges)]
    return [part for part in parts if part]


def _side_by_side(groups: Sequence[_Group], at: float) -> bool:
    """There is text at one height on both sides of `at`."""
    left = [g.box for g in groups if g.box.x1 <= at + _SLACK]
    right = [g.box for g in groups if g.box.x0 >= at - _SLACK]
    return any(min(a.bottom, b.bottom) - max(a.top, b.top) > _SLACK for a in left for b in right)


def _rows_of_cards(groups: list[_Group]) -> list[list[_Group]]:
    """Parts above and below a white band under which all columns begin anew at one height."""
    columns = _columns(groups)
    if len(columns) < 2:
        return []
    inner = [
        below.box.top - above.box.bottom
        for column in columns
        for above, below in pairwise(sorted(column, key=lambda g: g.box.top))
    ]
    usual = sorted(inner)[(len(inner) - 1) // 4] if inner else 0.0
    for top, bottom in _gaps([(g.box.top, g.box.bottom) for g in groups], max(_BAND * usual, _LEAST_BAND)):
        starts = [min((g.box.top for g in column if g.box.top > top), default=None) for column in columns]
        if all(start is not None and abs(start - bottom) < _SLACK for start in starts):
            return [[g for g in groups if g.box.top < top], [g for g in groups if g.box.top > top]]
    return []


def _bands(groups: list[_Group]) -> list[list[_Group]]:
    """Set aside the fewest wide groups that hide a gap between columns; they part the page into bands."""
    best: tuple[int, float, list[_Group]] | None = None
    for at in _candidate_gutters(groups):
        wide = [g for g in groups if g.box.x0 < at - _GUTTER / 2 and g.box.x1 > at + _GUTTER / 2]
        rest = [g for g in groups if g not in wide]
        if not wide or not _side_by_side(rest, at):
            continue
        # Of equally cheap gutters the broadest: a narrow one is an accident of ragged lines.
        white = min(g.box.x0 for g in rest if g.box.x1 > at) - max(g.box.x1 for g in rest if g.box.x0 < at)
        if best is None or (len(wide), -white) < best[:2]:
            best = len(wide), -white, wide
    return _around_wide(groups, sorted(best[2], key=lambda g: g.box.top)) if best else []


def _candidate_gutters(groups: Sequence[_Group]) -> list[float]:
    starts = sorted({g.box.x0 for g in groups})
    ends = sorted({g.box.x1 for g in groups})
    gutters = []
    for start in starts[1:]:
        before = [end for end in ends if end <= start - _GUTTER + _SLACK]
        if before:
            gutters.append((before[-1] + start) / 2)
    return gutters


def _around_wide(groups: list[_Group], wide: list[_Group]) -> list[list[_Group]]:
    parts: list[list[_Group]] = []
    rest = [g for g in groups if g not in wide]
    for one in wide:
        middle = (one.box.top + one.box.bottom) / 2
        above = [g for g in rest if (g.box.top + g.box.bottom) / 2 < middle]
        rest = [g for g in rest if g not in above]
        parts += [above, [one]]
    parts.append(rest)
    return [part for part in parts if part]


def _rows(groups: list[_Group]) -> list[list[_Group]]:
    """Parts above and below the white bands that run from side to side."""
    gaps = _gaps([(g.box.top, g.box.bottom) for g in groups], 0.0)
    edges = [-1e9, *[(a + b) / 2 for a, b in gaps], 1e9]
    parts = [[g for g in groups if up <= (g.box.top + g.box.bottom) / 2 < low] for up, low in pairwise(edges)]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 else []
