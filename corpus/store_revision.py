"""The revision of a store, read without opening it: a search has no time to load what asks a store for more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.store_errors import StoreDamagedError, StoreTooNewError, StoreUnavailableError

LATEST = 3
"""The number of the last migration in `corpus.migrations`, which takes longer to load than a search may."""

_PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""


def revision(path: Path) -> str:
    """What `Store.revision` says of the store in this file; empty for one that `Store.open` would empty of readings.

    Raises StoreTooNewError, StoreDamagedError and StoreUnavailableError as `Store.open` does.
    """
    try:
        # `rw` makes no file that is not there, and still mends what an interrupted writer left.
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", timeout=_PATIENCE, uri=True)) as connection:
            return _revision(connection)
    except sqlite3.OperationalError as error:
        raise StoreUnavailableError(path, error) from error
    except sqlite3.DatabaseError as error:
        raise StoreDamagedError(path, error) from error


def _revision(connection: sqlite3.Connection) -> str:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= {"schema_migrations", "derived_state"}:
        return ""
    ((found,),) = connection.execute("SELECT max(number) FROM schema_migrations")
    if found is not None and found > LATEST:
        raise StoreTooNewError(found, LATEST)
    row = connection.execute("SELECT value FROM derived_state WHERE key = 'revision'").fetchone()
    return str(row[0]) if row and found == LATEST else ""
