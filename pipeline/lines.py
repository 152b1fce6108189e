"""From the characters of a page to its lines: words on one baseline in one column, letter-spaced ones put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from corpus.model import Box, Word, around
from pipeline.page import Char, Line, Page

BULLETS = "•●▪■◦○‣⁃∙·–—-*➢➤►▶✓✔❖"
_MARKER = re.compile(rf"^(?:[{re.escape(BULLETS)}]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[.)])$")

_SAME_BASELINE = 0.25
"""Characters belong to one line when their baselines differ by less than this share of their size."""
_SPACE = 0.17
"""A gap of this share of the size parts two words; Dutch text fonts have spaces of 0.2 to 0.3."""
_RUN_GAP = 1.6
"""A gap that the content stream writes over, and still the same line, in sizes."""
_TAB_GAP = 4.0
"""The same after a space or tab in the stream."""
_LINE_GAP = 0.75
"""A gap between pieces that were drawn apart, and still the same line, in sizes: smaller than any gutter."""
_MARKER_GAP = 4.5
"""How far a list marker may stand left of its item, in sizes."""
_BAND = 8.0
"""Runs are looked up by the band of the page, so many points high, in which they stand."""
_TWICE = 0.1
"""Letters less than this share of their size apart are one letter drawn twice."""
_LETTER_SPACED = 0.14
"""From this median gap between letters on, in sizes, a line is letter-spaced."""


def lines(page: Page) -> tuple[Line, ...]:
    """The lines of a page, in the order of their first characters in the content stream.

    Characters drawn twice on one spot to look bold count once.
    """
    seen = list(enumerate(page.chars))
    turned = [(at, char) for at, char in seen if char.turned]
    upright = [(at, char) for at, char in seen if not char.turned] if turned else seen
    runs = list(_once(made for chars in _runs(upright) if (made := _run(chars))))
    found = [_line(run, page.number) for run in _with_markers(_merged(runs))]
    found += [_turned_line(run, page.number) for chars in _turned_runs(turned) if (run := _run(chars))]
    return tuple(sorted((line for line in found if line.text), key=lambda line: line.stream))


Chars = list[tuple[int, Char]]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline, in stream order, with the box around their ink and their largest size."""

    chars: Chars
    inked: tuple[Char, ...]
    ink: Box
    size: float

    @property
    def baseline(self) -> float:
        return self.inked[0].baseline

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.inked)

    def __add__(self, other: Run) -> Run:
        return Run(
            self.chars + other.chars, self.inked + other.inked, self.ink.union(other.ink), max(self.size, other.size)
        )


def _run(chars: Chars) -> Run | None:
    """Nothing when none of the characters leaves ink."""
    inked = tuple(char for _, char in chars if not char.text.isspace())
    if not inked:
        return None
    ink = Box(
        min([c.x0 for c in inked]),
        min([c.top for c in inked]),
        max([c.x1 for c in inked]),
        max([c.bottom for c in inked]),
    )
    return Run(chars, inked, ink, max([char.size for char in inked]))


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    """Leave out runs that are drawn again on the same spot, shifted by less than a tenth of their size."""
    spots: dict[str, list[Run]] = {}
    for run in runs:
        twins = spots.setdefault(run.text, [])
        limit = _TWICE * run.size
        if not any(abs(t.ink.x0 - run.ink.x0) < limit and abs(t.baseline - run.baseline) < limit for t in twins):
            twins.append(run)
            yield run


def _runs(chars: Iterable[tuple[int, Char]]) -> Iterator[Chars]:
    """Characters that the stream draws one after the other on one baseline."""
    run: Chars = []
    for at, char in chars:
        if run and not _goes_on(run[-1][1], char):
            yield run
            run = []
        run.append((at, char))
    if run:
        yield run


def _goes_on(last: Char, char: Char) -> bool:
    size = last.size if last.size >= char.size else char.size
    if last.baseline != char.baseline and abs(last.baseline - char.baseline) > _SAME_BASELINE * size:
        return False
    gap = char.x0 - last.x1
    if -0.5 * size < gap < (_TAB_GAP if last.text.isspace() else _RUN_GAP) * size:
        return True
    return _is_twin(last, char) or (char.text.isspace() and -size < gap < _RUN_GAP * size)


def _is_twin(one: Char, other: Char) -> bool:
    """The same letter drawn again on the same spot, to look bold."""
    return one.text == other.text and abs(one.x0 - other.x0) < _TWICE * one.size


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
    text = number.text
    follows = 0 < number.chars[0][0] - entry.chars[-1][0] <= 2 and abs(entry.size - number.size) < 0.1 * entry.size
    return follows and text.isdecimal() and len(text) <= 3 and any(char.text.isalpha() for char in entry.inked)


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
    inked, marker = run.inked, ""
    if len(inked) > 1 and _is_marker(inked[0].text) and inked[1].x0 - inked[0].x1 > 0.1 * inked[1].size:
        marker = inked[0].text
    spaced = _is_letter_spaced(inked)
    text, words = _words(run, spaced, page)
    font, size = Counter((char.font, char.size) for char in inked).most_common(1)[0][0]
    main = next(char for char in inked if char.font == font and char.size == size)
    return Line(
        text,
        words,
        around(word.box for word in words),
        main.baseline,
        size,
        font,
        _is_bold(font),
        main.colour,
        min(at for at, _ in run.chars),
        marker or _leading_marker(text),
        spaced=spaced,
    )


def _leading_marker(text: str) -> str:
    first, _, rest = text.partition(" ")
    return first if rest and (_MARKER.match(first) or is_private(first)) else ""


@cache
def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semibold|demi|extrab", font, re.IGNORECASE))


def _gaps(inked: Sequence[Char]) -> list[float]:
    return [(b.x0 - a.x1) / max(b.size, 1) for a, b in pairwise(inked)]


def _is_letter_spaced(inked: Sequence[Char]) -> bool:
    gaps = _gaps(inked)
    if len(gaps) < 4:
        return False
    letters = sum(char.text.isalpha() for char in inked)
    return letters > 0.6 * len(inked) and median(gaps) > _LETTER_SPACED


def _words(run: Run, spaced: bool, page: int) -> tuple[str, tuple[Word, ...]]:
    """Split where a space stands or the gap is that of a space; in a letter-spaced line by the gaps alone."""
    chars = sorted((char for _, char in run.chars), key=lambda char: char.x0)
    limit = _word_gap([char for char in chars if not char.text.isspace()]) if spaced else _SPACE
    pieces: list[list[Char]] = []
    before: Char | None = None
    space = False
    for char in chars:
        if char.text.isspace():
            space = not spaced
            continue
        if before is None:
            pieces.append([char])
        elif _is_twin(before, char):
            continue
        else:
            gap = (char.x0 - before.x1) / (before.size or 1)
            if gap > limit or (space and gap > -0.1):
                pieces.append([char])
            else:
                pieces[-1].append(char)
        before, space = char, False
    return _joined(pieces, page)


def _joined(pieces: Iterable[Sequence[Char]], page: int) -> tuple[str, tuple[Word, ...]]:
    text, words = "", list[Word]()
    for piece in pieces:
        text += " " if text else ""
        start = len(text)
        text += "".join([char.text for char in piece])
        top, bottom = min([char.top for char in piece]), max([char.bottom for char in piece])
        x1 = max([char.x1 for char in piece])
        words.append(Word(start, len(text), page, Box(piece[0].x0, top, x1, bottom)))
    return text, tuple(words)


def _word_gap(inked: Sequence[Char]) -> float:
    """The gap, in sizes, from which on a letter-spaced line has a space: the widest step between its sorted gaps."""
    gaps = sorted(_gaps(inked))
    middle = median(gaps)
    steps = [(above - below, (above + below) / 2) for below, above in pairwise(gaps) if below >= 0.8 * middle]
    step, at = max(steps, default=(0.0, 0.0))
    return at if step > 0.1 and at > 1.15 * middle else 99.0


def _turned_runs(chars: Sequence[tuple[int, Char]]) -> Iterator[Chars]:
    """Turned characters that stand under or beside each other, one after the other."""
    run: Chars = []
    for at, char in chars:
        if run and not _turned_goes_on(run[-1][1], char):
            yield run
            run = []
        run.append((at, char))
    if run:
        yield run


def _turned_goes_on(last: Char, char: Char) -> bool:
    apart = min(abs(char.top - last.bottom), abs(last.top - char.bottom), abs(char.top - last.top))
    return abs(last.x0 - char.x0) < 0.6 * char.size and apart < 1.2 * max(char.size, 1)


def _turned_line(run: Run, page: int) -> Line:
    text = " ".join("".join(char.text for _, char in run.chars).split())
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
        run.chars[0][0],
        turned=True,
    )
