"""The tables of the store, precious and derived.

Precious tables have a plain name (`documents`, `reviews`): what is in them came from a person and cannot be made again,
so a migration carries every row over. The name of a derived table begins with `derived_`: what is in it can be made
again from the originals, so a migration may throw it away. No precious table refers to a derived one.

A derived table holds one row per item: the columns that are asked for, and the whole item as JSON in `payload`. Its
`position` is the item's place in its reading.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

DERIVED = "derived_"

METADATA = MetaData()

documents = Table(
    "documents",
    METADATA,
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

reviews = Table(
    "reviews",
    METADATA,
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

readings = Table(
    "derived_readings",
    METADATA,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("year", Integer),
    Column("payload", Text, nullable=False),
)


def _items(name: str, *columns: Column[str] | Column[int]) -> Table:
    """A derived table of which the rows go when their reading goes."""
    return Table(
        DERIVED + name,
        METADATA,
        Column("document", ForeignKey("derived_readings.document", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        Column("payload", Text, nullable=False),
    )


pages = _items("pages", Column("page", Integer), Column("verdict", String))
sections = _items(
    "sections",
    Column("id", String, index=True),
    Column("page", Integer),
    Column("kind", String),
    Column("theme", String),
    Column("subtheme", String),
)
blocks = _items(
    "blocks",
    Column("page", Integer),
    Column("reading_order", Integer),
    Column("role", String),
    Column("section_position", Integer),
)
pledges = _items(
    "pledges",
    Column("id", String, index=True),
    Column("page", Integer),
    Column("pledge_class", String),
    Column("theme", String),
    Column("subtheme", String),
    Column("owner", String),
)
results = _items(
    "results",
    Column("id", String, index=True),
    Column("page", Integer),
    Column("stage", String),
    Column("theme", String),
    Column("subtheme", String),
)
passages = _items(
    "passages",
    Column("id", String, index=True),
    Column("page", Integer),
    Column("kind", String),
    Column("theme", String),
    Column("subtheme", String),
)
problems = _items("problems", Column("page", Integer), Column("stage", String))

matches = Table(
    "derived_matches",
    METADATA,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("pledge", String, nullable=False),
    Column("result", String, nullable=False),
    Column("report", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("label", String, nullable=False),
    Column("payload", Text, nullable=False),
    Index("derived_matches_by_report", "report"),
)

assignments = Table(
    "derived_assignments",
    METADATA,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("goal", String, nullable=False),
    Column("pledge", String),
    Column("payload", Text, nullable=False),
)

continuations = Table(
    "derived_continuations",
    METADATA,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("report", String, nullable=False),
    Column("result", String, nullable=False),
    Column("earlier", String, nullable=False),
    Column("payload", Text, nullable=False),
)

vectors = Table(
    "derived_vectors",
    METADATA,
    Column("key", String, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

failures = Table(
    "derived_failures",
    METADATA,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("payload", Text, nullable=False),
)

state = Table(
    "derived_state",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

DERIVED_TABLES = tuple(table for table in METADATA.sorted_tables if table.name.startswith(DERIVED))
PRECIOUS_TABLES = tuple(table for table in METADATA.sorted_tables if table not in DERIVED_TABLES)
