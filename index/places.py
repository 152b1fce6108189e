"""Where the words of all passages stand, to the passages in which some stand together; knows no engine.

Words that are found under the same terms are one kind; kinds with the same stems follow each other. Kept are the kinds
of each term and the places of each kind: counted in words through all passages, with one place that is nobody's after
each passage. Few places can be gone through one by one; many are in arrays (`index.place_arrays`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.dutch import Token
from index.kept_lines import KeptLines, map_file, write_lines
from index.plan import Layer, Slot, Window, Words
from index.windows import stand_together

if TYPE_CHECKING:
    from index.place_arrays import Floats, PlaceArrays
    from index.scores import ScoreArrays

    Scored = TypeVar("Scored", float, Floats)

_TERMS, _PLACES, _KINDS, _PASSAGES = "terms.tsv", "places.bin", "kinds.bin", "passages.bin"
_K1, _B = 1.2, 0.75
"""Of BM25, as tantivy has them."""
_MOST_KNOWN = 2000

Kinds = Collection[int]
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
        import numpy

        in_order = sorted(self._numbers, key=lambda kind: (kind[2], kind))
        new = numpy.empty(len(in_order), numpy.int32)
        new[[self._numbers[kind] for kind in in_order]] = numpy.arange(len(in_order))
        kinds, lengths = new[numpy.array(self._kinds, numpy.int32)], numpy.array(self._lengths, numpy.int64)
        places = numpy.arange(len(kinds)) + numpy.repeat(numpy.arange(len(lengths)), lengths)
        order = numpy.argsort(kinds, kind="stable")
        starts = numpy.searchsorted(kinds[order], numpy.arange(len(in_order) + 1))
        passages = numpy.concatenate([[0], numpy.cumsum(lengths + 1)])
        for name, numbers in ((_PLACES, places[order]), (_KINDS, starts), (_PASSAGES, passages)):
            (folder / name).write_bytes(numbers.astype(numpy.uint32).tobytes())
        write_lines(folder / _TERMS, _kinds_by_term(in_order))


def _kinds_by_term(kinds: Iterable[_Kind]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for number, (exact, pieces, stems, parts) in enumerate(kinds):
        for layer, terms in zip(_LAYERS, ((exact,), pieces, stems, parts), strict=True):
            for term in dict.fromkeys(terms):
                found[_key(layer, term)].append(str(number))
    return {key: " ".join(numbers) for key, numbers in found.items()}


_LAYERS = (Layer.EXACT, Layer.PIECE, Layer.STEM, Layer.PART)


@dataclass(frozen=True)
class Places:
    """What a writer wrote; nearly all of it is read when it is asked for.

    `places` are those of each kind in order, `kinds` where those of a kind begin among them, `passages` where the
    places of a passage begin.
    """

    terms: Mapping[str, str]
    places: Sequence[int]
    kinds: Sequence[int]
    passages: Sequence[int]
    few: int
    known: dict[tuple[str, frozenset[str]], tuple[Kinds, int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, folder: Path, few: int = 0) -> Places:
        """What was written in a folder; the places of a window are gone through one by one when they are so few."""
        places, kinds, passages = (map_file(folder / name).cast("I") for name in (_PLACES, _KINDS, _PASSAGES))
        return cls(KeptLines(folder / _TERMS), places, kinds, passages, few)

    def often(self, words: Words) -> int:
        """At most so many places, and so passages, have one of the words."""
        return self._count((words,))

    def words(self, words: Words) -> ScoreArrays:
        """The passages with one of the words, with their scores: all of them count as one word."""
        return self._arrays.words(self._known(words)[0], words.weight)

    def window(self, window: Window) -> Mapping[int, float]:
        """The passages with the window, with their scores."""
        often = [self._count(slot) for slot in window.slots]
        if not all(often):
            return {}
        if sum(often) > self.few:
            return self._arrays.window(window, [self._kinds_of(slot) for slot in window.slots])
        return self._gone_through(window)

    def _gone_through(self, window: Window) -> dict[int, float]:
        slots = [self._by_passage(self._kinds_of(slot)) for slot in window.slots]
        everywhere = [sum(map(len, slot.values())) for slot in slots]
        scores: dict[int, float] = {}
        for passage in set(slots[0]).intersection(*slots[1:]):
            inside = [slot[passage] for slot in slots]
            if stand_together(inside, window.slack):
                size = self.passages[passage + 1] - self.passages[passage]
                words = zip(inside, everywhere, strict=True)
                scores[passage] = window.weight * sum(self.score(len(own), every, size) for own, every in words)
        return scores

    def _by_passage(self, kinds: Kinds) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for place in merge(*(self.places[self.kinds[kind] : self.kinds[kind + 1]] for kind in kinds)):
            found[bisect_right(self.passages, place) - 1].append(place)
        return found

    def score(self, often: Scored, everywhere: int, size: Scored) -> Scored:
        """BM25 of what stands so often in a passage of that size, and in all of them together.

        Its places stand for its passages in what is rare.
        """
        every = len(self.passages) - 1
        rare = log(1 + (max(0, every - everywhere) + 0.5) / (min(everywhere, every) + 0.5))
        average = max(1.0, self.passages[every] / max(1, every))
        return rare * (_K1 + 1) * often / (often + _K1 * (1 - _B + _B * size / average))

    def _count(self, slot: Slot) -> int:
        """At most so many places are there of a slot: one of two of its words counts twice."""
        return sum(self._known(words)[1] for words in slot)

    def _kinds_of(self, slot: Slot) -> Kinds:
        return self._known(slot[0])[0] if len(slot) == 1 else set().union(*(self._known(words)[0] for words in slot))

    def _known(self, words: Words) -> tuple[Kinds, int]:
        """The kinds that have one of the words, and how many places; kept, since it is asked for some times."""
        key = words.layer.value, words.terms
        if key not in self.known:
            if len(self.known) == _MOST_KNOWN:
                self.known.clear()
            lines = (self.terms.get(_key(words.layer, term), "") for term in words.terms)
            kinds = {int(number) for line in lines for number in line.split()}
            self.known[key] = kinds, sum(self.kinds[kind + 1] - self.kinds[kind] for kind in kinds)
        return self.known[key]

    @cached_property
    def _arrays(self) -> PlaceArrays:
        from index.place_arrays import PlaceArrays

        return PlaceArrays(self)


def _key(layer: Layer, term: str) -> str:
    return f"{layer.value} {term}"
