"""How often a sentence of a real report gets the stage that a reader gave it; the report lies in the shared folder."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
from building import language, read
from shared_folder import SHARED, hashed

from corpus.model import Stage
from pipeline.results import sentences

PROFILE = "mbo-raad"
TRUTH = Path(__file__).parent / "truth" / "stages.json"


class Labelled(TypedDict):
    """A sentence as its reader labelled it, known by the hash of its letters and digits."""

    page: int
    hash: str
    words: int
    stage: str
    also: str | None
    drawn: str
    doubtful: bool


def labelled(*drawn: str) -> list[Labelled]:
    """The labelled sentences that were drawn so: `third` is an even sample, `added` are more of the rarer stages."""
    found: list[Labelled] = json.loads(TRUTH.read_text("utf-8"))["sentences"]
    return [one for one in found if one["drawn"] in drawn]


@cache
def told() -> dict[str, Stage]:
    """The stage of every sentence of the report, by the hash of the sentence."""
    name = json.loads(TRUTH.read_text("utf-8"))["document_name"]
    path = SHARED / "documents" / f"{name}.pdf"
    if not path.exists():
        reason = f"{path} is not there; WAARGEMAAKT_SHARED names the folder with the shared documents"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    reading = read(path, PROFILE)
    return {
        hashed(sentence.quote.text): sentence.stage
        for section in reading.sections
        for sentence in sentences(section, split=language().sentences, year=reading.document.year)
    }


def test_labelled_sentences_are_sentences_of_the_report() -> None:
    """Nearly every sentence as a reader sees it is one to the program as well."""
    want = labelled("third", "added")

    found = [one for one in want if one["hash"] in told()]

    assert len(want) > 300
    assert len(found) / len(want) >= 0.9


@pytest.mark.parametrize("drawn", [("third",), ("third", "added")], ids=["even_sample", "all"])
def test_sentences_get_the_stage_that_a_reader_gives(drawn: tuple[str, ...]) -> None:
    """Of the sentences of a real report at least 85 in 100 get the stage that its reader gave them."""
    found = [one for one in labelled(*drawn) if one["hash"] in told()]

    right = [one for one in found if told()[one["hash"]].value == one["stage"]]

    assert len(right) / len(found) >= 0.85
