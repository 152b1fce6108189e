"""A workspace that holds the invented plan and reports, indexed, for commands to search in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from click.testing import CliRunner, Result
from search_texts import DOCUMENTS, passages, placed

from cli import _asking, _index_stamp, cli
from corpus.model import DocId, Document, DocumentKind, Passage, PassageKind, Reading, SectionId
from corpus.workspace import Workspace
from index.search import build_index


def filled(folder: Path, documents: Iterable[Document] = DOCUMENTS.values()) -> Path:
    """The folder as a workspace with these documents."""
    with Workspace.open(folder, create=True) as workspace:
        for document in documents:
            add(workspace, document, [passage for passage in passages() if passage.document == document.id])
        indexed(workspace)
    return folder


def add(workspace: Workspace, document: Document, found: Iterable[Passage]) -> None:
    """Keep a document with these passages."""
    source = workspace.keep_original(f"%PDF-1.7 {document.name}".encode())
    workspace.store.save_reading(Reading(document, passages=tuple(found)), source=source, stamp="proef")


def indexed(workspace: Workspace) -> None:
    """Index what the workspace holds, as a run does."""
    known = {document.id: document for document in workspace.store.documents()}
    kept = workspace.store.passages()
    build_index(kept, known, _asking(workspace), workspace.index, _index_stamp(workspace))


def typed(folder: Path, *words: str | Path) -> Result:
    """What a command prints and ends with, as if it were typed."""
    return CliRunner(env={"WAARGEMAAKT_VECTORS": "never"}).invoke(cli, ["-w", str(folder), *map(str, words)])


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by their headings."""
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def objects(text: str) -> list[dict[str, object]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def told(document: Document, number: int, text: str) -> Passage:
    """A passage of a document that is added later."""
    key = f"{document.id}-{number}"
    return Passage(key, document.id, number, PassageKind.TEXT, SectionId("s"), "Kop", None, None, 1, placed(text, 1))


def new_report(name: str = "jaarbericht-2024.pdf", year: int | None = 2024) -> Document:
    """A report that comes in later."""
    return Document(DocId("4" * 16), name, DocumentKind.REPORT, "Jaarbericht", "Zilverbeek", "proef", 2, year=year)
