"""What a search engine is to us: a place for tokens, and an answer to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from index.dutch import Token
from index.plan import Plan


class Reader(Protocol):
    """An opened index. Passages go by their number in the order they were written, from 0."""

    def search(self, plan: Plan) -> Mapping[int, float]:
        """Every passage the plan finds, with its score; one found without words has score 0."""

    def vocabulary(self) -> Iterable[str]:
        """Every form as written, in order."""


class Engine(Protocol):
    """Writes tokens to an empty folder and opens such a folder; swapping and checking folders are not its task.

    Two engines given the same tokens find the same passages for the same plan; scores may differ.
    """

    @property
    def version(self) -> str:
        """Name and version of what writes the files: another one means that they are to be written anew."""

    def write(self, folder: Path, passages: Iterable[Sequence[Token]]) -> None:
        """All tokens of all passages."""

    def open(self, folder: Path) -> AbstractContextManager[Reader]:
        """What `write` wrote. The caller has checked that the files are the ones written."""
