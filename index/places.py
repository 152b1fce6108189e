"""Where the words of all passages stand, to the passages in which some stand together; knows no engine.

Words that are found under the same terms are one kind. Kept are the kinds of each term and the places of each kind:
counted in words through all passages, with one place that is nobody's after each passage. Few places are gone through
one by one; many in arrays (`index.place_arrays`), which take a tenth of a second to load.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.dutch import Token
from index.plan import Layer, Slot, Window, Words
from index.sorted_lines import SortedLines, map_file, write_lines
from index.windows import stand_together

if TYPE_CHECKING:
    from index.place_arrays import Floats, PlaceArrays
    from index.scores import ScoreArrays

    Scored = TypeVar("Scored", float, Floats)

FEW = 4000
"""From so many places on, arrays are quicker than going through them one by one."""
_TERMS, _PLACES, _KINDS, _PASSAGES = "terms.tsv", "places.bin", "kinds.bin", "passages.bin"
_K1, _B = 1.2, 0.75
"""Of BM25, as tantivy has them."""
_MOST_KNOWN = 20_000

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

        kinds, lengths = numpy.array(self._kinds, numpy.int32), numpy.array(self._lengths, numpy.int64)
        places = numpy.arange(len(kinds)) + numpy.repeat(numpy.arange(len(lengths)), lengths)
        order = numpy.argsort(kinds, kind="stable")
        starts = numpy.searchsorted(kinds[order], numpy.arange(len(self._numbers) + 1))
        passages = numpy.concatenate([[0], numpy.cumsum(lengths + 1)])
        for name, numbers in ((_PLACES, places[order]), (_KINDS, starts), (_PASSAGES, passages)):
            (folder / name).write_bytes(numbers.astype(numpy.uint32).tobytes())
        write_lines(folder / _TERMS, self._kinds_by_term())

    def _kinds_by_term(self) -> dict[str, str]:
        found: dict[str, list[str]] = defaultdict(list)
        for (exact, pieces, stems, parts), number in self._numbers.items():
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
    known: dict[tuple[Layer, str], Sequence[int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, folder: Path, few: int = FEW) -> Places:
        """What was written in a folder; up to so many places are gone through one by one."""
        places, kinds, passages = (map_file(folder / name).cast("I") for name in (_PLACES, _KINDS, _PASSAGES))
        return cls(SortedLines(folder / _TERMS), places, kinds, passages, few)

    def often(self, words: Words) -> int:
        """At most so many places, and so passages, have one of the words."""
        return self._count(self._kinds_of((words,)))

    def words(self, words: Words) -> ScoreArrays:
        """The passages with one of the words, with their scores: all of them count as one word."""
        return self._arrays.words(self._kinds_of((words,)), words.weight)

    def window(self, window: Window) -> Mapping[int, float]:
        """The passages with the window, with their scores."""
        kinds = [self._kinds_of(slot) for slot in window.slots]
        often = [self._count(slot) for slot in kinds]
        if not all(often):
            return {}
        return self._arrays.window(window, kinds) if sum(often) > self.few else self._gone_through(window, kinds)

    def _gone_through(self, window: Window, kinds: Sequence[Kinds]) -> dict[int, float]:
        slots = [self._by_passage(slot) for slot in kinds]
        everywhere = [self._count(slot) for slot in kinds]
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

    def _count(self, kinds: Kinds) -> int:
        return sum(self.kinds[kind + 1] - self.kinds[kind] for kind in kinds)

    def _kinds_of(self, slot: Slot) -> Kinds:
        return {kind for words in slot for term in words.terms for kind in self._kinds_under(words.layer, term)}

    def _kinds_under(self, layer: Layer, term: str) -> Sequence[int]:
        if (layer, term) not in self.known:
            if len(self.known) == _MOST_KNOWN:
                self.known.clear()
            self.known[layer, term] = [int(number) for number in self.terms.get(_key(layer, term), "").split()]
        return self.known[layer, term]

    @cached_property
    def _arrays(self) -> PlaceArrays:
        from index.place_arrays import PlaceArrays

        return PlaceArrays(self)


def _key(layer: Layer, term: str) -> str:
    return f"{layer.value} {term}"
