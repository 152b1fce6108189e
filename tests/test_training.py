"""From graded pairs to weights: what is learned, and when it is not."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
from building import PLAN, PROFILE, REPORTS, SAMPLES, read
from matching import sample_sense

from corpus.matchmodel import LEXICAL, load_match_model
from corpus.model import Label, MatchModel
from pipeline.evaluation import Found
from pipeline.match import Compare, compared
from pipeline.training import Beside, Example, TooFewExamplesError, examples, fit, model_toml, reviewed_examples, train
from pipeline.truth import align, read_truth

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


def test_what_was_judged_elsewhere_is_learned_from_for_less() -> None:
    """Examples of other documents, by which the theme is all that counts, give it weight, and more when they
    count for more. The figures, and whether there are too few pledges, are of these documents only."""
    given, grades = graded(12)
    other = tuple(
        Example(f"q{pledge}", f"s{at}", {"inhoud": 1.0, "thema": float(at == 0)}, 2.0 if at == 0 else 0.0)
        for pledge in range(50)
        for at in range(10)
    )

    learned = [
        train(given, grades, before=OLD, features=FEATURES, fixed={}, beside=Beside(other, share))
        for share in (0.0, 0.1, 1.0)
    ]

    weights = [dict(one.model.weights).get("thema", 0.0) for one in learned]
    assert weights == sorted(weights)
    assert weights[0] < weights[1] < weights[2]
    assert {one.after.pledges for one in learned} == {12}
    with pytest.raises(TooFewExamplesError):
        train([], {}, before=OLD, features=FEATURES, beside=Beside(other))


def test_a_row_that_counts_twice_is_as_two() -> None:
    """Counts of rows are worth what copies of them are."""
    rows = numpy.array([[1.0, 2.0], [1.0, 0.5], [1.0, -1.0]])
    targets = numpy.array([1.0, 0.5, 0.0])
    again = [0, 0, 1, 2, 2, 2]

    counted = fit(rows, targets, numpy.zeros(3), penalty=1.0, counts=numpy.array([2.0, 1.0, 3.0]))

    assert counted == pytest.approx(fit(rows[again], targets[again], numpy.zeros(6), penalty=1.0), abs=1e-6)


def test_too_few_pledges_teach_nothing() -> None:
    """Below five pledges with evidence, training refuses and says how to go on."""
    given, grades = graded(4)

    with pytest.raises(TooFewExamplesError, match="Judge more proposals"):
        train(given, grades, before=OLD, features=FEATURES, fixed={})


def test_a_fit_makes_the_grades_most_likely() -> None:
    """With no penalty and one column of ones the bias is the logarithm of the odds; the offsets are taken off."""
    rows, targets = numpy.ones((4, 1)), numpy.array([1.0, 0.0, 0.0, 0.0])

    plain = fit(rows, targets, numpy.zeros(4), penalty=0.0)
    shifted = fit(rows, targets, numpy.full(4, 2.0), penalty=0.0)

    assert plain.tolist() == pytest.approx([numpy.log(1 / 3)], abs=1e-4)
    assert shifted.tolist() == pytest.approx([numpy.log(1 / 3) - 2.0], abs=1e-4)


def test_no_weight_is_below_nought() -> None:
    """A column that goes with no evidence gets no weight, and a higher penalty makes the others smaller."""
    good = numpy.array([2.0, 1.5, 1.0, -1.0, -1.5, -2.0])
    rows = numpy.stack([numpy.ones(6), good, -good], axis=1)
    targets = numpy.array([1.0, 1.0, 0.5, 0.0, 0.0, 0.0])

    light, heavy = (fit(rows, targets, numpy.zeros(6), penalty=penalty) for penalty in (1.0, 10.0))

    assert light[2] == heavy[2] == 0.0
    assert light[1] > heavy[1] > 0.0


def test_a_reason_that_no_report_teaches_keeps_its_weight() -> None:
    """A fixed weight stands in the model as it was given, and what is worth nothing is left out of it."""
    given, grades = graded(12)
    bare = [Example(one.pledge, one.result, {**one.strengths, "thema": 0.0, "tijd": 0.0}, one.grade) for one in given]

    found = train(bare, grades, before=OLD, features=FEATURES, fixed={"tijd": 2.0})

    assert [name for name, _ in found.model.weights] == ["inhoud", "tijd"]
    assert dict(found.model.weights)["tijd"] == 2.0


def test_evidence_that_is_no_candidate_counts_as_missed() -> None:
    """What the examples do not hold lowers recall."""
    given, grades = graded(12)
    more = {pledge: {**own, "elders": 2.0} for pledge, own in grades.items()}

    found = train(given, more, before=OLD, features=FEATURES, fixed={})

    assert found.after.recall_10 == pytest.approx(0.5)
    assert found.after.direct.recall <= 0.5


def test_a_learned_model_is_read_back(tmp_path: Path) -> None:
    """The file that is written is a model again, with the worth of each label beside it."""
    given, grades = graded(12)
    found = train(given, grades, before=OLD, features=FEATURES, fixed={})
    path = tmp_path / "eigen.toml"

    path.write_text(model_toml(found.model, quality=found.quality, about="Geleerd.\nVan ons."), "utf-8")

    assert load_match_model(path) == found.model
    assert path.read_text("utf-8").startswith("# Geleerd.\n# Van ons.\nversion = ")
    assert "direct = { precision = 1.00, recall = 1.00 }" in path.read_text("utf-8")
    assert found.quality[0] == (Label.DIRECT, Found(1.0, 1.0))


def test_examples_come_from_a_truth_or_from_reviews() -> None:
    """Every candidate that a truth knows is an example; of reviews only what was judged, for the rest is not known."""
    known = read_truth((SAMPLES / "truth" / f"{REPORTS[0].stem}-matches.json").read_text("utf-8"))
    pledges, results = read(PLAN).pledges, read(REPORTS[0]).results
    pairs = tuple(compared(pledges, results, by=Compare(sample_sense(PROFILE))))
    first = pairs[0][0].id
    judged: dict[str, dict[str, float]] = {first: {pair.result.id: 1.0 for pair in pairs[0][1][:2]}}

    from_truth = examples(pairs, known.grades, align(known, pledges, results))
    from_reviews = reviewed_examples(pairs, judged)

    assert {one.pledge for one in from_truth} == set(known.pledges)
    assert {one.grade for one in from_truth} == {0.0, 1.0, 2.0}
    assert [(one.pledge, one.grade) for one in from_reviews] == [(first, 1.0)] * 2


def test_the_samples_teach_weights_like_those_that_come_with_the_program() -> None:
    """On fourteen pledges of the sample plan the text of a result weighs most, as it does in the shipped model."""
    source = (SAMPLES / "truth" / f"{REPORTS[0].stem}-matches.json").read_text("utf-8")
    known, shipped = read_truth(source), load_match_model(LEXICAL)
    pledges, results = read(PLAN).pledges, read(REPORTS[0]).results
    pairs = compared(pledges, results, by=Compare(sample_sense(PROFILE)))
    features = [name for name, _ in shipped.weights if name != "tijd"]

    found = train(
        examples(pairs, known.grades, align(known, pledges, results)), known.grades, before=shipped, features=features
    )

    assert max(found.model.weights[:-1], key=lambda pair: pair[1])[0] == "inhoud"
    assert found.after.ndcg_10 is not None
    assert found.after.ndcg_10 > 0.8
