"""How alike two texts are. The only module that knows RapidFuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

_NUMBERING = re.compile(r"^(?:hoofdstuk\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.):]?\s+", re.IGNORECASE)


def plain(text: str) -> str:
    """Lower case without accents, punctuation or numbering in front; '&' read as 'en'.

    >>> plain("1. Mbo & Arbeidsmarkt")
    'mbo en arbeidsmarkt'
    """
    text = unicodedata.normalize("NFKD", _NUMBERING.sub("", text.strip()).replace("&", " en "))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", text.lower()))


def likeness(one: str, other: str) -> float:
    """From 0 to 1 how alike two short texts are, letter by letter (normalised Indel distance)."""
    return fuzz.ratio(plain(one), plain(other)) / 100


def token_likeness(one: str, other: str) -> float:
    """From 0 to 1 how alike the words of two texts are, in any order, of the shorter in the longer."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) / 100


def best_of(text: str, choices: Sequence[str], *, at_least: float) -> int | None:
    """The position of the choice most like the text, or None when none is alike enough (0 to 1)."""
    found = process.extractOne(plain(text), [plain(choice) for choice in choices], scorer=fuzz.ratio)
    return found[2] if found and found[1] >= 100 * at_least else None
