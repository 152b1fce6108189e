"""Measuring and learning as a person types them, and what a list of nothing says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import PLAN, REPORT, SAMPLES, waargemaakt


@pytest.mark.parametrize(
    ("what", "document", "file", "least"),
    [
        ("pledges", PLAN, f"{PLAN}-pledges.json", {"recall": 1.0, "precision": 1.0, "theme": 1.0}),
        ("sections", REPORT, f"{REPORT}-sections.json", {"found": 1.0, "whole": 0.9, "subtheme": 0.9}),
        ("matches", REPORT, f"{REPORT}-matches.json", {"ndcg@10": 0.7, "precision@1": 0.7}),
    ],
)
def test_what_was_found_is_measured(
    workspace: Path, what: str, document: str, file: str, least: dict[str, float]
) -> None:
    """Figures against a file that says what is true, as a table and as JSON."""
    words = ("evaluate", what, SAMPLES / "truth" / file, "--document", document)

    table, told = waargemaakt(workspace, *words), waargemaakt(workspace, *words, "--json")

    figures = json.loads(told.stdout)
    assert {name: figures[name] >= value for name, value in least.items()} == dict.fromkeys(least, True), figures
    assert [line[:32].strip() for line in table.stdout.splitlines()] == list(figures)


@pytest.mark.parametrize(
    "words",
    [("pledges", "--theme", "ruimtevaart"), ("pledges", "--owner", "niemand"), ("results", "--theme", "ruimtevaart")],
)
def test_a_list_of_nothing_is_told(workspace: Path, words: tuple[str, ...]) -> None:
    """Nothing on standard output, one line that says so, and the exit code of nothing found."""
    done = waargemaakt(workspace, *words)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_a_document_that_is_not_there_is_a_mistake_in_the_command(workspace: Path) -> None:
    """The line names the documents that are there."""
    done = waargemaakt(workspace, "show", "onbekend")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert PLAN in done.stderr


def test_a_name_that_belies_the_format_is_refused(workspace: Path, tmp_path: Path) -> None:
    """A workbook is not written under the name of a page."""
    done = waargemaakt(workspace, "report", "-o", tmp_path / "rapport.html", "--format", "xlsx")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_result_is_told_by_the_sentence_that_says_how_far_it_is(workspace: Path) -> None:
    """What is listed as planned shows what is planned."""
    rows = [
        json.loads(line)
        for line in waargemaakt(workspace, "results", "--stage", "planned", "--json").stdout.splitlines()
    ]

    listed = " ".join(waargemaakt(workspace, "results", "--stage", "planned").stdout.split())

    assert rows
    for row in rows:
        said = next(one["text"] for one in row["sentences"] if one["stage"] == "planned")
        assert " ".join(said.split()) in listed


def test_owners_and_stages_are_measured(workspace: Path, tmp_path: Path) -> None:
    """Goals of boxes against the pledges they restate, and stages against our own: all are right."""
    truth = SAMPLES / "truth"
    goals = json.loads((truth / f"{REPORT}-portfolios.json").read_text("utf-8"))["goals"]
    pledges = json.loads((truth / f"{PLAN}-pledges.json").read_text("utf-8"))["pledges"]
    found = [json.loads(line) for line in waargemaakt(workspace, "results", "--json").stdout.splitlines()]
    sentences = [{"text": one["text"], "stage": one["stage"]} for row in found for one in row["sentences"]]
    file = tmp_path / "waarheid.json"
    file.write_text(json.dumps({"goals": goals, "pledges": pledges, "sentences": sentences}), "utf-8")

    owners = json.loads(waargemaakt(workspace, "evaluate", "owners", file, "--json").stdout)
    stages = json.loads(waargemaakt(workspace, "evaluate", "stages", file, "--json").stdout)

    assert owners["goals"] == sum(one["assigned"] for one in goals)
    assert (owners["linked"] >= 0.8, owners["owner"], owners["other items linked"]) == (True, 1.0, 0), owners
    assert stages == {"sentences": len({one["text"] for one in sentences}), "found": 1.0, "stage": 1.0}


def test_a_truth_that_is_none_gets_one_clear_line(workspace: Path, tmp_path: Path) -> None:
    """A file without what was expected is told, and so is that nobody has judged anything yet."""
    wrong = tmp_path / "waarheid.json"
    wrong.write_text("[1]", "utf-8")

    broken = waargemaakt(workspace, "evaluate", "pledges", wrong)
    unjudged = waargemaakt(workspace, "evaluate", "matches")

    assert (broken.returncode, len(broken.stderr.splitlines())) == (8, 1)
    assert (unjudged.returncode, len(unjudged.stderr.splitlines())) == (1, 1)


def test_weights_are_learned_and_used_only_when_better(workspace: Path, tmp_path: Path) -> None:
    """Before and after are shown; better weights are kept with the workspace when asked for, others are printed."""
    own = tmp_path / "werkmap"
    shutil.copytree(workspace, own)

    done = waargemaakt(own, "train", SAMPLES / "truth" / f"{REPORT}-matches.json", "--apply")

    assert done.returncode == 0, done.stderr
    assert "ndcg@10" in done.stdout
    kept = (own / "weging-woorden.toml").exists()
    assert kept is ("The new weights are used" in done.stderr)
    assert kept is not ("[weights]" in done.stdout)


def test_there_is_nothing_to_learn_without_judgements(workspace: Path) -> None:
    """With too few judged pledges training says how many it takes."""
    done = waargemaakt(workspace, "train")

    assert done.returncode == 1
    assert "Judge more proposals first" in done.stderr
