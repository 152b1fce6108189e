"""A proposal to the pages on which it is shown. Alone knows which boxes are marked, and how large a page is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.model import Box, DocId, Document, PageNote, PageVerdict
from review.report import Proposal, ReportInput

A4 = (595.0, 842.0)
"""In points; the size of a page of which none is known."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page and its document."""

    document: Document
    note: PageNote


@dataclass(frozen=True, slots=True)
class View:
    """A page with the boxes to mark, and fainter the boxes of what is around them, in points."""

    note: PageNote
    marks: tuple[Box, ...]
    context: tuple[Box, ...]


def page_note(given: ReportInput, document: DocId, number: int) -> PageOf | None:
    """What is known of a page; its size is A4 where that is unknown. None when there is no such page."""
    for reading in given.readings:
        if reading.document.id == document and 1 <= number <= reading.document.pages:
            unread = PageNote(number, *A4, PageVerdict.FAILED, "Over deze pagina is niets bekend.")
            note = next((note for note in reading.pages if note.number == number), unread)
            return PageOf(reading.document, note if note.width > 0 < note.height else _sized(note))
    return None


def _sized(note: PageNote) -> PageNote:
    return replace(note, width=A4[0], height=A4[1])


def evidence_views(given: ReportInput, proposal: Proposal) -> tuple[View, ...]:
    """The pages on which the evidence stands, in order."""
    around = {place.page: place.boxes for place in proposal.result.quote.places}
    views = []
    for place in proposal.evidence.places or proposal.result.quote.places[:1]:
        found = page_note(given, proposal.report.id, place.page)
        if found:
            views.append(View(found.note, place.boxes, around.get(place.page, ())))
    return tuple(views)
