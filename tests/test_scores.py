"""Passages with scores: arrays answer as a dictionary of the same does."""

from __future__ import annotations

import random

import numpy
import pytest

from index.scores import ScoreArrays, best, passage_numbers


def scored(chance: random.Random) -> dict[int, float]:
    """Some passages in order, with few different scores, so that many score alike."""
    return {number: float(chance.randrange(4)) for number in range(60) if chance.random() < 0.5}


def in_arrays(scores: dict[int, float]) -> ScoreArrays:
    return ScoreArrays(numpy.array(list(scores), numpy.int64), numpy.array(list(scores.values())))


@pytest.mark.parametrize("most", [0, 1, 2, 20, 59, 60, 100])
def test_the_best_are_the_same_however_scores_are_kept(most: int) -> None:
    """The highest scores come first, and of two alike the earlier passage, in arrays and in a dictionary."""
    chance = random.Random(most)
    many = [scored(chance) for _ in range(50)]

    found = [(best(in_arrays(scores), most), best(scores, most)) for scores in many]

    wanted = [sorted(scores, key=lambda number: (-scores[number], number))[:most] for scores in many]
    assert found == [(one, one) for one in wanted]


def test_arrays_are_read_as_a_dictionary() -> None:
    """Looking up, going through, counting and asking what is in it work on arrays, and so on none at all."""
    scores = {3: 0.5, 7: 2.0, 8: 0.0}

    arrays = in_arrays(scores)

    assert arrays.items() == scores.items()
    assert [arrays[number] for number in arrays] == list(scores.values())
    assert [number in arrays for number in (0, 3, 5, 8, 9)] == [False, True, False, True, False]
    assert passage_numbers(arrays).tolist() == passage_numbers(scores).tolist() == [3, 7, 8]
    assert dict(in_arrays({})) == {}
