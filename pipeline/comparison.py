"""How alike two texts are. The only module that knows RapidFuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import Indel

_NUMBERING = re.compile(r"^(?:hoofdstuk\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.):]?\s+", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """Lower case without accents, punctuation or numbering in front; '&' read as 'en'.

    >>> plain("1. Mbo & Arbeidsmarkt")
    'mbo en arbeidsmarkt'
    """
    text = unicodedata.normalize("NFKD", _NUMBERING.sub("", text.strip()).replace("&", " en "))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", text.lower()))


def token_likeness(one: str, other: str) -> float:
    """From 0 to 1 how alike the words of two texts are, in any order, of the shorter in the longer."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) / 100


def best_of(text: str, choices: Sequence[str], *, at_least: float) -> int | None:
    """The position of the choice most like the text, or None when none is alike enough (0 to 1)."""
    found = process.extractOne(plain(text), [plain(choice) for choice in choices], scorer=fuzz.ratio)
    return found[2] if found and found[1] >= 100 * at_least else None


def words(text: str) -> list[str]:
    """The words of a text in lower case, accents kept, without punctuation and soft hyphens: what makes texts the same.

    >>> words("‘Eén’ school kost € 5, of 10%")
    ['eén', 'school', 'kost', '€', '5', 'of', '10%']
    """
    return re.findall(r"[\w€%]+", unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower())


def same_text(one: str, other: str, *, at_least: float = 0.9) -> bool:
    """The words of two texts are alike, letter by letter (normalised Indel distance, 0 to 1)."""
    return fuzz.ratio(" ".join(words(one)), " ".join(words(other))) >= 100 * at_least


def same_part(one: str, other: str, *, at_least: float = 0.9) -> bool:
    """The shorter of two texts is like some part of the longer."""
    return fuzz.partial_ratio(" ".join(words(one)), " ".join(words(other))) >= 100 * at_least


def word_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1 how alike two rows of words are, word by word (normalised Indel distance)."""
    return float(Indel.normalized_similarity(one, other))
