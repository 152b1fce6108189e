"""A folder and what lies in it: originals by hash, the store, the index, page images, run logs; alone knows the layout.

Everything an analyst would back up is in it. No name or path from outside becomes a name inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from corpus.model import DocId, Given, Problem, Reading
from corpus.profile_text import profiles_digest
from corpus.store_records import Original
from corpus.store_revision import revision

if TYPE_CHECKING:
    from corpus.store import Store

_DATABASE = "waargemaakt.sqlite"
_LOCK = "waargemaakt.lock"
_PROFILE = "profiel.toml"
_ENGINE = "zoekmachine.txt"
_MODELS = {True: "weging.toml", False: "weging-woorden.toml"}
"""Learned weights, with vectors and without."""
_SEARCHES = "zoekvragen.toml"
_ORIGINALS, _INDEX, _PAGES, _LOGS = _FOLDERS = ("originals", "index", "pages", "logs")
_LITTER = frozenset({"desktop.ini", "thumbs.db"})


class WorkspaceError(Exception):
    """The workspace cannot do what was asked."""


class NoWorkspaceError(WorkspaceError):
    """There is no folder there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is no workspace {folder} yet. Make it with `waargemaakt run PATH`, or say with -w where it is."
        )


class NotAWorkspaceError(WorkspaceError):
    """The folder is used for something else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not a workspace: it is not empty and has no {_DATABASE}. "
            f"Choose another folder with -w, or put {_DATABASE} back from a backup."
        )


class WorkspaceNotWritableError(WorkspaceError):
    """Nothing can be written in the folder."""

    def __init__(self, folder: Path, reason: object) -> None:
        super().__init__(
            f"The workspace {folder} cannot be written ({reason}). "
            "Make room, ask for the right to write there, or choose another folder with -w."
        )


class WorkspaceLockedError(WorkspaceError):
    """Another run is writing in the workspace."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another run is busy in the workspace {folder}. Wait until it is done, then try again.")


class MissingOriginalError(WorkspaceError):
    """An original is gone, or is no longer the file that came in."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(
            f"{path}, the original of '{name}', is gone or was changed. "
            "Put it back from a backup, or run the document again from the file you have."
        )


@dataclass(frozen=True)
class Workspace:
    """An opened workspace. Close it, or use it as a context manager; to write in it, hold `locked()`.

    The store is opened when it is first asked for, and locking is loaded then: a search needs neither.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path, *, create: bool) -> Workspace:
        """The workspace in this folder, made there when `create` is given and the folder is new or empty.

        Raises NoWorkspaceError, NotAWorkspaceError, WorkspaceNotWritableError, and, when it makes a store, what
        `Store.open` raises.
        """
        try:
            _check_use(folder, create=create)
            folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=folder, prefix=".").close()
            for name in _FOLDERS:
                (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise WorkspaceNotWritableError(folder, error.strerror or error) from error
        workspace = cls(folder)
        if create:
            _ = workspace.store
        return workspace

    @cached_property
    def store(self) -> Store:
        """All that is known of the documents. Raises what `Store.open` raises."""
        from corpus.store import Store

        return Store.open(self.folder / _DATABASE)

    @property
    def documents_stamp(self) -> str:
        """Changes when a document is read or forgotten. Raises what `Store.open` raises."""
        return revision(self.folder / _DATABASE)

    @property
    def lists_stamp(self) -> str:
        """Changes when a profile does, and with it maybe a list of concepts; no profile is checked for this."""
        return profiles_digest(self.profile)

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.folder / _INDEX

    @property
    def pages(self) -> Path:
        """The folder of page images."""
        return self.folder / _PAGES

    @property
    def logs(self) -> Path:
        """The folder of run logs."""
        return self.folder / _LOGS

    @property
    def profile(self) -> Path | None:
        """The profile that was given for this workspace; None when the documents choose one."""
        path = self.folder / _PROFILE
        return path if path.is_file() else None

    def keep_profile(self, source: str) -> None:
        """Keep a profile, as TOML, for all that is read from now on."""
        try:
            _write_whole(self.folder / _PROFILE, source.encode())
        except OSError as error:
            raise WorkspaceNotWritableError(self.folder, error.strerror or error) from error

    @property
    def engine(self) -> str | None:
        """The name of the search engine that was chosen for this workspace; None when none was."""
        path = self.folder / _ENGINE
        return path.read_text("utf-8").strip() if path.is_file() else None

    def keep_engine(self, name: str) -> None:
        """Use this search engine from now on."""
        try:
            _write_whole(self.folder / _ENGINE, f"{name}\n".encode())
        except OSError as error:
            raise WorkspaceNotWritableError(self.folder, error.strerror or error) from error

    def model(self, *, embeds: bool) -> Path | None:
        """The weights that were learned here, with vectors or without; None when there are none."""
        path = self.folder / _MODELS[embeds]
        return path if path.is_file() else None

    def keep_model(self, source: str, *, embeds: bool) -> None:
        """Keep learned weights, as TOML, for all that is matched from now on."""
        try:
            _write_whole(self.folder / _MODELS[embeds], source.encode())
        except OSError as error:
            raise WorkspaceNotWritableError(self.folder, error.strerror or error) from error

    @property
    def searches(self) -> str:
        """The saved searches, as TOML; empty when there are none. WorkspaceError when the file cannot be read."""
        path = self.folder / _SEARCHES
        try:
            return path.read_text("utf-8") if path.is_file() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise WorkspaceError(f"{path} cannot be read ({error}). Put it back from a backup.") from error

    def keep_searches(self, source: str) -> None:
        """Keep the saved searches, as TOML, in place of what was kept."""
        try:
            _write_whole(self.folder / _SEARCHES, source.encode())
        except OSError as error:
            raise WorkspaceNotWritableError(self.folder, error.strerror or error) from error

    def given(self, document: DocId) -> Given:
        """What a person said of the document when adding it."""
        return self.store.given(document)

    def is_current(self, document: DocId, stamp: str) -> bool:
        """The document was read with exactly this stamp."""
        return self.store.is_current(document, stamp)

    def keep(self, reading: Reading, data: bytes, *, stamp: str, given: Given) -> None:
        """Keep the file and what was read of it, in place of what was known of it."""
        self.store.save_reading(reading, source=self.keep_original(data), stamp=stamp, given=given)

    def fail(self, name: str, problem: Problem) -> None:
        """Remember that the file of this name could not be read."""
        self.store.save_failure(problem, name=name)

    @property
    def _originals(self) -> Path:
        return self.folder / _ORIGINALS

    def close(self) -> None:
        """Let go of the database."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The only one to write, until the block ends or the process does; WorkspaceLockedError when another is."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise WorkspaceLockedError(self.folder) from error
        try:
            yield
        finally:
            lock.release()

    def keep_original(self, data: bytes) -> Original:
        """Keep a file under its hash, whole or not at all; a file that is there already is left alone."""
        digest = sha256(data).hexdigest()
        path = self._original_path(digest)
        try:
            if not _has(path, digest):
                _write_whole(path, data)
        except OSError as error:
            raise WorkspaceNotWritableError(self.folder, error.strerror or error) from error
        return Original(digest, path.relative_to(self.folder).as_posix(), len(data))

    def original(self, doc: DocId) -> bytes:
        """The bytes of the file that came in, checked against their hash; MissingOriginalError when they differ.

        UnknownDocumentError for a document that was never read.
        """
        source = self.store.source(doc)
        path = self._original_path(source.sha256)
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() != source.sha256:
            raise MissingOriginalError(path, doc)
        return data

    def _original_path(self, digest: str) -> Path:
        return self._originals / f"{digest}.pdf"


def _check_use(folder: Path, *, create: bool) -> None:
    if not folder.exists():
        if not create:
            raise NoWorkspaceError(folder)
        return
    if not folder.is_dir():
        raise NotAWorkspaceError(folder)
    if (folder / _DATABASE).is_file():
        return
    if any(_is_content(path) for path in folder.iterdir()):
        raise NotAWorkspaceError(folder)
    if not create:
        raise NoWorkspaceError(folder)


def _is_content(path: Path) -> bool:
    """Something that a person put there: not what a file manager leaves behind, nor our folders, made and not used."""
    if path.name in _FOLDERS and path.is_dir():
        return any(path.iterdir())
    return not path.name.startswith(".") and path.name.lower() not in _LITTER


def _has(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the place, see it on the disk, then move it there, so that half a file never has the name."""
    beside = path.with_name(f".{uuid4().hex}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """See the new name on the disk too, where the system can: Windows and some network folders cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
