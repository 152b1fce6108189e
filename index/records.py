"""What a hit shows, kept beside the engine: passages with the place of each word, and columns to filter and count by.

Passages go by their number in the order they were written, from 0. Boxes are kept to a tenth of a point. Passages of
one document, kind, theme and sub-theme are a group. The columns are numbers in a file, read where they are looked at.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from corpus.model import Box, DocId, Document, DocumentKind, Passage, PassageKind, Quote, SectionId, Word
from index.kept_lines import map_file

_GROUPS, _COLUMNS, _PASSAGES = "groups.json", "columns.bin", "passages.bin"
_NUMBER = 4
"""Bytes of a number in a column."""
_TEXT = 5
"""Where the text stands in a record."""
_TENTH = 10
_NUMBERS = 7
"""A word is kept as its start, length and page, and the four sides of its box."""


@dataclass(frozen=True, slots=True)
class Group:
    """What the passages of a group have in common."""

    document: Document
    kind: PassageKind
    theme: str | None
    subtheme: str | None


@dataclass(frozen=True, slots=True)
class Records:
    """The passages of an index: `group_of` has for each the number of its group, `first_pages` and `last_pages` where
    it stands, and `starts` where its record begins in `packed`, with the end of the last; a record is read when it is
    shown."""

    documents: tuple[Document, ...]
    groups: tuple[Group, ...]
    group_of: Sequence[int]
    first_pages: Sequence[int]
    last_pages: Sequence[int]
    starts: Sequence[int]
    packed: memoryview

    def document(self, number: int) -> Document:
        """The document of the passage with this number."""
        return self.groups[self.group_of[number]].document

    def passage(self, number: int) -> Passage:
        """The whole passage with this number."""
        group = self.groups[self.group_of[number]]
        key, order, section, heading, page, text, numbers = self._record(number)
        quote = Quote(str(text), tuple(_words(numbers)))
        return Passage(
            str(key),
            group.document.id,
            int(order),
            group.kind,
            SectionId(section),
            heading,
            group.theme,
            group.subtheme,
            page,
            quote,
        )

    def text(self, number: int) -> str:
        """The text of the passage with this number, which is read quicker than the whole."""
        return str(self._record(number)[_TEXT])

    def _record(self, number: int) -> list[Any]:
        packed = self.packed[self.starts[number] : self.starts[number + 1]]
        record: list[Any] = json.loads(zlib.decompress(packed))
        return record


def write_records(folder: Path, passages: Iterable[Passage], documents: Mapping[DocId, Document]) -> None:
    """Write the records of the passages; KeyError when a passage is of a document that is not given."""
    numbers = {document.id: number for number, document in enumerate(documents.values())}
    groups: dict[tuple[int, str, str | None, str | None], int] = {}
    group_of, first_pages, last_pages, starts = array("I"), array("I"), array("I"), array("I", [0])
    with (folder / _PASSAGES).open("wb") as file:
        for passage in passages:
            file.write(zlib.compress(_record(passage), 1))
            pages = [word.page for word in passage.quote.words] or [passage.page]
            group = numbers[passage.document], passage.kind.value, passage.theme, passage.subtheme
            group_of.append(groups.setdefault(group, len(groups)))
            first_pages.append(min(pages))
            last_pages.append(max(pages))
            starts.append(file.tell())
    columns = b"".join(column.tobytes() for column in (group_of, first_pages, last_pages, starts))
    (folder / _COLUMNS).write_bytes(columns)
    kept = {"documents": [_document_fields(document) for document in documents.values()], "groups": list(groups)}
    (folder / _GROUPS).write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), "utf-8")


def read_records(folder: Path) -> Records:
    """The records that `write_records` wrote."""
    kept, size = json.loads((folder / _GROUPS).read_text("utf-8")), count_records(folder)
    documents = tuple(_document(values) for values in kept["documents"])
    kinds = {kind.value: kind for kind in PassageKind}
    groups = tuple(Group(documents[number], kinds[kind], *names) for number, kind, *names in kept["groups"])
    columns, packed = map_file(folder / _COLUMNS).cast("I"), map_file(folder / _PASSAGES)
    group_of, first_pages, last_pages = (columns[column * size : (column + 1) * size] for column in range(3))
    return Records(documents, groups, group_of, first_pages, last_pages, columns[3 * size :], packed)


def count_records(folder: Path) -> int:
    """How many passages `write_records` wrote."""
    return ((folder / _COLUMNS).stat().st_size // _NUMBER - 1) // 4


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
