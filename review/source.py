"""What the application needs from whoever starts it: something that gives the report's input and keeps decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from corpus.model import DocId, Review
from review.report import ReportInput


class MissingError(LookupError):
    """A document or page that a source does not have; the application answers 404."""

    def __init__(self, document: DocId, page: int | None = None) -> None:
        what = f"page {page} of document {document}" if page else f"document {document}"
        super().__init__(f"There is no {what} in this workspace. Read it again with `waargemaakt run`.")


class NotDrawnError(Exception):
    """A page is there, but cannot be drawn; the application shows a sheet that says so in its place."""


class Source(Protocol):
    """Where the application reads and writes. Methods are called from several threads, `add_review` one at a time."""

    def report_input(self) -> ReportInput:
        """What there is now, with every review added so far; asked anew for every page that shows rows."""

    def add_review(self, review: Review) -> None:
        """Keep the decision for good before returning."""

    def page_image(self, document: DocId, page: int) -> bytes:
        """The whole page as PNG, of any resolution. Raises MissingError when there is none, or NotDrawnError."""

    def original(self, document: DocId) -> bytes:
        """The PDF as it was read; MissingError when there is none."""

    def now(self) -> datetime:
        """The time, with its time zone."""
