"""The workspace folder: how it is made, what it keeps, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.model import DocId, Document, DocumentKind, Reading
from corpus.store_errors import UnknownDocumentError
from corpus.store_records import Original
from corpus.workspace import (
    MissingOriginalError,
    NotAWorkspaceError,
    NoWorkspaceError,
    Workspace,
    WorkspaceLockedError,
    WorkspaceNotWritableError,
)

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "werkmap", create=True) as opened:
        yield opened


def read_document(workspace: Workspace) -> Original:
    original = workspace.keep_original(PDF)
    document = Document(original.document, "verslag", DocumentKind.REPORT, "Verslag", "X", "algemeen", 1)
    workspace.store.save_reading(Reading(document), source=original, stamp="v1")
    return original


def test_a_new_workspace_has_a_place_for_everything(tmp_path: Path) -> None:
    """Originals, database, index, page images and logs lie in one folder, which is made with its parents."""
    folder = tmp_path / "deep" / "werkmap"

    with Workspace.open(folder, create=True) as workspace:
        made = {path.name for path in folder.iterdir()}
        places = {workspace.index.name, workspace.pages.name, workspace.logs.name}

    assert made >= {"originals", "waargemaakt.sqlite"} | places
    assert places == {"index", "pages", "logs"}


def test_a_workspace_can_be_opened_again(tmp_path: Path) -> None:
    """What was kept is there the next time, also when nothing may be made."""
    with Workspace.open(tmp_path / "werkmap", create=True) as workspace:
        original = read_document(workspace)

    with Workspace.open(tmp_path / "werkmap", create=False) as workspace:
        assert workspace.original(original.document) == PDF
        assert [document.name for document in workspace.store.documents()] == ["verslag"]


def test_a_workspace_that_does_not_exist_is_not_made_by_asking(tmp_path: Path) -> None:
    """Searching in a folder that is not there says how to make it, and leaves nothing behind."""
    with pytest.raises(NoWorkspaceError, match="waargemaakt run"):
        Workspace.open(tmp_path / "werkmap", create=False)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_used_for_something_else_is_left_alone(tmp_path: Path) -> None:
    """A folder with other files in it never becomes a workspace by mistake."""
    (tmp_path / "brief.docx").write_bytes(b"brief")

    for create in (True, False):
        with pytest.raises(NotAWorkspaceError, match="Choose another folder"):
            Workspace.open(tmp_path, create=create)

    assert [path.name for path in tmp_path.iterdir()] == ["brief.docx"]


def test_a_workspace_without_its_database_is_not_taken_for_new(workspace: Workspace) -> None:
    """When the database is lost the message says to put it back, for the reviews are in it."""
    workspace.keep_original(PDF)
    workspace.close()
    (workspace.folder / "waargemaakt.sqlite").unlink()

    with pytest.raises(NotAWorkspaceError, match="from a backup"):
        Workspace.open(workspace.folder, create=True)


def test_an_empty_folder_may_become_a_workspace(tmp_path: Path) -> None:
    """Hidden files of the file manager, and folders of a start that was broken off, are not in the way."""
    (tmp_path / ".DS_Store").write_bytes(b"")
    (tmp_path / "Thumbs.db").write_bytes(b"")
    (tmp_path / "originals").mkdir()
    with pytest.raises(NoWorkspaceError):
        Workspace.open(tmp_path, create=False)

    with Workspace.open(tmp_path, create=True) as workspace:
        assert workspace.store.documents() == ()


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    """The path of a file is refused by name."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)

    with pytest.raises(NotAWorkspaceError, match=r"plan\.pdf"):
        Workspace.open(path, create=True)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The message names the folder and says what to do."""
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / "werkmap"

    with pytest.raises(WorkspaceNotWritableError, match="or choose another folder") as caught:
        Workspace.open(folder, create=True)

    assert str(folder) in str(caught.value)


def test_an_original_is_kept_under_its_hash(workspace: Workspace) -> None:
    """The name of the file plays no part, and no temporary file stays behind."""
    digest = sha256(PDF).hexdigest()

    original = workspace.keep_original(PDF)

    assert original == Original(digest, f"originals/{digest}.pdf", len(PDF))
    assert original.document == DocId(digest[:16])
    assert [path.name for path in (workspace.folder / "originals").iterdir()] == [f"{digest}.pdf"]
    assert (workspace.folder / original.path).read_bytes() == PDF


def test_keeping_a_file_twice_keeps_it_once(workspace: Workspace) -> None:
    """A file that is there already is left alone."""
    first = workspace.keep_original(PDF)
    before = (workspace.folder / first.path).stat()

    second = workspace.keep_original(PDF)

    after = (workspace.folder / first.path).stat()
    assert second == first
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_damaged_original_is_noticed_and_mended(workspace: Workspace) -> None:
    """Half a file is never handed out as the original, and running the document again puts it right."""
    original = read_document(workspace)
    (workspace.folder / original.path).write_bytes(PDF[:100])

    with pytest.raises(MissingOriginalError, match="run the document again"):
        workspace.original(original.document)
    workspace.keep_original(PDF)

    assert workspace.original(original.document) == PDF


def test_a_lost_original_is_reported(workspace: Workspace) -> None:
    """The message says where it should be."""
    original = read_document(workspace)
    (workspace.folder / original.path).unlink()

    with pytest.raises(MissingOriginalError, match=r"originals.*is gone"):
        workspace.original(original.document)


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "x" * 5000])
def test_only_a_known_document_has_an_original(workspace: Workspace, name: str) -> None:
    """A path in the place of an identifier opens nothing."""
    with pytest.raises(UnknownDocumentError):
        workspace.original(DocId(name))


HOLD = """
import sys
from pathlib import Path
from corpus.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), create=False) as workspace, workspace.locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_do_not_write_at_once(workspace: Workspace) -> None:
    """The second is told at once that another is busy; searching goes on, and a killed run leaves no lock."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert child.stdout is not None
    assert child.stdin is not None
    child.stdout.readline()

    with pytest.raises(WorkspaceLockedError, match="Wait until it is done"), workspace.locked():
        pass
    found = workspace.store.documents()
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()

    with workspace.locked():
        assert found == ()
