"""An older database to one of today: the numbered changes, and which of them a database has had.

A migration is written once and never edited. It spells out the precious tables as they were then, for they are carried
over row by row; derived tables it may drop and make anew as they are now (`rebuild_derived`), for one run fills them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, func, insert, inspect, select

from corpus.store_errors import StoreTooNewError
from corpus.store_tables import DERIVED, DERIVED_TABLES, METADATA

_applied = Table(
    "schema_migrations",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("what", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Migration:
    """A change of the schema; `apply` makes it in the transaction of the connection it is given."""

    number: int
    what: str
    apply: Callable[[Connection], None]


def version(connection: Connection) -> int:
    """The number of the last migration this database has had; 0 for an empty one."""
    if not inspect(connection).has_table(_applied.name):
        return 0
    last: int | None = connection.scalar(select(func.max(_applied.c.number)))
    return last or 0


def check_not_newer(connection: Connection, known: int) -> None:
    """StoreTooNewError when the database has had a migration that this program does not know."""
    found = version(connection)
    if found > known:
        raise StoreTooNewError(found, known)


def migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    """Apply the migrations the database has not had, in order, in the transaction the connection is in."""
    check_not_newer(connection, migrations[-1].number)
    _applied.create(connection, checkfirst=True)
    found = version(connection)
    for migration in migrations:
        if migration.number > found:
            migration.apply(connection)
            connection.execute(insert(_applied).values(number=migration.number, what=migration.what))


def rebuild_derived(connection: Connection) -> None:
    """Drop every derived table the database has, and make the ones of today, empty."""
    found = MetaData()
    names = [name for name in inspect(connection).get_table_names() if name.startswith(DERIVED)]
    found.reflect(connection, only=names)
    found.drop_all(connection, tables=[found.tables[name] for name in names])
    add_derived(connection)


def add_derived(connection: Connection) -> None:
    """Make the derived tables of today that the database does not have, empty, and leave the others as they are."""
    METADATA.create_all(connection, tables=list(DERIVED_TABLES))


def _first(connection: Connection) -> None:
    """The precious tables of version 1, and reviews that are only ever added to."""
    tables = MetaData()
    Table(
        "documents",
        tables,
        Column("id", String(16), primary_key=True),
        Column("name", String, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("size", Integer, nullable=False),
        Column("original", String, nullable=False),
        Column("kind", String),
        Column("organisation", String),
        Column("title", String),
        Column("year", Integer),
        Column("period_first", Integer),
        Column("period_last", Integer),
    )
    Table(
        "reviews",
        tables,
        Column("id", Integer, primary_key=True),
        Column("at", String(32), nullable=False),
        Column("reviewer", String, nullable=False),
        Column("pledge", String, nullable=False),
        Column("result", String, nullable=False),
        Column("judgement", String, nullable=False),
        Column("pledge_text", Text, nullable=False),
        Column("result_heading", Text, nullable=False),
        Column("note", Text, nullable=False),
    )
    tables.create_all(connection)
    _forbid_change_of_reviews(connection)
    rebuild_derived(connection)


def _forbid_change_of_reviews(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    refuse = "BEGIN SELECT RAISE(ABORT, 'a review is never changed: add a new one'); END"
    for trigger in (
        "reviews_keep_update BEFORE UPDATE ON reviews",
        "reviews_keep_delete BEFORE DELETE ON reviews",
        # INSERT OR REPLACE deletes without telling the delete trigger.
        "reviews_keep_insert BEFORE INSERT ON reviews WHEN EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id)",
    ):
        connection.exec_driver_sql(f"CREATE TRIGGER {trigger} {refuse}")


MIGRATIONS = (
    Migration(1, "documents, reviews and derived tables", _first),
    Migration(2, "assignments and vectors", rebuild_derived),
    Migration(3, "results that go on with those of the year before", add_derived),
)
