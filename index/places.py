"""Where the words of all passages stand, to the passages in which some stand together; knows no engine.

Words that are found under the same terms are one kind; kinds with the same stems follow each other. Kept are the kinds
of each term and the places of each kind: counted in words through all passages, with one place that is nobody's after
each passage, and beside each place the passage it is in. Few places can be gone through one by one; many are in arrays
(`index.place_arrays`).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from index.dutch import Token
from index.kept_lines import KeptLines, map_file, packed, write_lines
from index.plan import Layer, Slot, Window, Words
from index.recent import recent
from index.scores import bm25, rarity
from index.windows import stand_together

if TYPE_CHECKING:
    from index.place_arrays import PlaceArrays
    from index.scores import ScoreArrays

_TERMS, _PLACES, _OWNERS = "terms.tsv", "places.bin", "owners.bin"
_KINDS, _PASSAGES = "kinds.bin", "passages.bin"
_MOST_KNOWN = 2000

Kinds = Collection[int]
_Kind = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The terms of a token: `exact`, `pieces`, `stems` and `parts`."""


class PlacesWriter:
    """Takes the tokens of one passage after another; `write` puts them in a folder."""

    def __init__(self) -> None:
        self._numbers: dict[_Kind, int] = {}
        self._kinds, self._lengths = array("i"), array("i")

    def add(self, tokens: Sequence[Token]) -> None:
        """The next passage."""
        numbers = self._numbers
        for token in tokens:
            self._kinds.append(numbers.setdefault(token[2:], len(numbers)))
        self._lengths.append(len(tokens))

    def write(self, folder: Path) -> None:
        """All that was added."""
        import numpy

        in_order = sorted(self._numbers, key=lambda kind: (kind[2], kind))
        new = numpy.empty(len(in_order), numpy.int32)
        new[[self._numbers[kind] for kind in in_order]] = numpy.arange(len(in_order))
        kinds, lengths = new[numpy.array(self._kinds, numpy.int32)], numpy.array(self._lengths, numpy.int64)
        owners = numpy.repeat(numpy.arange(len(lengths)), lengths)
        order = numpy.argsort(kinds, kind="stable")
        starts = numpy.searchsorted(kinds[order], numpy.arange(len(in_order) + 1))
        passages = numpy.concatenate([[0], numpy.cumsum(lengths + 1)])
        kept = {_PLACES: order + owners[order], _OWNERS: owners[order], _KINDS: starts, _PASSAGES: passages}
        for name, numbers in kept.items():
            (folder / name).write_bytes(packed(numbers))
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

    `places` are those of each kind in order, `owners` the passages they are in, `kinds` where those of a kind begin
    among them, `passages` where the places of a passage begin.
    """

    terms: Mapping[str, str]
    places: Sequence[int]
    owners: Sequence[int]
    kinds: Sequence[int]
    passages: Sequence[int]
    few: int
    known: dict[tuple[str, frozenset[str]], tuple[Kinds, int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, folder: Path, few: int) -> Places:
        """What was written in a folder; the places of a window are gone through one by one when they are so few."""
        names = _PLACES, _OWNERS, _KINDS, _PASSAGES
        places, owners, kinds, passages = (map_file(folder / name).cast("I") for name in names)
        return cls(KeptLines(folder / _TERMS), places, owners, kinds, passages, few)

    def often(self, words: Words) -> int:
        """So many places have one of the words, and so at most so many passages."""
        return self._known(words)[1]

    def words(self, words: Words) -> ScoreArrays:
        """The passages with one of the words, with their scores: all of them count as one word."""
        return self._arrays.words(self._known(words)[0], words.weight)

    def window(self, window: Window) -> Mapping[int, float]:
        """The passages with the window, with their scores."""
        often = [sum(map(self.often, slot)) for slot in window.slots]
        if not all(often):
            return {}
        if sum(often) > self.few:
            return self._arrays.window(window, [self._kinds_of(slot) for slot in window.slots])
        return self._gone_through(window)

    def _gone_through(self, window: Window) -> dict[int, float]:
        slots = [self._by_passage(self._kinds_of(slot)) for slot in window.slots]
        everywhere = [sum(map(len, slot.values())) for slot in slots]
        every = len(self.passages) - 1
        average = max(1.0, self.passages[every] / every)
        rare = [rarity(min(have, every), every) for have in everywhere]
        scores: dict[int, float] = {}
        for passage in set(slots[0]).intersection(*slots[1:]):
            inside = [slot[passage] for slot in slots]
            if stand_together(inside, window.slack):
                length = (self.passages[passage + 1] - self.passages[passage]) / average
                slot_scores = (bm25(len(own), length, worth) for own, worth in zip(inside, rare, strict=True))
                scores[passage] = window.weight * sum(slot_scores)
        return scores

    def _by_passage(self, kinds: Kinds) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        pieces = [slice(self.kinds[kind], self.kinds[kind + 1]) for kind in kinds]
        for place, owner in merge(*(zip(self.places[piece], self.owners[piece], strict=True) for piece in pieces)):
            found[owner].append(place)
        return found

    def _kinds_of(self, slot: Slot) -> Kinds:
        return self._known(slot[0])[0] if len(slot) == 1 else set().union(*(self._known(words)[0] for words in slot))

    def _known(self, words: Words) -> tuple[Kinds, int]:
        """The kinds that have one of the words, and how many places; kept, since it is asked for some times."""
        return recent(self.known, (words.layer.value, words.terms), lambda: self._look_up(words), most=_MOST_KNOWN)

    def _look_up(self, words: Words) -> tuple[Kinds, int]:
        lines = (self.terms.get(_key(words.layer, term), "") for term in words.terms)
        kinds = {int(number) for line in lines for number in line.split()}
        return kinds, sum(self.kinds[kind + 1] - self.kinds[kind] for kind in kinds)

    @cached_property
    def _arrays(self) -> PlaceArrays:
        from index.place_arrays import PlaceArrays

        return PlaceArrays(self.places, self.owners, self.kinds, self.passages)


def _key(layer: Layer, term: str) -> str:
    return f"{layer.value} {term}"
