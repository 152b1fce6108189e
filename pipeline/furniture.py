"""From the lines of all pages to those that only help to find the way: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corpus.model import Role
from pipeline.page import Line, Page

NOTE_MARK = re.compile(r"^(?:\d{1,3}\s+(?=[^\d\s|•·–—-])|[*†‡¹²³⁴⁵⁶⁷⁸⁹]|https?://|www\.)")
"""What a footnote begins with."""

Lines = Mapping[int, Sequence[Line]]
Furniture = dict[int, dict[int, Role]]
"""For each page number: the position of a line among the page's lines, and its role."""

_MARGIN = 0.1
"""Furniture stands in the outer tenth of the page at head or foot, or turned at a side."""
_MIN_REPEATS = 3
_MIN_COUNTED = 8
"""So many numbers one under the other, each one or five more than the last, count lines."""
_OUTER = 0.075
"""A line that stands alone in this outermost share of the page, and is no larger than the body, is furniture."""
_EDGE, _LARGER = 0.045, 1.3
"""At the very edge of the page it may be this much larger than the body."""
_SHORT = 90
_WHITE = 2.0
"""How much white, in sizes, parts furniture from the text."""
_NUMBER = re.compile(
    r"^[\s|•·–—-]*(?:(?:pagina|blz\.?|p\.)\s*)?(\d{1,4})(?:\s*(?:/|van|\|)\s*\d{1,4})?[\s|•·–—-]*$", re.IGNORECASE
)


def furniture(pages: Sequence[Page], lines: Lines) -> Furniture:
    """The furniture of every page, by repetition over the pages and by place in the margin.

    A number counts as a page number when it runs along with the pages, on a single page when it stands alone in the
    margin. A text counts as running head or foot when it, or something else in the same place and size, comes back on
    at least three pages; when it is no larger than the body and stands alone in the margin; or when it is turned there.
    """
    body = _body_size(lines)
    found: Furniture = {page.number: {} for page in pages}
    margins = {page.number: list(_in_margin(page, lines[page.number])) for page in pages}
    for page in pages:
        for at, role in _numbers(page, lines[page.number], margins):
            found[page.number][at] = role
        found[page.number].update(dict.fromkeys(_line_numbers(lines[page.number]), Role.PAGE_NUMBER))
    repeated = _repeated(margins, found, pages)
    for page in pages:
        for at, line in margins[page.number]:
            if at in found[page.number]:
                continue
            alone = _is_alone(page, line, lines[page.number], found[page.number], body)
            if line.turned or _key(page, line) in repeated or alone:
                found[page.number][at] = Role.RUNNING_HEADER if _above(page, line) or line.turned else Role.FOOTER
    return found


def _body_size(lines: Lines) -> float:
    """The type size of most characters of the document, in points."""
    weight: Counter[float] = Counter()
    for held in lines.values():
        for line in held:
            weight[line.size] += len(line.text)
    return weight.most_common(1)[0][0] if weight else 0.0


def _is_alone(page: Page, line: Line, lines: Sequence[Line], known: Mapping[int, Role], body: float) -> bool:
    """Short and small, in the outermost part of the page, with only furniture further out and white space inwards."""
    edge = line.box.bottom if _above(page, line) else page.height - line.box.top
    if line.size > (_LARGER if edge < _EDGE * page.height else 1.02) * body:
        return False
    if edge > _OUTER * page.height or len(line.text) > _SHORT or line.marker or NOTE_MARK.match(line.text):
        return False
    for at, other in enumerate(lines):
        if other is line or at in known or other.turned or abs(other.baseline - line.baseline) < 0.5 * line.size:
            continue
        inwards = other.box.top - line.box.bottom if _above(page, line) else line.box.top - other.box.bottom
        if inwards < _WHITE * line.size:
            return False
    return True


def _above(page: Page, line: Line) -> bool:
    return line.box.bottom < page.height / 2


def _in_margin(page: Page, lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    for at, line in enumerate(lines):
        edge = min(line.box.bottom, page.height - line.box.top)
        side = min(line.box.x1, page.width - line.box.x0)
        if edge < _MARGIN * page.height or (line.turned and side < _MARGIN * page.width):
            yield at, line


def _numbers(
    page: Page, lines: Sequence[Line], margins: Mapping[int, Sequence[tuple[int, Line]]]
) -> Iterator[tuple[int, Role]]:
    offsets = _offsets(margins)
    for at, line in margins[page.number]:
        number = _number(line)
        if number is not None and (number - page.number in offsets or _stands_alone(page, line, lines)):
            yield at, Role.PAGE_NUMBER


def _line_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Numbers that count the lines of a page, one under the other in a column of their own."""
    columns: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.text.isdecimal() and len(line.text) <= 4:
            columns[round((line.box.x0 + line.box.x1) / 16)].append((line.baseline, at, int(line.text)))
    for held in columns.values():
        counted = [number for _, _, number in sorted(held)]
        steps = [below - above for above, below in pairwise(counted)]
        if len(held) >= _MIN_COUNTED and max(map(steps.count, (1, 5))) >= 0.9 * len(steps):
            yield from (at for _, at, _ in held)


def _number(line: Line) -> int | None:
    match = _NUMBER.match(line.text)
    return int(match.group(1)) if match else None


def _offsets(margins: Mapping[int, Sequence[tuple[int, Line]]]) -> frozenset[int]:
    """Differences between a printed number and the page's place in the file that recur on three pages."""
    counts: Counter[int] = Counter()
    for page, lines in margins.items():
        counts.update({number - page for _, line in lines if (number := _number(line)) is not None})
    return frozenset(offset for offset, count in counts.items() if count >= _MIN_REPEATS)


def _stands_alone(page: Page, line: Line, lines: Sequence[Line]) -> bool:
    """Nothing but other margin text stands further out, and the text keeps two line heights away."""
    for other in lines:
        if other is line or other.turned:
            continue
        apart = max(line.box.top - other.box.bottom, other.box.top - line.box.bottom)
        overlap = min(line.box.x1, other.box.x1) - max(line.box.x0, other.box.x0)
        if overlap > 0 and apart < 2 * min(line.size, other.size):
            return False
        outer = other.box.top > line.box.bottom if not _above(page, line) else other.box.bottom < line.box.top
        if outer and _number(other) is None and len(other.text) > 60:
            return False
    return True


Key = tuple[str, int, int, int]


def _key(page: Page, line: Line) -> Key:
    """Place and size, the same left and right: a head that starts at the left or ends at the right edge."""
    side = "left" if line.box.x0 < page.width - line.box.x1 else "right"
    across = line.box.x0 if side == "left" else page.width - line.box.x1
    return side, round(across / 4), round(line.baseline / 3), round(line.size)


def _repeated(
    margins: Mapping[int, Sequence[tuple[int, Line]]], found: Furniture, pages: Sequence[Page]
) -> frozenset[Key]:
    """Places that hold a line on three pages, with the same words on two, or short words apart from the text."""
    places: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    by_number = {page.number: page for page in pages}
    for number, lines in margins.items():
        for at, line in lines:
            if at not in found[number] and not line.turned:
                places[_key(by_number[number], line)].append((number, re.sub(r"\d+", "#", line.text.lower())))
    return frozenset(
        key
        for key, held in places.items()
        if len({page for page, _ in held}) >= _MIN_REPEATS
        and Counter(text for _, text in held).most_common(1)[0][1] >= 2
        and max(len(text) for _, text in held) < 120
    )
