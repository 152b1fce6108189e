"""From the text of a plan to the names under which its writer speaks of himself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_NAME = r"(?P<name>(?:[A-ZÀ-Þ]|\d+(?=[A-Z]))[\w&+’'-]*(?:\s+(?:(?:van|voor|de|der|den|het)\s+)*[A-ZÀ-Þ][\w&+’'-]*)*)"
_WILLS = r"(?:wil|willen|pleit|pleiten|kiest|streeft|zet\s+zich|vindt|zal|gaat)"
_ASK = (
    re.compile(rf"(?:^|(?<=[.!?]\s))(?:De\s+|Het\s+)?{_NAME}\s+{_WILLS}\b", re.MULTILINE),
    re.compile(rf"\b{_WILLS}\s+(?:de\s+|het\s+)?{_NAME}"),
)
_OFTEN = 3
"""Who is said to want something so often in a plan is its writer."""
_NO_NAMES = frozenset("We Wij Dit Dat Deze Die Daarom Ook Er Het De Nederland".split())


def speakers(texts: Iterable[str], organisation: str) -> re.Pattern[str] | None:
    """Matches the names of who speaks, with their article: the organisation, and who often is said to want something.

    >>> names = speakers(["Het ABC wil rust. Daarom kiest het ABC voor stilte. Dat wil het ABC."], "")
    >>> names.sub("x", "Zo wil het ABC dat.")
    'Zo wil x dat.'
    """
    names = {*_named("\n".join(texts)), *_of_organisation(organisation)}
    if not names:
        return None
    choice = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:(?:[Dd]e|[Hh]et)\s+)?(?:{choice})(?![\w’'-])")


def _named(text: str) -> Iterator[str]:
    found = Counter(match["name"] for ask in _ASK for match in ask.finditer(text))
    for name, times in found.items():
        if times >= _OFTEN and name not in _NO_NAMES and (_is_name(name) or _is_proper(name, text)):
            yield name


def _is_name(name: str) -> bool:
    """A capital further on, as in CDA. One at the beginning may be there only because it opens a sentence."""
    return any(char.isupper() for char in name[1:])


def _is_proper(name: str, text: str) -> bool:
    """Nowhere in lower case, and seldom a place where something is."""
    in_it = len(re.findall(rf"\b(?:in|uit|naar)\s+{re.escape(name)}\b", text, re.IGNORECASE))
    return f" {name.lower()} " not in text and in_it < _OFTEN


def _of_organisation(name: str) -> Iterator[str]:
    """The whole name, and the abbreviation in it also in lower case: MBO Raad, MBO, mbo."""
    if name:
        yield name
    for word in re.findall(r"\b[A-Z]{3,}\b", name):
        yield from (word, word.lower())
