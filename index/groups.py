"""Passages by what they are filtered and counted by, so that this is looked at once and not for every passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.model import DocId, Document, PassageKind
from index.records import Group
from index.scores import in_array

_MANY, _MOST_KNOWN = 2000, 100


@dataclass(frozen=True, slots=True)
class Counted:
    """Passages counted by document, theme and kind."""

    documents: tuple[tuple[Document, int], ...]
    themes: tuple[tuple[str | None, int], ...]
    kinds: tuple[tuple[PassageKind, int], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that passages are in, and for each passage the number of its group."""

    groups: Sequence[Group]
    group_of: Sequence[int]
    known: dict[Hashable, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, key: Hashable, find: Callable[[], frozenset[int]]) -> frozenset[int]:
        """What was found under this key before, or is found now; of the last hundred keys."""
        if key not in self.known:
            if len(self.known) == _MOST_KNOWN:
                self.known.clear()
            self.known[key] = find()
        return self.known[key]

    def fitting(self, fits: Callable[[Group], bool]) -> frozenset[int]:
        """The passages of the groups that fit."""
        wanted = [fits(group) for group in self.groups]
        if len(self.group_of) > _MANY:
            import numpy

            return frozenset(numpy.flatnonzero(numpy.array(wanted)[numpy.asarray(self.group_of)]).tolist())
        return frozenset(number for number, group in enumerate(self.group_of) if wanted[group])

    def tally(self, passages: Collection[int] | None = None) -> Counted:
        """These passages, or all, counted."""
        often = self._often(range(len(self.group_of)) if passages is None else passages)
        documents: Counter[DocId] = Counter()
        themes: Counter[str | None] = Counter()
        kinds: Counter[PassageKind] = Counter()
        for number, count in often.items():
            group = self.groups[number]
            documents[group.document.id] += count
            themes[group.theme] += count
            kinds[group.kind] += count
        named = {self.groups[number].document.id: self.groups[number].document for number in often}
        by_document = tuple((named[key], count) for key, count in documents.items())
        return Counted(by_document, tuple(themes.items()), tuple(kinds.items()))

    def _often(self, passages: Collection[int]) -> Mapping[int, int]:
        """How many of the passages are in each group that has one."""
        if len(passages) <= _MANY:
            return Counter(map(self.group_of.__getitem__, passages))
        import numpy

        often = numpy.bincount(numpy.asarray(self.group_of)[in_array(passages)])
        return {number: int(often[number]) for number in numpy.flatnonzero(often).tolist()}
