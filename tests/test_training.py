"""From graded pairs to weights: what is learned, and when it is not."""

from __future__ import annotations

import pytest

from corpus.model import Label, MatchModel
from pipeline.training import Example, TooFewExamplesError, train

OLD = MatchModel("1", -2.0, (("inhoud", 0.0), ("thema", 1.0)), ((Label.DIRECT, 0.5), (Label.SUPPORTING, 0.3)))
FEATURES = ("inhoud", "thema")


def graded(pledges: int) -> tuple[list[Example], dict[str, dict[str, float]]]:
    """For each pledge one direct result that stands out by its text, and nine others under the same theme."""
    given = [
        Example(f"p{pledge}", f"r{at}", {"inhoud": 3.0 if at == pledge % 10 else 0.1 * at, "thema": at % 2}, grade)
        for pledge in range(pledges)
        for at in range(10)
        for grade in [2.0 if at == pledge % 10 else 0.0]
    ]
    return given, {f"p{pledge}": {f"r{pledge % 10}": 2.0} for pledge in range(pledges)}


def test_what_tells_evidence_apart_gets_the_weight() -> None:
    """The text that stands out is learned to matter, and on pledges left out the new weights rank better."""
    given, grades = graded(12)

    found = train(given, grades, before=OLD, features=FEATURES, fixed={})

    weights = dict(found.model.weights)
    assert weights["inhoud"] > weights.get("thema", 0.0) >= 0
    assert found.better
    assert found.after.ndcg_10 == pytest.approx(1.0)
    assert found.before.ndcg_10 is not None
    assert found.before.ndcg_10 < 1.0


def test_weights_that_are_no_better_are_not_worth_taking() -> None:
    """Against a model that is right already, new weights are not better."""
    given, grades = graded(12)
    learned = train(given, grades, before=OLD, features=FEATURES, fixed={}).model

    again = train(given, grades, before=learned, features=FEATURES, fixed={})

    assert not again.better


def test_too_few_pledges_teach_nothing() -> None:
    """Below five pledges with evidence, training refuses and says how to go on."""
    given, grades = graded(4)

    with pytest.raises(TooFewExamplesError, match="Judge more proposals"):
        train(given, grades, before=OLD, features=FEATURES, fixed={})
