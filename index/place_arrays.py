"""Many places to the passages in which some stand together, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from itertools import combinations
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

from index.plan import Window
from index.scores import ScoreArrays, bm25, in_arrays, rarity
from index.windows import stand_together

if TYPE_CHECKING:
    from index.places import Kinds

Numbers = NDArray[numpy.int64]
Floats = NDArray[numpy.float64]
_DENSE = 20
"""Places to a passage up to which counting all is quicker than looking for those of each passage."""


class PlaceArrays:
    """The numbers of `Places`, looked at all at once."""

    def __init__(
        self, places: Sequence[int], owners: Sequence[int], kinds: Sequence[int], passages: Sequence[int]
    ) -> None:
        self._places, self._owners, self._kinds = numpy.asarray(places), numpy.asarray(owners), numpy.asarray(kinds)
        self._passages = numpy.asarray(passages).astype(numpy.int64)
        self._every = len(self._passages) - 1
        self._sizes = numpy.diff(self._passages)
        self._lengths = self._sizes / max(1.0, self._passages[-1] / max(1, self._every))

    def words(self, kinds: Kinds, weight: float) -> ScoreArrays:
        """The passages with one of the kinds (one at least), with their scores: all of them count as one word."""
        found = self._kept(self._owners, kinds)
        passages, often = self._counts(found)
        return ScoreArrays(passages, weight * self._score(often, len(passages), passages))

    def _counts(self, found: NDArray[numpy.uint32]) -> tuple[Numbers, Numbers]:
        """Each passage once, in order, with how often it is there; many are counted faster than sorted."""
        if 2 * len(found) > self._every:
            often = numpy.bincount(found, minlength=self._every)
            passages = numpy.flatnonzero(often > 0)
            return passages, often[passages]
        ordered = numpy.sort(found)
        first = _firsts(ordered)
        return ordered[first].astype(numpy.int64), numpy.diff(first, append=len(ordered))

    def window(self, window: Window, kinds: Sequence[Kinds]) -> ScoreArrays:
        """The passages with the window, with their scores; each slot has its kinds, and a place at least.

        A slot is as rare as a word with so many passages as it has places.
        """
        sizes = [self._size(slot) for slot in kinds]
        rarest = numpy.unique(self._kept(self._owners, kinds[sizes.index(min(sizes))]))
        slots = [self._in_order(slot, size, rarest) for slot, size in zip(kinds, sizes, strict=True)]
        if not all(map(len, slots)):
            return in_arrays({})
        near = self._passage_of(_in_a_row(slots)) if window.slack is None else self._near(slots, window.slack)
        passages = near[_firsts(near)]
        if window.slack is not None and any(set(one) & set(other) for one, other in combinations(kinds, 2)):
            passages = self._seated(passages, slots, window.slack)
        scores = (
            self._score(self._counted(slot, passages), have, passages) for slot, have in zip(slots, sizes, strict=True)
        )
        return ScoreArrays(passages, window.weight * sum(scores, numpy.zeros(len(passages))))

    def _size(self, kinds: Kinds) -> int:
        """How many places the kinds have."""
        numbers = numpy.fromiter(kinds, numpy.int64, len(kinds))
        return int((self._kinds[numbers + 1] - self._kinds[numbers]).sum())

    def _in_order(self, kinds: Kinds, size: int, passages: NDArray[numpy.uint32]) -> Numbers:
        """The places of the kinds, all (so many) or only those in the passages, whichever is found quicker."""
        if size < _DENSE * len(passages) * len(kinds):
            return numpy.sort(self._kept(self._places, kinds)).astype(numpy.int64)
        return numpy.sort(numpy.concatenate([self._inside(kind, passages) for kind in kinds])).astype(numpy.int64)

    def _inside(self, kind: int, passages: NDArray[numpy.uint32]) -> NDArray[numpy.uint32]:
        """The places of a kind in the passages."""
        kept = slice(self._kinds[kind], self._kinds[kind + 1])
        first = self._owners[kept].searchsorted(passages)
        often = self._owners[kept].searchsorted(passages, side="right") - first
        at = numpy.repeat(first + often - often.cumsum(), often) + numpy.arange(often.sum())
        found: NDArray[numpy.uint32] = self._places[kept][at]
        return found

    def _kept(self, numbers: NDArray[numpy.uint32], kinds: Kinds) -> NDArray[numpy.uint32]:
        """What is kept for the kinds, for those that follow each other in one piece."""
        ordered = numpy.sort(numpy.fromiter(kinds, numpy.int64, len(kinds)))
        last = numpy.flatnonzero(numpy.diff(ordered, append=-1) != 1)
        first = numpy.concatenate([[0], last[:-1] + 1])
        pieces = zip(self._kinds[ordered[first]].tolist(), self._kinds[ordered[last] + 1].tolist(), strict=True)
        return numpy.concatenate([numbers[start:end] for start, end in pieces])

    def _near(self, slots: Sequence[Numbers], slack: int) -> Numbers:
        """The passages, in order, with a stretch, just long enough, in which each slot has a place."""
        length = len(slots) + slack
        rarest, *others = sorted(slots, key=len)
        if len(others) == 1:
            return self._beside(rarest, others[0], length)
        first = numpy.sort(numpy.concatenate([slot[_followed(slot, rarest, slot + length)] for slot in slots]))
        ends = numpy.minimum(first + length, self._passages[self._passage_of(first) + 1])
        every = reduce(numpy.logical_and, (_followed(first, slot, ends) for slot in slots))
        return self._passage_of(first[every])

    def _beside(self, places: Numbers, others: Numbers, length: int) -> Numbers:
        """The passages, in order, of places with one of the others in a stretch so long, before them or after."""
        after = numpy.searchsorted(others, places)
        own, found = self._passage_of(places), numpy.zeros(len(places), numpy.bool_)
        for at in (after - 1, after):
            other = others[at.clip(0, len(others) - 1)]
            found |= (numpy.abs(other - places) < length) & (self._passage_of(other) == own)
        return own[found]

    def _seated(self, passages: Numbers, slots: Sequence[Numbers], slack: int) -> Numbers:
        """The passages in which each word has a place of its own, where one word can be in several slots."""
        good = [
            passage
            for passage in passages
            if stand_together([self._of_one(slot, passage).tolist() for slot in slots], slack)
        ]
        return numpy.array(good, numpy.int64)

    def _of_one(self, slot: Numbers, passage: int) -> Numbers:
        first, last = numpy.searchsorted(slot, self._passages[passage : passage + 2])
        return slot[first:last]

    def _passage_of(self, places: Numbers) -> Numbers:
        return self._owner_at[places].astype(numpy.int64)

    @cached_property
    def _owner_at(self) -> NDArray[numpy.int32]:
        """The passage of every place, in the order of the text."""
        return numpy.repeat(numpy.arange(self._every, dtype=numpy.int32), self._sizes)

    def _counted(self, slot: Numbers, passages: Numbers) -> Numbers:
        """How often each passage has a place of the slot."""
        if len(slot) < _DENSE * len(passages):
            return numpy.bincount(self._passage_of(slot), minlength=len(self._passages))[passages]
        ends = numpy.searchsorted(slot, self._passages[passages + 1])
        return ends - numpy.searchsorted(slot, self._passages[passages])

    def _score(self, often: Numbers, have: int, passages: Numbers) -> Floats:
        rare = rarity(min(have, self._every), self._every)
        return bm25(often.astype(numpy.float64), self._lengths[passages], rare)


def has(ordered: Numbers, wanted: Numbers) -> NDArray[numpy.bool_]:
    """For each number whether it is one of those in order."""
    if not len(ordered):
        return numpy.zeros(len(wanted), numpy.bool_)
    at = numpy.minimum(numpy.searchsorted(ordered, wanted), len(ordered) - 1)
    found: NDArray[numpy.bool_] = ordered[at] == wanted
    return found


def _firsts(ordered: Numbers | NDArray[numpy.uint32]) -> Numbers:
    """Where each number in order stands first."""
    return numpy.flatnonzero(numpy.concatenate([ordered[:1] == ordered[:1], ordered[1:] != ordered[:-1]]))


def _in_a_row(slots: Sequence[Numbers]) -> Numbers:
    """The first places of groups in order without gaps; the nobody's place keeps passages apart."""
    rarest = min(range(len(slots)), key=lambda number: len(slots[number]))
    first = slots[rarest] - rarest
    for step, slot in enumerate(slots):
        first = first[has(slot, first + step)]
    return first


def _followed(places: Numbers, ordered: Numbers, before: Numbers) -> NDArray[numpy.bool_]:
    """For each place, does one of the others stand at it or after it, before the end given?"""
    at = numpy.searchsorted(ordered, places)
    found: NDArray[numpy.bool_] = ordered[numpy.minimum(at, len(ordered) - 1)] < before
    return found & (at < len(ordered))
