"""Where the words of all passages stand, in arrays, to the passages in which some stand together; knows no engine.

Words that are found under the same terms are one kind. Kept are the kinds of each term and the places of each kind:
counted in words through all passages, with one place that is nobody's after each passage.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import log
from pathlib import Path

import numpy
from numpy.typing import NDArray

from index.dutch import Token
from index.plan import Layer, Slot, Window
from index.windows import stand_together

_TERMS, _PLACES, _KINDS, _PASSAGES = "terms.tsv", "places.npy", "kinds.npy", "passages.npy"
_K1, _B = 1.2, 0.75
"""Of BM25, as tantivy has them."""

Numbers = NDArray[numpy.int64]
Floats = NDArray[numpy.float64]
_Kind = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class PlacesWriter:
    """Takes the tokens of one passage after another; `write` puts them in a folder."""

    def __init__(self) -> None:
        self._numbers: dict[_Kind, int] = {}
        self._kinds, self._lengths = array("i"), array("i")

    def add(self, tokens: Sequence[Token]) -> None:
        """The next passage."""
        numbers = self._numbers
        for token in tokens:
            kind = token.exact, token.pieces, token.stems, token.parts
            self._kinds.append(numbers.setdefault(kind, len(numbers)))
        self._lengths.append(len(tokens))

    def write(self, folder: Path) -> None:
        """All that was added."""
        kinds, lengths = numpy.array(self._kinds, numpy.int32), numpy.array(self._lengths, numpy.int64)
        places = numpy.arange(len(kinds)) + numpy.repeat(numpy.arange(len(lengths)), lengths)
        order = numpy.argsort(kinds, kind="stable")
        numpy.save(folder / _PLACES, places[order].astype(numpy.uint32))
        numpy.save(folder / _KINDS, numpy.searchsorted(kinds[order], numpy.arange(len(self._numbers) + 1)))
        numpy.save(folder / _PASSAGES, numpy.concatenate([[0], numpy.cumsum(lengths + 1)]).astype(numpy.int64))
        (folder / _TERMS).write_text("".join(self._lines()), "utf-8", newline="\n")

    def _lines(self) -> list[str]:
        """A line for each term of each layer, in order, with its kinds."""
        found: dict[str, list[str]] = defaultdict(list)
        for (exact, pieces, stems, parts), number in self._numbers.items():
            for layer, terms in zip(_LAYERS, ((exact,), pieces, stems, parts), strict=True):
                for term in dict.fromkeys(terms):
                    found[_key(layer, term)].append(str(number))
        return sorted(f"{key}\t{' '.join(numbers)}\n" for key, numbers in found.items())


_LAYERS = (Layer.EXACT, Layer.PIECE, Layer.STEM, Layer.PART)


@dataclass(frozen=True)
class Places:
    """What a writer wrote; the places are read from the file when they are asked for."""

    lines: Sequence[str]
    places: NDArray[numpy.uint32]
    kinds: Numbers
    passages: Numbers

    @classmethod
    def read(cls, folder: Path) -> Places:
        lines = (folder / _TERMS).read_text("utf-8").split("\n")[:-1]
        places = numpy.load(folder / _PLACES, mmap_mode="r")
        return cls(lines, places, numpy.load(folder / _KINDS), numpy.load(folder / _PASSAGES))

    def window(self, window: Window) -> tuple[Numbers, Floats]:
        """The passages with the window, in order, with their scores."""
        kinds = [self._kinds_of(slot) for slot in window.slots]
        slots = [self._places_of(slot) for slot in kinds]
        if any(not len(slot) for slot in slots):
            return numpy.array([], numpy.int64), numpy.array([])
        near = _in_a_row(slots) if window.slack is None else self._near(slots, window.slack)
        passages = numpy.unique(self._passage_of(near))
        if window.slack is not None and any(one & other for one, other in combinations(kinds, 2)):
            passages = self._seated(passages, slots, window.slack)
        return passages, window.weight * sum((self._score(slot, passages) for slot in slots), numpy.zeros(()))

    def _kinds_of(self, slot: Slot) -> set[int]:
        return {kind for words in slot for term in words.terms for kind in self._kinds_under(words.layer, term)}

    def _kinds_under(self, layer: Layer, term: str) -> list[int]:
        front = f"{_key(layer, term)}\t"
        at = bisect_left(self.lines, front)
        if at == len(self.lines) or not self.lines[at].startswith(front):
            return []
        return [int(number) for number in self.lines[at][len(front) :].split()]

    def _places_of(self, kinds: set[int]) -> Numbers:
        found = [self.places[self.kinds[kind] : self.kinds[kind + 1]] for kind in kinds]
        return numpy.sort(numpy.concatenate(found)).astype(numpy.int64) if found else numpy.array([], numpy.int64)

    def _near(self, slots: Sequence[Numbers], slack: int) -> Numbers:
        """The first places of stretches of a passage, just long enough, in which each slot has a place."""
        length = len(slots) + slack
        rarest = min(slots, key=len)
        first = numpy.concatenate([slot[_followed(slot, rarest, slot + length)] for slot in slots])
        ends = numpy.minimum(first + length, self.passages[self._passage_of(first) + 1])
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
        first, last = numpy.searchsorted(slot, self.passages[passage : passage + 2])
        return slot[first:last]

    def _passage_of(self, places: Numbers) -> Numbers:
        return numpy.searchsorted(self.passages, places, side="right") - 1

    def _score(self, slot: Numbers, passages: Numbers) -> Floats:
        """BM25 of the slot as if it were one word, its places standing for its passages in what is rare."""
        starts, ends = self.passages[passages], self.passages[passages + 1]
        often = numpy.searchsorted(slot, ends) - numpy.searchsorted(slot, starts)
        every = len(self.passages) - 1
        rare = log(1 + (max(0, every - len(slot)) + 0.5) / (min(len(slot), every) + 0.5))
        length = (ends - starts) / max(1.0, self.passages[-1] / max(1, every))
        score: Floats = rare * (_K1 + 1) * often / (often + _K1 * (1 - _B + _B * length))
        return score


def _key(layer: Layer, term: str) -> str:
    return f"{layer.value} {term}"


def _in_a_row(slots: Sequence[Numbers]) -> Numbers:
    """The first places of groups in order without gaps; the nobody's place keeps passages apart."""
    rarest = min(range(len(slots)), key=lambda number: len(slots[number]))
    first = slots[rarest] - rarest
    for step, slot in enumerate(slots):
        first = first[_has(slot, first + step)]
    return first


def _has(ordered: Numbers, wanted: Numbers) -> NDArray[numpy.bool_]:
    at = numpy.minimum(numpy.searchsorted(ordered, wanted), len(ordered) - 1)
    found: NDArray[numpy.bool_] = ordered[at] == wanted
    return found


def _followed(places: Numbers, ordered: Numbers, before: Numbers) -> NDArray[numpy.bool_]:
    """For each place, does one of the others stand at it or after it, before the end given?"""
    at = numpy.searchsorted(ordered, places)
    found: NDArray[numpy.bool_] = ordered[numpy.minimum(at, len(ordered) - 1)] < before
    return found & (at < len(ordered))
