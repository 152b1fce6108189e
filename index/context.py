"""A hit to its keywords in context: a line for each occurrence, with what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.hits import Hit, Occurrence

_WIDTH = 45
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class InContext:
    """An occurrence in a hit with the text on both sides of it, on one line and cut between words."""

    hit: Hit
    found: Occurrence
    left: str
    words: str
    right: str


def in_context(hit: Hit, *, width: int = _WIDTH) -> Iterator[InContext]:
    """Each occurrence in a hit, with at most `width` characters on either side."""
    for found in hit.occurrences:
        left, right = _flat(hit.text[: found.start]), _flat(hit.text[found.end :])
        words = _flat(hit.text[found.start : found.end])
        yield InContext(hit, found, _last(left, width), words, _first(right, width))


def _flat(text: str) -> str:
    return _WHITE.sub(" ", text)


def _last(text: str, width: int) -> str:
    """The end of a text, from the first whole word on."""
    if len(text) <= width:
        return text
    cut = text[-width - 1 :]
    return cut[cut.find(" ", 0, -1) + 1 :] if " " in cut[:-1] else cut[1:]


def _first(text: str, width: int) -> str:
    """The beginning of a text, up to the last whole word."""
    if len(text) <= width:
        return text
    cut = text[: width + 1]
    return cut[: cut.rfind(" ", 1)] if " " in cut[1:] else cut[:width]
