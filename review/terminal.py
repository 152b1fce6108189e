"""From documents and pages to lines for a terminal or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Block, Document, DocumentKind, PageNote, PageVerdict, Problem

KIND_NAMES = {DocumentKind.PLAN: "plan", DocumentKind.REPORT: "verslag"}
VERDICT_NAMES = {
    PageVerdict.GOOD: "goed",
    PageVerdict.DOUBTFUL: "twijfelachtig",
    PageVerdict.SCANNED: "gescand",
    PageVerdict.EMPTY: "leeg",
    PageVerdict.FAILED: "mislukt",
}


def span(document: Document) -> str:
    """The years a document is about.

    '2023' of a report, '2022-2030' of a plan, '' when it does not say.
    """
    if document.period:
        return f"{document.period[0]}-{document.period[1]}"
    return str(document.year or "")


def verdict_counts(notes: Iterable[PageNote]) -> str:
    """How many pages were read how well: '50 goed, 2 leeg'."""
    counts = Counter(note.verdict for note in notes)
    return ", ".join(f"{counts[verdict]} {VERDICT_NAMES[verdict]}" for verdict in PageVerdict if counts[verdict])


def document_lines(documents: Sequence[tuple[Document, Sequence[PageNote]]]) -> Iterator[str]:
    """A line for each document: name, kind, years, organisation, title, pages and their verdicts."""
    width = max((len(document.name) for document, _ in documents), default=0)
    for document, notes in documents:
        yield (
            f"{document.name:{width}}  {KIND_NAMES[document.kind]:7}  {span(document):9}  "
            f"{document.organisation}: {document.title}. {document.pages} bladzijden ({verdict_counts(notes)})"
        )


def document_json(document: Document, notes: Sequence[PageNote], problems: Sequence[Problem]) -> str:
    """A document as one JSON object."""
    return json.dumps(
        {
            "id": document.id,
            "name": document.name,
            "kind": document.kind.value,
            "title": document.title,
            "organisation": document.organisation,
            "profile": document.profile,
            "year": document.year,
            "period": list(document.period) if document.period else None,
            "pages": document.pages,
            "verdicts": dict(Counter(note.verdict.value for note in notes)),
            "problems": [{"stage": one.stage, "message": one.message, "page": one.page} for one in problems],
        },
        ensure_ascii=False,
    )


def page_lines(notes: Iterable[PageNote], blocks: Sequence[Block], problems: Sequence[Problem]) -> Iterator[str]:
    """What is odd about the document, and the blocks of each page in reading order, under what is known of the page."""
    yield from (f"! {problem.message}" for problem in problems if problem.page is None)
    for note in notes:
        reason = f" ({note.reason})" if note.reason else ""
        yield f"— bladzijde {note.number}: {VERDICT_NAMES[note.verdict]}{reason}"
        for problem in problems:
            if problem.page == note.number:
                yield f"  ! {problem.message}"
        for block in blocks:
            if block.page == note.number:
                yield f"{block.order:3} {block.role.value:15} {block.text}"
