"""A Dutch word to its stem by rule, for words no dictionary has and for nouns made of verbs; alone knows Snowball."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import Stemmer

from index.endings import PREFIXES

SNOWBALL = f"snowball {Stemmer.version()}"
"""The library the stems come from: another version may give other stems."""

_SHORTEST = 4
_SHORTENED_FROM = 7
_DERIVED = ("en", "ing", "heid", "atie", "isch", "lijk", "matig")
_LONG_VOWEL = re.compile(r"([aeou])\1(?=[^aeiou]$)")


def rule_stem(word: str, lemma: Callable[[str], str | None]) -> str | None:
    """The Kraaij-Pohlmann stem of a folded word, or None where it would be another word.

    `kans` is no form of `kan`, nor `mens` of `men`: a stem under four letters counts only when it is a lemma and what
    was taken off is -en; an adjective in -ief is none of its noun (`relatief`). The rule also takes `ge` out of the
    middle of a word (`begeleiding` to `beleid`); then the older Porter stem stands in for it. A long last vowel
    becomes short, so that `discriminatie` and `discrimineren` meet.

    Source: Kraaij and Pohlmann, "Porter's stemming algorithm for Dutch" (1994), as Snowball 3 has it under `dutch`.
    """
    if (lemma(word) or word).endswith("ief"):
        return None
    stem = _kraaij_pohlmann().stemWord(word)
    if not _begins(word, stem):
        stem = _porter().stemWord(word)
    if len(stem) < _SHORTEST:
        return stem if word.endswith("en") and lemma(stem) == stem else None
    return None if _is_another(stem, lemma(word), lemma) else _short_vowel(stem)


def _is_another(stem: str, lemma_of_word: str | None, lemma: Callable[[str], str | None]) -> bool:
    """The stem is a dictionary word of its own, and the word is not made of it: `markt` is no `mark`."""
    if lemma_of_word is None or lemma_of_word == stem or lemma(stem) != stem:
        return False
    return not lemma_of_word.endswith(_DERIVED)


def _begins(word: str, stem: str) -> bool:
    """The word begins with the stem, but for its last letters, once the `ge` of a participle is away."""
    bare = word.removeprefix("ge")
    for prefix in PREFIXES | {"af", "op", "in", "toe", "bij"}:
        if word.startswith(f"{prefix}ge"):
            bare = prefix + word[len(prefix) + 2 :]
    shared = max(_SHORTEST - 1, len(stem) - 3)
    return any(_common(form, stem) >= min(shared, len(stem)) for form in (word, bare))


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _short_vowel(stem: str) -> str:
    return _LONG_VOWEL.sub(r"\1", stem) if len(stem) >= _SHORTENED_FROM else stem


@cache
def _kraaij_pohlmann() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")


@cache
def _porter() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch_porter")
