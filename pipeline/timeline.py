"""From the results of two years to which of the later go on with one of the earlier: the same matter, told anew."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import log, sqrt

import numpy

from corpus.model import Continuation, Result
from pipeline.comparison import token_likeness
from pipeline.coverage import Numbers, Sense
from pipeline.vectors import Embed
from pipeline.views import whole

_HEADING, _MEANING = 0.2, 2.0
"""What likeness of headings and of meaning count against that of words."""
_WITH_MEANING, _BY_WORDS = 0.3, 0.25
"""From so much likeness on a result continues another, with vectors and without. Both pairs of numbers were chosen on
two pairs of invented years and one real report; docs/matching.md says how, and what they reach."""
_CANDIDATES = 10
"""So many earlier results are looked at for each, those most alike in words and meaning."""
_AT_ONCE = 200
"""Results whose vectors are compared at once: the likeness of all to all may not fit in memory."""
_NAMED = 4
"""How many words an explanation names."""
_CLEAR_HEADING, _CLEAR_MEANING = 0.8, 0.05
"""From so much on an explanation names the headings, or the meaning."""


def continued(
    results: Sequence[Result], earlier: Sequence[Result], *, sense: Sense, embed: Embed | None = None
) -> tuple[Continuation, ...]:
    """The results of a report that go on with an earlier one, in the order of the report.

    A result continues one at most, and is continued by one at most: the pairs that are most alike are joined first.
    Likeness is the cosine of the words, rare ones weighing more, with what the headings and the meaning add.
    """
    if not results or not earlier:
        return ()
    words = _words(results, earlier, sense)
    near = _nearness(results, earlier, embed) if embed else repeat(numpy.zeros(len(earlier)), len(results))
    least = _WITH_MEANING if embed else _BY_WORDS
    pairs = (pair for at, row in enumerate(near) for pair in _candidates(at, row, words, results, earlier))
    joined = _one_to_one(pair for pair in pairs if pair.score >= least)
    return tuple(_continuation(pair, results, earlier, words, sense) for pair in joined)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A result and an earlier one by their places, with how alike they are in each way."""

    at: int
    before: int
    words: float
    heading: float
    meaning: float

    @property
    def score(self) -> float:
        return self.words + _HEADING * self.heading + _MEANING * self.meaning


def _candidates(
    at: int, near: Numbers, words: _Words, results: Sequence[Result], earlier: Sequence[Result]
) -> Iterator[_Pair]:
    shared = words.shared(at)
    for before in numpy.argsort(-(shared + _MEANING * near), kind="stable")[:_CANDIDATES].tolist():
        heading = token_likeness(results[at].heading, earlier[before].heading)
        yield _Pair(at, before, float(shared[before]), heading, float(near[before]))


def _one_to_one(pairs: Iterator[_Pair]) -> list[_Pair]:
    """The most alike first, each result once; in the order of the report."""
    joined: dict[int, _Pair] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.at, pair.before)):
        if pair.at not in joined and pair.before not in taken:
            joined[pair.at] = pair
            taken.add(pair.before)
    return [joined[at] for at in sorted(joined)]


def _continuation(
    pair: _Pair, results: Sequence[Result], earlier: Sequence[Result], words: _Words, sense: Sense
) -> Continuation:
    result, before = results[pair.at], earlier[pair.before]
    return Continuation(result.document, result.id, before.id, pair.score, _why(pair, result, words, sense))


def _why(pair: _Pair, result: Result, words: _Words, sense: Sense) -> str:
    named = _named(words.weightiest(pair.at, pair.before), result, sense)
    reasons = [f"beide noemen {', '.join(named)}"] if named else []
    if pair.heading >= _CLEAR_HEADING:
        reasons.append("de kopjes lijken op elkaar")
    if pair.meaning >= _CLEAR_MEANING:
        reasons.append("de betekenis ligt dicht bij elkaar")
    text = "; ".join(reasons) or "ze lijken in alles een beetje op elkaar"
    return f"{text[:1].upper()}{text[1:]}."


def _named(keys: Sequence[str], result: Result, sense: Sense) -> list[str]:
    """The words of the result, as written, under which these keys were found; numbers by themselves say little."""
    text, spelled = whole(result), dict[str, str]()
    for word in sense.tokens(text):
        for key in (*word.stems, *word.parts) if any(map(str.isalpha, word.exact)) else ():
            spelled.setdefault(key, text[word.start : word.end])
    return list(dict.fromkeys(spelled[key] for key in keys if key in spelled))[:_NAMED]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the results, weighed by how rare they are in both reports (length 1 together), and in which of the
    earlier results each stands, with its weight there."""

    results: tuple[Mapping[str, float], ...]
    earlier: tuple[Mapping[str, float], ...]
    places: Mapping[str, tuple[array[int], array[float]]]

    def shared(self, at: int) -> Numbers:
        """How alike result `at` is to each earlier one (cosine)."""
        row = numpy.zeros(len(self.earlier))
        for key, weight in self.results[at].items():
            if key in self.places:
                places, weights = self.places[key]
                row[numpy.frombuffer(places, dtype=numpy.intc)] += weight * numpy.frombuffer(weights)
        return row

    def weightiest(self, at: int, before: int) -> list[str]:
        """The words that two results share, the one that makes them most alike first."""
        one, other = self.results[at], self.earlier[before]
        return sorted(one.keys() & other.keys(), key=lambda key: (-one[key] * other[key], key))


def _words(results: Sequence[Result], earlier: Sequence[Result], sense: Sense) -> _Words:
    told = [sense.told(whole(result)).keys for result in (*results, *earlier)]
    held = Counter(key for keys in told for key in keys)
    rarity = {key: log((len(told) + 1) / count) for key, count in held.items()}
    weighed = tuple(_weighed(keys, rarity) for keys in told)
    places: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("i"), array("d")))
    for at, weights in enumerate(weighed[len(results) :]):
        for key, weight in weights.items():
            places[key][0].append(at)
            places[key][1].append(weight)
    return _Words(weighed[: len(results)], weighed[len(results) :], dict(places))


def _weighed(keys: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Said often counts for more, but not in proportion (tf-idf with 1 + log tf: Manning et al. 2008, ch. 6)."""
    weights = {key: (1 + log(max(times, 1.0))) * rarity[key] for key, times in keys.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _nearness(results: Sequence[Result], earlier: Sequence[Result], embed: Embed) -> Iterator[Numbers]:
    """For each result how much closer it lies to each earlier one than the two lie to results at large (cosine).

    Some texts lie close to every other ("hubs": Radovanović et al. 2010, Hubs in Space), and are no sequel of all.
    """
    one, other = (embed([whole(result) for result in some]) for some in (results, earlier))
    means, others = one @ other.mean(axis=0), other @ one.mean(axis=0)
    for at in range(0, len(one), _AT_ONCE):
        near = one[at : at + _AT_ONCE] @ other.T - means[at : at + _AT_ONCE, None] - others + means.mean()
        yield from near.astype(numpy.float64)
