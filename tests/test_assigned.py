"""Goals that a report assigns to a person, and the pledges of the plan that they restate."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TypedDict

import pytest
from building import PLAN, PROFILE, REPORTS, SAMPLES, read
from matching import document_sense, dutch_sense, letter_vectors, pledge, sample_sense
from shared_folder import hashed, shared

from corpus.model import Assignment, PledgeClass, StatementId
from corpus.store import Store
from pipeline.assigned import assign
from pipeline.vectors import Embed, can_embed, embedder

TRUTH = Path(__file__).parent / "truth" / "portfolios.json"
PLEDGES = (
    pledge("Lagere huren in alle steden van het land"),
    pledge("Duizend nieuwe woningen voor starters"),
    pledge("Schone lucht boven de havens"),
)


def assigned(*goals: tuple[str, str], embed: Embed | None = None) -> tuple[Assignment, ...]:
    """What is assigned by goals, each a text and its owner."""
    return assign([pledge(text, owner=owner) for text, owner in goals], PLEDGES, sense=dutch_sense(), embed=embed)


@pytest.mark.parametrize("embed", [None, letter_vectors], ids=["words", "vectors"])
def test_a_goal_is_the_pledge_it_restates(embed: Embed | None) -> None:
    """A goal in nearly the words of a pledge is that pledge, with the words that say so."""
    found = assigned(("Starters krijgen duizend woningen", "Ada de Vries"), embed=embed)

    assert [(one.pledge, one.owner) for one in found] == [(PLEDGES[1].id, "Ada de Vries")]
    assert found[0].why.startswith("Zegt hetzelfde als de toezegging: ")
    assert "woningen" in found[0].why
    assert 0 < found[0].score <= 1


def test_a_goal_that_restates_nothing_is_told() -> None:
    """A goal that no pledge says has no pledge, and the reason says that."""
    found = assigned(("Meer fietsen", "Ada de Vries"))

    assert [(one.pledge, one.why) for one in found] == [(None, "Geen toezegging van het plan zegt hetzelfde.")]


@pytest.mark.parametrize("taken", ["Overgenomen van Ada de Vries.", "Alles is in mei overgedragen door Ada"])
def test_who_takes_over_goals_has_their_pledges(taken: str) -> None:
    """One who took over the goals of another, named in full or by the first name, answers for the same pledges."""
    found = assigned(("Duizend nieuwe woningen", "Ada de Vries"), ("Schone lucht", "Adam Bos"), (taken, "Bo Jansen"))

    assert [one.pledge for one in found if one.owner == "Bo Jansen"] == [PLEDGES[1].id]
    assert found[-1].goal == StatementId(taken)
    assert found[-1].why.startswith("Overgenomen van Ada de Vries. Zegt hetzelfde")


def test_who_takes_over_from_nobody_known_has_no_pledge() -> None:
    """When the report names a person who has no goals in it, that is told."""
    found = assigned(("Duizend nieuwe woningen", "Ada de Vries"), ("Overgenomen van Cor Smit.", "Bo Jansen"))

    assert [(one.pledge, one.score) for one in found if one.owner == "Bo Jansen"] == [(None, 0.0)]


def test_without_goals_or_pledges_nothing_is_assigned() -> None:
    """A report without boxes and a plan without pledges give nothing."""
    assert assigned() == ()
    assert assign([pledge("Meer fietsen", owner="Ada")], (), sense=dutch_sense(), embed=None) == ()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_sample_goals_find_their_pledges(path: Path) -> None:
    """Of the goals in the sample reports at least four in five are assigned the pledge they were written after."""
    rows = json.loads((SAMPLES / "truth" / f"{path.stem}-portfolios.json").read_text("utf-8"))["goals"]
    listed = json.loads((SAMPLES / "truth" / f"{PLAN.stem}-pledges.json").read_text("utf-8"))["pledges"]
    numbers = {hashed(row["text"]): row["id"] for row in listed}
    plan = [one for one in read(PLAN).pledges if one.pledge_class is PledgeClass.LISTED]
    goals = read(path).pledges

    found = assign(goals, plan, sense=sample_sense(PROFILE), embed=None)

    pledged = {one.id: numbers[hashed(one.text)] for one in plan}
    texts = {goal.id: hashed(goal.text) for goal in goals}
    got = {texts[one.goal]: pledged[one.pledge] if one.pledge else None for one in found}
    asked = [row for row in rows if row["assigned"] and row["owner"] and hashed(row["text"]) in got]
    right = [row for row in asked if got[hashed(row["text"])] == row["pledge"]]
    assert len(asked) >= 3
    assert len(right) / len(asked) >= 0.8, [row["text"] for row in asked if row not in right]


class Labelled(TypedDict):
    """An item of a box as its reader labelled it: the pledges that say it, and those a reader could accept."""

    hash: str
    owner: str
    kind: str
    pledges: list[str]
    acceptable: list[str]


def accepted(embed: Embed | None) -> tuple[int, int]:
    """Of the goals in the shared report, how many are assigned what a reader accepts, and how many there are."""
    profile, plan, report = (
        "mbo-raad",
        shared("documents", "smjp-2022-2030.pdf"),
        shared("documents", "jaarverslag-2023.pdf"),
    )
    pledges = [one for one in read(plan, profile).pledges if one.pledge_class is PledgeClass.LISTED]
    goals = read(report, profile).pledges
    found = assign(goals, pledges, sense=document_sense(profile, plan, report), embed=embed)
    pledged, texts = {one.id: hashed(one.text) for one in pledges}, {goal.id: hashed(goal.text) for goal in goals}
    got: dict[str, set[str]] = defaultdict(set)
    for one in found:
        got[texts[one.goal]] |= {pledged[one.pledge]} if one.pledge else set()
    rows: list[Labelled] = json.loads(TRUTH.read_text("utf-8"))["goals"]
    asked = [row for row in rows if row["kind"] == "goal"]
    return sum(_is_accepted(row, got[row["hash"]]) for row in asked if row["hash"] in got), len(asked)


def _is_accepted(row: Labelled, got: set[str]) -> bool:
    return bool(got & {*row["pledges"], *row["acceptable"]}) if got else not row["pledges"]


def test_the_owners_of_a_real_report_answer_for_its_pledges() -> None:
    """By words alone two in three goals of a real report are assigned a pledge that a reader accepts."""
    right, asked = accepted(None)

    assert asked == 18
    assert right >= 12


@pytest.mark.skipif(not can_embed(), reason="the package with the model is not installed: waargemaakt[semantic]")
def test_vectors_find_more_of_the_owners(tmp_path: Path) -> None:
    """With vectors more than four in five are."""
    with Store.open(tmp_path / "store.sqlite") as store:
        right, _ = accepted(embedder(store))

    assert right >= 16
