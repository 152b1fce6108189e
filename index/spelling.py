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
    """The words of a vocabulary, by their length, each with its letters as a number."""

    by_length: dict[int, list[tuple[int, str]]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Spellings:
        """The spellings of all words."""
        by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for word in words:
            by_length[len(word)].append((_letters(word), word))
        return cls(by_length)

    def similar(self, word: str, most: int) -> list[tuple[str, int]]:
        """The words at most so many letters away, each with its distance; see `distance`."""
        letters, differ = _letters(word), 2 * most
        likely = (
            other
            for length in range(len(word) - most, len(word) + most + 1)
            for bag, other in self.by_length.get(length, ())
            if (bag ^ letters).bit_count() <= differ
        )
        return [(other, apart) for other in likely if (apart := distance(word, other)) <= most]


def closest(word: str, spellings: Spellings, counts: Mapping[str, int]) -> str | None:
    """The nearest other word, of two that are as near the one used most; None when nothing is near."""
    found = spellings.similar(word, tolerance(word))
    near = [(apart, -counts.get(other, 0), other) for other, apart in found if apart]
    return min(near)[2] if near else None


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change, or swap with a neighbour to make one word the other.

    Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7 (1964), as the
    optimal string alignment distance; a column of its table is a number of as many bits, as in Hyyrö, "A bit-vector
    algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10 (2003).

    >>> distance("discriminatei", "discriminatie"), distance("scholeb", "scholen"), distance("", "dijk")
    (1, 1, 4)
    """
    stands: dict[str, int] = defaultdict(int)
    for place, letter in enumerate(one):
        stands[letter] |= 1 << place
    last, every, apart = 1 << len(one) >> 1, (1 << len(one)) - 1, len(one)
    up, down, same, before = every, 0, 0, 0
    for letter in other:
        here = stands.get(letter, 0)
        same = (((here & up) + up) ^ up) | here | down | (((~same & here) << 1) & before)
        right, left = down | ~(same | up), same & up
        apart += bool(right & last) - bool(left & last)
        right, left = right << 1 | 1, left << 1
        up, down = (left | ~(same | right)) & every, right & same & every
        before = here
    return apart if one else len(other)


def _letters(word: str) -> int:
    """Which letters a word has, and which twice or more: one change makes at most two bits differ."""
    once = twice = 0
    for letter in word:
        bit = 1 << (ord(letter) & 63)
        twice |= once & bit
        once |= bit
    return twice << 64 | once
