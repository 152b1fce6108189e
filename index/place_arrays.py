"""Many places to the passages in which some stand together, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

from index.plan import Window
from index.scores import ScoreArrays
from index.windows import stand_together

if TYPE_CHECKING:
    from index.places import Kinds, Places

Numbers = NDArray[numpy.int64]
Floats = NDArray[numpy.float64]


class PlaceArrays:
    """The numbers of `Places`, looked at all at once."""

    def __init__(self, places: Places) -> None:
        self._of = places
        self._places, self._kinds = numpy.asarray(places.places), numpy.asarray(places.kinds)
        self._passages = numpy.asarray(places.passages).astype(numpy.int64)

    def words(self, kinds: Kinds, weight: float) -> ScoreArrays:
        """The passages with one of the kinds, with their scores: all of them count as one word."""
        places = self._places_of(kinds)
        of_place = self._passage_of(places)
        first = _firsts(of_place)
        passages, often = of_place[first], numpy.diff(first, append=len(places))
        return ScoreArrays(passages, weight * self._score(often, len(places), passages))

    def window(self, window: Window, kinds: Sequence[Kinds]) -> ScoreArrays:
        """The passages with the window, with their scores; each slot has its kinds, and a place at least."""
        slots = [self._places_of(slot) for slot in kinds]
        near = _in_a_row(slots) if window.slack is None else self._near(slots, window.slack)
        of_place = self._passage_of(numpy.sort(near))
        passages = of_place[_firsts(of_place)]
        if window.slack is not None and any(set(one) & set(other) for one, other in combinations(kinds, 2)):
            passages = self._seated(passages, slots, window.slack)
        scores = (self._score(self._counted(slot, passages), len(slot), passages) for slot in slots)
        return ScoreArrays(passages, window.weight * sum(scores, numpy.zeros(len(passages))))

    def _places_of(self, kinds: Kinds) -> Numbers:
        found = [self._places[self._kinds[kind] : self._kinds[kind + 1]] for kind in kinds]
        return numpy.sort(numpy.concatenate(found)).astype(numpy.int64) if found else numpy.array([], numpy.int64)

    def _near(self, slots: Sequence[Numbers], slack: int) -> Numbers:
        """The first places of stretches of a passage, just long enough, in which each slot has a place."""
        length = len(slots) + slack
        rarest = min(slots, key=len)
        first = numpy.concatenate([slot[_followed(slot, rarest, slot + length)] for slot in slots])
        ends = numpy.minimum(first + length, self._passages[self._passage_of(first) + 1])
        every = reduce(numpy.logical_and, (_followed(first, slot, ends) for slot in slots))
        return first[every]

    def _seated(self, passages: Numbers, slots: Sequence[Numbers], slack: int) -> Numbers:
        """The passages in which each word has a place of its own, where one word can be in several slots."""
        good = [
            passage
            for passage in passages
            if stand_together([self._inside(slot, passage).tolist() for slot in slots], slack)
        ]
        return numpy.array(good, numpy.int64)

    def _inside(self, slot: Numbers, passage: int) -> Numbers:
        first, last = numpy.searchsorted(slot, self._passages[passage : passage + 2])
        return slot[first:last]

    def _passage_of(self, places: Numbers) -> Numbers:
        return numpy.searchsorted(self._passages, places, side="right") - 1

    def _counted(self, slot: Numbers, passages: Numbers) -> Numbers:
        """How often each passage has a place of the slot."""
        ends = numpy.searchsorted(slot, self._passages[passages + 1])
        return ends - numpy.searchsorted(slot, self._passages[passages])

    def _score(self, often: Numbers, everywhere: int, passages: Numbers) -> Floats:
        sizes = self._passages[passages + 1] - self._passages[passages]
        return self._of.score(often.astype(numpy.float64), everywhere, sizes.astype(numpy.float64))


def has(ordered: Numbers, wanted: Numbers) -> NDArray[numpy.bool_]:
    """For each number whether it is one of those in order."""
    if not len(ordered):
        return numpy.zeros(len(wanted), numpy.bool_)
    at = numpy.minimum(numpy.searchsorted(ordered, wanted), len(ordered) - 1)
    found: NDArray[numpy.bool_] = ordered[at] == wanted
    return found


def _firsts(ordered: Numbers) -> Numbers:
    """Where each number in order stands first."""
    return numpy.flatnonzero(numpy.diff(ordered, prepend=-1))


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
