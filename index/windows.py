"""Places of words in one text to the places that stand together as asked; knows numbers only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

Places = Sequence[Collection[int]]
"""For each word asked, where it stands; counted in words from the start of the text."""


def stand_together(places: Places, slack: int | None) -> bool:
    """Has each word a place of its own: in order without gaps (`slack` None), or with at most `slack` words between?"""
    if slack is None:
        return next(_starts(places), None) is not None
    return any(_fits(inside) for inside in _stretches(places, slack))


def taking_part(places: Places, slack: int | None) -> set[int]:
    """Every place that is one of a group that stands together."""
    if slack is None:
        return {start + step for start in _starts(places) for step in range(len(places))}
    return {
        place
        for inside in _stretches(places, slack)
        if _fits(inside)
        for slot, candidates in enumerate(inside)
        for place in candidates
        if _fits([*inside[:slot], [place], *inside[slot + 1 :]])
    }


def _starts(places: Places) -> Iterator[int]:
    later = [set(slot) for slot in places[1:]]
    return (start for start in places[0] if all(start + step in slot for step, slot in enumerate(later, start=1)))


def _stretches(places: Places, slack: int) -> Iterator[list[list[int]]]:
    """What of each word stands in each stretch of text that is just long enough."""
    length = len(places) + slack
    slots = [sorted(slot) for slot in places]
    for first in sorted(set().union(*slots)):
        inside = [slot[bisect_left(slot, first) : bisect_left(slot, first + length)] for slot in slots]
        if all(inside):
            yield inside


def _fits(places: Sequence[Sequence[int]]) -> bool:
    """Each word can have a place of its own (bipartite matching by augmenting paths: Kuhn 1955)."""
    owner: dict[int, int] = {}

    def seat(word: int, tried: set[int]) -> bool:
        for place in places[word]:
            if place not in tried:
                tried.add(place)
                if place not in owner or seat(owner[place], tried):
                    owner[place] = word
                    return True
        return False

    return all(seat(word, set()) for word in range(len(places)))
