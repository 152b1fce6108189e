"""A text to the concepts it is about, each with the words that say so; alone knows how a concept list is looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple, Protocol

_ABBREVIATION = 5
"""A name of so many letters at most, a capital among them, is an abbreviation: WEB is no web and Ad no ad."""
_JOINED = 3
"""A name of so many words at most is also found written as one word."""
_KEPT = 0.5
"""A stem must be more than this part of its word: the stem of "leefbaarheid", "leef", is that of "leeft" too."""
_GAP = frozenset(" \t\r\n\u00a0-\u2010\u2011")
"""What may stand between the words of any name; the characters of a name itself may too."""
_LEVELS = 2
"""What is narrower than a narrower term still counts; a level more would be about something else."""


class ConceptLike(Protocol):
    """A concept as the profile gives it; the list may name one concept in another."""

    @property
    def term(self) -> str: ...
    @property
    def variants(self) -> tuple[str, ...]: ...
    @property
    def narrower(self) -> tuple[str, ...]: ...
    @property
    def related(self) -> tuple[str, ...]: ...


class TokenLike(Protocol):
    """A word as the analysis gives it."""

    @property
    def exact(self) -> str: ...
    @property
    def stems(self) -> tuple[str, ...]: ...
    @property
    def parts(self) -> tuple[str, ...]: ...


class PlacedToken(TokenLike, Protocol):
    """A word as the analysis gives it, at characters `start` to `end` of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Tokens = Callable[[str], Iterable[PlacedToken]]
"""The words of a text in order."""


class How(Enum):
    """How words point to a concept, the closest way first; the value is what an analyst reads."""

    NAME = "genoemd"
    COMPOUND = "in een samenstelling"
    NARROWER = "als engere term"
    RELATED = "als verwante term"

    @property
    def strength(self) -> float:
        """How surely the text is about the concept, 0 to 1."""
        return _STRENGTH[self]


_STRENGTH = {How.NAME: 1.0, How.COMPOUND: 0.8, How.NARROWER: 0.8, How.RELATED: 0.5}
_CLOSEST = {how: place for place, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Found:
    """Characters `start` to `end` of a text, which are `words`, point to the concept with this term."""

    concept: str
    words: str
    start: int
    end: int
    how: How

    @property
    def strength(self) -> float:
        return self.how.strength


ConceptsIn = Callable[[str], tuple[Found, ...]]
"""The concepts a text is about, in the order of the text; a concept once for each place that points to it."""


def concept_finder(concepts: Iterable[ConceptLike], tokens: Tokens, stop_words: frozenset[str]) -> ConceptsIn:
    """Learn a list; the cost of a text afterwards grows with its words, not with the list.

    A name is found in every form its words are found under, hyphened or not, and, when it is one word, as a part of a
    compound; punctuation between its words parts them. A name that begins with `=` is found only as written, an
    abbreviation with capitals only where the text has them. A stop word is no name. Words inside a longer name with a
    capital, such as that of a law, point to nothing else.
    """
    index = _index(_targets(tuple(concepts)), tokens, stop_words)

    def concepts_in(text: str) -> tuple[Found, ...]:
        held = tuple(tokens(text))
        return _chosen([hit for at in range(len(held)) for hit in index.hits(text, held, at)], text)

    return concepts_in


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to write a name: for each word what it can be found under, and the concepts the whole points to.

    `literal`: the words are compared as written; `capitals` is what the text must have letter by letter; `proper`: a
    name of several words that begins with a capital. `between` is what may stand between the words.
    """

    words: tuple[frozenset[str], ...]
    targets: tuple[tuple[str, How], ...]
    literal: bool
    capitals: str
    proper: bool
    between: frozenset[str]


class _Hit(NamedTuple):
    """Characters `start` to `end` point to a concept."""

    concept: str
    start: int
    end: int
    how: How
    proper: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by what their first word can be found under, and by what they can be inside a compound."""

    first: Mapping[str, Sequence[_Name]]
    part: Mapping[str, Sequence[_Name]]

    def hits(self, text: str, held: Sequence[PlacedToken], at: int) -> Iterator[_Hit]:
        """What the names that begin at this word, or stand inside it, point to."""
        token = held[at]
        for key in {token.exact, *_keys(token)}:
            for name in self.first.get(key, ()):
                end = at + len(name.words)
                if _stands(name, text, held[at:end]):
                    for concept, how in name.targets:
                        yield _Hit(concept, token.start, held[end - 1].end, how, name.proper)
        for key in token.parts:
            for name in self.part.get(key, ()):
                if name.capitals in text[token.start : token.end]:
                    for concept, how in name.targets:
                        way = How.COMPOUND if how is How.NAME else how
                        yield _Hit(concept, token.start, token.end, way, proper=False)


def _stands(name: _Name, text: str, held: Sequence[PlacedToken]) -> bool:
    if len(held) != len(name.words) or name.capitals not in text[held[0].start : held[0].end]:
        return False
    words_fit = all(
        token.exact in keys if name.literal else not keys.isdisjoint(_keys(token))
        for keys, token in zip(name.words, held, strict=True)
    )
    return words_fit and all(name.between.issuperset(text[one.end : two.start]) for one, two in pairwise(held))


def _keys(token: TokenLike) -> list[str]:
    """What a word is looked up by: its stems, without those that keep too little of it ("werk" of "werkenden")."""
    least = len(token.exact) * _KEPT
    return [stem for stem in token.stems if len(stem) > least]


def _chosen(hits: Sequence[_Hit], text: str) -> tuple[Found, ...]:
    """In the order of the text, without what another hit says better."""
    proper = {(hit.start, hit.end) for hit in hits if hit.proper}
    by_concept: dict[str, list[_Hit]] = defaultdict(list)
    for hit in hits:
        if hit.proper or not any(start <= hit.start and hit.end <= end for start, end in proper):
            by_concept[hit.concept].append(hit)
    kept = [hit for found in by_concept.values() for hit in (_apart(found) if len(found) > 1 else found)]
    kept.sort(key=lambda hit: (hit.start, hit.end, _CLOSEST[hit.how]))
    return tuple(Found(hit.concept, text[hit.start : hit.end], hit.start, hit.end, hit.how) for hit in kept)


def _apart(found: Iterable[_Hit]) -> Iterator[_Hit]:
    """Of places that overlap, for one concept, only the surest, and of equals the longest."""
    taken: list[_Hit] = []
    for hit in sorted(found, key=lambda hit: (-hit.how.strength, hit.start - hit.end, _CLOSEST[hit.how], hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
            yield hit


def _index(targets: Mapping[str, Mapping[str, How]], tokens: Tokens, stop_words: frozenset[str]) -> _Index:
    first: dict[str, list[_Name]] = defaultdict(list)
    part: dict[str, list[_Name]] = defaultdict(list)
    for written, pointed in targets.items():
        for name in _names(written, tuple(pointed.items()), tokens, stop_words):
            for key in name.words[0]:
                first[key].append(name)
                if len(name.words) == 1 and not name.literal:
                    part[key].append(name)
    return _Index(dict(first), dict(part))


def _names(
    written: str, targets: tuple[tuple[str, How], ...], tokens: Tokens, stop_words: frozenset[str]
) -> Iterator[_Name]:
    """The ways to write a name: as in the list, its hyphens open, and as one word; without those of stop words."""
    literal, bare = written.startswith("="), written.removeprefix("=")
    capitals = _capitals(bare)
    for held in _spellings(bare, tokens):
        if all(token.exact in stop_words for token in held):
            continue
        words = tuple(frozenset({token.exact} if literal else _keys(token)) for token in held)
        yield _Name(words, targets, literal, capitals, len(held) > 1 and bare[:1].isupper(), _GAP.union(bare))


def _spellings(name: str, tokens: Tokens) -> Iterator[tuple[PlacedToken, ...]]:
    held = tuple(tokens(name))
    yield held
    if any(left.isalnum() and hyphen == "-" for left, hyphen in pairwise(name)):
        opened = tuple(tokens(" ".join(name.replace("-", " ").split())))
        if len(opened) > len(held):
            yield opened
    if 1 < len(held) <= _JOINED:
        yield tuple(tokens("".join(token.exact for token in held)))


def _capitals(name: str) -> str:
    """The letters an abbreviation must have in the text; nothing for another name."""
    base = name.removesuffix("'s")
    return base if len(base) <= _ABBREVIATION and base.isalpha() and base != base.lower() else ""


def _targets(concepts: Sequence[ConceptLike]) -> dict[str, dict[str, How]]:
    """Every name and term of the list, with the concepts it points to and how: the closest way where there are two."""
    by_name = {_key(name): concept for concept in concepts for name in _own(concept)}
    found: dict[str, dict[str, How]] = defaultdict(dict)
    for concept in concepts:
        pointers = [
            *((name, How.NAME) for name in _own(concept)),
            *((name, How.NARROWER) for name in _below(concept, by_name, _LEVELS)),
            *((name, How.RELATED) for term in concept.related for name in _called(term, by_name)),
        ]
        for name, how in pointers:
            found[name].setdefault(concept.term, how)
    return found


def _below(concept: ConceptLike, by_name: Mapping[str, ConceptLike], levels: int) -> Iterator[str]:
    for term in concept.narrower if levels else ():
        yield from _called(term, by_name)
        if _key(term) in by_name:
            yield from _below(by_name[_key(term)], by_name, levels - 1)


def _called(term: str, by_name: Mapping[str, ConceptLike]) -> tuple[str, ...]:
    """What a term of the list is called: where it is a concept itself, by all names of that."""
    known = by_name.get(_key(term))
    return (term,) if known is None else _own(known)


def _own(concept: ConceptLike) -> tuple[str, ...]:
    return concept.term, *concept.variants


def _key(name: str) -> str:
    return " ".join(name.removeprefix("=").casefold().split())
