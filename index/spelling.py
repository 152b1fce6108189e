"""A word to the words of a vocabulary that are spelled almost like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SHORTEST = 4
_LONG = 8


def tolerance(word: str) -> int:
    """How many letters may differ before it is another word: none under 4 letters, two from 8 on."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of a vocabulary, by their length."""

    by_length: Mapping[int, list[str]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Spellings:
        """The spellings of all words."""
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in words:
            by_length[len(word)].append(word)
        return cls(dict(by_length))

    def similar(self, word: str, most: int) -> list[tuple[str, int]]:
        """The words at most so many letters away, each with its distance: letters to add, drop, change, or swap with a
        neighbour (Damerau's, as the optimal string alignment distance)."""
        # Loaded here, since few questions need it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        lengths = range(len(word) - most, len(word) + most + 1)
        found = (
            extract(word, self.by_length.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=None)
            for length in lengths
        )
        return [(other, int(apart)) for some in found for other, apart, _ in some]


def closest(word: str, spellings: Spellings, counts: Mapping[str, int]) -> str | None:
    """The nearest other word, of two that are as near the one used most; None when nothing is near."""
    found = spellings.similar(word, tolerance(word))
    near = [(apart, -counts.get(other, 0), other) for other, apart in found if apart]
    return min(near)[2] if near else None
