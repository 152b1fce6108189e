"""A text to its raw words with their places, and one spelling for each; alone knows the characters of Dutch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_LETTER = r"[^\W_ʼ]"
_HYPHENS = "-‐‑‒–−"
_APOSTROPHES = "'’‘ʼ‛`´′"
_CONNECTOR_WORDS = ("en", "of", "tot", "naar", "dan", "als", "maar", "noch", "evenals", "alsmede", "respectievelijk")
_CONNECTORS = frozenset(_CONNECTOR_WORDS)
# Before "en" and "of" the hyphen at the end of a line stands for a word: "zorg-\nen welzijnsinstellingen".
_LINE_BREAK = rf"[{_HYPHENS}][ \t]*\r?\n\s*(?!(?:{'|'.join(_CONNECTOR_WORDS)})\b)(?=[^\W\d_])"
_NUMBER = r"\d+(?:[.,]\d+)+(?![^\W_])"
# Letters, each with any marks after it; written so that a run of bare letters is one step.
_RUN = rf"{_LETTER}+(?:[{_MARKS}{_INVISIBLE}]+{_LETTER}*)*"
# Most words are bare letters with an end that leaves no doubt; the rest of the rule would find them too, but slower.
_PLAIN = r"[A-Za-z]+(?=[ \n.,;:!?)])"
_WORD = re.compile(
    rf"{_PLAIN}|{_NUMBER}|(?P<open>(?<![^\s(\[/\"“‘'])[{_HYPHENS}](?=[^\W\d_]))?"
    rf"{_RUN}(?:(?:{_LINE_BREAK}|[{_HYPHENS}]|[{_APOSTROPHES}]){_RUN})*"
    rf"(?P<dangling>[{_HYPHENS}](?=[\s,;/)]|$))?",
)
_ANY_HYPHEN = re.compile(rf"[{_HYPHENS}]\s*")
_ANY_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LETTERS_APART = str.maketrans({"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


class RawWord(NamedTuple):
    """Characters `start` to `end` of a text, and the word in one spelling: lower case, `-` and `'`, accents kept.

    `opens` is "-beoordeling" (its beginning was left out), `dangles` is "stage-" (its end was left out).
    """

    start: int
    end: int
    key: str
    opens: bool = False
    dangles: bool = False

    @property
    def is_connector(self) -> bool:
        """Joins the members of a list, as "en" does."""
        return self.key in _CONNECTORS


def raw_words(text: str) -> Iterator[RawWord]:
    """The words of a text in order: letters and digits, with the hyphens and apostrophes inside them.

    A word that was broken over two lines is one word. A hyphen that stands for a part of a word is reported, not kept.
    """
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = text[start:end]
        if word.isascii() and word.isalpha():
            yield RawWord(start, end, word.lower())
            continue
        opens = dangles = False
        if found.lastgroup:
            opens, dangles = bool(found["open"]), bool(found["dangling"])
            start, end = start + opens, end - dangles
        key = spelled(text[start:end])
        if key.strip("-'"):
            yield RawWord(start, end, key, opens, dangles)


def spelled(word: str) -> str:
    """One spelling for every way to type a word, its accents kept.

    >>> spelled("Mbo’ers"), spelled("programma´s"), spelled("zij‑instromer"), spelled("2.500")
    ("mbo'ers", "programma's", 'zij-instromer', '2500')
    """
    return word.lower() if word.isascii() and word.isalpha() else _spelled(word)


@lru_cache(maxsize=1 << 16)
def _spelled(word: str) -> str:
    # Before NFKC, which makes a space and an accent of the acute that is typed for an apostrophe.
    word = _ANY_APOSTROPHE.sub("'", _DROPPED.sub("", word))
    word = unicodedata.normalize("NFKC", word).lower()
    word = _ANY_APOSTROPHE.sub("'", _ANY_HYPHEN.sub("-", word))
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return unicodedata.normalize("NFC", word)


def folded(word: str) -> str:
    """The word in lower case without accents.

    >>> folded("Coördinatie"), folded("IJsbrëker")
    ('coordinatie', 'ijsbreker')
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower()).translate(_LETTERS_APART)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
