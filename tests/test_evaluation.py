"""Figures of rankings, decisions and texts: what each means, and that the scorer of the shared folder says the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log2, nan
from pathlib import Path

import pytest
from building import PLAN, PROFILE, REPORTS, SAMPLES, read
from matching import pledge, sample_sense
from readings import review
from shared_folder import Row, scorer

from corpus.matchmodel import LEXICAL, load_match_model
from corpus.model import Assignment, Judgement, Label, Match, PledgeClass, Stage, StatementId
from pipeline.evaluation import Found, Proposal, match_figures
from pipeline.evaluation_texts import (
    Filed,
    Goal,
    filed,
    goal_figures,
    goals,
    pledge_figures,
    section_figures,
    stage_figures,
)
from pipeline.match import Compare, match
from pipeline.truth import (
    TruthError,
    align,
    read_goals,
    read_pledges,
    read_sections,
    read_stages,
    read_truth,
    review_grades,
)

TRUTH = SAMPLES / "truth"


def proposed(pledge: str, *results: tuple[str, Label]) -> list[Proposal]:
    """Results for a pledge, best first."""
    return [Proposal(pledge, result, 1 / at, label) for at, (result, label) in enumerate(results, start=2)]


def test_a_ranking_counts_for_more_at_the_top() -> None:
    """Direct evidence on the second place is worth what the logarithm of its rank leaves, against the best order."""
    grades = {"p": {"a": 2.0, "b": 1.0}}
    given = proposed("p", ("b", Label.NONE), ("a", Label.NONE), ("c", Label.NONE))

    found = match_figures(grades, given)

    assert found.ndcg_10 == pytest.approx((1 + 3 / log2(3)) / (3 + 1 / log2(3)))
    assert (found.recall_5, found.recall_10, found.precision_1) == (1.0, 1.0, 0.0)


def test_decisions_are_counted_over_all_pledges() -> None:
    """Of three pairs called direct one is; supporting counts as related, and a doubtful pair neither way."""
    grades = {"p": {"a": 2.0, "b": 1.0, "c": 0.5}, "q": {"a": 2.0}}
    given = [
        *proposed("p", ("a", Label.DIRECT), ("b", Label.DIRECT), ("c", Label.DIRECT), ("d", Label.SUPPORTING)),
        *proposed("q", ("a", Label.RELATED)),
    ]

    found = match_figures(grades, given)

    assert found.direct == Found(1 / 3, 1 / 2)
    assert found.direct.f1 == pytest.approx(0.4)
    assert found.related == Found(2 / 3, 2 / 3)


def test_silence_is_right_where_nothing_was_reported() -> None:
    """Of two pledges without direct evidence one gets something called direct; rankings say nothing of them."""
    grades: dict[str, dict[str, float]] = {"p": {}, "q": {}}

    found = match_figures(grades, proposed("p", ("a", Label.DIRECT)))

    assert found.silent == 0.5
    assert (found.ndcg_10, found.recall_5, found.precision_1) == (None, None, None)
    assert found.direct.f1 == 0.0


def test_a_result_counts_where_it_stands_highest() -> None:
    """A section that was read in two pieces is one result; its better place counts."""
    given = [Proposal("p", "a", 0.2, Label.NONE), Proposal("p", "a", 0.9, Label.DIRECT)]

    found = match_figures({"p": {"a": 2.0}}, given)

    assert found.precision_1 == 1.0
    assert found.direct == Found(1.0, 1.0)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_scorer_says_the_same_of_matches(path: Path) -> None:
    """Every figure of matches on the samples is the one of the scorer, to four digits."""
    source = (TRUTH / f"{path.stem}-matches.json").read_text("utf-8")
    pledges, results = read(PLAN).pledges, [one for one in read(path).results if one.part_of is None]
    by = Compare(sample_sense(PROFILE))
    matches, _ = match(pledges, results, by=by, model=load_match_model(LEXICAL))
    known = read_truth(source)

    found = match_figures(known.grades, align(known, pledges, results).proposals(matches)).rows()

    expected = scorer().score_matches(json.loads(source), scored(path, matches))
    names = {
        "direct F1": "direct_f1",
        "related F1": "related_f1",
        "silent where nothing is direct": "silent_on_unreported",
    }
    for name, figure in found.items():
        theirs = expected[names.get(name, name.replace(" ", "_"))]
        assert (nan if figure is None else figure) == pytest.approx(theirs, abs=1e-4, nan_ok=True), name


def scored(path: Path, matches: tuple[Match, ...]) -> list[Row]:
    """The matches as they are exported, as far as the scorer looks at them."""
    pledges = {one.id: one for one in read(PLAN).pledges}
    results = {one.id: one for one in read(path).results}
    return [
        {
            "pledge_text": pledges[one.pledge].text,
            "result_heading": results[one.result].heading,
            "result_text": results[one.result].text,
            "score": one.score,
            "label": one.label.value,
        }
        for one in matches
    ]


def test_the_scorer_says_the_same_of_pledges() -> None:
    """Also when one is missed, one is false, and one is under another theme."""
    source = (TRUTH / f"{PLAN.stem}-pledges.json").read_text("utf-8")
    listed = [filed(one) for one in read(PLAN).pledges if one.pledge_class is PledgeClass.LISTED]
    false = Filed("Iets heel anders dat nergens in het plan staat.")
    own = [replace(listed[1], theme="Iets anders"), *listed[2:], false]
    expected, optional = read_pledges(source)

    found = pledge_figures(expected, own, optional=optional).rows()

    rows = [{"kind": "pledge", "text": one.text, "theme": one.theme, "subtheme": one.subtheme} for one in own]
    theirs = scorer().score_pledges(json.loads(source), rows)
    for name, figure in found.items():
        assert figure == pytest.approx(theirs[name.lower()], abs=1e-4), name
    assert len(theirs["missed"]) == 1
    assert 0 < theirs["theme"] < 1


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_scorer_says_the_same_of_sections(path: Path) -> None:
    """Also when one is missing, one is cut off, and one has lost its theme."""
    source = (TRUTH / f"{path.stem}-sections.json").read_text("utf-8")
    expected = read_sections(source)
    gone, cut, lost = (one.heading for one in expected[:3])
    own = [filed(one) for one in read(path).sections if one.heading != gone]
    own = [replace(one, text=one.text[:60]) if one.heading == cut else one for one in own]
    own = [replace(one, theme=None) if one.heading == lost else one for one in own]

    found = section_figures(expected, own)

    rows = [{"heading": one.heading, "text": one.text, "theme": one.theme, "subtheme": one.subtheme} for one in own]
    theirs = scorer().score_sections(json.loads(source), rows)
    for name, figure in found.rows().items():
        assert figure == pytest.approx(theirs[name], abs=1e-4), name
    assert found.missed[:2] == (gone, cut)


def test_a_part_of_an_optional_text_is_not_false() -> None:
    """What a reader could take for a pledge lowers no precision."""
    own = [Filed("De huren dalen."), Filed("Er komt een park")]

    found = pledge_figures([Filed("De huren dalen.")], own, optional=["Er komt een park bij."])

    assert (found.found, found.precision, found.missed) == (1.0, 1.0, ())


def test_themes_nobody_named_have_no_figure() -> None:
    """A file that only lists texts says nothing of themes."""
    found = pledge_figures([Filed("De huren dalen.")], [Filed("De huren dalen.", theme="Wonen")])

    assert (found.theme, found.subtheme) == (None, None)


def test_stages_are_measured_over_the_sentences_that_are_found() -> None:
    """Of three sentences two are sentences to us, and one of those has the stage that the reader gave it."""
    source = json.dumps(
        {
            "sentences": [
                {"text": "Het gemaal is gebouwd.", "stage": "done"},
                {"text": "De dijk wordt versterkt.", "stage": "ongoing"},
                {"text": "Dat staat nergens.", "stage": "context"},
            ]
        }
    )
    own = [("Het gemaal is  gebouwd", Stage.DONE), ("De dijk wordt versterkt.", Stage.PLANNED)]

    found = stage_figures(read_stages(source), own)

    assert found.rows() == {"sentences": 3, "found": pytest.approx(2 / 3), "stage": 0.5}
    assert found.missed == ("De dijk wordt versterkt.", "Dat staat nergens.")


def test_a_goal_is_right_when_its_pledge_or_its_silence_is() -> None:
    """Two of three goals are, one has another owner, and one item is linked that is no goal."""
    source = json.dumps(
        {
            "pledges": [{"id": "P1", "text": "Lagere huren in de stad"}],
            "goals": [
                {"text": "De huren gaan omlaag", "owner": "Ada de Vries", "pledge": "P1"},
                {"text": "Schone lucht", "owner": "Ada de Vries", "pledge": "Schone lucht boven de haven"},
                {"text": "Meer bestuurskracht", "owner": "Bo Jansen", "pledge": None},
                {"text": "Voorzitter van de jury", "owner": "Bo Jansen", "pledge": None, "assigned": False},
            ],
        }
    )
    own = [
        Goal("De huren gaan omlaag.", "Ada de Vries", ("Lagere huren in de stad",)),
        Goal("Schone lucht.", "Bo Jansen", ("Lagere huren in de stad",)),
        Goal("Meer bestuurskracht", "Bo Jansen", ()),
        Goal("Voorzitter van de jury", "Bo Jansen", ("Schone lucht boven de haven",)),
    ]

    found = goal_figures(read_goals(source), own)

    right = pytest.approx(2 / 3)
    assert found.rows() == {"goals": 3, "linked": right, "owner": right, "other items linked": 1}
    assert found.missed == ("Schone lucht",)


def test_our_goals_are_those_that_reports_assign() -> None:
    """A pledge of a plan is no goal; a goal has the pledges that it was found to restate."""
    plan, goal = pledge("Lagere huren"), pledge("De huren omlaag", owner="Ada")
    link = Assignment(goal.id, plan.id, "Ada", 0.5, "Zegt hetzelfde.")

    assert goals([plan, goal], [link]) == (Goal("De huren omlaag", "Ada", ("Lagere huren",)),)


@pytest.mark.parametrize("reader", [read_pledges, read_sections, read_stages, read_goals])
@pytest.mark.parametrize(
    "text", ["geen json", "[]", "{}", '{"pledges": [1], "results": 1, "sentences": 1, "goals": 1}']
)
def test_a_file_with_something_else_is_refused(reader: Callable[[str], object], text: str) -> None:
    """The message says what was expected."""
    with pytest.raises(TruthError, match="Expected is a JSON object"):
        reader(text)


@pytest.mark.parametrize("text", ["geen json", "[]", "{}", '{"pledges": [{"id": "P1"}], "results": [], "matches": {}}'])
def test_a_file_without_grades_is_refused(text: str) -> None:
    """The message says what was expected."""
    with pytest.raises(TruthError, match="Expected is a JSON object"):
        read_truth(text)


def test_the_last_word_of_a_reviewer_counts() -> None:
    """A judgement that is changed has its last grade; one that is unsure has none."""
    start = datetime(2025, 3, 1, tzinfo=UTC)
    said = (Judgement.DIRECT, Judgement.SUPPORTING)
    doubted = (Judgement.RELATED, Judgement.UNSURE)
    pairs = [("r1", word) for word in said] + [("r2", word) for word in doubted] + [("r3", Judgement.NONE)]
    log = [
        replace(
            review(Judgement.NONE),
            at=start + timedelta(hours=hour),
            pledge=StatementId("p"),
            result=StatementId(result),
            judgement=word,
        )
        for hour, (result, word) in enumerate(pairs)
    ]

    assert review_grades(reversed(log)) == {"p": {"r1": 1.0, "r3": 0.0}}
