"""How well commitments and their verdicts agree with labels made by hand; skipped without the documents."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

import pytest
from building import language, read
from rapidfuzz import fuzz
from shared_folder import hashed, shared, truth

from corpus.model import Pledge, Reading
from corpus.wordlist import dutch_words_lower
from pipeline.checkable import check
from pipeline.commitment_cues import PATTERNS
from pipeline.commitments import commitments
from pipeline.values import values

LABELS = Path(__file__).parent / "truth"
PLAN = "smjp-2022-2030"


class Labelled(TypedDict):
    """A sentence with what a reader says of it."""

    hash: str
    commitment: bool
    doubtful: bool


class Source(TypedDict):
    """A document and its labelled sentences."""

    document_name: str
    sentences: list[Labelled]


class Checked(TypedDict):
    """A pledge and whether a reader says that it can be checked."""

    hash: str
    label: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many of what was found is right, and how much of what is right was found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def key(text: str) -> str:
    """The hash by which a sentence is known: letters and digits only, without the number of an item before it."""
    return hashed(re.sub(r"^\W*\d+(?:\.\d+)+\.?\s", "", text))


def sources() -> dict[str, list[Labelled]]:
    told = cast(list[Source], json.loads((LABELS / "commitments.json").read_text("utf-8"))["documents"])
    return {source["document_name"]: source["sentences"] for source in told}


def document(name: str) -> Reading:
    parts = ("documents",) if name == PLAN else ("documents", "other")
    return read(shared(*parts, f"{name}.pdf"), "mbo-raad" if name == PLAN else "algemeen")


@cache
def committed(name: str) -> tuple[Pledge, ...]:
    reading = document(name)
    listed = [pledge for pledge in reading.pledges if pledge.pledge_class.value == "listed"]
    found, _ = commitments(
        reading.sections,
        find=language().patterns(PATTERNS),
        split=language().sentences,
        known=dutch_words_lower().__contains__,
        listed=listed,
        organisation=reading.document.organisation if name == PLAN else "",
    )
    return found


def score(name: str) -> Score:
    found = {key(pledge.text) for pledge in committed(name)}
    labelled = sources()[name]
    got = [one for one in labelled if one["hash"] in found]
    right = sum(one["commitment"] for one in got)
    return Score(right / len(got), right / sum(one["commitment"] for one in labelled))


def test_commitments_of_the_plan_are_found() -> None:
    """Of what is found in the running text of the plan three in four are commitments, and few are missed."""
    found = score(PLAN)

    assert found.precision >= 0.75
    assert found.recall >= 0.85


@pytest.mark.parametrize("name", ["coalitieakkoord-2021-2025", "amsterdam-cda-2026"])
def test_commitments_of_programmes_are_found(name: str) -> None:
    """Those of a coalition agreement and of an election programme, which commit in other words, are found as well."""
    assert score(name).f1 >= 0.8


def test_known_commitments_of_the_plan_are_found() -> None:
    """Of eleven sentences that others called pledges of the plan, eight are found at least."""
    wanted: list[str] = truth("gold", "smjp-pledges.json")["optional_pledges"]
    texts = [pledge.text.lower() for pledge in committed(PLAN)]

    found = [one for one in wanted if any(fuzz.partial_ratio(one.lower(), text) >= 90 for text in texts)]

    assert len(wanted) == 11
    assert len(found) >= 8


def test_no_listed_pledge_is_found_twice() -> None:
    """What stands in a list under a cue is no commitment in running text besides."""
    listed = {pledge.text for pledge in document(PLAN).pledges if pledge.pledge_class.value == "listed"}

    assert len(listed) == 40
    assert listed.isdisjoint(pledge.text for pledge in committed(PLAN))


def test_readers_agree_on_what_can_be_checked() -> None:
    """Three in four verdicts are those of a reader, also where he was sure."""
    labels = cast(list[Checked], json.loads((LABELS / "checkability.json").read_text("utf-8"))["pledges"])
    named = language().organisations(())
    listed = [pledge for pledge in document(PLAN).pledges if pledge.pledge_class.value == "listed"]
    said = {
        key(one.text): check(
            one.text, values(one.quote, year=None, named=named, singular=language().singular)
        ).verdict.value
        for one in listed
    }

    right = [said[one["hash"]] == one["label"] for one in labels]
    sure = [said[one["hash"]] == one["label"] for one in labels if not one["doubtful"]]

    assert sum(right) >= 0.75 * len(right)
    assert sum(sure) >= 0.75 * len(sure)
