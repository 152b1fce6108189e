"""Passages by what they are filtered and counted by, so that this is looked at once and not for every passage."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.model import Document, PassageKind
from index.recent import recent
from index.records import Group
from index.scores import passage_numbers, worth_arrays

if TYPE_CHECKING:
    from index.place_arrays import Numbers

Value = TypeVar("Value")
_MOST_KNOWN = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """Passages counted by document, theme and kind."""

    documents: tuple[tuple[Document, int], ...]
    themes: tuple[tuple[str | None, int], ...]
    kinds: tuple[tuple[PassageKind, int], ...]


@dataclass(frozen=True, slots=True)
class _Column(Generic[Value]):
    """The different values that groups have, and for each group the place of its value among them."""

    values: tuple[Value, ...]
    of_group: Sequence[int]

    def counted(self, often: Numbers | Mapping[int, int]) -> tuple[tuple[Value, int], ...]:
        """The values that passages have, with how many have it; `often` says how many are in each group."""
        if isinstance(often, Mapping):
            found: Counter[int] = Counter()
            for group, count in often.items():
                found[self.of_group[group]] += count
            return tuple((self.values[place], count) for place, count in found.items())
        import numpy

        counts = numpy.bincount(self.of_group, weights=often).astype(int).tolist()
        return tuple((self.values[place], count) for place, count in enumerate(counts) if count)


@dataclass(frozen=True)
class Groups:
    """The groups that passages are in, and for each passage the number of its group."""

    groups: Sequence[Group]
    group_of: Sequence[int]
    known: dict[Hashable, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, key: Hashable, find: Callable[[], frozenset[int]]) -> frozenset[int]:
        """What was found under this key before, or is found now."""
        return recent(self.known, key, find, most=_MOST_KNOWN)

    def fitting(self, fits: Callable[[Group], bool]) -> frozenset[int]:
        """The passages of the groups that fit."""
        wanted = [fits(group) for group in self.groups]
        if worth_arrays(len(self.group_of)):
            import numpy

            return frozenset(numpy.flatnonzero(numpy.array(wanted)[numpy.asarray(self.group_of)]).tolist())
        return frozenset(number for number, group in enumerate(self.group_of) if wanted[group])

    def tally(self, passages: Collection[int] | None = None) -> Counted:
        """These passages, or all, counted."""
        chosen = range(len(self.group_of)) if passages is None else passages
        often = (
            self._often_in_all(chosen) if worth_arrays(len(chosen)) else Counter(map(self.group_of.__getitem__, chosen))
        )
        documents, themes, kinds = self._columns
        return Counted(documents.counted(often), themes.counted(often), kinds.counted(often))

    def _often_in_all(self, passages: Collection[int]) -> Numbers:
        import numpy

        return numpy.bincount(numpy.asarray(self.group_of)[passage_numbers(passages)], minlength=len(self.groups))

    @cached_property
    def _columns(self) -> tuple[_Column[Document], _Column[str | None], _Column[PassageKind]]:
        return (
            _column((group.document for group in self.groups), lambda document: document.id),
            _column((group.theme for group in self.groups), lambda theme: theme),
            _column((group.kind for group in self.groups), lambda kind: kind.value),
        )


def _column(values: Iterable[Value], key: Callable[[Value], Hashable]) -> _Column[Value]:
    """The key tells values apart, and is quicker to make than to compare them."""
    places: dict[Hashable, int] = {}
    different: list[Value] = []
    of_group = array("I")
    for value in values:
        place = places.setdefault(key(value), len(different))
        if place == len(different):
            different.append(value)
        of_group.append(place)
    return _Column(tuple(different), of_group)
