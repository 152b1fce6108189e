"""Passages with their scores in arrays: a large answer without an object for each passage."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.place_arrays import Floats, Numbers


@dataclass(frozen=True, slots=True, eq=False)
class ScoreArrays(Mapping[int, float]):
    """The numbers of passages, in order and each once, and in the same places their scores."""

    passages: Numbers
    scores: Floats

    def __len__(self) -> int:
        return len(self.passages)

    def __iter__(self) -> Iterator[int]:
        return iter(self.passages.tolist())

    def __getitem__(self, passage: int) -> float:
        at = int(self.passages.searchsorted(passage))
        if at == len(self.passages) or self.passages[at] != passage:
            raise KeyError(passage)
        return float(self.scores[at])

    def items(self) -> ItemsView[int, float]:
        """All at once, which is quicker than to look each of them up."""
        return dict(zip(self.passages.tolist(), self.scores.tolist(), strict=True)).items()

    def best(self, most: int) -> list[int]:
        """What `best` finds."""
        below, passages = -self.scores, self.passages
        if 0 < most < len(below):
            good = below <= below[below.argpartition(most - 1)[most - 1]]
            below, passages = below[good], passages[good]
        first: list[int] = passages[below.argsort(kind="stable")[:most]].tolist()
        return first


def best(scores: Mapping[int, float], most: int) -> list[int]:
    """So many passages with the highest scores, best first; of two with the same score the earlier one."""
    if isinstance(scores, ScoreArrays):
        return scores.best(most)
    least = nlargest(most, scores.values())[-1:]
    good = [number for number, score in scores.items() if score >= least[0]] if least else []
    return sorted(good, key=lambda number: (-scores[number], number))[:most]


def in_array(passages: Collection[int]) -> Numbers:
    """The numbers of passages; for many, since numpy takes longer to load than to go through few."""
    import numpy

    if isinstance(passages, ScoreArrays):
        return passages.passages
    return numpy.fromiter(passages, numpy.int64, len(passages))


def in_arrays(scores: Mapping[int, float]) -> ScoreArrays:
    """The same passages, in order, with their scores."""
    import numpy

    if isinstance(scores, ScoreArrays):
        return scores
    passages = sorted(scores)
    return ScoreArrays(
        numpy.array(passages, numpy.int64), numpy.array([scores[one] for one in passages], numpy.float64)
    )
