"""Where the shared documents are, when they are there, and the scorer that lies beside them."""

from __future__ import annotations

import importlib.util
import json
import os
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, cast

import pytest

SHARED = Path(os.environ.get("WAARGEMAAKT_SHARED") or Path(__file__).parents[2] / "shared")

Row = dict[str, Any]
"""One line of an export, as the scorer takes it."""


class Scorer(Protocol):
    """The measures of `eval/score.py`: truth and rows go in, figures by name come out."""

    def score_blocks(self, truth: Row, rows: list[Row]) -> Row: ...
    def score_sections(self, gold: Row, rows: list[Row]) -> Row: ...
    def score_pledges(self, gold: Row, rows: list[Row]) -> Row: ...
    def score_matches(self, gold: Row, rows: list[Row]) -> Row: ...
    def score_pages(self, truth: Row, rows: list[Row]) -> Row: ...


def hashed(text: str) -> str:
    """What stands for a text of the documents in a file of truth: a hash of its letters and digits."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())
    return sha256(letters.encode()).hexdigest()[:12]


def shared(*parts: str) -> Path:
    """A file or folder among the shared ones; the test is skipped when it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not there; WAARGEMAAKT_SHARED names the folder with the shared documents")
    return path


def truth(*parts: str) -> Row:
    """What is true of a shared document."""
    return cast(Row, json.loads(shared(*parts).read_text("utf-8")))


def scorer() -> Scorer:
    """The scorer, imported by its path."""
    spec = importlib.util.spec_from_file_location("score", shared("eval", "score.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Scorer, module)
