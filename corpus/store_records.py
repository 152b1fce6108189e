"""What the store keeps of a document beside its reading: the file it came from, and what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import DocId, Problem


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came in: its SHA-256, its path from the workspace folder and its size in bytes."""

    sha256: str
    path: str
    size: int

    @property
    def document(self) -> DocId:
        """The identifier of the document it is."""
        return DocId(self.sha256[:16])


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, by the name it came under, and why."""

    name: str
    problem: Problem
