"""What an engine is asked: a tree of concrete words by layer and place, the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Layer(Enum):
    """Under what a word is kept: as written, as a piece between hyphens, by its stems, by the stems of its parts."""

    EXACT = "exact"
    PIECE = "piece"
    STEM = "stem"
    PART = "part"


@dataclass(frozen=True, slots=True, order=True)
class How:
    """How a word was found, in Dutch; the lower the rank the closer to what was typed."""

    rank: int
    label: str


LITERAL = How(0, "letterlijk")
INFLECTED = How(1, "verbuiging")
COMPOUND = How(2, "via samenstelling")
SPELLED = How(4, "via gelijkende spelling")


def by_concept(label: str) -> How:
    return How(3, f"via begrip: {label}")


def by_correction(word: str) -> How:
    return How(5, f"via spelling: {word}")


@dataclass(frozen=True, slots=True)
class Words:
    """A word that has one of these terms in this layer; `weight` multiplies its score."""

    layer: Layer
    terms: frozenset[str]
    how: How
    weight: float = 1.0


Slot = tuple[Words, ...]
"""One place in a text: a word that is any of these."""


@dataclass(frozen=True, slots=True)
class Window:
    """A word for each slot, near each other: in this order without gaps when `slack` is None, else in any order in a
    stretch with at most `slack` other words. `how` says how they were found; None leaves that to the slots."""

    slots: tuple[Slot, ...]
    slack: int | None
    how: How | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Among:
    """The passages with these numbers."""

    passages: frozenset[int]


@dataclass(frozen=True, slots=True)
class Every:
    """Passages that all parts find."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Passages that a part finds; none when there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Passages that the part does not find."""

    part: Plan


Plan = Words | Window | Among | Every | Either | Without
