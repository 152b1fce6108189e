"""How often the documents answer a question: by document, by year, and beside how many words they have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import DocId, Document

_SIZES = "sizes.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many passages answer a question, how often it occurs in them, and how many words there are in all (`size`).

    Found words side by side, as those of a phrase, are one occurrence.
    """

    passages: int
    occurrences: int
    size: int

    @property
    def passages_per_thousand(self) -> float | None:
        """Passages for each 1,000 words; None when there are no words."""
        return _per_thousand(self.passages, self.size)

    @property
    def occurrences_per_thousand(self) -> float | None:
        """Occurrences for each 1,000 words; None when there are no words."""
        return _per_thousand(self.occurrences, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Counts):
    """The counts of one document."""

    document: Document


@dataclass(frozen=True, slots=True)
class Tallied:
    """A question as it was understood, counted in each document that was searched; `suggestion` and `notes` are those
    of a search."""

    reading: str
    tallies: tuple[Tally, ...]
    suggestion: str | None
    notes: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many passages answer the question."""
        return sum(tally.passages for tally in self.tallies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Counts):
    """The counts of the documents that report on a year, taken together: how many there are, and how many of them
    answer the question. `year` is None for those that report on none."""

    year: int | None
    documents: int
    answering: int


def years(tallies: Sequence[Tally]) -> tuple[Year, ...]:
    """The tallies by year, from the first to the last without a gap, and after them those without a year, if any."""
    known = [tally.document.year for tally in tallies if tally.document.year is not None]
    wanted: list[int | None] = list(range(min(known), max(known) + 1)) if known else []
    if len(known) < len(tallies):
        wanted.append(None)
    return tuple(_year(year, [tally for tally in tallies if tally.document.year == year]) for year in wanted)


def _year(year: int | None, tallies: Sequence[Tally]) -> Year:
    return Year(
        year=year,
        documents=len(tallies),
        answering=sum(tally.passages > 0 for tally in tallies),
        passages=sum(tally.passages for tally in tallies),
        occurrences=sum(tally.occurrences for tally in tallies),
        size=sum(tally.size for tally in tallies),
    )


def _per_thousand(number: int, size: int) -> float | None:
    return 1000 * number / size if size else None


def write_sizes(folder: Path, sizes: Mapping[DocId, int]) -> None:
    """Keep how many words each document has beside the index."""
    (folder / _SIZES).write_text(json.dumps(sizes), "utf-8")


def read_sizes(folder: Path) -> dict[DocId, int]:
    """What `write_sizes` wrote."""
    found = json.loads((folder / _SIZES).read_text("utf-8"))
    return {DocId(key): int(size) for key, size in found.items()}
