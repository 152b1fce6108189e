"""What the report and the exports need of the place where everything is kept, and the report's input made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from corpus.model import (
    Assignment,
    Continuation,
    DocId,
    Document,
    Match,
    Pledge,
    PledgeClass,
    Problem,
    Reading,
    Result,
    Review,
    Section,
    StatementId,
)
from review.report import Basis, ReportInput


class Failure(Protocol):
    """A file that could not be read."""

    @property
    def problem(self) -> Problem:
        """Why."""


class Library(Protocol):
    """Where documents, statements, matches and reviews are kept."""

    def documents(self) -> tuple[Document, ...]:
        """Plans first, then reports by year."""

    def reading(self, doc: DocId) -> Reading:
        """All that was derived from a document."""

    def sections(self, doc: DocId) -> tuple[Section, ...]:
        """The sections of a document in reading order."""

    def pledges(self, doc: DocId | None = None) -> tuple[Pledge, ...]:
        """The pledges of a document, or all."""

    def results(self, doc: DocId | None = None) -> tuple[Result, ...]:
        """The results of a document, or all."""

    def matches(self, report: DocId | None = None) -> tuple[Match, ...]:
        """The candidates of a report, or all."""

    def assignments(self) -> tuple[Assignment, ...]:
        """Which goals of reports restate which pledges, and whose they are."""

    def continuations(self) -> tuple[Continuation, ...]:
        """Which results go on with results of the year before."""

    def reviews(self) -> tuple[Review, ...]:
        """Every decision, the oldest first."""

    def failures(self) -> Sequence[Failure]:
        """The files that could not be read."""


def owned(pledges: Iterable[Pledge], assignments: Iterable[Assignment]) -> tuple[Pledge, ...]:
    """The pledges, each with those who answer for it by what reports assign, in the order of the reports."""
    names: dict[StatementId, dict[str, None]] = {}
    for one in assignments:
        if one.pledge:
            names.setdefault(one.pledge, {})[one.owner] = None
    return tuple(
        replace(pledge, owner=pledge.owner or ", ".join(names[pledge.id])) if pledge.id in names else pledge
        for pledge in pledges
    )


def report_input(library: Library, *, generated_at: datetime, basis: Basis, notes: tuple[str, ...]) -> ReportInput:
    """Everything that is kept, as the report takes it."""
    assignments = library.assignments()
    return ReportInput(
        readings=tuple(_as_reported(library.reading(document.id), assignments) for document in library.documents()),
        generated_at=generated_at,
        matches=library.matches(),
        continuations=library.continuations(),
        reviews=library.reviews(),
        problems=tuple(failure.problem for failure in library.failures()),
        basis=basis,
        notes=notes,
    )


def _as_reported(reading: Reading, assignments: Sequence[Assignment]) -> Reading:
    """A reading without what the report tells of otherwise: goals are owners there, list items part of a section."""
    made = [pledge for pledge in reading.pledges if pledge.pledge_class is not PledgeClass.ASSIGNED]
    whole = tuple(result for result in reading.results if result.part_of is None)
    return replace(reading, pledges=owned(made, assignments), results=whole)
