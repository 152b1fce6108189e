"""What a hit shows, kept beside the engine: passages with the place of each word, and columns to filter and count by.

Passages go by their number in the order they were written, from 0. Boxes are kept to a tenth of a point.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from corpus.model import Box, DocId, Document, DocumentKind, Passage, PassageKind, Quote, SectionId, Word

_COLUMNS = "columns.json"
_PASSAGES = "passages.bin"
_TEXT = 5
"""Where the text stands in a record."""
_TENTH = 10
_NUMBERS = 7
"""A word is kept as its start, length and page, and the four sides of its box."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a passage is filtered and counted by, and where its record stands."""

    document: Document
    kind: PassageKind
    theme: str | None
    subtheme: str | None
    first_page: int
    last_page: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of all passages, in memory; their texts are read from the file when they are shown."""

    rows: tuple[Row, ...]
    documents: tuple[Document, ...]
    folder: Path

    def passage(self, number: int) -> Passage:
        """The whole passage with this number."""
        row = self.rows[number]
        key, order, section, heading, page, text, numbers = self._record(row)
        quote = Quote(str(text), tuple(_words(numbers)))
        return Passage(
            str(key),
            row.document.id,
            int(order),
            row.kind,
            SectionId(section),
            heading,
            row.theme,
            row.subtheme,
            page,
            quote,
        )

    def text(self, number: int) -> str:
        """The text of the passage with this number, which is read quicker than the whole."""
        return str(self._record(self.rows[number])[_TEXT])

    def _record(self, row: Row) -> list[Any]:
        with (self.folder / _PASSAGES).open("rb") as file:
            file.seek(row.offset)
            record: list[Any] = json.loads(zlib.decompress(file.read(row.length)))
        return record


def write_records(folder: Path, passages: Iterable[Passage], documents: Mapping[DocId, Document]) -> None:
    """Write the records of the passages; KeyError when a passage is of a document that is not given."""
    numbers = {document.id: number for number, document in enumerate(documents.values())}
    rows: list[list[object]] = []
    offset = 0
    with (folder / _PASSAGES).open("wb") as file:
        for passage in passages:
            record = zlib.compress(_record(passage), 6)
            file.write(record)
            pages = [word.page for word in passage.quote.words] or [passage.page]
            own = [numbers[passage.document], passage.kind.value, passage.theme, passage.subtheme]
            rows.append([*own, min(pages), max(pages), offset, len(record)])
            offset += len(record)
    columns = {"documents": [_document_fields(document) for document in documents.values()], "rows": rows}
    (folder / _COLUMNS).write_text(json.dumps(columns, ensure_ascii=False, separators=(",", ":")), "utf-8")


def read_records(folder: Path) -> Records:
    """The records that `write_records` wrote."""
    columns = json.loads((folder / _COLUMNS).read_text("utf-8"))
    documents = tuple(_document(values) for values in columns["documents"])
    kinds = {kind.value: kind for kind in PassageKind}
    rows = tuple(Row(documents[number], kinds[kind], *rest) for number, kind, *rest in columns["rows"])
    return Records(rows, documents, folder)


def count_records(folder: Path) -> int:
    """How many passages `write_records` wrote."""
    return len(json.loads((folder / _COLUMNS).read_text("utf-8"))["rows"])


def _record(passage: Passage) -> bytes:
    quote = passage.quote
    numbers = [number for word in quote.words for number in _numbers(word)]
    values = [passage.id, passage.order, passage.section, passage.heading, passage.page, quote.text, numbers]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _numbers(word: Word) -> tuple[int, ...]:
    box = word.box
    sides = round(box.x0 * _TENTH), round(box.top * _TENTH), round(box.x1 * _TENTH), round(box.bottom * _TENTH)
    return word.start, word.end - word.start, word.page, *sides


def _words(numbers: Sequence[int]) -> Iterable[Word]:
    for place in range(0, len(numbers), _NUMBERS):
        start, length, page, *sides = numbers[place : place + _NUMBERS]
        yield Word(start, start + length, page, Box(*(side / _TENTH for side in sides)))


def _document_fields(document: Document) -> list[object]:
    kind = document.kind.value
    return [document.id, document.name, kind, *astuple(document)[3:]]


def _document(values: Sequence[object]) -> Document:
    match values:
        case [str(key), str(name), str(kind), str(title), str(organisation), str(profile), int(pages), year, period]:
            years = (int(period[0]), int(period[1])) if isinstance(period, list) else None
            covered = year if isinstance(year, int) else None
            return Document(
                DocId(key), name, DocumentKind(kind), title, organisation, profile, pages, year=covered, period=years
            )
        case _:
            raise ValueError(f"Not a document: {values!r}")
