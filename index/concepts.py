"""Words to the concepts they name, and the other names of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.dutch import Analyser, Concept
from index.words import raw_words


@dataclass(frozen=True, slots=True)
class Naming:
    """A concept by its label, and its names other than the one given, each as its words."""

    label: str
    others: tuple[tuple[str, ...], ...]


def namings(analyser: Analyser, words: Sequence[str]) -> list[Naming]:
    """The concepts that these words together are a name of, in the order of the list."""
    return [found for concept in analyser.concepts if (found := _naming(analyser, concept, words))]


def _naming(analyser: Analyser, concept: Concept, words: Sequence[str]) -> Naming | None:
    if not any(_same(analyser, name, words) for name in _split(concept.terms)):
        return None
    names = _split((*concept.terms, *_below(analyser, concept)))
    others = [name for name in dict.fromkeys(names) if name and not _same(analyser, name, words)]
    return Naming(concept.label, tuple(others))


def _below(analyser: Analyser, concept: Concept) -> Iterator[str]:
    """What is narrower, and the other names of that."""
    for narrower in concept.narrower:
        yield narrower
        yield from (name for other in analyser.concepts if narrower in other.terms for name in other.terms)


def _split(names: Iterable[str]) -> list[tuple[str, ...]]:
    return [_words(name) for name in names]


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in raw_words(name))


def _same(analyser: Analyser, name: Sequence[str], words: Sequence[str]) -> bool:
    """The same words in the same order, inflections aside."""
    return len(name) == len(words) and all(
        one == other or not set(analyser.form(one).stems).isdisjoint(analyser.form(other).stems)
        for one, other in zip(name, words, strict=True)
    )


def rehearse(analyser: Analyser) -> None:
    """Analyse every word that asking for a concept needs, so that no word list is loaded when one is asked for."""
    for concept in analyser.concepts:
        for name in _split((*concept.terms, *concept.narrower)):
            analyser.form("".join(name))
            for word in name:
                for piece in (word, *word.split("-"), *analyser.form(word).split):
                    if piece:
                        analyser.form(piece)
