"""How much a passage is worth, and passages with their scores in arrays: an answer without an object for each."""

from __future__ import annotations

import sys
from collections.abc import Collection, ItemsView, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from index.place_arrays import Floats, Numbers

    Scored = TypeVar("Scored", float, Floats)

K1, B = 1.2, 0.75
"""Of BM25, as tantivy has them (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)."""
_MANY, _VERY_MANY = 2000, 100_000


def rarity(have: int, every: int) -> float:
    """What a word is worth that so many of all passages have."""
    return log(1 + (every - have + 0.5) / (have + 0.5))


def bm25(often: Scored, length: Scored, rare: float) -> Scored:
    """The score of a word that stands so often in a passage, so many times as long as the average one."""
    return rare * (K1 + 1) * often / (often + K1 * (1 - B + B * length))


def worth_arrays(many: int) -> bool:
    """For so many numbers arrays are quicker; if they are still to be loaded, that takes a tenth of a second."""
    return many > (_MANY if "numpy" in sys.modules else _VERY_MANY)


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


def passage_numbers(passages: Collection[int]) -> Numbers:
    """The numbers of passages in an array; those of `ScoreArrays` as they are."""
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
