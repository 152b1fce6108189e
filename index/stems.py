"""A Dutch word to its stem by rule, for words no dictionary has and for nouns made of verbs; alone knows Snowball."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import Stemmer

from index.endings import CLOSED_WORDS, PREFIXES

SNOWBALL = f"snowball {Stemmer.version()}"
"""The library the stems come from: another version may give other stems."""

_SHORTEST = 4
_SHORTENED_FROM = 7
_DERIVED = ("en", "end", "ende", "ing", "heid", "atie", "isch", "matig")
_TWO_VOWELS = re.compile("[aeiou]{2}|ij")
_PARTICIPLES = tuple(sorted(f"{prefix}ge" for prefix in PREFIXES | {"af", "op", "in", "toe", "bij"}))


def rule_stem(word: str, lemma: Callable[[str], str | None]) -> str | None:
    """The Kraaij-Pohlmann stem of a folded word, or None where it would be another word.

    `kans` is no form of `kan`, nor `mens` of `men`: a stem under four letters counts only as the
    word itself and as the lemma of a plural in -en; an adjective in -ief is none of its noun (`relatief`). The rule
    also takes `ge` off where it belongs to the word (`begeleiding` to `beleid`, `gevolg` to `volg`); then the older
    Porter stem stands in for it. A long last vowel becomes short, so that `discriminatie` and `discrimineren` meet.

    Source: Kraaij and Pohlmann, "Porter's stemming algorithm for Dutch" (1994), as Snowball 3 has it under `dutch`.
    """
    if (lemma(word) or word).endswith("ief"):
        return None
    stem = _kraaij_pohlmann().stemWord(word)
    if not _begins(word, stem) or _loses_front(word, stem, lemma):
        stem = _porter().stemWord(word)
    if len(stem) < _SHORTEST:
        return stem if stem == word or _is_short_plural(word, stem, lemma) else None
    if _is_another(word, stem, lemma):
        return None
    return _origin(word, stem, lemma) or _short_vowel(stem)


def near_stems(words: Iterable[str]) -> Iterator[str]:
    """For each folded word what its rule stem is, if it has one: quick, for a whole dictionary."""
    return map(_short_vowel, _kraaij_pohlmann().stemWords(list(words)))


def _is_short_plural(word: str, stem: str, lemma: Callable[[str], str | None]) -> bool:
    """Wetten is a form of `wet`, and eisen of `eis`; weten, which is a word of its own, is no form of `wet`."""
    if not word.endswith("en") or lemma(stem) != stem:
        return False
    return word == f"{stem}{stem[-1]}en" or lemma(word) in (None, stem) or bool(_TWO_VOWELS.search(stem))


def _is_another(word: str, stem: str, lemma: Callable[[str], str | None]) -> bool:
    """The stem is a dictionary word, or a form of one, that the word is not made of: `markt` is no `mark`."""
    own, other = lemma(word), lemma(stem)
    if own is None or other is None or own in (stem, other):
        return False
    if other != stem and _common(word, stem) < min(_SHORTEST, len(stem)):  # a participle: uitgewerkt, uitwerk
        return False
    return stem in CLOSED_WORDS or not own.endswith(_DERIVED)


def _loses_front(word: str, stem: str, lemma: Callable[[str], str | None]) -> bool:
    """The `ge` was taken off a word that is no participle: `gevolg` is no `volg`, `gelijkheid` no `lijk`."""
    if not word.startswith("ge") or stem.startswith("ge"):
        return False
    return word.endswith(("heid", "s")) or (word == f"ge{stem}" == lemma(word) and not word.endswith("t"))


def _origin(word: str, stem: str, lemma: Callable[[str], str | None]) -> str | None:
    """What a word in -heid or -ing is made of: the adjective; the verb, where the stem is a noun as well.

    So `herkenbaarheid` and `herkenbaar` meet, and `scholing` is no `school`.
    """
    base = re.sub("he(id|den)$", "", word)
    if base != word:
        return base if lemma(base) == base else None
    verb = re.sub("ing(en)?$", "en", word)
    return verb if verb != word and lemma(stem) == stem and lemma(f"{verb}d") else None


def _begins(word: str, stem: str) -> bool:
    """The word begins with the stem, but for its last letters, once the `ge` of a participle is away."""
    bare = word.removeprefix("ge")
    if word.startswith(_PARTICIPLES):
        for start in _PARTICIPLES:
            if word.startswith(start):
                bare = word[: len(start) - 2] + word[len(start) :]
    front = stem[: max(_SHORTEST - 1, len(stem) - 3)]
    return word.startswith(front) or bare.startswith(front)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _short_vowel(stem: str) -> str:
    long = len(stem) >= _SHORTENED_FROM and stem[-2] == stem[-3] and stem[-2] in "aeou" and stem[-1] not in "aeiou"
    return stem[:-2] + stem[-1] if long else stem


@cache
def _kraaij_pohlmann() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")


@cache
def _porter() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch_porter")
