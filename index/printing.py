"""From what a search found to lines for a terminal, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby

from index.search import Found, Hit

Mark = Callable[[str], str]
"""Sets off a found word, as bold on a terminal."""


def found_lines(found: Found, *, mark: Mark) -> Iterator[str]:
    """The hits under their document, each with page, heading, how it was found, and the words marked."""
    for note in found.notes:
        yield f"Let op: {note}"
    for (name, title), hits in groupby(found.hits, key=lambda hit: (hit.name, hit.title)):
        yield f"{title} ({name})"
        for hit in hits:
            heading = f", {hit.heading}" if hit.heading else ""
            yield f"  p. {hit.page}{heading}{_in_cells(hit)} — {', '.join(hit.how)}"
            yield f"    {marked(hit, mark)}"
    shown = f", de beste {len(found.hits)} getoond" if len(found.hits) < found.total else ""
    places, files = _counted(found.total, "plaats", "plaatsen"), _counted(found.documents, "document", "documenten")
    yield f"{places} in {files}{shown}."


def marked(hit: Hit, mark: Mark) -> str:
    """The snippet with each found word set off."""
    text, at = "", 0
    for start, end in hit.marks:
        text += hit.snippet[at:start] + mark(hit.snippet[start:end])
        at = end
    return text + hit.snippet[at:]


def hit_json(hit: Hit) -> str:
    """A hit as one JSON object; boxes in points from the top left corner."""
    return json.dumps(
        {
            "passage": hit.passage,
            "document": hit.name,
            "document_kind": hit.document_kind.value,
            "title": hit.title,
            "year": hit.year,
            "kind": hit.kind.value,
            "page": hit.page,
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
        },
        ensure_ascii=False,
    )


def _in_cells(hit: Hit) -> str:
    """Where in a table: row and column, with what stands at the head of the column."""
    if not hit.cells:
        return ""
    first, more = hit.cells[0], " en verder" if len(hit.cells) > 1 else ""
    head = f" ({first.heading})" if first.heading else ""
    return f", tabel rij {first.row} kolom {first.column}{head}{more}"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
