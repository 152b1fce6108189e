"""Readings, matches and reviews to a database and back; alone knows how to ask it.

What a person gave (documents with their settings, reviews) and what was derived from it are kept apart, as
`corpus.store_tables` tells. Derived data carry the `stamp` of what they were made with, so that stale ones are known.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus import store_queries as queries
from corpus import store_rows as rows
from corpus import store_tables as tables
from corpus.migrations import MIGRATIONS, Migration, check_not_newer, migrate, version
from corpus.model import (
    Assignment,
    Block,
    Continuation,
    DocId,
    Document,
    Given,
    Match,
    PageNote,
    Passage,
    Pledge,
    Problem,
    Reading,
    Result,
    Review,
    Section,
)
from corpus.store_errors import (
    AmbiguousDocumentError,
    StoreDamagedError,
    StoreUnavailableError,
    UnknownDocumentError,
    UnstorableTextError,
)
from corpus.store_records import Failure, Original
from corpus.store_revision import revision

T = TypeVar("T")
_MOST_VARIABLES = 500
"""Fewer than any SQLite allows in one question."""

_PATIENCE = 10_000
"""Milliseconds to wait for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Store:
    """All that is known of the documents of one workspace. Close it, or use it as a context manager."""

    path: Path
    _engine: Engine

    @classmethod
    def open(cls, path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> Store:
        """The store in this file, made when it is not there and brought up to date when it is older.

        Raises StoreTooNewError for the file of a later program, StoreDamagedError for what is no database and
        StoreUnavailableError when it cannot be opened or written.
        """
        engine = create_engine(URL.create("sqlite", database=str(path)))
        _sqlite_settings(engine)
        store = cls(path, engine)
        try:
            store._bring_up_to_date(migrations)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def save_reading(self, reading: Reading, *, source: Original, stamp: str, given: Given | None = None) -> None:
        """Keep all of this reading in place of the last one of the document, or, when anything fails, nothing of it.

        What `given` says is kept with the document; where it says nothing, what was given earlier stays. Matches that
        name the document go, and `matches_stamp` forgets. A failure kept under the document's name is cleared.
        """
        doc = reading.document.id
        head, items = rows.reading_row(reading, stamp), list(rows.item_rows(reading))
        with self._writing() as connection:
            known = queries.given_with(connection, doc)
            queries.keep_document(connection, reading.document, source, given.over(known) if given else known)
            queries.drop_reading(connection, doc)
            connection.execute(insert(tables.readings), head)
            for table, found in items:
                if found:
                    connection.execute(insert(table), found)
            connection.execute(delete(tables.failures).where(tables.failures.c.key == _key(reading.document.name)))

    def forget(self, doc: DocId) -> None:
        """Throw away what was derived from the document. What a person gave with it, and all reviews, stay."""
        with self._writing() as connection:
            queries.drop_reading(connection, doc)

    def is_current(self, document: DocId, stamp: str) -> bool:
        """The document was read with exactly this stamp."""
        known = select(tables.readings.c.stamp).where(tables.readings.c.document == document)
        with self._asking() as connection:
            return connection.scalar(known) == stamp

    def documents(self) -> tuple[Document, ...]:
        """The documents that were read: plans first, then reports by year, then by name."""
        with self._asking() as connection:
            found = queries.payloads(connection, select(tables.readings.c.payload).order_by(*queries.PLANS_FIRST))
        return rows.unpack(found, Document)

    def document(self, name_or_id: str) -> Document:
        """The document of this name, with or without `.pdf`, in upper or lower case, or the start of its identifier.

        Raises UnknownDocumentError or AmbiguousDocumentError; both list what there is.
        """
        documents, wanted = self.documents(), _key(name_or_id)
        named = [document for document in documents if _key(document.name) == wanted]
        found = named or [document for document in documents if wanted and document.id.startswith(wanted)]
        if not found:
            raise UnknownDocumentError(name_or_id, [document.name for document in documents])
        if len(found) > 1:
            raise AmbiguousDocumentError(name_or_id, [f"{document.id} ({document.name})" for document in found])
        return found[0]

    def reading(self, doc: DocId) -> Reading:
        """All that was derived from the document, as it was saved; UnknownDocumentError when it was not read."""
        with self._asking() as connection:
            head = queries.heads(connection, doc)
            if not head:
                raise UnknownDocumentError(doc, queries.names(connection))
            blocks = queries.placed_blocks(connection, doc)
            return Reading(
                document=rows.unpack(head, Document)[0],
                pages=queries.items(connection, tables.pages, PageNote, doc),
                sections=rows.fill_sections(queries.items(connection, tables.sections, Section, doc), blocks),
                furniture=tuple(blocks.get(None, ())),
                pledges=queries.items(connection, tables.pledges, Pledge, doc),
                results=queries.items(connection, tables.results, Result, doc),
                passages=queries.items(connection, tables.passages, Passage, doc),
                problems=queries.items(connection, tables.problems, Problem, doc),
            )

    def page_notes(self, doc: DocId) -> tuple[PageNote, ...]:
        """What is known of each page, in order."""
        return self._items(tables.pages, PageNote, doc)

    def blocks(self, doc: DocId) -> tuple[Block, ...]:
        """Every block of the document, furniture too, by page and then in reading order."""
        table = tables.blocks.c
        order = (table.page, table.reading_order, table.position)
        with self._asking() as connection:
            found = queries.payloads(connection, select(table.payload).where(table.document == doc).order_by(*order))
        return rows.unpack(found, Block)

    def sections(self, doc: DocId) -> tuple[Section, ...]:
        """The sections with their blocks, in order."""
        with self._asking() as connection:
            bare = queries.items(connection, tables.sections, Section, doc)
            return rows.fill_sections(bare, queries.placed_blocks(connection, doc))

    def pledges(self, doc: DocId | None = None) -> tuple[Pledge, ...]:
        """The pledges of the document, or of all, in order."""
        return self._items(tables.pledges, Pledge, doc)

    def results(self, doc: DocId | None = None) -> tuple[Result, ...]:
        """The results of the document, or of all, in order."""
        return self._items(tables.results, Result, doc)

    def passages(self, doc: DocId | None = None) -> tuple[Passage, ...]:
        """The passages of the document, or of all, in order."""
        return self._items(tables.passages, Passage, doc)

    def problems(self, doc: DocId | None = None) -> tuple[Problem, ...]:
        """What was odd in the document, or in all that were read."""
        return self._items(tables.problems, Problem, doc)

    def revision(self) -> str:
        """Changes with every reading that is saved or forgotten, and is never the same again; empty before the first.

        An index built from readings is up to date as long as this is what it was. Matches and reviews leave it alone.
        """
        return revision(self.path)

    def given(self, doc: DocId) -> Given:
        """What a person said of the document, also while it has no reading."""
        with self._asking() as connection:
            return queries.given_with(connection, doc)

    def source(self, doc: DocId) -> Original:
        """The original of a document that was once read; UnknownDocumentError for another."""
        table = tables.documents.c
        with self._asking() as connection:
            row = connection.execute(select(table.sha256, table.original, table.size).where(table.id == doc)).first()
            if row is None:
                raise UnknownDocumentError(doc, queries.names(connection))
        return Original(row.sha256, row.original, row.size)

    def add_review(self, review: Review) -> None:
        """Keep one more decision. A time without a zone is taken as the local time of this machine."""
        with self._writing() as connection:
            connection.execute(insert(tables.reviews), rows.review_row(review))

    def reviews(self) -> tuple[Review, ...]:
        """Every decision ever made, the oldest first; times in UTC."""
        with self._asking() as connection:
            found = connection.execute(select(tables.reviews).order_by(tables.reviews.c.at, tables.reviews.c.id))
            return tuple(rows.to_review(row) for row in found.mappings())

    def save_matches(
        self,
        matches: Sequence[Match],
        assignments: Sequence[Assignment] = (),
        continuations: Sequence[Continuation] = (),
        *,
        stamp: str,
    ) -> None:
        """Keep these in place of all there were, or, when anything fails, those there were."""
        found = (
            (tables.matches, rows.match_rows(matches)),
            (tables.assignments, rows.assignment_rows(assignments)),
            (tables.continuations, rows.continuation_rows(continuations)),
        )
        with self._writing() as connection:
            for table, held in found:
                connection.execute(delete(table))
                if held:
                    connection.execute(insert(table), held)
            queries.put_state(connection, queries.MATCHES, stamp)

    def assignments(self) -> tuple[Assignment, ...]:
        """Which goals of reports restate which pledges, and whose they are."""
        with self._asking() as connection:
            query = select(tables.assignments.c.payload).order_by(tables.assignments.c.position)
            return rows.unpack(connection.scalars(query), Assignment)

    def continuations(self) -> tuple[Continuation, ...]:
        """Which results of a report go on with results of the year before."""
        with self._asking() as connection:
            query = select(tables.continuations.c.payload).order_by(tables.continuations.c.position)
            return rows.unpack(connection.scalars(query), Continuation)

    def known_vectors(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are kept, with what is kept."""
        wanted, known = sorted(keys), dict[str, bytes]()
        with self._asking() as connection:
            for at in range(0, len(wanted), _MOST_VARIABLES):
                query = select(tables.vectors).where(tables.vectors.c.key.in_(wanted[at : at + _MOST_VARIABLES]))
                known.update((row.key, row.payload) for row in connection.execute(query))
        return known

    def keep_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep these as well."""
        if vectors:
            with self._writing() as connection:
                connection.execute(
                    insert(tables.vectors).prefix_with("OR REPLACE"),
                    [{"key": key, "payload": payload} for key, payload in vectors.items()],
                )

    def matches(self, report: DocId | None = None) -> tuple[Match, ...]:
        """The matches with results of this report, or all, in the order in which they were saved."""
        found = select(tables.matches.c.payload).order_by(tables.matches.c.position)
        if report is not None:
            found = found.where(tables.matches.c.report == report)
        with self._asking() as connection:
            return rows.unpack(queries.payloads(connection, found), Match)

    def matches_stamp(self) -> str | None:
        """What the matches were made with; None when there are none yet or a document changed since."""
        with self._asking() as connection:
            return queries.state(connection, queries.MATCHES)

    def save_failure(self, problem: Problem, *, name: str) -> None:
        """Remember that the file of this name could not be read, in place of what was known of it."""
        row = {"key": _key(name), "name": name, "payload": rows.pack(problem)}
        with self._writing() as connection:
            connection.execute(delete(tables.failures).where(tables.failures.c.key == row["key"]))
            connection.execute(insert(tables.failures), row)

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read and have not been read since, by name."""
        with self._asking() as connection:
            table = tables.failures.c
            found = connection.execute(select(table.name, table.payload).order_by(table.name)).all()
        problems = rows.unpack([row.payload for row in found], Problem)
        return tuple(Failure(row.name, problem) for row, problem in zip(found, problems, strict=True))

    def _items(self, table: Table, kind: type[T], doc: DocId | None) -> tuple[T, ...]:
        with self._asking() as connection:
            return queries.items(connection, table, kind, doc)

    def _bring_up_to_date(self, migrations: Sequence[Migration]) -> None:
        known = migrations[-1].number
        with self._asking() as connection:
            check_not_newer(connection, known)
            current = version(connection) == known
        if not current:
            with self._writing() as connection:
                migrate(connection, migrations)

    @contextmanager
    def _asking(self, *, writes: bool = False) -> Iterator[Connection]:
        """A connection in a transaction: what is asked in it is of one moment."""
        try:
            with self._engine.execution_options(writes=writes).begin() as connection:
                yield connection
        except UnicodeEncodeError as error:
            raise UnstorableTextError("text", error) from error
        except (OperationalError, sqlite3.OperationalError) as error:
            raise StoreUnavailableError(self.path, getattr(error, "orig", error)) from error
        except (DatabaseError, sqlite3.DatabaseError) as error:
            raise StoreDamagedError(self.path, getattr(error, "orig", error)) from error

    def _writing(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction that keeps everything written in it, or, when it fails, nothing."""
        return self._asking(writes=True)


def _key(name: str) -> str:
    """The name as people mean it: composed letters, no `.pdf`, lower case."""
    return re.sub(r"\.pdf$", "", unicodedata.normalize("NFC", name).casefold())


def _sqlite_settings(engine: Engine) -> None:
    """The one place that speaks SQLite: readers do not wait for a writer, foreign keys hold, DDL is transactional.

    The driver is kept from opening transactions by itself, as SQLAlchemy's SQLite page advises; a transaction that
    will write says so at its start, for one that finds out later may be refused without waiting.
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
