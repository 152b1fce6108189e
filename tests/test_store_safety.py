"""The store: what can never be changed, what survives a crash or an upgrade, and what is said when it goes wrong."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from readings import reading, review, save, source
from sqlalchemy import Connection, MetaData, create_engine

from corpus import store_tables
from corpus.migrations import MIGRATIONS, Migration, rebuild_derived
from corpus.model import Given
from corpus.store import Store
from corpus.store_errors import (
    StoreDamagedError,
    StoreTooNewError,
    StoreUnavailableError,
    UnreadableRowError,
    UnstorableTextError,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as opened:
        yield opened


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reviews SET judgement = 'none'",
        "DELETE FROM reviews",
        "INSERT OR REPLACE INTO reviews SELECT id, at, 'Piet', pledge, result, judgement, pledge_text, result_heading,"
        " note FROM reviews",
    ],
)
def test_the_database_itself_refuses_to_change_a_review(store: Store, change: str) -> None:
    """Not even another program can alter or remove a decision."""
    store.add_review(review())
    connection = sqlite3.connect(store.path)

    with pytest.raises(sqlite3.IntegrityError, match="add a new one"):
        connection.execute(change)

    connection.close()
    assert store.reviews() == (review(),)


def test_half_a_character_is_refused_before_anything_is_replaced(store: Store) -> None:
    """A text that is not Unicode is reported, and the reading that was there stays."""
    good = reading("verslag")
    save(store, good)

    with pytest.raises(UnstorableTextError):
        save(store, reading("verslag", text="kapot \ud83d teken"))
    with pytest.raises(UnstorableTextError):
        store.add_review(review(note="\ud83d"))

    assert store.reading(good.document.id) == good


HALFWAY = """
import sys, time
from pathlib import Path
from sqlalchemy import Engine, event
from corpus.store import Store
import readings

@event.listens_for(Engine, "after_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO derived_results"):
        print("halfway", flush=True)
        time.sleep(60)

with Store.open(Path(sys.argv[1])) as store:
    readings.save(store, readings.reading("verslag", text="Nieuw."), stamp="v2")
"""


def test_a_run_killed_while_saving_leaves_the_old_reading_whole(tmp_path: Path) -> None:
    """The power may fail at any moment: what was kept before is kept still, and nothing of the new."""
    path = tmp_path / "store.sqlite"
    old = reading("verslag", text="Oud.")
    with Store.open(path) as store:
        save(store, old)
    here = Path(__file__).parent
    child = subprocess.Popen(
        [sys.executable, "-c", HALFWAY, str(path)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": f"{here.parent}:{here}"},
    )
    assert child.stdout is not None
    reached = child.stdout.readline()

    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    assert reached == b"halfway\n"
    with Store.open(path) as store:
        assert store.reading(old.document.id) == old
        assert store.is_current(old.document.id, "v1")
        save(store, reading("verslag", text="Nieuw."), stamp="v2")


def test_a_reader_sees_one_moment_while_another_writes(tmp_path: Path) -> None:
    """Who asks during a run gets the last whole reading, at once."""
    path = tmp_path / "store.sqlite"
    old = reading("verslag", text="Oud.")
    with Store.open(path) as asking, Store.open(path) as writing:
        save(writing, old)
        with writing._writing() as connection:
            connection.execute(store_tables.readings.delete())

            seen = asking.reading(old.document.id)

    assert seen == old


def added_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN remark VARCHAR")
    rebuild_derived(connection)


def test_an_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    """Reviews and documents are carried over; what was derived is made anew by the next run."""
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        store.save_reading(reading("verslag"), source=source("verslag"), stamp="v1", given=Given(year=2023))
        store.add_review(review())

    with Store.open(path, migrations=(*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "a remark", added_column))) as store:
        assert store.reviews() == (review(),)
        assert store.given(source("verslag").document) == Given(year=2023)
        assert not store.is_current(source("verslag").document, "v1")
        save(store, reading("verslag"))
        assert store.documents() == (reading("verslag").document,)


def test_a_table_that_is_added_leaves_the_others_filled(tmp_path: Path) -> None:
    """A database from before results were followed through the years keeps what was read, and gets an empty table."""
    path, saved = tmp_path / "store.sqlite", reading("verslag")
    with Store.open(path, migrations=MIGRATIONS[:2]) as store:
        save(store, saved)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE derived_continuations")
    connection.close()

    with Store.open(path) as store:
        assert store.continuations() == ()
        assert store.reading(saved.document.id) == saved


def fails_midway(connection: Connection) -> None:
    added_column(connection)
    connection.exec_driver_sql("DROP TABLE derived_matches")
    raise KeyboardInterrupt


def test_a_migration_that_stops_midway_changes_nothing(tmp_path: Path) -> None:
    """The database is then still that of the older program, with all that is in it."""
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        save(store, reading("verslag"))

    with pytest.raises(KeyboardInterrupt):
        Store.open(path, migrations=(*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "a remark", fails_midway)))

    with Store.open(path) as store:
        assert store.reading(source("verslag").document) == reading("verslag")
        assert store.matches() == ()


def test_an_older_program_leaves_a_newer_database_alone(tmp_path: Path) -> None:
    """The message says that the program is older than the workspace, and how to upgrade."""
    path = tmp_path / "store.sqlite"
    Store.open(path, migrations=(*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "a remark", added_column))).close()

    with pytest.raises(StoreTooNewError, match=r"older than the workspace.*pip install --upgrade"):
        Store.open(path)


def test_migrations_make_the_tables_the_store_speaks_of(store: Store) -> None:
    """Every table and column is there under its name, precious ones by their migrations."""
    engine = create_engine(f"sqlite:///{store.path}")
    found = MetaData()
    found.reflect(engine)
    engine.dispose()
    expected = {
        table.name: {column.name: column.nullable for column in table.columns}
        for table in store_tables.METADATA.sorted_tables
    }

    made = {
        table.name: {column.name: column.nullable for column in table.columns}
        for table in found.sorted_tables
        if table.name != "schema_migrations"
    }

    assert made == expected


def test_precious_tables_do_not_lean_on_derived_ones() -> None:
    """What a person gave stands by itself, and everything else carries `derived_` in its name."""
    precious = {table.name: table for table in store_tables.PRECIOUS_TABLES}

    assert set(precious) == {"documents", "reviews"}
    assert all(table.name.startswith("derived_") for table in store_tables.DERIVED_TABLES)
    assert not any(table.foreign_keys for table in precious.values())


def test_the_database_is_set_up_for_readers_beside_a_writer(store: Store) -> None:
    """Write-ahead logging and foreign keys are on, and a busy database is waited for."""
    with store._asking() as connection:
        answers = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]

    assert answers == ["wal", 1, 10_000]


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    """The message says that the file cannot be used, and to restore a backup."""
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"%PDF-1.7 this is no database at all" * 100)

    with pytest.raises(StoreDamagedError, match="Restore it from a backup"):
        Store.open(path)


def test_a_place_where_no_file_can_be_made_is_reported(tmp_path: Path) -> None:
    """The message says to look at the disk and the folder."""
    with pytest.raises(StoreUnavailableError, match="the folder can be written"):
        Store.open(tmp_path / "missing" / "store.sqlite")


def test_a_row_of_another_shape_asks_for_a_new_run(store: Store) -> None:
    """What was derived and cannot be understood can be made anew, and the message says so."""
    save(store, reading("verslag"))
    with store._writing() as connection:
        connection.execute(store_tables.pledges.update().values(payload='{"id": 3}'))

    with pytest.raises(UnreadableRowError, match="run the document again"):
        store.pledges()


def test_closing_leaves_one_file_to_back_up(tmp_path: Path) -> None:
    """After the last program closes it, the database is a single file."""
    with Store.open(tmp_path / "store.sqlite") as store:
        save(store, reading("verslag"))

    assert [path.name for path in tmp_path.iterdir()] == ["store.sqlite"]
