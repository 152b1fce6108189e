"""Plans and reports of organisations that do not exist, judged twice: sound, and matched as well as said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from building import REPORTS, SAMPLES
from matching import comparing

from bench.judged import FOLDER, judged, together
from corpus.matchmodel import LEXICAL, load_match_model
from corpus.profile import load_profile
from corpus.workspace import Workspace
from pipeline.kept import train_kept
from pipeline.training import FIXED, Beside, scored_figures
from pipeline.truth import read_truth

FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_pair_is_of_a_pledge_and_a_result(path: Path) -> None:
    """Ids are unique and known, grades are means of two, and some pledges have no evidence."""
    source = path.read_text("utf-8")
    data, truth = json.loads(source), read_truth(source)

    assert len(truth.pledges) == len(data["pledges"]) == 30
    assert len(truth.results) == len(data["results"]) == 60
    assert set(data["matches"]) == set(truth.pledges)
    for pledge, pairs in data["matches"].items():
        assert len(truth.grades[pledge]) == len(pairs), pledge
        assert {result for result, _ in pairs} <= set(truth.results), pledge
        assert {grade for _, grade in pairs} <= {0.5, 1.0, 1.5, 2.0}, pledge
    best = [max(grades.values(), default=0.0) for grades in truth.grades.values()]
    assert 4 <= sum(grade < 2 for grade in best) <= 10


def test_the_weights_hold_for_the_invented_organisations() -> None:
    """By words alone, on 240 pledges of eight organisations: what docs/matching.md says, less a margin for chance."""
    given = together(judged(comparing(*load_profile("mbo-raad").concepts)).values())

    found = scored_figures(given.examples, load_match_model(LEXICAL), given.grades)

    assert len(FILES) == 8
    assert found.pledges == 240
    assert found.ndcg_10 is not None
    assert found.ndcg_10 >= 0.50
    assert found.related.f1 >= 0.33
    assert found.silent is not None
    assert found.silent >= 0.60


def test_a_workspace_learns_from_them_beside_its_own_truth(workspace: Path) -> None:
    """What was judged elsewhere takes part, and only the features that are asked for; the figures stay of its own."""
    truth = (SAMPLES / "truth" / f"{REPORTS[0].stem}-matches.json").read_text("utf-8")
    by, model = comparing(), load_match_model(LEXICAL)
    elsewhere = Beside(together(judged(by).values()).examples)

    with Workspace.open(workspace, create=False) as opened:
        alone = train_kept(opened.store, by, model, truth, features=("inhoud", "thema"))
        beside = train_kept(opened.store, by, model, truth, features=("inhoud", "thema"), beside=elsewhere)

    assert {name for name, _ in beside.model.weights} == {"inhoud", "thema", *FIXED}
    assert beside.model.weights != alone.model.weights
    assert beside.after.pledges == alone.after.pledges
