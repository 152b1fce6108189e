"""From the lines of a page to chunks: lines that follow each other in one column and style, by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Box, around
from pipeline.page import Cell, Line

_SAME_SIZE = 0.08
_MAX_STEP = 2.2
"""Lines more than this many sizes apart, baseline to baseline, never belong together."""
_LOOSE = 1.16
_LOOSE_IN_LIST = 1.07
"""A step between lines this much over the usual one parts two paragraphs; items stand closer than paragraphs."""
_INDENT = (0.8, 5.0)
"""A first line set in by this much, in sizes, begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that are one paragraph, item, heading or table on one page.

    `panel` is the box around it, if any; `tab` says that it is a label on a coloured tab; `cells` are those of a table.
    """

    lines: tuple[Line, ...]
    panel: int | None = None
    tab: bool = False
    cells: tuple[Cell, ...] = ()

    @property
    def box(self) -> Box:
        return around(line.box for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def stream(self) -> int:
        return min(line.stream for line in self.lines)

    @property
    def marker(self) -> str:
        return self.lines[0].marker


def chunks(lines: Sequence[Line], *, panel: int | None = None, tab: bool = False) -> tuple[Chunk, ...]:
    """Chain each line to the one right below it in its column and style, and part the chains into paragraphs."""
    if tab:
        return (Chunk(tuple(sorted(lines, key=lambda line: line.baseline)), panel, True),)
    usual = _usual_steps(lines)
    found: list[Chunk] = []
    for chain in _chains(lines):
        found += [Chunk(tuple(part), panel) for part in _paragraphs(chain, usual)]
    return tuple(found)


def _step(above: Line, below: Line) -> float:
    return below.baseline - above.baseline


def _overlap(one: Box, other: Box) -> float:
    return (min(one.x1, other.x1) - max(one.x0, other.x0)) / max(min(one.width, other.width), 1)


def _usual_steps(lines: Sequence[Line]) -> dict[int, float]:
    """For each type size, in half points, the most common step to the line below."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for line, followers in zip(lines, _followers(lines), strict=True):
        if followers:
            steps[round(line.size * 2)][round(followers[0][0], 1)] += 1
    # Of equally common steps the smaller: the larger one is the gap between paragraphs.
    return {size: min(count.items(), key=lambda pair: (-pair[1], pair[0]))[0] for size, count in steps.items()}


def _followers(lines: Sequence[Line]) -> list[list[tuple[float, int]]]:
    """For each line the lines that may follow it, with the step to them, the nearest first."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].baseline)
    found: list[list[tuple[float, int]]] = [[] for _ in lines]
    largest = max((line.size for line in lines), default=0.0)
    for rank, at in enumerate(order):
        line = lines[at]
        for to in order[rank + 1 :]:
            step = _step(line, lines[to])
            if step > _MAX_STEP * largest:
                break
            if _may_follow(line, lines[to], step):
                found[at].append((step, to))
        found[at].sort()
    return found


def _may_follow(above: Line, below: Line, step: float) -> bool:
    return (
        0.5 * above.size < step < _MAX_STEP * max(above.size, below.size)
        and above.bold == below.bold
        and abs(above.size - below.size) <= _SAME_SIZE * max(above.size, below.size)
        and not (above.turned or below.turned)
        and _overlap(above.box, below.box) > 0.3
    )


def _chains(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Each line goes on in the nearest line below it that has it as its own nearest line above."""
    lines = sorted(lines, key=lambda line: line.baseline)
    below = _followers(lines)
    above: dict[int, tuple[float, int]] = {}
    for at, followers in enumerate(below):
        for step, to in followers:
            above[to] = min(above.get(to, (step, at)), (step, at))
    follows = {
        at: followers[0][1]
        for at, followers in enumerate(below)
        if followers
        and above[followers[0][1]][1] == at
        and not _something_between(lines[at], lines[followers[0][1]], lines)
    }
    starts = set(range(len(lines))) - set(follows.values())
    for at in sorted(starts, key=lambda at: (lines[at].baseline, lines[at].box.x0)):
        chain = [lines[at]]
        while at in follows:
            at = follows[at]
            chain.append(lines[at])
        yield chain


def _something_between(above: Line, below: Line, lines: Sequence[Line]) -> bool:
    """`lines` are in order of their baselines."""
    first = bisect_right(lines, above.baseline + 1, key=lambda line: line.baseline)
    last = bisect_left(lines, below.baseline - 1, key=lambda line: line.baseline)
    return any(_overlap(below.box, other.box) > 0.3 for other in lines[first:last])


def _paragraphs(chain: list[Line], usual: dict[int, float]) -> Iterator[list[Line]]:
    part = [chain[0]]
    left = min(line.box.x0 for line in chain if not line.marker) if any(not line.marker for line in chain) else 0.0
    for above, line in pairwise(chain):
        if _begins_paragraph(part, above, line, left, usual):
            yield part
            part = []
        part.append(line)
    yield part


def _begins_paragraph(part: list[Line], above: Line, line: Line, left: float, usual: dict[int, float]) -> bool:
    step = usual.get(round(line.size * 2), _step(above, line))
    loose = _LOOSE_IN_LIST if part[0].marker else _LOOSE
    if line.marker or (_step(above, line) > loose * step + 0.3 and not above.text.endswith(("-", "\u00ad"))):
        return True
    if part[0].marker:
        # Back at the place of the marker: the list has ended, unless the item hangs there altogether.
        hangs = len(part) > 1 and part[1].box.x0 > part[0].box.x0 + 0.5 * line.size
        return hangs and line.box.x0 < part[0].box.x0 + 0.3 * line.size
    if abs(line.box.x0 + line.box.x1 - above.box.x0 - above.box.x1) < 0.6 * line.size:
        return False  # centred lines
    indent = (line.box.x0 - left) / line.size
    first_of_part = len(part) == 1 and line.box.x0 < part[0].box.x0
    return _INDENT[0] < indent < _INDENT[1] and not first_of_part and above.box.x0 < line.box.x0 - 0.5 * line.size
