"""What was found before, kept for as long as there is room."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def recent(known: dict[Key, Value], key: Key, find: Callable[[], Value], *, most: int) -> Value:
    """What is known under the key, or is found now and known from then on; all is forgotten when there is too much."""
    found = known.get(key)
    if found is None:
        found = find()
        if len(known) >= most:
            known.clear()
        known[key] = found
    return found
