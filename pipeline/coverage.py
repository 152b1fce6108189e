"""From what a text asks to how much of it others answer, word by word: literally, in a compound, or by a concept."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

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


def pieces_asked(text: str) -> tuple[Asked, ...]:
    """The pieces of words of a text as what is asked; one that comes often counts twice at most."""
    return tuple(Asked(piece, float(min(times, 2)), {piece: 1.0}) for piece, times in Counter(grams(text)).items())


def pieces_told(text: str) -> Told:
    """The pieces of words of a text as what it says."""
    pieces = Counter(grams(text))
    return Told({piece: float(times) for piece, times in pieces.items()}, pieces.total())


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


@dataclass(frozen=True, slots=True)
class Answer:
    """How much of what was asked a text answers, from 0 to about 1, and by which words, the weightiest first.

    Of each word the key is given under which it was found: itself, a part, or `begrip:` and a concept.
    """

    share: float
    words: tuple[tuple[str, str], ...]


Numbers = NDArray[numpy.float64]
"""One number for each text."""


class Posting(NamedTuple):
    """The texts that have a key, in order, and how often each has it, as a number below 1. Packed: there are many."""

    texts: array[int]
    often: array[float]

    def on(self, at: int) -> float:
        """How often text `at` has the key."""
        place = bisect_left(self.texts, at)
        return self.often[place] if place < len(self.texts) and self.texts[place] == at else 0.0


_NOWHERE = Posting(array("i"), array("f"))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts, counted from 0, by what they say.

    `wholes`: the texts that these are parts of, when they are parts; what is rare is rare among those.
    """

    postings: Mapping[str, Posting]
    count: int
    wholes: Coverage | None = None

    def rarity(self, key: str) -> float:
        """The inverse document frequency of a key: high for what few texts say, never negative."""
        if self.wholes:
            return self.wholes.rarity(key)
        held = len(self.postings.get(key, _NOWHERE).texts)
        return log(1 + (self.count - held + 0.5) / (held + 0.5))

    def weigh(self, asked: Iterable[Asked]) -> Weighed:
        """What is asked, by how rare it is here."""
        words = tuple(self._weighed(one) for one in asked)
        perfect = sum(max((worth for _, worth in worths), default=0.0) for _, worths in words)
        return Weighed(self, words, perfect)

    def shares(self, asked: Iterable[Asked]) -> Numbers:
        """Of each text its share of what a perfect answer would have."""
        return self.weigh(asked).shares()

    def answer(self, asked: Iterable[Asked], at: int) -> Answer:
        """What text `at` answers, with the words."""
        return self.weigh(asked).answer(at)

    def _weighed(self, one: Asked) -> Worths:
        return one.word, tuple((key, one.weight * how * self.rarity(key)) for key, how in one.keys.items())


Worths = tuple[str, tuple[tuple[str, float], ...]]
"""A word that is asked for, and what each key is worth under which it may be found."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question as one set of texts weighs it; `perfect` is what a text would have that answers all of it."""

    texts: Coverage
    words: tuple[Worths, ...]
    perfect: float

    def shares(self) -> Numbers:
        """Of each text its share of what a perfect answer would have; a word counts once, by the key that says most."""
        shares = numpy.zeros(self.texts.count)
        for _, worths in self.words:
            shares += self._best([(self.texts.postings[key], by) for key, by in worths if key in self.texts.postings])
        return shares / self.perfect if self.perfect else shares

    def answer(self, at: int) -> Answer:
        """What text `at` answers, with the words."""
        found: list[tuple[float, str, str]] = []
        for word, worths in self.words:
            worth, key = max(((by * self._on(key, at), key) for key, by in worths), default=(0.0, ""))
            if worth:
                found.append((worth, word, key))
        share = sum(worth for worth, _, _ in found) / self.perfect if self.perfect else 0.0
        return Answer(share, tuple((word, key) for _, word, key in sorted(found, reverse=True)))

    def _on(self, key: str, at: int) -> float:
        return self.texts.postings.get(key, _NOWHERE).on(at)

    def _best(self, postings: Sequence[tuple[Posting, float]]) -> Numbers:
        best = numpy.zeros(self.texts.count)
        for posting, worth in postings:
            places = numpy.frombuffer(posting.texts, dtype=numpy.intc)
            best[places] = numpy.maximum(best[places], worth * numpy.frombuffer(posting.often, dtype=numpy.float32))
        return best


def coverage(texts: Iterable[Told], *, leaning: float = _B, wholes: Coverage | None = None) -> Coverage:
    """The texts, ready to be asked; `leaning`, from 0 to 1, is how much a long text has against it."""
    places: dict[str, array[int]] = defaultdict(lambda: array("i"))
    times: dict[str, array[float]] = defaultdict(lambda: array("f"))
    lengths = array("f")
    for at, told in enumerate(texts):
        lengths.append(told.length)
        for key, often in told.keys.items():
            places[key].append(at)
            times[key].append(often)
    slack = _slack(numpy.frombuffer(lengths, dtype=numpy.float32), leaning)
    postings = {key: Posting(held, _often(held, times.pop(key), slack)) for key, held in places.items()}
    return Coverage(postings, len(lengths), wholes)


def _slack(lengths: NDArray[numpy.float32], leaning: float) -> Numbers:
    """What BM25 adds below the bar: more for a text longer than the mean."""
    mean = max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
    return numpy.asarray(_K1 * (1 - leaning + leaning * lengths / mean), dtype=numpy.float64)


def _often(places: array[int], times: array[float], slack: Numbers) -> array[float]:
    """Between 0 and 1: said once in a long text counts less than said often in a short one."""
    said = numpy.frombuffer(times, dtype=numpy.float32)
    saturated = said / (said + slack[numpy.frombuffer(places, dtype=numpy.intc)])
    return array("f", saturated.astype(numpy.float32).tobytes())


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


def spread(numbers: Numbers) -> Spread:
    """How these are spread."""
    return Spread(float(numbers.mean()), float(numbers.std())) if len(numbers) else Spread(0.0, 0.0)
