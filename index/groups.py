"""Passages by what they are filtered and counted by, so that this is looked at once and not for every passage."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.model import Document, PassageKind
from index.records import Row
from index.scores import in_array

if TYPE_CHECKING:
    from index.places import Numbers

Value = TypeVar("Value")
_MANY, _MOST_KNOWN = 2000, 100


@dataclass(frozen=True, slots=True)
class Column(Generic[Value]):
    """The different values that passages have, and for each passage the place of its value among them."""

    values: tuple[Value, ...]
    of_passage: array[int]

    def counted(self, passages: Collection[int]) -> tuple[tuple[Value, int], ...]:
        """The values that these passages have, with how many have it."""
        often = Counter(map(self.of_passage.__getitem__, passages))
        return tuple((self.values[place], number) for place, number in often.items())

    def counted_many(self, passages: Numbers) -> tuple[tuple[Value, int], ...]:
        """The same for many passages."""
        import numpy

        often = numpy.bincount(numpy.frombuffer(self.of_passage, numpy.uint32)[passages])
        return tuple((self.values[place], number) for place, number in enumerate(often.tolist()) if number)


@dataclass(frozen=True, slots=True)
class Counted:
    """Passages counted by document, theme and kind."""

    documents: tuple[tuple[Document, int], ...]
    themes: tuple[tuple[str | None, int], ...]
    kinds: tuple[tuple[PassageKind, int], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Passages of one document, kind, theme and subtheme are a group: a row that stands for it, and its passages."""

    groups: Sequence[tuple[Row, Sequence[int]]]
    documents: Column[Document]
    themes: Column[str | None]
    kinds: Column[PassageKind]
    known: dict[Hashable, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, key: Hashable, find: Callable[[], frozenset[int]]) -> frozenset[int]:
        """What was found under this key before, or is found now; of the last hundred keys."""
        if key not in self.known:
            if len(self.known) == _MOST_KNOWN:
                self.known.clear()
            self.known[key] = find()
        return self.known[key]

    def fitting(self, fits: Callable[[Row], bool]) -> Iterator[int]:
        """The passages of the groups that fit. Pages differ within a group, so they cannot be asked for here."""
        return chain.from_iterable(passages for row, passages in self.groups if fits(row))

    def tally(self, passages: Collection[int] | None = None) -> Counted:
        """These passages, or all, counted."""
        chosen = range(len(self.kinds.of_passage)) if passages is None else passages
        if len(chosen) > _MANY:
            many = in_array(chosen)
            return Counted(
                self.documents.counted_many(many), self.themes.counted_many(many), self.kinds.counted_many(many)
            )
        return Counted(self.documents.counted(chosen), self.themes.counted(chosen), self.kinds.counted(chosen))


def grouped(rows: Sequence[Row]) -> Groups:
    """The groups of all passages."""
    groups: dict[Hashable, tuple[Row, list[int]]] = {}
    for passage, row in enumerate(rows):
        # By identity: the rows of a document share it.
        key = id(row.document), row.kind.value, row.theme, row.subtheme
        if key not in groups:
            groups[key] = row, []
        groups[key][1].append(passage)
    return Groups(
        tuple(groups.values()),
        _column(rows, lambda row: row.document, id),
        _column(rows, lambda row: row.theme, str),
        _column(rows, lambda row: row.kind, id),
    )


def _column(rows: Sequence[Row], value: Callable[[Row], Value], key: Callable[[Value], Hashable]) -> Column[Value]:
    """The key tells values apart, and is quicker to make than to compare them."""
    places: dict[Hashable, int] = {}
    values: list[Value] = []
    of_passage = array("I")
    for row in rows:
        found = value(row)
        place = places.setdefault(key(found), len(values))
        if place == len(values):
            values.append(found)
        of_passage.append(place)
    return Column(tuple(values), of_passage)
