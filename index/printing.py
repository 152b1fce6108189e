"""From what a search found to lines for a terminal, or to JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.model import DocId, Document, Table, TableCell
from index.context import InContext, in_context
from index.filters import OptionError
from index.hits import Hit
from index.news import News
from index.query_words import QueryError
from index.questions import Answered
from index.search import Found
from index.tables import Address, counted, rounded, tally_table, totals
from index.tallies import Counts, Tallied, Year

_LEAST_CONTEXT = 20


@dataclass(frozen=True, slots=True)
class Ink:
    """How a found word is set off (`mark`, as bold), how many characters fit on a line, and where a page of a document
    opens with a click on a terminal; None where there is nothing to click."""

    mark: Callable[[str], str] = str
    address: Address | None = None
    width: int = 132

    def place(self, text: str, document: DocId, page: int) -> str:
        """The text, that opens the page: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda."""
        if self.address is None:
            return text
        return f"\033]8;;{self.address(document, page)}\033\\{text}\033]8;;\033\\"


def found_lines(found: Found, ink: Ink = Ink()) -> Iterator[str]:
    """The hits by document and section, each with its page, how it was found, and the words marked."""
    yield from _noted(found.notes)
    for same_document in _grouped(found.hits, lambda hit: hit.document):
        yield _titled(same_document[0])
        for same_section in _grouped(same_document, lambda hit: hit.section):
            yield f"  {same_section[0].heading or 'zonder kop'}"
            for hit in same_section:
                place = ink.place(f"p. {hit.page}", hit.document, hit.page)
                yield f"    {place}{_in_cells(hit)} — {', '.join(hit.how)}"
                yield f"      {marked(hit, ink.mark)}"
    yield _shown(found)


def _grouped(hits: Iterable[Hit], key: Callable[[Hit], str]) -> list[list[Hit]]:
    """Hits that belong together, in the order of the first of each."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(key(hit), []).append(hit)
    return list(groups.values())


def _titled(hit: Hit) -> str:
    about = hit.name if hit.year is None else f"{hit.name}, {hit.year}"
    return f"{hit.title} ({about})" if hit.title else about


def marked(hit: Hit, mark: Callable[[str], str]) -> str:
    """The snippet with each found word set off."""
    text, at = "", 0
    for start, end in hit.marks:
        text += hit.snippet[at:start] + mark(hit.snippet[start:end])
        at = end
    return text + hit.snippet[at:]


def _shown(found: Found) -> str:
    """How much was found, and how many of it are shown when that is less."""
    shown = f", waarvan {len(found.hits)} getoond" if 0 < len(found.hits) < found.total else ""
    return f"{totals(found)}{shown}."


class Answer(Protocol):
    """A question as it was understood, and what the reader should know of it."""

    @property
    def reading(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def suggestion(self) -> str | None: ...


def nothing(answer: Answer) -> str:
    """That nothing answers the question, with why that may be and what might be meant."""
    hint = f" Bedoelde u: {answer.suggestion}?" if answer.suggestion else ""
    return " ".join([f"Niets gevonden voor {answer.reading}.", *answer.notes]) + hint


def pointed(question: str, error: QueryError) -> str:
    """A mistake in a question, or in the value of an option, with the place pointed at."""
    text = error.value if isinstance(error, OptionError) else question
    return f"{error}\n  {text}\n  {' ' * error.position}^ {error.expected}"


def context_lines(found: Found, ink: Ink = Ink()) -> Iterator[str]:
    """A line for each occurrence: document and page, and one under the other what was found, in its context."""
    yield from _noted(found.notes)
    longest = max((len(hit.name) + one.end - one.start for hit in found.hits for one in hit.occurrences), default=0)
    room = max(_LEAST_CONTEXT, (ink.width - longest - len("  p. 000")) // 2)
    lines = [line for hit in found.hits for line in in_context(hit, width=room)]
    places = [f"{line.hit.name} p. {line.found.page}" for line in lines]
    wide, left = max(map(len, places), default=0), max((len(line.left) for line in lines), default=0)
    for line, place in zip(lines, places, strict=True):
        shown = ink.place(place, line.hit.document, line.found.page) + " " * (wide - len(place))
        yield f"{shown}  {line.left:>{left}}{ink.mark(line.words)}{line.right}"
    yield f"{counted(len(lines), 'vindplaats', 'vindplaatsen')}; {_shown(found)}"


def facet_lines(found: Found) -> Iterator[str]:
    """The passages found by document, year, theme and kind, each value as it can be asked for."""
    yield from _noted(found.notes)
    wide = len(str(found.total))
    for name, counts in found.facets.each():
        if counts:
            yield name.value.capitalize()
        for count in counts:
            label = f"  ({count.label})" if count.label != count.value else ""
            yield f"  {count.number:{wide}}  {count.asked(name)}{label}"
        rest = found.total - sum(count.number for count in counts)
        if counts and rest > 0:
            yield f"  {rest:{wide}}  zonder {name.value}"
    yield _shown(found)


def tally_lines(answered: Sequence[Answered]) -> Iterator[str]:
    """What should be known of the questions, and their counts in columns; a question with a mistake has a row too."""
    for one in answered:
        yield from (f"Let op: {one.question.name}: {note}" for note in (one.tallied.notes if one.tallied else ()))
    yield from table_lines(tally_table(answered), without=("Zoekvraag", "Gelezen als", "Titel", "Opmerking"))


def table_lines(table: Table, *, without: Container[str] = ()) -> Iterator[str]:
    """The table in columns, as wide as what stands in them; those named or without anything in them are left out."""
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.name not in without and any(row[at] not in (None, "") for row in table.rows)
    ]
    lines = [[table.columns[at].name for at in kept], *([_cell(row[at]) for at in kept] for row in table.rows)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    right = [all(not isinstance(row[at], str) for row in table.rows) for at in kept]
    for line in lines:
        cells = zip(line, widths, right, strict=True)
        yield "  ".join(f"{cell:>{wide}}" if to_right else f"{cell:{wide}}" for cell, wide, to_right in cells).rstrip()


def _cell(cell: TableCell) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    return "" if cell is None else str(cell)


def news_line(news: News, *, most: int = 5) -> str:
    """How much of a saved search is new, and where the first of it stands."""
    if news.error:
        return f"{news.question.name}: kan niet worden gezocht. {news.error}"
    if news.first:
        return f"{news.question.name}: {_passages(news.total)}, voor het eerst bekeken."
    where = "; ".join(f"{hit.name} p. {hit.page}" for hit in news.new[:most])
    more = " …" if len(news.new) > most else ""
    return (
        f"{news.question.name}: {len(news.new)} nieuw van {_passages(news.total)}{': ' if where else '.'}{where}{more}"
    )


def hit_json(hit: Hit, address: Address | None = None) -> str:
    """A hit as one JSON object; boxes in points from the top left corner, `address` where its page opens."""
    return _json(
        {
            "passage": hit.passage,
            "document": hit.name,
            "document_kind": hit.document_kind.value,
            "title": hit.title,
            "year": hit.year,
            "kind": hit.kind.value,
            "page": hit.page,
            "section": hit.section,
            "heading": hit.heading,
            "theme": hit.theme,
            "subtheme": hit.subtheme,
            "score": hit.score,
            "snippet": hit.snippet,
            "marks": [list(span) for span in hit.marks],
            "boxes": [
                {"page": place.page, "bbox": [round(edge, 1) for edge in (box.x0, box.top, box.x1, box.bottom)]}
                for place in hit.places
                for box in place.boxes
            ],
            "how": list(hit.how),
            "cells": [{"row": cell.row, "column": cell.column, "heading": cell.heading} for cell in hit.cells],
            "address": address(hit.document, hit.page) if address else None,
        }
    )


def context_json(hit: Hit, address: Address) -> Iterator[str]:
    """Each occurrence in a hit as one JSON object."""
    return (_context(line, address) for line in in_context(hit))


def _context(line: InContext, address: Address) -> str:
    page = line.found.page
    return _json(
        {
            "passage": line.hit.passage,
            "document": line.hit.name,
            "year": line.hit.year,
            "page": page,
            "heading": line.hit.heading,
            "left": line.left,
            "words": line.words,
            "right": line.right,
            "how": line.found.how,
            "address": address(line.hit.document, page),
        }
    )


def facets_json(found: Found) -> str:
    """All counts of an answer as one JSON object; `query` asks for a value."""
    counts = {
        name.name.lower(): [
            {"value": count.value, "label": count.label, "passages": count.number, "query": count.asked(name)}
            for count in counts
        ]
        for name, counts in found.facets.each()
    }
    return _json({"passages": found.total, "documents": found.documents, "facets": counts})


def tally_json(answered: Answered) -> Iterator[str]:
    """A JSON object for each document, or one with the error of a question that could not be asked."""
    about = {"name": answered.question.name, "query": answered.question.text}
    if answered.tallied is None:
        yield _json({**about, "error": answered.error})
        return
    for tally in answered.tallied.tallies:
        yield _json({**about, **_read(answered.tallied), **_document(tally.document), **_counts(tally)})


def _read(tallied: Tallied) -> dict[str, object]:
    return {"reading": tallied.reading, "notes": list(tallied.notes)}


def _document(document: Document) -> dict[str, object]:
    return {"document": document.name, "title": document.title, "year": document.year}


def year_json(year: Year) -> str:
    """A year as one JSON object; `year` is null for the documents without one."""
    return _json({"year": year.year, "documents": year.documents, "answering": year.answering, **_counts(year)})


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "passages": counts.passages,
        "passages_per_1000_words": rounded(counts.passages_per_thousand),
        "occurrences": counts.occurrences,
        "occurrences_per_1000_words": rounded(counts.occurrences_per_thousand),
        "words": counts.size,
    }


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _noted(notes: Iterable[str]) -> Iterator[str]:
    return (f"Let op: {note}" for note in notes)


def _in_cells(hit: Hit) -> str:
    """Where in a table: row and column, with what stands at the head of the column."""
    if not hit.cells:
        return ""
    first, more = hit.cells[0], " en verder" if len(hit.cells) > 1 else ""
    head = f" ({first.heading})" if first.heading else ""
    return f", tabel rij {first.row} kolom {first.column}{head}{more}"


def _passages(number: int) -> str:
    return counted(number, "passage", "passages")
