"""What can go wrong with the store, each as an exception whose message says what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class StoreError(Exception):
    """The store cannot do what was asked."""


class StoreTooNewError(StoreError):
    """The database was written by a later version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This program is older than the workspace (database version {found}, the program knows {known}). "
            "Upgrade the program: pip install --upgrade waargemaakt."
        )


class StoreDamagedError(StoreError):
    """The file is not a database, or no longer a whole one."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(
            f"{path} cannot be used as a database ({reason}). Restore it from a backup; "
            "without one, move it away and run again: the documents are read anew, the reviews in it are lost."
        )


class StoreUnavailableError(StoreError):
    """The database is there but cannot be read or written at this moment."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(
            f"{path} cannot be read or written now ({reason}). Check that the disk is not full, that the folder can "
            "be written and that no other run is busy, then try again."
        )


class UnreadableRowError(StoreError):
    """Derived data do not have the shape this program expects."""

    def __init__(self, what: str, reason: object) -> None:
        super().__init__(
            f"What was kept as {what} cannot be understood ({reason}). "
            "It can be made anew from the original: run the document again."
        )


class UnstorableTextError(StoreError):
    """A text holds half a character, which no database keeps."""

    def __init__(self, what: str, reason: object) -> None:
        super().__init__(f"A {what} cannot be kept ({reason}). Clean the text where the document is read.")


class UnknownDocumentError(StoreError):
    """No document goes by that name or identifier."""

    def __init__(self, wanted: str, names: Iterable[str]) -> None:
        known = ", ".join(names)
        there = f"There are: {known}." if known else "There are none yet: add one with `waargemaakt run PATH`."
        super().__init__(f"There is no document '{wanted}'. {there}")


class AmbiguousDocumentError(StoreError):
    """More than one document goes by that name or identifier."""

    def __init__(self, wanted: str, candidates: Iterable[str]) -> None:
        super().__init__(f"'{wanted}' is more than one document. Say which by identifier: {', '.join(candidates)}.")
