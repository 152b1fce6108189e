"""A word to the words of a vocabulary that are spelled almost like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SHORTEST = 4
_LONG = 8


def tolerance(word: str) -> int:
    """How many letters may differ before it is another word: none under 4 letters, two from 8 on."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2


def closest(word: str, counts: Mapping[str, int]) -> str | None:
    """The nearest other word, of two that are as near the one used most; None when nothing is near."""
    near = [(distance, -counts[other], other) for other, distance in similar(word, counts, tolerance(word)) if distance]
    return min(near)[2] if near else None


def similar(word: str, vocabulary: Iterable[str], most: int) -> list[tuple[str, int]]:
    """The words at most so many letters away, each with its distance; see `distance`."""
    letters = set(word)
    likely = (
        other
        for other in vocabulary
        if abs(len(other) - len(word)) <= most and len(letters.symmetric_difference(other)) <= 2 * most
    )
    return [(other, apart) for other in likely if (apart := distance(word, other)) <= most]


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change, or swap with a neighbour to make one word the other.

    Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7 (1964), as the
    optimal string alignment distance.

    >>> distance("discriminatei", "discriminatie"), distance("scholeb", "scholen")
    (1, 1)
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, another in enumerate(other, start=1):
            cost = min(above[column] + 1, now[-1] + 1, above[column - 1] + (letter != another))
            swapped = row > 1 < column and letter == other[column - 2] and one[row - 2] == another
            now.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, now
    return above[-1]
