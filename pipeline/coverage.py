"""From what a text asks to how much of it others answer, word by word: literally, in a compound, or by a concept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from pipeline.concepts import ConceptsIn, Found, PlacedToken

_K1, _B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework)."""
_PART, _CONCEPT = 0.7, 0.9
"""What a part of a compound, and a concept, counts against the word itself."""
_ASIDE = 0.5
"""What a word counts that stands in an aside: an example, a reason, what lies between brackets."""
_CORE = 2
"""An aside begins after so many words that say something at the earliest."""
_ASIDES = re.compile(
    r"\b(?:zoals|bijvoorbeeld|waaronder|inclusief|in aanvulling op|aanvullend op|naast|als basis|als motor|om|door"
    r"|zodat|waardoor|(?:concrete )?voorbeelden)\b|[(:;.]",
    re.IGNORECASE,
)
"""What opens an aside in Dutch."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is asked for: what it weighs, and under which keys it may be found, each with its strength."""

    word: str
    weight: float
    keys: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says: how strongly each key stands in it, and how many words that say something it has."""

    keys: Mapping[str, float]
    length: int


@dataclass(frozen=True, slots=True)
class Sense:
    """How words are understood: the analysis, the concept list, and the small words that say nothing."""

    tokens: Callable[[str], Iterable[PlacedToken]]
    concepts_in: ConceptsIn
    stop_words: frozenset[str]

    def asked(self, text: str, *, aside: float = _ASIDE) -> tuple[Asked, ...]:
        """The words of a text that say something; those of its core weigh 1, those of its asides less."""
        words, found = list(self._words(text)), self.concepts_in(text)
        core = _core_end(text, words)
        return tuple(
            Asked(
                text[word.start : word.end].lower(), 1.0 if word.start < core else aside, dict(_asked_keys(word, found))
            )
            for word in words
        )

    def told(self, text: str) -> Told:
        """The keys of a text: stems, parts of compounds, and concepts."""
        keys: dict[str, float] = defaultdict(float)
        length = 0
        for word in self._words(text):
            length += 1
            for stem in set(word.stems):
                keys[stem] += 1.0
            for part in set(word.parts) - set(word.stems):
                keys[part] += 0.8
        for found in self.concepts_in(text):
            keys[_key(found)] += found.strength
        return Told(dict(keys), length)

    def _words(self, text: str) -> Iterator[PlacedToken]:
        return (word for word in self.tokens(text) if word.exact not in self.stop_words)


def _core_end(text: str, words: Sequence[PlacedToken]) -> int:
    """Where the first aside begins."""
    for match in _ASIDES.finditer(text):
        if sum(word.end <= match.start() for word in words) >= _CORE:
            return match.start()
    return len(text)


def _asked_keys(word: PlacedToken, found: Iterable[Found]) -> Iterator[tuple[str, float]]:
    """A later key of the same name counts; the word itself comes last."""
    for one in found:
        if one.start <= word.start < one.end:
            yield _key(one), _CONCEPT * one.strength
    yield from ((part, _PART) for part in word.parts)
    yield from ((stem, 1.0) for stem in word.stems)


def _key(found: Found) -> str:
    """No stem has a colon in it."""
    return f"begrip:{found.concept}"


@dataclass(frozen=True, slots=True)
class Answer:
    """How much of what was asked a text answers, from 0 to about 1, and by which words, the weightiest first.

    Of each word the key is given under which it was found: itself, a part, or `begrip:` and a concept.
    """

    share: float
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts, counted from 0, by what they say; `leaning`, from 0 to 1, is how much a long text has against it.

    `wholes`: the texts that these are parts of, when they are parts; what is rare is rare among those.
    """

    postings: Mapping[str, Mapping[int, float]]
    lengths: tuple[int, ...]
    mean: float
    leaning: float = _B
    wholes: Coverage | None = None

    def rarity(self, key: str) -> float:
        """The inverse document frequency of a key: high for what few texts say, never negative."""
        if self.wholes:
            return self.wholes.rarity(key)
        held = len(self.postings.get(key, ()))
        return log(1 + (len(self.lengths) - held + 0.5) / (held + 0.5))

    def shares(self, asked: Iterable[Asked]) -> dict[int, float]:
        """For each text that answers anything: its share of what a perfect answer would have.

        A word counts once, by the key that says most. The cost grows with the texts that share a key, not with all.
        """
        shares: dict[int, float] = defaultdict(float)
        perfect = 0.0
        for one in asked:
            perfect += one.weight * self._most(one)
            for at, worth in self._worths(one).items():
                shares[at] += one.weight * worth
        return {at: share / perfect for at, share in shares.items()} if perfect else {}

    def answer(self, asked: Iterable[Asked], at: int) -> Answer:
        """What text `at` answers, with the words."""
        found: list[tuple[float, str, str]] = []
        perfect = 0.0
        for one in asked:
            perfect += one.weight * self._most(one)
            worths = [
                (one.weight * strength * self.rarity(key) * self._often(own[at], self.lengths[at]), key)
                for key, strength in one.keys.items()
                if at in (own := self._texts(key))
            ]
            if worths:
                worth, key = max(worths)
                found.append((worth, one.word, key))
        share = sum(worth for worth, _, _ in found) / perfect if perfect else 0.0
        return Answer(share, tuple((word, key) for _, word, key in sorted(found, reverse=True)))

    def _texts(self, key: str) -> Mapping[int, float]:
        return self.postings.get(key, {})

    def _most(self, one: Asked) -> float:
        return max((strength * self.rarity(key) for key, strength in one.keys.items()), default=0.0)

    def _worths(self, one: Asked) -> dict[int, float]:
        best: dict[int, float] = {}
        for key, strength in one.keys.items():
            rare = strength * self.rarity(key)
            for at, times in self._texts(key).items():
                worth = rare * self._often(times, self.lengths[at])
                if worth > best.get(at, 0.0):
                    best[at] = worth
        return best

    def _often(self, times: float, length: int) -> float:
        """Between 0 and 1: said once in a long text counts less than said often in a short one."""
        return times / (times + _K1 * (1 - self.leaning + self.leaning * length / self.mean))


def coverage(texts: Iterable[Told], *, leaning: float = _B, wholes: Coverage | None = None) -> Coverage:
    """The texts, ready to be asked."""
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    lengths: list[int] = []
    for at, told in enumerate(texts):
        lengths.append(told.length)
        for key, times in told.keys.items():
            postings[key][at] = times
    mean = max(sum(lengths) / max(len(lengths), 1), 1.0)
    return Coverage(dict(postings), tuple(lengths), mean, leaning, wholes)


def together(parts: Iterable[Told]) -> Told:
    """What a text says whose parts say this."""
    keys: dict[str, float] = defaultdict(float)
    length = 0
    for part in parts:
        length += part.length
        for key, times in part.keys.items():
            keys[key] += times
    return Told(dict(keys), length)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number is spread over all texts, those included that have none of it."""

    mean: float
    deviation: float

    def above(self, number: float) -> float:
        """By how many standard deviations a number lies above the mean; 0 when all are the same."""
        return (number - self.mean) / self.deviation if self.deviation > 1e-9 else 0.0


def spread(numbers: Iterable[float], count: int) -> Spread:
    """The spread over `count` texts, of which those not given have 0."""
    held = list(numbers)
    mean = sum(held) / max(count, 1)
    squares = sum(number * number for number in held) / max(count, 1)
    return Spread(mean, sqrt(max(squares - mean * mean, 0.0)))
