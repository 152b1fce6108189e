"""A text and the places of its marked words to the stretch of text that shows most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Characters `start` to `end`."""

_WHITE = re.compile(r"\s")
_LENGTH = 240
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text on one line, with `…` where it was cut, and the marked words in it as characters of it."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, marked: Sequence[Span], *, length: int = _LENGTH) -> Snippet:
    """About `length` characters around the densest marks, cut between words; marks are whole in it or not in it."""
    start, end = _window(text, marked, length)
    before, after = f"{_MORE} " if start else "", f" {_MORE}" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in marked if start <= first and last <= end)
    return Snippet(before + _WHITE.sub(" ", text[start:end]) + after, inside)


def _window(text: str, marked: Sequence[Span], length: int) -> Span:
    if len(text) <= length:
        return 0, len(text)
    first, last = max(_groups(marked, length), key=lambda group: (group[2], -group[0]), default=(0, 0, 0))[:2]
    room = max(0, length - (last - first))
    start = max(0, min(first - room // 2, len(text) - length))
    end = max(last, min(len(text), start + length))
    return _word_start(text, start, first), _word_end(text, end, last)


def _groups(marked: Sequence[Span], length: int) -> list[tuple[int, int, int]]:
    """From each mark as far as the length goes: where it begins and ends, and how many marks are in it."""
    groups = []
    for place, (start, end) in enumerate(marked):
        inside = [other for other in marked[place:] if other[1] <= start + length] or [(start, end)]
        groups.append((start, inside[-1][1], len(inside)))
    return groups


def _word_start(text: str, start: int, most: int) -> int:
    """The first start of a word from `start` on, but not after the first mark."""
    if start == 0 or text[start - 1].isspace():
        return start
    while start < most and not text[start].isspace():
        start += 1
    while start < most and text[start].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, least: int) -> int:
    """The last end of a word up to `end`, but not before the last mark."""
    if end == len(text) or text[end].isspace():
        return end
    while end > least and not text[end].isspace():
        end -= 1
    while end > least and text[end - 1].isspace():
        end -= 1
    return end
