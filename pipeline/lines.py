"""From the characters of a page to its lines: words on one baseline in one column, letter-spaced ones put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter
from statistics import median

from corpus.model import Box, Word, around
from pipeline.initials import begun, with_initials
from pipeline.page import Char, Line, Page
from pipeline.runs import Run, is_twin, turned_runs, upright_runs

BULLETS = "•●▪■◦○‣⁃∙·–—-*➢➤►▶✓✔❖"
_MARKER = re.compile(rf"^(?:[{re.escape(BULLETS)}]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[.)])$")

_SAME_BASELINE = 0.25
"""Characters belong to one line when their baselines differ by less than this share of their size."""
_SPACE = 0.17
"""A gap of this share of the size parts two words; Dutch text fonts have spaces of 0.2 to 0.3."""
_LINE_GAP = 0.75
"""A gap between pieces that were drawn apart, and still the same line, in sizes: smaller than any gutter."""
_MARKER_GAP = 4.5
"""How far a list marker may stand left of its item, in sizes."""
_BAND = 8.0
"""Runs are looked up by the band of the page, so many points high, in which they stand."""
_LETTER_SPACED = 0.14
"""From this median gap between letters on, in sizes, a line is letter-spaced."""
_INITIAL = 1.8
"""After a letter so many times as large as the next the text has begun."""
_LEFT = attrgetter("x0")


def lines(page: Page) -> tuple[Line, ...]:
    """The lines of a page, in the order of their first characters in the content stream.

    Characters drawn twice on one spot to look bold count once.
    """
    runs, initials = with_initials(upright_runs(page.chars), _together)
    found = [_line(run, page.number) for run in runs]
    found = [begun(line, initials[line.stream]) if line.stream in initials else line for line in found]
    found += [_turned_line(run, page.number) for run in turned_runs(page.chars)]
    return tuple(sorted((line for line in found if line.text), key=lambda line: line.stream))


def _together(runs: list[Run]) -> list[Run]:
    return list(_with_markers(_merged(runs)))


def _merged(runs: list[Run]) -> list[Run]:
    """Join what stands on one baseline with less than a gutter between, whenever it was drawn."""
    merged: list[Run] = []
    for row in _rows(runs):
        row.sort(key=lambda run: run.ink.x0)
        current = row[0]
        for run in row[1:]:
            gap = run.ink.x0 - current.ink.x1
            size = max(run.size, current.size)
            near = -0.6 * size < gap < _LINE_GAP * size and not _is_marker(run.text)
            if near or (gap > 0 and _is_page_of_entry(current, run)):
                current = current + run
            else:
                merged.append(current)
                current = run
        merged.append(current)
    return merged


def _is_page_of_entry(entry: Run, number: Run) -> bool:
    """The page number of an entry in a table of contents: drawn right after it, with whatever white between."""
    follows = 0 < number.stream - entry.last <= 2 and abs(entry.size - number.size) < 0.1 * entry.size
    is_number = follows and number.text.isdecimal() and len(number.text) <= 3
    return is_number and any(char.text.isalpha() for char in entry.inked)


def _rows(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs by baseline. A small character that overlaps the row in height (a raised note mark) joins it."""
    rows: list[list[Run]] = []
    bands: dict[int, list[list[Run]]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: -run.size):
        row = _row_of(run, bands)
        if row is None:
            row = []
            rows.append(row)
            reach = int(0.6 * run.size // _BAND) + 1
            for band in range(int(run.baseline // _BAND) - reach, int(run.baseline // _BAND) + reach + 1):
                bands[band].append(row)
        row.append(run)
    yield from rows


def _row_of(run: Run, bands: Mapping[int, list[list[Run]]]) -> list[Run] | None:
    """The row that a run belongs to, of those whose largest type reaches the band in which it stands."""
    for row in bands.get(int(run.baseline // _BAND), ()):
        largest = row[0].size
        limit = _SAME_BASELINE * run.size if run.size > 0.8 * largest else 0.6 * largest
        if abs(row[0].baseline - run.baseline) <= limit:
            return row
    return None


def _is_marker(text: str) -> bool:
    return bool(_MARKER.match(text)) or is_private(text)


def is_private(text: str) -> bool:
    """One character of a private use area: a bullet of a symbol font."""
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff"


def _with_markers(runs: list[Run]) -> Iterator[Run]:
    """Put a bullet or number that stands apart in front of the line to its right."""
    markers = {at for at, run in enumerate(runs) if len(run.inked) < 8 and _is_marker(run.text)}
    bands: dict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(runs) if markers else ():
        for band in range(int(run.ink.top // _BAND), int(run.ink.bottom // _BAND) + 1) if at not in markers else ():
            bands[band].append(at)
    heads: dict[int, int] = {}
    for at in sorted(markers):
        owner = _right_of(runs[at], runs, bands)
        if owner is not None:
            heads.setdefault(owner, at)
    taken = set(heads.values())
    for at, run in enumerate(runs):
        if at in heads:
            yield runs[heads[at]] + run
        elif at not in taken:
            yield run


def _right_of(marker: Run, runs: Sequence[Run], bands: Mapping[int, Sequence[int]]) -> int | None:
    """The nearest run to the right at the height of the marker."""
    best, best_gap = None, _MARKER_GAP * marker.size
    middle = (marker.ink.top + marker.ink.bottom) / 2
    for at in bands.get(int(middle // _BAND), ()):
        ink = runs[at].ink
        gap = ink.x0 - marker.ink.x1
        if -1 <= gap < best_gap and ink.top <= middle <= ink.bottom:
            best, best_gap = at, gap
    return best


def _line(run: Run, page: int) -> Line:
    row, spaces = _row(run)
    gaps = _gaps(row)
    spaced = _is_letter_spaced(row, gaps)
    text, words = _words(row, _edges(gaps, spaces, _word_gap(row) if spaced else None), page)
    main = _main(run.inked)
    return Line(
        text,
        words,
        run.ink if len(row.texts) == len(run.inked) else around(word.box for word in words),
        main.baseline,
        main.size,
        main.font,
        _is_bold(main.font),
        main.colour,
        run.stream,
        _drawn_marker(run.inked) or _leading_marker(text),
        spaced=spaced,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """The letters of a line from left to right, by what they have, which is quicker than one by one."""

    texts: Sequence[str]
    lefts: Sequence[float]
    tops: Sequence[float]
    rights: Sequence[float]
    bottoms: Sequence[float]
    sizes: Sequence[float]


def _row(run: Run) -> tuple[_Row, list[int]]:
    """What leaves ink, each letter once though it be drawn twice, and which of it come right after a space."""
    letters: list[Char] = []
    spaces: list[int] = []
    for char in sorted(run.chars, key=_LEFT):
        if char.text.isspace():
            spaces.append(len(letters))
        elif not (letters and char.text == letters[-1].text and is_twin(letters[-1], char)):
            letters.append(char)
    texts, lefts, tops, rights, bottoms, _, sizes, *_ = zip(*letters, strict=True)
    return _Row(texts, lefts, tops, rights, bottoms, sizes), spaces


def _gaps(row: _Row) -> list[float]:
    """The white after each letter but the last, in sizes of that letter; after a large initial in those of the text."""
    units = row.sizes
    if units.count(units[0]) != len(units):
        units = [below if size > _INITIAL * below else size for size, below in pairwise(units)]
    return [(x0 - x1) / (unit or 1) for x0, x1, unit in zip(row.lefts[1:], row.rights, units, strict=False)]


def _is_letter_spaced(row: _Row, gaps: Sequence[float]) -> bool:
    if len(gaps) < 4 or 2 * sum([gap > _LETTER_SPACED for gap in gaps]) < len(gaps):
        return False  # as nearly always, and quicker than the median
    letters = sum(map(str.isalpha, row.texts))
    return letters > 0.6 * len(row.texts) and median(gaps) > _LETTER_SPACED


def _edges(gaps: Sequence[float], spaces: Sequence[int], wide: float | None) -> list[int]:
    """Where words begin: after a space or a gap as wide as one; in a letter-spaced line after a `wide` gap alone."""
    edges = {at for at, gap in enumerate(gaps, 1) if gap > (_SPACE if wide is None else wide)}
    if wide is None:
        edges.update([at for at in spaces if 0 < at <= len(gaps) and gaps[at - 1] > -0.1])
    return sorted(edges)


def _words(row: _Row, edges: Sequence[int], page: int) -> tuple[str, tuple[Word, ...]]:
    text, words = "", list[Word]()
    for start, stop in pairwise([0, *edges, len(row.texts)]):
        text += " " if text else ""
        first = len(text)
        text += "".join(row.texts[start:stop])
        top, bottom = min(row.tops[start:stop]), max(row.bottoms[start:stop])
        words.append(Word(first, len(text), page, Box(row.lefts[start], top, max(row.rights[start:stop]), bottom)))
    return text, tuple(words)


def _word_gap(row: _Row) -> float:
    """The gap, in sizes, from which on a letter-spaced line has a space: the widest step between its sorted gaps."""
    letters = zip(row.lefts[1:], row.rights, row.sizes[1:], strict=False)
    gaps = sorted((x0 - x1) / max(size, 1) for x0, x1, size in letters)
    middle = median(gaps)
    steps = [(above - below, (above + below) / 2) for below, above in pairwise(gaps) if below >= 0.8 * middle]
    step, at = max(steps, default=(0.0, 0.0))
    return at if step > 0.1 and at > 1.15 * middle else 99.0


def _drawn_marker(inked: Sequence[Char]) -> str:
    """A bullet or number that stands apart from what follows."""
    apart = len(inked) > 1 and _is_marker(inked[0].text) and inked[1].x0 - inked[0].x1 > 0.1 * inked[1].size
    return inked[0].text if apart else ""


def _main(inked: Sequence[Char]) -> Char:
    """The first character in the font and size of most."""
    styles = [(char.font, char.size) for char in inked]
    if 2 * styles.count(styles[0]) > len(styles):
        return inked[0]
    return inked[styles.index(Counter(styles).most_common(1)[0][0])]


def _leading_marker(text: str) -> str:
    first, _, rest = text.partition(" ")
    return first if rest and (_MARKER.match(first) or is_private(first)) else ""


@cache
def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semibold|demi|extrab", font, re.IGNORECASE))


def _turned_line(run: Run, page: int) -> Line:
    text = " ".join("".join(char.text for char in run.chars).split())
    first = run.inked[0]
    return Line(
        text,
        (Word(0, len(text), page, run.ink),),
        run.ink,
        run.ink.bottom,
        max(run.ink.width, 1.0),
        first.font,
        _is_bold(first.font),
        first.colour,
        run.stream,
        turned=True,
    )
