"""From the rules and characters of a page to its ruled tables, by parts of pdfplumber's table finder: it alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges, words_to_edges_v
from pdfplumber.utils.geometry import get_bbox_overlap
from pdfplumber.utils.text import extract_words

from corpus.model import Box
from pipeline.page import Cell, Char, Table

_NEAR = 3.0
"""Rules this many points apart are one, and this near to each other they meet: pdfplumber's default."""
_MIN_RULE, _MIN_PART = 3.0, 1.0
"""The shortest rule, and the shortest part of one."""
_MOST_CROSSINGS = 50_000
"""Rules that might cross at more places than this are a drawing. In tables of real documents it is up to 15,500."""
_MIN_TABLE = 2
_MIN_FILLED, _MIN_FILLED_CELLS = 0.3, 4
_COLUMN_GAP = 6.0
"""Columns of a table without column rules keep this many points apart."""

_Region = tuple[float, float, float, float]
"""From the left, from the top, to the right, to the bottom."""
_Thing = dict[str, Any]
"""An edge or a word, as pdfplumber's functions take and give it."""


class Shape(NamedTuple):
    """A line, rectangle or curve: its box, its `height` as the file gives it, and of a curve its points.

    Two ways to compute one height differ in the last digit, which can decide whether two rules are one.
    """

    box: Box
    height: float
    points: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    """All that may rule a table on a page, kind by kind; lengths in points, origin top left."""

    lines: list[Shape] = field(default_factory=list)
    rects: list[Shape] = field(default_factory=list)
    curves: list[Shape] = field(default_factory=list)


def tables(shapes: Shapes, chars: Sequence[Char], width: float) -> Iterator[Table]:
    """The ruled tables on a page of this width, and then the tables with row rules alone."""
    edges = _edges(shapes)
    level = _level(edges)
    if not level:
        return
    written = _Written(chars)
    boxes: list[Box] = []
    for cells in _grids(_upright(edges), level):
        table = _table(cells, written)
        if table:
            boxes.append(table.box)
            yield table
    for region in _row_ruled(level, width):
        if any(box.holds(Box(*region), slack=5) for box in boxes):
            continue
        for cells in _between_rules(shapes, chars, region):
            table = _table(cells, written)
            if table:
                yield table


# Edges: what pdfplumber calls the rules, the sides of rectangles and the straight parts of curves


def _edges(shapes: Shapes) -> list[_Thing]:
    """As pdfplumber makes them, but with no more in them than its table finder looks at."""
    edges = []
    for (x0, top, x1, bottom), height in _placed(shapes.lines):
        edges.append(_edge("h" if top == bottom else "v", (x0, top, x1, bottom), x1 - x0, height))
    for (x0, top, x1, bottom), height in _placed(shapes.rects):
        width = x1 - x0
        if width >= _MIN_PART:
            edges.append(_edge("h", (x0, top, x1, top), width, 0.0))
            edges.append(_edge("h", (x0, top + height, x1, bottom), width, 0.0))
        if height >= _MIN_PART:
            edges.append(_edge("v", (x0, top, x0, bottom), 0.0, height))
            edges.append(_edge("v", (x1, top, x1, bottom), 0.0, height))
    for curve in shapes.curves:
        edges += _sides(curve.points)
    return [edge for edge in edges if edge["width" if edge["orientation"] == "h" else "height"] >= _MIN_PART]


def _placed(shapes: Iterable[Shape]) -> Iterator[tuple[_Region, float]]:
    for box, height, _ in shapes:
        yield (box.x0, box.top, box.x1, box.bottom), height


def _edge(orientation: str, place: _Region, width: float, height: float) -> _Thing:
    x0, top, x1, bottom = place
    size = {"orientation": orientation, "width": width, "height": height}
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom, **size}


def _sides(points: Iterable[tuple[float, float]]) -> Iterator[_Thing]:
    """The parts of a curve that stand upright or lie level."""
    for (x, y), (next_x, next_y) in pairwise(points):
        if x == next_x:
            yield _edge("v", (x, min(y, next_y), x, max(y, next_y)), 0.0, abs(y - next_y))
        elif y == next_y:
            yield _edge("h", (min(x, next_x), y, max(x, next_x), y), abs(x - next_x), 0.0)


def _upright(edges: Iterable[_Thing]) -> list[_Thing]:
    return [edge for edge in edges if edge["orientation"] == "v"]


def _level(edges: Iterable[_Thing]) -> list[_Thing]:
    return [edge for edge in edges if edge["orientation"] == "h"]


# Cells


def _grids(upright: Sequence[_Thing], level: Sequence[_Thing]) -> list[list[_Region]]:
    """The cells that these rules make, group by group; none when they are a drawing."""
    if not (upright and level):
        return []
    edges = merge_edges([*upright, *level], _NEAR, _NEAR, _NEAR, _NEAR)
    edges = [edge for edge in edges if edge["width" if edge["orientation"] == "h" else "height"] >= _MIN_RULE]
    if len(_upright(edges)) * len(_level(edges)) > _MOST_CROSSINGS:
        return []
    grids: list[list[_Region]] = cells_to_tables(list(_cells(edges_to_intersections(edges, _NEAR, _NEAR))))
    return grids


_Point = tuple[float, float]
_Crossings = Mapping[_Point, Mapping[str, Sequence[_Thing]]]


def _cells(crossings: _Crossings) -> Iterator[_Region]:
    """From each crossing the smallest cell of which it is the top left corner.

    The cells of pdfplumber's `intersections_to_cells`, in its order; that searches all crossings of the page for the
    ones below and right of each, which takes seconds for a large table.
    """
    rules = {point: (_places(edges["v"]), _places(edges["h"])) for point, edges in crossings.items()}
    columns, rows = defaultdict[float, list[float]](list), defaultdict[float, list[float]](list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    for x, y in sorted(crossings):
        rights, belows = rows[y][bisect_right(rows[y], x) :], columns[x][bisect_right(columns[x], y) :]
        corner = next(_corners((x, y), rights, belows, rules), None)
        if corner:
            yield x, y, *corner


_Rules = Mapping[_Point, tuple[frozenset[_Region], frozenset[_Region]]]
"""The upright and the level rules that meet at each crossing."""


def _places(edges: Iterable[_Thing]) -> frozenset[_Region]:
    return frozenset((edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges)


def _corners(start: _Point, rights: Sequence[float], belows: Sequence[float], rules: _Rules) -> Iterator[_Point]:
    """The crossings below and right of one to which rules run from there, both ways round."""
    x, y = start
    upright, level = rules[start]
    for below in belows:
        if upright & rules[x, below][0]:
            yield from (
                (right, below)
                for right in rights
                if level & rules[right, y][1]
                and (right, below) in rules
                and rules[right, below][0] & rules[right, y][0]
                and rules[right, below][1] & rules[x, below][1]
            )


# Tables


class _Written:
    """Where characters stand, for cells to ask whether one is in them."""

    def __init__(self, chars: Iterable[Char]) -> None:
        self._chars = chars

    @cached_property
    def _middles(self) -> list[tuple[float, float]]:
        return sorted(((c.top + c.bottom) / 2, (c.x0 + c.x1) / 2) for c in self._chars if c.text.strip())

    def fills(self, cell: _Region) -> bool:
        """The middle of a character lies within the cell."""
        x0, top, x1, bottom = cell
        first, last = bisect_right(self._middles, (top, float("inf"))), bisect_left(self._middles, (bottom,))
        return any(x0 < x < x1 for _, x in self._middles[first:last])


def _table(cells: Sequence[_Region], written: _Written) -> Table | None:
    """The table with these cells, or None when it is a frame or a picture rather than a table."""
    columns = {at: number for number, at in enumerate(sorted({round(cell[0]) for cell in cells}))}
    rows = {at: number for number, at in enumerate(sorted({round(cell[1]) for cell in cells}))}
    if len(columns) < _MIN_TABLE or len(rows) < _MIN_TABLE:
        return None
    if sum(map(written.fills, cells)) < max(_MIN_FILLED * len(cells), _MIN_FILLED_CELLS):
        return None
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return Table(
        Box(min(lefts), min(tops), max(rights), max(bottoms)),
        tuple(
            Cell(rows[round(cell[1])], columns[round(cell[0])], Box(*cell))
            for cell in sorted(cells, key=lambda cell: (round(cell[1]), round(cell[0])))
        ),
    )


# Tables with row rules alone


def _row_ruled(level: Iterable[_Thing], width: float) -> Iterator[_Region]:
    """Regions with at least four horizontal rules of one width, evenly apart: a table without column rules."""
    stacks: dict[tuple[int, int], set[float]] = defaultdict(set)
    for edge in level:
        if edge["x1"] - edge["x0"] > 60:
            stacks[round(edge["x0"]), round(edge["x1"])].add(round(edge["top"], 1))
    for (x0, x1), tops in stacks.items():
        gaps = [below - above for above, below in pairwise(sorted(tops))]
        if len(gaps) >= 3 and max(gaps) < 60 and max(gaps) < 3 * sorted(gaps)[len(gaps) // 2]:
            yield max(x0 - 1.0, 0.0), min(tops) - 1, min(x1 + 1.0, width), max(tops) + 1


def _between_rules(shapes: Shapes, chars: Iterable[Char], region: _Region) -> list[list[_Region]]:
    """Tables with row rules alone: columns begin where words line up, and reach to the ends of the rules."""
    level = _level(_edges(_within(shapes, region)))
    words = extract_words(list(_letters(chars, region)))
    columns = {round(cell[0], 1) for cells in _grids(words_to_edges_v(words, 2), level) for cell in cells}
    inner = [at for at in sorted(columns)[1:] if _parts_columns(at, words)]
    if not inner:
        return []
    left, top, right, bottom = region
    return _grids([_edge("v", (x, top, x, bottom), 0.0, bottom - top) for x in (left, *inner, right)], level)


def _parts_columns(at: float, words: Iterable[_Thing]) -> bool:
    """In every row the words left of this place keep a clear gap from those right of it."""
    rows: dict[int, tuple[float, float]] = {}
    for word in words:
        left, right = rows.get(round(word["bottom"] / 4), (-1e9, 1e9))
        before = word["x0"] < at - 1
        rows[round(word["bottom"] / 4)] = (max(left, word["x1"]), right) if before else (left, min(right, word["x0"]))
    return all(right - left >= _COLUMN_GAP for left, right in rows.values())


def _within(shapes: Shapes, region: _Region) -> Shapes:
    """What lies in a region, cut off at its borders; curves keep their points, as in a crop of pdfplumber."""
    return Shapes(*(list(_cut(kind, region)) for kind in (shapes.lines, shapes.rects, shapes.curves)))


def _cut(shapes: Iterable[Shape], region: _Region) -> Iterator[Shape]:
    for place, shape in zip((place for place, _ in _placed(shapes)), shapes, strict=True):
        shared = get_bbox_overlap(place, region)
        if shared:
            yield Shape(Box(*shared), shared[3] - shared[1], shape.points)


def _letters(chars: Iterable[Char], region: _Region) -> Iterator[_Thing]:
    for char in chars:
        shared = get_bbox_overlap((char.x0, char.top, char.x1, char.bottom), region)
        if shared:
            x0, top, x1, bottom = shared
            letter = {"text": char.text, "upright": not char.turned}
            yield {"x0": x0, "top": top, "doctop": top, "x1": x1, "bottom": bottom, **letter}
