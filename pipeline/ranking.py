"""From texts to how well each answers a question: BM25 over any sort of terms, by an inverted index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol


class TokenLike(Protocol):
    """A word as the analysis gives it."""

    @property
    def exact(self) -> str: ...
    @property
    def stems(self) -> tuple[str, ...]: ...
    @property
    def parts(self) -> tuple[str, ...]: ...


_K1, _B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework)."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """An inverted index over texts, counted from 0."""

    postings: Mapping[str, Mapping[int, int]]
    lengths: tuple[int, ...]
    mean: float

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term: high for what few texts have, never negative."""
        held = len(self.postings.get(term, ()))
        return log(1 + (len(self.lengths) - held + 0.5) / (held + 0.5))

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """For each text that shares a term: the share, 0 to 1, of the score that a perfect answer would have.

        The cost grows with the texts that share a term, not with all texts.
        """
        asked = Counter(terms)
        found: dict[int, float] = defaultdict(float)
        best = 0.0
        for term, count in asked.items():
            weight = self.rarity(term) * min(count, 2)
            best += weight * (_K1 + 1)
            for at, times in self.postings.get(term, {}).items():
                norm = _K1 * (1 - _B + _B * self.lengths[at] / self.mean)
                found[at] += weight * times * (_K1 + 1) / (times + norm)
        return {at: score / best for at, score in found.items()} if best else {}


def rank(texts: Sequence[Sequence[str]]) -> Ranking:
    """Index the terms of each text."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for at, terms in enumerate(texts):
        for term, count in Counter(terms).items():
            postings[term][at] = count
    lengths = tuple(len(terms) for terms in texts)
    return Ranking(postings, lengths, max(sum(lengths) / max(len(lengths), 1), 1.0))


def grams(text: str, *, size: int = 5) -> tuple[str, ...]:
    """The overlapping pieces of `size` letters within the words of a text, edges marked.

    >>> grams("De bpv", size=5)
    ('_de_', '_bpv_')
    """
    pieces: list[str] = []
    for word in text.lower().split():
        word = "_" + "".join(char for char in word if char.isalnum()) + "_"
        if len(word) > 2:
            pieces += [word[at : at + size] for at in range(max(1, len(word) - size + 1))]
    return tuple(pieces)
