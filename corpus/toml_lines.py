"""A TOML source and the path of a key in it to the line it stands on; alone knows how TOML is laid out.

`tomllib` forgets lines, and a message without one sends an analyst searching.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Key = str | int
"""A step of a path: the name of a key, or the place in a list, counted from 0."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?$")


def line_of(source: str, path: Sequence[Key], text: str | None = None) -> int:
    """The line, from 1, of the key at this path, or of the nearest thing above it that can be found.

    With `text`, the first line from there on that holds it: one item of a long list.
    """
    lines = source.splitlines()
    start = _key_line(lines, path)
    if text is not None:
        spellings = (text, text.replace("\\", "\\\\"))
        for number in range(start, len(lines) + 1):
            if any(spelling in lines[number - 1] for spelling in spellings):
                return number
    return start


def path_of(dollar_path: str) -> tuple[Key, ...]:
    """A path as msgspec writes it.

    >>> path_of("$.theme[1].spellings[0]")
    ('theme', 1, 'spellings', 0)
    """
    found = re.findall(r"\.(\w+)|\[(\d+)\]", dollar_path)
    return tuple(name or int(place) for name, place in found)


def _key_line(lines: Sequence[str], path: Sequence[Key]) -> int:
    best, deepest = 1, 0
    for number, here in _keys(lines):
        depth = _shared(here, path)
        if depth > deepest:
            best, deepest = number, depth
    return best


def _keys(lines: Sequence[str]) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Each header and each `key =`, with its line and its path."""
    table: tuple[Key, ...] = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        header = _HEADER.match(line)
        if header:
            name = header[2]
            counts[name] = counts.get(name, -1) + 1
            table = (*_names(name), counts[name]) if header[1] == "[[" else _names(name)
            yield number, table
            continue
        key = re.match(r"^\s*([\w.\-\"' ]+?)\s*=", line)
        if key:
            yield number, (*table, *_names(key[1]))


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip(" \"'") for name in dotted.split("."))


def _shared(here: Sequence[Key], path: Sequence[Key]) -> int:
    """How many steps the two have in common; none when `here` leaves the path."""
    if len(here) > len(path) or any(mine != theirs for mine, theirs in zip(here, path, strict=False)):
        return 0
    return len(here)
