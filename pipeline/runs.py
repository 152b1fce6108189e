"""From the characters of a page to its runs: what the stream draws one after the other on one baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import attrgetter

from corpus.model import Box
from pipeline.page import Char

_SAME_BASELINE = 0.25
"""Characters belong to one run when their baselines differ by less than this share of their size."""
_RUN_GAP = 1.6
"""A gap that the content stream writes over, and still the same run, in sizes."""
_TAB_GAP = 4.0
"""The same after a space or tab in the stream."""
_TWICE = 0.1
"""Letters less than this share of their size apart are one letter drawn twice."""

Parted = Callable[[Sequence[Char]], Iterable[int]]
"""Where characters of a stream do not go on."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Characters on one baseline, in stream order, with the text and box of their ink and their largest size.

    `stream` is where the first of them stands in the content stream, `last` the one that was added last.
    """

    chars: tuple[Char, ...]
    inked: tuple[Char, ...]
    text: str
    ink: Box
    size: float
    stream: int
    last: int

    @property
    def baseline(self) -> float:
        return self.inked[0].baseline

    def __add__(self, other: Run) -> Run:
        return Run(
            self.chars + other.chars,
            self.inked + other.inked,
            self.text + other.text,
            self.ink.union(other.ink),
            max(self.size, other.size),
            min(self.stream, other.stream),
            other.last,
        )


def upright_runs(chars: tuple[Char, ...]) -> list[Run]:
    """The runs of upright characters; what is drawn twice on one spot to look bold is there once."""
    turned = _turned(chars)
    places = sorted(set(range(len(chars))).difference(turned)) if turned else range(len(chars))
    return list(_once(_runs(places, chars, _parted)))


def turned_runs(chars: tuple[Char, ...]) -> list[Run]:
    """The runs of turned characters."""
    return list(_runs(_turned(chars), chars, _turned_parted))


def _turned(chars: Sequence[Char]) -> list[int]:
    return list(compress(range(len(chars)), map(attrgetter("turned"), chars)))


def _run(chars: tuple[Char, ...], stream: int, last: int) -> Iterator[Run]:
    """Nothing when none of the characters leaves ink."""
    inked = tuple([char for char in chars if not char.text.isspace()])
    if inked:
        texts, lefts, tops, rights, bottoms, _, sizes, *_ = zip(*inked, strict=True)
        ink = Box(min(lefts), min(tops), max(rights), max(bottoms))
        yield Run(chars, inked, "".join(texts), ink, max(sizes), stream, last)


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    """Leave out runs that are drawn again on the same spot, shifted by less than a tenth of their size."""
    spots: dict[str, list[Run]] = {}
    for run in runs:
        twins = spots.setdefault(run.text, [])
        limit = _TWICE * run.size
        if not any(abs(t.ink.x0 - run.ink.x0) < limit and abs(t.baseline - run.baseline) < limit for t in twins):
            twins.append(run)
            yield run


def _runs(places: Sequence[int], chars: tuple[Char, ...], parted: Parted) -> Iterator[Run]:
    """The characters at these places of the stream, parted where they do not go on."""
    chosen = chars if len(places) == len(chars) else tuple([chars[at] for at in places])
    edges = [0, *parted(chosen), len(chosen)] if chosen else []
    for start, stop in pairwise(edges):
        yield from _run(chosen[start:stop], places[start], places[stop - 1])


def _parted(chars: Sequence[Char]) -> Iterator[int]:
    """Where characters that the stream draws one after the other do not stand on one baseline."""
    _, lefts, _, rights, _, baselines, sizes, *_ = zip(*chars, strict=True)
    pairs = zip(rights, lefts[1:], baselines, baselines[1:], sizes, sizes[1:], strict=False)
    # Nearly all go on in the simplest way, so that is asked first, without a call for each of thousands.
    for at, (end, start, above, below, size, other) in enumerate(pairs, 1):
        if above == below and size == other and -0.5 * size < start - end < _RUN_GAP * size:
            continue
        if not _goes_on(chars[at - 1], chars[at]):
            yield at


def _goes_on(last: Char, char: Char) -> bool:
    size = last.size if last.size >= char.size else char.size
    if last.baseline != char.baseline and abs(last.baseline - char.baseline) > _SAME_BASELINE * size:
        return False
    gap = char.x0 - last.x1
    if -0.5 * size < gap < (_TAB_GAP if last.text.isspace() else _RUN_GAP) * size:
        return True
    return is_twin(last, char) or (char.text.isspace() and -size < gap < _RUN_GAP * size)


def is_twin(one: Char, other: Char) -> bool:
    """The same letter drawn again on the same spot, to look bold."""
    return one.text == other.text and abs(one.x0 - other.x0) < _TWICE * one.size


def _turned_parted(chars: Sequence[Char]) -> Iterator[int]:
    """Where turned characters do not stand under or beside each other, one after the other."""
    return (at for at, pair in enumerate(pairwise(chars), 1) if not _turned_goes_on(*pair))


def _turned_goes_on(last: Char, char: Char) -> bool:
    apart = min(abs(char.top - last.bottom), abs(last.top - char.bottom), abs(char.top - last.top))
    return abs(last.x0 - char.x0) < 0.6 * char.size and apart < 1.2 * max(char.size, 1)
