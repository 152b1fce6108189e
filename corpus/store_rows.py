"""Items to rows of the store's tables and back; alone knows how an item is packed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from sqlalchemy import RowMapping, Table

from corpus import store_tables as tables
from corpus.model import (
    Assignment,
    Block,
    Continuation,
    DocId,
    Judgement,
    Match,
    PageNote,
    Passage,
    Pledge,
    Problem,
    Reading,
    Result,
    Review,
    Section,
    StatementId,
)
from corpus.store_errors import UnreadableRowError, UnstorableTextError

T = TypeVar("T")
Row = dict[str, str | int | float | None]


def pack(item: object) -> str:
    """The item as JSON; UnstorableTextError when a text in it is not Unicode."""
    try:
        return msgspec.json.encode(item).decode("utf-8")
    except UnicodeEncodeError as error:
        raise UnstorableTextError(type(item).__name__.lower(), error) from error


def unpack(payloads: Iterable[str], kind: type[T]) -> tuple[T, ...]:
    """The items that were packed; UnreadableRowError when one was packed by a program that knew them otherwise."""
    decoder = msgspec.json.Decoder(kind)
    try:
        with _no_collection():
            return tuple(decoder.decode(payload) for payload in payloads)
    except msgspec.DecodeError as error:
        raise UnreadableRowError(kind.__name__.lower(), error) from error


def reading_row(reading: Reading, stamp: str) -> Row:
    """The row of the document as it was read."""
    document = reading.document
    return {
        "document": document.id,
        "stamp": stamp,
        "name": document.name,
        "kind": document.kind.value,
        "year": document.year,
        "payload": pack(document),
    }


def item_rows(reading: Reading) -> Iterator[tuple[Table, list[Row]]]:
    """For each derived table the rows this reading has in it. A section's blocks lie in their own table only."""
    bare = [replace(section, blocks=()) for section in reading.sections]
    doc = reading.document.id
    yield tables.pages, _rows(doc, reading.pages, _page)
    yield tables.sections, _rows(doc, bare, _section)
    yield tables.blocks, _rows(doc, list(_placed_blocks(reading)), _block)
    yield tables.pledges, _rows(doc, reading.pledges, _pledge)
    yield tables.results, _rows(doc, reading.results, _result)
    yield tables.passages, _rows(doc, reading.passages, _passage)
    yield tables.problems, _rows(doc, reading.problems, _problem)


def fill_sections(bare: Sequence[Section], blocks: Mapping[int | None, Sequence[Block]]) -> tuple[Section, ...]:
    """The sections with their blocks, which are given by the position of the section."""
    return tuple(replace(section, blocks=tuple(blocks.get(place, ()))) for place, section in enumerate(bare))


def match_rows(matches: Iterable[Match]) -> list[Row]:
    """One row for each match, in the order given."""
    return [
        {
            "position": position,
            "pledge": match.pledge,
            "result": match.result,
            "report": match.report,
            "score": match.score,
            "label": match.label.value,
            "payload": pack(match),
        }
        for position, match in enumerate(matches)
    ]


def assignment_rows(assignments: Iterable[Assignment]) -> list[Row]:
    """One row for each assignment, in the order given."""
    return [
        {"position": position, "goal": one.goal, "pledge": one.pledge, "payload": pack(one)}
        for position, one in enumerate(assignments)
    ]


def continuation_rows(continuations: Iterable[Continuation]) -> list[Row]:
    """One row for each result that goes on with an earlier one, in the order given."""
    return [
        {
            "position": position,
            "report": one.report,
            "result": one.result,
            "earlier": one.earlier,
            "payload": pack(one),
        }
        for position, one in enumerate(continuations)
    ]


def review_row(review: Review) -> Row:
    """The row of a review; the time in UTC, so that the order of the texts is the order of the times."""
    return {
        "at": review.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "reviewer": review.reviewer,
        "pledge": review.pledge,
        "result": review.result,
        "judgement": review.judgement.value,
        "pledge_text": review.pledge_text,
        "result_heading": review.result_heading,
        "note": review.note,
    }


def to_review(row: RowMapping) -> Review:
    """The review of a row, its time in UTC."""
    return Review(
        at=datetime.fromisoformat(row["at"]),
        reviewer=row["reviewer"],
        pledge=StatementId(row["pledge"]),
        result=StatementId(row["result"]),
        judgement=Judgement(row["judgement"]),
        pledge_text=row["pledge_text"],
        result_heading=row["result_heading"],
        note=row["note"],
    )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector: it would walk through a hundred thousand new words, none of them garbage.

    Loading a report of 52 pages takes a third of the time (0.13 s instead of 0.42 s).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rows(doc: DocId, items: Sequence[T], columns: Callable[[T], Row]) -> list[Row]:
    return [{"document": doc, "position": position, **columns(item)} for position, item in enumerate(items)]


def _placed_blocks(reading: Reading) -> Iterator[tuple[Block, int | None]]:
    for position, section in enumerate(reading.sections):
        for block in section.blocks:
            yield block, position
    for block in reading.furniture:
        yield block, None


def _page(note: PageNote) -> Row:
    return {"page": note.number, "verdict": note.verdict.value, "payload": pack(note)}


def _section(section: Section) -> Row:
    return {
        "id": section.id,
        "page": section.page,
        "kind": section.kind.value,
        "theme": section.theme,
        "subtheme": section.subtheme,
        "payload": pack(section),
    }


def _block(placed: tuple[Block, int | None]) -> Row:
    block, section = placed
    return {
        "page": block.page,
        "reading_order": block.order,
        "role": block.role.value,
        "section_position": section,
        "payload": pack(block),
    }


def _pledge(pledge: Pledge) -> Row:
    return {
        "id": pledge.id,
        "page": pledge.quote.page,
        "pledge_class": pledge.pledge_class.value,
        "theme": pledge.theme,
        "subtheme": pledge.subtheme,
        "owner": pledge.owner,
        "payload": pack(pledge),
    }


def _result(result: Result) -> Row:
    return {
        "id": result.id,
        "page": result.quote.page,
        "stage": result.stage.value,
        "theme": result.theme,
        "subtheme": result.subtheme,
        "payload": pack(result),
    }


def _passage(passage: Passage) -> Row:
    return {
        "id": passage.id,
        "page": passage.page,
        "kind": passage.kind.value,
        "theme": passage.theme,
        "subtheme": passage.subtheme,
        "payload": pack(passage),
    }


def _problem(problem: Problem) -> Row:
    return {"page": problem.page, "stage": problem.stage, "payload": pack(problem)}
