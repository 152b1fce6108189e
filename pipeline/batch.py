"""From files and folders to readings that are kept: what is new is read, what fails is told, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from corpus.model import DocId, DocumentKind, Given, Problem, Reading
from pipeline.page import UnreadableError


class Keeper(Protocol):
    """Where readings are kept."""

    def given(self, document: DocId) -> Given:
        """What was said of the document before."""

    def is_current(self, document: DocId, stamp: str) -> bool:
        """The document was read with this stamp."""

    def keep(self, reading: Reading, data: bytes, *, stamp: str, given: Given) -> None:
        """Keep the file and its reading, whole or not at all."""

    def fail(self, name: str, problem: Problem) -> None:
        """Remember that the file of this name could not be read."""


Read = Callable[[bytes, str, DocId, Given], Reading]
"""Reads one document; raises UnreadableError."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who hears of it: `tell` what went well, `warn` what failed, a line at a time."""

    tell: Callable[[str], None]
    warn: Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """How many files were read, were known already, were not there, and could not be read."""

    read: int = 0
    unchanged: int = 0
    missing: int = 0
    unreadable: int = 0

    @property
    def done(self) -> int:
        return self.read + self.unchanged

    @property
    def failed(self) -> int:
        return self.missing + self.unreadable


def read_files(paths: Iterable[Path], keeper: Keeper, *, read: Read, stamp: str, given: Given, voice: Voice) -> Outcome:
    """Read every PDF among the paths and in the folders among them that is not known with this stamp.

    `stamp` names the versions and rules in force; `given` is what the user says of these documents.
    """
    batch = _Batch(keeper, read, stamp, given, voice)
    for path in paths:
        for file in _files(path, batch.outcome, voice):
            batch.add(file)
    return batch.outcome


def read_again(kept: Iterable[tuple[str, bytes]], keeper: Keeper, *, read: Read, stamp: str, voice: Voice) -> Outcome:
    """Read documents that were read before, given by name and bytes, where they are not known with this stamp."""
    batch = _Batch(keeper, read, stamp, Given(), voice)
    for name, data in kept:
        batch.read_one(data, stem=name, name=name, place=name)
    return batch.outcome


def _files(path: Path, outcome: Outcome, voice: Voice) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file())
    if not files:
        voice.warn(f"{path} holds no PDF. Name a file, or put the documents in the folder.")
        outcome.missing += 1
    yield from files


@dataclass(frozen=True, slots=True)
class _Batch:
    """What all documents of one run share."""

    keeper: Keeper
    read: Read
    stamp: str
    given: Given
    voice: Voice
    outcome: Outcome = field(default_factory=Outcome)

    def add(self, file: Path) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            self.voice.warn(f"{file} cannot be read: {(error.strerror or str(error)).lower()}. Check the name.")
            self.outcome.missing += 1
            return
        self.read_one(data, stem=file.stem, name=file.name, place=str(file))

    def read_one(self, data: bytes, *, stem: str, name: str, place: str) -> None:
        document = DocId(sha256(data).hexdigest()[:16])
        known = self.keeper.given(document)
        given = self.given.over(known)
        if self.keeper.is_current(document, self.stamp) and given == known:
            self.voice.tell(f"{name}: unchanged")
            self.outcome.unchanged += 1
            return
        try:
            reading = self.read(data, stem, document, given)
        except UnreadableError as error:
            self.voice.warn(f"{place} {error}")
            self.keeper.fail(stem, Problem("read", f"{name} {error}"))
            self.outcome.unreadable += 1
            return
        self.keeper.keep(reading, data, stamp=self.stamp, given=self.given)
        self.voice.tell(told(reading))
        self.outcome.read += 1


def told(reading: Reading) -> str:
    """What was found in a document, in one line."""
    about = reading.document
    years = f"{about.period[0]}-{about.period[1]}" if about.period else str(about.year or "year unknown")
    plan = about.kind is DocumentKind.PLAN
    whole = sum(result.part_of is None for result in reading.results)
    found = f"{len(reading.pledges)} pledges" if plan else f"{whole} results"
    problems = f", {len(reading.problems)} problems: see waargemaakt show {about.name}" if reading.problems else ""
    return f"{about.name}: {about.kind.value} {years}, {about.pages} pages, {found}{problems}"
