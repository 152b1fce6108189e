"""The questions that the store puts to an open connection, each asked in more than one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, Table, case, delete, func, insert, or_, select, update

from corpus import store_rows as rows
from corpus import store_tables as tables
from corpus.model import Block, DocId, Document, DocumentKind, Given
from corpus.store_records import Original

T = TypeVar("T")

REVISION, MATCHES = "revision", "matches"

PLANS_FIRST: tuple[ColumnElement[int] | ColumnElement[str], ...] = (
    case((tables.readings.c.kind == DocumentKind.PLAN.value, 0), else_=1),
    case((tables.readings.c.kind == DocumentKind.PLAN.value, 0), else_=func.coalesce(tables.readings.c.year, 9999)),
    tables.readings.c.name,
    tables.readings.c.document,
)


def keep_document(connection: Connection, document: Document, source: Original, given: Given) -> None:
    """Put the document, its file and what was given with it in place of what was known of it."""
    first, last = given.period or (None, None)
    row = {
        "name": document.name,
        "sha256": source.sha256,
        "size": source.size,
        "original": source.path,
        "kind": given.kind.value if given.kind else None,
        "organisation": given.organisation,
        "title": given.title,
        "year": given.year,
        "period_first": first,
        "period_last": last,
    }
    known = connection.execute(update(tables.documents).where(tables.documents.c.id == document.id).values(row))
    if known.rowcount == 0:
        connection.execute(insert(tables.documents).values(id=document.id, **row))


def given_with(connection: Connection, doc: DocId) -> Given:
    """What was given with the document; nothing when it is not known."""
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == doc)).first()
    if row is None:
        return Given()
    return Given(
        kind=DocumentKind(row.kind) if row.kind else None,
        organisation=row.organisation,
        title=row.title,
        year=row.year,
        period=(row.period_first, row.period_last) if row.period_first is not None else None,
    )


def drop_reading(connection: Connection, doc: DocId) -> None:
    """Drop what was derived from the document, and the matches that lean on it; the revision changes."""
    pledges = select(tables.pledges.c.id).where(tables.pledges.c.document == doc)
    leaning = or_(tables.matches.c.report == doc, tables.matches.c.pledge.in_(pledges))
    connection.execute(delete(tables.matches).where(leaning))
    connection.execute(delete(tables.state).where(tables.state.c.key == MATCHES))
    connection.execute(delete(tables.readings).where(tables.readings.c.document == doc))
    put_state(connection, REVISION, uuid4().hex)


def items(connection: Connection, table: Table, kind: type[T], doc: DocId | None) -> tuple[T, ...]:
    """The items of a derived table, of one document or of all, in the order in which they were saved."""
    found = select(table.c.payload)
    if doc is None:
        found = found.join(tables.readings).order_by(*PLANS_FIRST, table.c.position)
    else:
        found = found.where(table.c.document == doc).order_by(table.c.position)
    return rows.unpack(payloads(connection, found), kind)


def placed_blocks(connection: Connection, doc: DocId) -> dict[int | None, list[Block]]:
    """The blocks of each section, by its position, and under None the furniture."""
    table = tables.blocks.c
    sections = select(table.section_position).where(table.document == doc).order_by(table.position)
    placed: dict[int | None, list[Block]] = defaultdict(list)
    for section, block in zip(connection.scalars(sections), items(connection, tables.blocks, Block, doc), strict=True):
        placed[section].append(block)
    return placed


def heads(connection: Connection, doc: DocId) -> Sequence[str]:
    """The document as it was read, packed; empty when it was not."""
    return payloads(connection, select(tables.readings.c.payload).where(tables.readings.c.document == doc))


def payloads(connection: Connection, wanted: Select[str]) -> Sequence[str]:
    """The one column of texts that is asked for."""
    return connection.scalars(wanted).all()


def names(connection: Connection) -> Sequence[str]:
    """The names of the documents that were read."""
    return payloads(connection, select(tables.readings.c.name).order_by(*PLANS_FIRST))


def state(connection: Connection, key: str) -> str | None:
    """The text kept under this key, or None."""
    return connection.scalar(select(tables.state.c.value).where(tables.state.c.key == key))


def put_state(connection: Connection, key: str, value: str) -> None:
    """Keep the text under this key."""
    connection.execute(delete(tables.state).where(tables.state.c.key == key))
    connection.execute(insert(tables.state).values(key=key, value=value))
