"""What the report and the exports need of the place where everything is kept, and the report's input made from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from corpus.model import DocId, Document, Match, Pledge, Problem, Reading, Result, Review, Section
from review.report import ReportInput


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

    def reviews(self) -> tuple[Review, ...]:
        """Every decision, the oldest first."""

    def failures(self) -> Sequence[Failure]:
        """The files that could not be read."""


def report_input(library: Library, *, generated_at: datetime, notes: tuple[str, ...]) -> ReportInput:
    """Everything that is kept, as the report takes it."""
    return ReportInput(
        readings=tuple(library.reading(document.id) for document in library.documents()),
        generated_at=generated_at,
        matches=library.matches(),
        reviews=library.reviews(),
        problems=tuple(failure.problem for failure in library.failures()),
        notes=notes,
    )
