"""An index folder: built beside the old one, swapped in one step, and checked before anything in it is opened.

Layout: `current` names the sub-folder that counts; in it stand the files of the index and `manifest.json` with their
sizes and SHA-256. Search engines keep pickles, so a file that is not the one written is never opened.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from hashlib import file_digest
from pathlib import Path
from tempfile import mkdtemp

SCHEMA = 5
"""Changes whenever the files of an index mean something else."""

_CURRENT = "current"
_MANIFEST = "manifest.json"
_BUILT = "built-"
_NAME = re.compile(rf"{_BUILT}[A-Za-z0-9_]+")


class Health(Enum):
    """Whether an index can be searched: there is none, it is of another state of affairs, it is damaged, or it can."""

    MISSING = "missing"
    STALE = "stale"
    DAMAGED = "damaged"
    GOOD = "good"


class IndexUnusableError(Exception):
    """An index that cannot be searched as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Draai ‘waargemaakt run’ om hem opnieuw te maken.")


class MissingIndexError(IndexUnusableError):
    """There is no index in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Er is nog geen zoekindex in {folder}.")


class StaleIndexError(IndexUnusableError):
    """The index was made of other documents, or by another version."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"De zoekindex in {folder} is verouderd.")


class DamagedIndexError(IndexUnusableError):
    """A file of the index is not the one that was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"De zoekindex in {folder} is beschadigd of komt van elders.")


@dataclass(frozen=True, slots=True)
class Made:
    """Of what an index was made: the caller's stamp for its documents, and the versions of what made it."""

    stamp: str
    analyser: str
    engine: str
    schema: int = SCHEMA


def build(folder: Path, made: Made, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new folder beside the one in use, put it safely on disk, and make it the one in use.

    Until the last step readers have the old index; whenever this stops, there is one whole index or none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=_BUILT, dir=folder))
    try:
        write(new)
        _write_manifest(new, made)
        _sync(new)
        _point_to(folder, new.name)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _remove_others(folder, new.name)


def health(folder: Path, *, stamp: str | None, analyser: str, engine: str) -> Health:
    """The state of the index in a folder; a stamp of None fits every index. Reads every file once; opens none."""
    inner = _in_use(folder)
    if inner is None:
        return Health.MISSING
    manifest = _manifest(inner)
    if manifest is None or manifest.files != _files(inner):
        return Health.DAMAGED
    wanted = Made(manifest.made.stamp if stamp is None else stamp, analyser, engine)
    return Health.GOOD if manifest.made == wanted else Health.STALE


def usable(folder: Path, *, stamp: str | None, analyser: str, engine: str) -> Path:
    """The sub-folder to read, once it is known to be good; MissingIndexError, StaleIndexError or DamagedIndexError."""
    state = health(folder, stamp=stamp, analyser=analyser, engine=engine)
    errors = {Health.STALE: StaleIndexError, Health.DAMAGED: DamagedIndexError}
    inner = _in_use(folder)
    if state is Health.MISSING or inner is None:
        raise MissingIndexError(folder)
    if state in errors:
        raise errors[state](folder)
    return inner


def look(folder: Path) -> tuple[Path, Made] | None:
    """The sub-folder in use, and of what it says it was made; None when there is none or it cannot say.

    Whether what it says is true, and its files are the ones written, is for `health` to tell.
    """
    inner = _in_use(folder)
    manifest = _manifest(inner) if inner else None
    return (inner, manifest.made) if inner and manifest else None


@dataclass(frozen=True, slots=True)
class _Manifest:
    made: Made
    files: dict[str, str]


def _in_use(folder: Path) -> Path | None:
    try:
        name = (folder / _CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    inner = folder / name
    return inner if _NAME.fullmatch(name) and inner.is_dir() and not inner.is_symlink() else None


def _manifest(inner: Path) -> _Manifest | None:
    try:
        found = json.loads((inner / _MANIFEST).read_text("utf-8"))
        made = Made(found["stamp"], found["analyser"], found["engine"], found["schema"])
        return _Manifest(made, {str(name): str(digest) for name, digest in found["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_manifest(inner: Path, made: Made) -> None:
    found = {
        "schema": made.schema,
        "stamp": made.stamp,
        "analyser": made.analyser,
        "engine": made.engine,
        "files": _files(inner),
    }
    (inner / _MANIFEST).write_text(json.dumps(found, indent=1, sort_keys=True), "utf-8")


def _files(inner: Path) -> dict[str, str]:
    """Every file but the manifest, by its path, with its SHA-256; a link counts as a file that nobody wrote."""
    return {
        path.relative_to(inner).as_posix(): "" if path.is_symlink() else _digest(path)
        for path in sorted(inner.rglob("*"))
        if path != inner / _MANIFEST and (path.is_symlink() or not path.is_dir())
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _point_to(folder: Path, name: str) -> None:
    new = folder / f"{_CURRENT}.new"
    new.write_text(f"{name}\n", "utf-8")
    _sync_file(new)
    new.replace(folder / _CURRENT)
    _sync_file(folder)


def _sync(inner: Path) -> None:
    for path in (*inner.rglob("*"), inner):
        _sync_file(path)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_others(folder: Path, name: str) -> None:
    for path in folder.glob(f"{_BUILT}*"):
        if path.name != name:
            with suppress(OSError):
                shutil.rmtree(path)
