"""From pledges and results to matches: what each reason adds, and how the best come first."""

from __future__ import annotations

import json
from math import exp
from pathlib import Path

import pytest
from building import DOC, PLAN, PROFILE, REPORTS, SAMPLES, read
from matching import (
    AGAINST,
    HOUSES,
    MODEL,
    comparing,
    contradicting,
    letter_vectors,
    pledge,
    reported,
    sample_sense,
)

from corpus.matchmodel import LEXICAL, STANDARD, MatchModelError, load_match_model
from corpus.model import Match, Result
from corpus.profile import Concept
from pipeline.comparison import best_of, plain, same_part, same_text, token_likeness, word_likeness
from pipeline.features import FEATURES
from pipeline.match import Compare, Years, label, match
from pipeline.vectors import Embed

EMBEDS = pytest.mark.parametrize("embed", [None, letter_vectors], ids=["words", "vectors"])


def by_heading(matches: tuple[Match, ...], found: tuple[Result, ...]) -> list[str]:
    names = {result.id: result.heading for result in found}
    return [names[match.result] for match in matches]


@EMBEDS
def test_the_result_that_says_what_was_pledged_comes_first(embed: Embed | None) -> None:
    """The best result is the one about what was pledged, and its best sentence is the evidence."""
    found = reported(*HOUSES)

    matches, problems = match(
        [pledge("Huren verlaagd in alle steden", theme="Wonen")], found, by=comparing(embed=embed), model=MODEL
    )

    assert by_heading(matches, found)[0] == "Lagere huren"
    assert matches[0].evidence.text == "De huren zijn in alle steden verlaagd met tien procent."
    assert matches[0].evidence.words[0].page == 1
    assert problems == ()


@EMBEDS
def test_a_score_is_the_sum_of_its_reasons(embed: Embed | None) -> None:
    """The components of a match add up to its raw score, and the score is the logistic function of that."""
    matches, _ = match(
        [pledge("Huren verlaagd", theme="Wonen")], reported(*HOUSES), by=comparing(embed=embed), model=MODEL
    )

    assert matches
    for one in matches:
        assert one.raw == pytest.approx(sum(component.contribution for component in one.components))
        assert one.score == pytest.approx(1 / (1 + exp(-one.raw)))
        assert [component.name for component in one.components] == ["uitgangspunt", *(name for name, _ in FEATURES)]


def test_every_feature_says_what_it_looks_at() -> None:
    """Each feature has a docstring in Dutch that the reviewer reads."""
    assert all((feature.__doc__ or "").strip().endswith(".") for _, feature in FEATURES)


def test_the_words_that_count_are_named() -> None:
    """The reason names the words of the pledge that the evidence has, and the concept by which when it is another."""
    concept = Concept("huisvesting", ("woningen", "onderdak"))

    matches, _ = match(
        [pledge("Onderdak voor starters")], reported(*HOUSES), by=comparing(concept), model=load_match_model(LEXICAL)
    )

    why = next(component.why for component in matches[0].components if component.name == "inhoud")
    assert "starters" in why
    assert "onderdak (via begrip ‘huisvesting’)" in why


@pytest.mark.parametrize(
    ("said", "concepts"),
    [
        ("Onderdak voor starters", ("huisvesting",)),
        ("Woningen voor starters in het hele land", ()),
        ("Duizend huizen voor starters in het hele land", ()),
    ],
)
def test_a_match_tells_the_concepts_it_leans_on(said: str, concepts: tuple[str, ...]) -> None:
    """It leans on the list when half or more of what it answers is answered by way of it, not when words are shared."""
    concept = Concept("huisvesting", ("=woningen", "onderdak", "huizen"))

    matches, _ = match([pledge(said)], reported(*HOUSES), by=comparing(concept), model=load_match_model(LEXICAL))

    assert matches[0].concepts == concepts


def test_the_same_theme_counts() -> None:
    """Of two results that share as much with a pledge, the one under its theme scores higher."""
    found = reported(*HOUSES)
    apart = pledge("Tien procent", theme="Werken"), pledge("Tien procent", theme="Wonen")

    scores = [
        {one.result: one.score for one in match([asked], found, by=comparing(), model=MODEL)[0]} for asked in apart
    ]

    at = {result.heading: result.id for result in found}
    assert scores[0][at["Lonen"]] > scores[1][at["Lonen"]]
    assert scores[0][at["Lagere huren"]] < scores[1][at["Lagere huren"]]


@pytest.mark.parametrize("theme", ["1. Wonen", "WONEN", "Wonen."])
def test_a_theme_is_the_same_however_it_is_written(theme: str) -> None:
    """A number, capitals or a full stop make no other theme."""
    found = reported(*HOUSES)

    matches = [
        match([pledge("Tien procent", theme=name)], found, by=comparing(), model=MODEL)[0] for name in ("Wonen", theme)
    ]

    assert [(one.result, one.score) for one in matches[0]] == [(one.result, one.score) for one in matches[1]]


def test_a_report_of_another_time_counts_for_less() -> None:
    """A report of a year outside the period of the plan scores lower, and says why; an unknown year does not."""
    asked, found, by = [pledge("Huren verlaagd", theme="Wonen")], reported(*HOUSES), comparing()
    ways = (None, Years(2023, {DOC: (2022, 2030)}), Years(2019, {DOC: (2022, 2030)}), Years(2019, {}))

    unknown, inside, outside, no_period = (match(asked, found, by=by, model=MODEL, years=years)[0] for years in ways)

    assert unknown == no_period
    assert [one.score for one in inside] == [one.score for one in unknown]
    assert all(late.score < own.score for late, own in zip(outside, inside, strict=True))
    assert "buiten de looptijd" in outside[0].components[-1].why


@EMBEDS
def test_matches_come_best_first_and_do_not_depend_on_the_order_of_results(embed: Embed | None) -> None:
    """For each pledge the scores go down, and are the same however the results are listed."""
    asked, found = [pledge("Huren verlaagd in het hele land", theme="Wonen")], reported(*HOUSES)

    matches, _ = match(asked, found, by=comparing(embed=embed), model=MODEL)
    turned, _ = match(asked, found[::-1], by=comparing(embed=embed), model=MODEL)

    assert [one.raw for one in matches] == sorted((one.raw for one in matches), reverse=True)
    assert [(one.result, round(one.raw, 4), one.evidence) for one in turned] == [
        (one.result, round(one.raw, 4), one.evidence) for one in matches
    ]


def test_matches_do_not_depend_on_the_order_of_pledges() -> None:
    """The matches of a pledge are the same wherever it stands in the plan."""
    asked, found = read(PLAN).pledges, read(REPORTS[0]).results
    by = Compare(sample_sense(PROFILE), letter_vectors)

    matches, _ = match(asked, found, by=by, model=MODEL)
    turned, _ = match(asked[::-1], found, by=by, model=MODEL)

    assert {(one.pledge, one.result, round(one.raw, 3)) for one in turned} == {
        (one.pledge, one.result, round(one.raw, 3)) for one in matches
    }


def test_a_pledge_that_shares_nothing_is_a_problem() -> None:
    """A pledge without any candidate is reported, not passed over."""
    matches, problems = match([pledge("Qqq xxx")], reported(*HOUSES), by=comparing(), model=MODEL)

    assert matches == ()
    assert [problem.message for problem in problems] == ["geen enkel resultaat deelt een woord met ‘Qqq xxx’"]


def test_without_results_there_is_nothing_to_say() -> None:
    """A report without results gives no matches and no problems; nor does a plan without pledges."""
    assert match([pledge("Lagere huren")], (), by=comparing(), model=MODEL) == ((), ())
    assert match([], reported(*HOUSES), by=comparing(), model=MODEL) == ((), ())


def test_no_more_candidates_are_kept_than_a_ranking_needs() -> None:
    """Of forty results about the same, the twenty-five best are kept for each pledge."""
    many = [
        line for n in range(40) for line in (f"1 | Kop {n}", f"text | De huren zijn in stad {n} in dit jaar verlaagd.")
    ]

    matches, _ = match([pledge("Huren verlaagd")], reported(*many), by=comparing(), model=MODEL)

    assert len(matches) == 25


@pytest.mark.parametrize(
    ("score", "name"), [(0.95, "direct"), (0.8, "direct"), (0.79, "supporting"), (0.2, "related"), (0.1, "none")]
)
def test_a_score_that_reaches_a_threshold_gets_its_label(score: float, name: str) -> None:
    """The label is the strongest whose threshold the score reaches."""
    assert label(score, MODEL).value == name


@pytest.mark.parametrize("name", [STANDARD, LEXICAL])
def test_the_models_weigh_known_features(name: str) -> None:
    """The models that come with the program weigh features that there are, and none below nought."""
    model = load_match_model(name)

    assert {feature for feature, _ in model.weights} <= {feature for feature, _ in FEATURES}
    assert all(weight > 0 for _, weight in model.weights)
    assert [least for _, least in model.thresholds] == sorted((least for _, least in model.thresholds), reverse=True)
    assert ("betekenis" in dict(model.weights)) == (name == STANDARD)


def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    """A model file without weights is named, with what was expected."""
    path = tmp_path / "eigen.toml"
    path.write_text('version = "1"\nbias = 0\n', "utf-8")

    with pytest.raises(MatchModelError, match=r"eigen\.toml.*\[weights\]"):
        load_match_model(path)


@EMBEDS
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_explanation_contradicts_what_it_explains(path: Path, embed: Embed | None) -> None:
    """In every row a sentence that speaks for the pair adds to its score, and one that speaks against it takes away."""
    by = Compare(sample_sense(PROFILE), embed)

    matches, _ = match(read(PLAN).pledges, read(path).results, by=by, model=MODEL)

    explained = [(part.why, part.contribution) for one in matches for part in one.components]
    assert contradicting(explained) == []
    assert all(why.endswith(".") for why, _ in explained)
    assert {bool(AGAINST.search(why)) for why, _ in explained} == {True, False}
    assert all(one.raw == pytest.approx(sum(part.contribution for part in one.components)) for one in matches)


@EMBEDS
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_answers_a_pledge_is_among_the_best(path: Path, embed: Embed | None) -> None:
    """For most pledges of the sample plan the section that answers it stands first, for nearly all in the top five."""
    truth = json.loads((SAMPLES / "truth" / f"{path.stem}-matches.json").read_text("utf-8"))
    texts = {row["id"]: letters(row["text"]) for row in truth["pledges"]}
    headings = {row["id"]: row["heading"] for row in truth["results"]}
    found = read(path).results
    by = Compare(sample_sense(PROFILE), embed)

    matches, _ = match(read(PLAN).pledges, found, by=by, model=load_match_model(STANDARD if embed else LEXICAL))

    pledged = {one.id: letters(one.text) for one in read(PLAN).pledges}
    first, top, asked = 0, 0, 0
    for name, graded in truth["matches"].items():
        direct = {headings[result] for result, grade in graded if grade == 2}
        best = by_heading(tuple(one for one in matches if pledged[one.pledge] == texts[name]), found)
        asked += bool(direct)
        first += bool(direct & set(best[:1]))
        top += bool(direct & set(best[:5]))
    assert asked >= 10
    assert first / asked >= 0.8, f"{first} of {asked} first"
    assert top / asked >= 0.9, f"{top} of {asked} in the top five"


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_texts_are_compared_by_their_letters() -> None:
    """Case, accents, punctuation and numbering do not count; an ampersand is read as `en`."""
    assert plain("1. Mbo & Zorg") == "mbo en zorg"
    assert token_likeness("lagere huren", "Huren, en wel lagere!") == 1.0
    assert best_of("WONEN", ["Werken", "Wonen"], at_least=0.87) == 1
    assert best_of("Zorg", ["Werken", "Wonen"], at_least=0.87) is None
    assert best_of("Zorg", [], at_least=0.87) is None


def test_the_same_words_are_the_same_text() -> None:
    """Punctuation and soft hyphens make no other text; words left out, added or moved do."""
    assert same_text("De ‘lagere’ huren, nu.", "de lagere hu\u00adren nu", at_least=1.0)
    assert not same_text("De lagere huren.", "De hogere lonen.")
    assert same_part("lagere huren", "Er kwamen lagere huren in alle steden.")
    assert word_likeness(["een", "twee", "drie"], ["een", "drie"]) == pytest.approx(0.8)
