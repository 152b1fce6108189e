"""From pledges and results to matches: what texts share, what each reason adds, and how the best come first."""

from __future__ import annotations

import json
from functools import cache
from math import exp
from pathlib import Path

import pytest
from building import DOC, PLAN, PROFILE, REPORTS, SAMPLES, language, quote, read, told
from hypothesis import given
from hypothesis import strategies as st

from corpus.matchmodel import load_match_model
from corpus.model import Label, Match, MatchModel, Pledge, PledgeClass, Result, SectionId, StatementId
from corpus.profile import load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Concept
from pipeline.comparison import best_of, likeness, plain, token_likeness
from pipeline.features import FEATURES
from pipeline.language import STOP_WORDS
from pipeline.match import label, match
from pipeline.outline import outline
from pipeline.ranking import Terms, content_terms, grams, rank
from pipeline.results import ReportRules, results

MODEL = MatchModel(
    "1",
    -2.0,
    tuple((name, 1.0) for name, _ in FEATURES),
    ((Label.DIRECT, 0.8), (Label.SUPPORTING, 0.5), (Label.RELATED, 0.2)),
)


def plain_words(text: str) -> tuple[str, ...]:
    return tuple(plain(text).split())


def pledge(text: str, *, theme: str | None = None, subtheme: str | None = None) -> Pledge:
    said = quote(text)
    return Pledge(
        StatementId(text), DOC, PledgeClass.LISTED, said, theme, subtheme, SectionId("s"), "Kop", label=text[:20]
    )


def reported(*source: str) -> tuple[Result, ...]:
    """Results from blocks in the notation of the outline cases."""
    given = told(source)
    sections, _ = outline(
        given.blocks, document=DOC, themes=given.themes, kind_of=given.kind_of, known=lambda word: False
    )
    found, _ = results(sections, split=language().sentences, rules=ReportRules(given.is_owner_box))
    return found


HOUSES = (
    "theme Wonen",
    "theme Werken",
    "1 | Wonen",
    "2 | Lagere huren",
    "text | Elk huis telt. De huren zijn in alle steden verlaagd met tien procent.",
    "2 | Nieuwe woningen",
    "text | Er zijn in het hele land duizend woningen gebouwd voor starters.",
    "1 | Werken",
    "2 | Lonen",
    "text | De lonen gaan volgend jaar in het hele land met tien procent omhoog.",
)


def by_heading(matches: tuple[Match, ...], found: tuple[Result, ...]) -> list[str]:
    names = {result.id: result.heading for result in found}
    return [names[match.result] for match in matches]


def test_the_result_that_says_what_was_pledged_comes_first() -> None:
    """The best result is the one about what was pledged, and its best sentence is the evidence."""
    found = reported(*HOUSES)

    matches, problems = match(
        [pledge("Huren verlaagd in alle steden", theme="Wonen")], found, terms=plain_words, model=MODEL
    )

    assert by_heading(matches, found)[0] == "Lagere huren"
    assert matches[0].evidence.text == "De huren zijn in alle steden verlaagd met tien procent."
    assert matches[0].evidence.words[0].page == 1
    assert problems == ()


def test_a_score_is_the_sum_of_its_reasons() -> None:
    """The components of a match add up to its raw score, and the score is the logistic function of that."""
    matches, _ = match([pledge("Huren verlaagd", theme="Wonen")], reported(*HOUSES), terms=plain_words, model=MODEL)

    assert matches
    for one in matches:
        assert one.raw == pytest.approx(sum(component.contribution for component in one.components))
        assert one.score == pytest.approx(1 / (1 + exp(-one.raw)))
        assert [component.name for component in one.components] == ["uitgangspunt", *(name for name, _ in FEATURES)]


def test_every_reason_is_told_in_dutch() -> None:
    """Each feature has a docstring for the reviewer, and each component of a match says why in a sentence."""
    matches, _ = match([pledge("Huren verlaagd", theme="Wonen")], reported(*HOUSES), terms=plain_words, model=MODEL)

    assert all((feature.__doc__ or "").strip().endswith(".") for _, feature in FEATURES)
    assert all(component.why.endswith(".") for one in matches for component in one.components)


def test_the_same_theme_counts() -> None:
    """Of two results that share as much with a pledge, the one under its theme scores higher."""
    found = reported(*HOUSES)
    apart = pledge("Tien procent", theme="Werken"), pledge("Tien procent", theme="Wonen")

    scores = [
        {one.result: one.score for one in match([asked], found, terms=plain_words, model=MODEL)[0]} for asked in apart
    ]

    at = {result.heading: result.id for result in found}
    assert scores[0][at["Lonen"]] > scores[1][at["Lonen"]]
    assert scores[0][at["Lagere huren"]] < scores[1][at["Lagere huren"]]


def test_matches_come_best_first_and_do_not_depend_on_the_order_of_results() -> None:
    """For each pledge the scores go down, and are the same however the results are listed."""
    asked, found = [pledge("Huren verlaagd in het hele land", theme="Wonen")], reported(*HOUSES)

    matches, _ = match(asked, found, terms=plain_words, model=MODEL)
    turned, _ = match(asked, found[::-1], terms=plain_words, model=MODEL)

    assert [one.raw for one in matches] == sorted((one.raw for one in matches), reverse=True)
    assert [(one.result, round(one.raw, 9), one.evidence) for one in turned] == [
        (one.result, round(one.raw, 9), one.evidence) for one in matches
    ]


def test_a_pledge_that_shares_nothing_is_a_problem() -> None:
    """A pledge without any candidate is reported, not passed over."""
    matches, problems = match([pledge("Qqq xxx")], reported(*HOUSES), terms=plain_words, model=MODEL)

    assert matches == ()
    assert [problem.message for problem in problems] == ["geen enkel resultaat deelt een woord met ‘Qqq xxx’"]


def test_without_results_there_is_nothing_to_say() -> None:
    """A report without results gives no matches and no problems."""
    assert match([pledge("Lagere huren")], (), terms=plain_words, model=MODEL) == ((), ())
    assert match([], reported(*HOUSES), terms=plain_words, model=MODEL) == ((), ())


def test_no_more_candidates_are_kept_than_a_ranking_needs() -> None:
    """Of forty results about the same, the twenty-five best are kept for each pledge."""
    many = [
        line for n in range(40) for line in (f"1 | Kop {n}", f"text | De huren zijn in stad {n} in dit jaar verlaagd.")
    ]

    matches, _ = match([pledge("Huren verlaagd")], reported(*many), terms=plain_words, model=MODEL)

    assert len(matches) == 25


@pytest.mark.parametrize(
    ("score", "name"), [(0.95, "direct"), (0.8, "direct"), (0.79, "supporting"), (0.2, "related"), (0.1, "none")]
)
def test_a_score_that_reaches_a_threshold_gets_its_label(score: float, name: str) -> None:
    """The label is the strongest whose threshold the score reaches."""
    assert label(score, MODEL).value == name


def test_the_standard_model_weighs_every_feature() -> None:
    """The model that comes with the program has a weight for each feature, and for no other."""
    model = load_match_model()

    assert {name for name, _ in model.weights} == {name for name, _ in FEATURES}
    assert [least for _, least in model.thresholds] == sorted((least for _, least in model.thresholds), reverse=True)


def test_a_rare_word_counts_for_more() -> None:
    """A text that has the rare word of a question answers it better than one with the common word."""
    found = rank([("de", "huur"), ("de", "loon"), ("de", "loon"), ("de", "zorg")])

    scores = found.scores(["huur", "de"])

    assert max(scores, key=lambda at: scores[at]) == 0
    assert found.rarity("huur") > found.rarity("loon") > found.rarity("de") > 0
    assert found.shared(["de", "huur", "zorg"], 0) == ("huur", "de")


def test_no_terms_answer_nothing() -> None:
    """An empty question, an unknown word and an empty index give no scores."""
    assert rank([]).scores(["huur"]) == {}
    assert rank([("huur",)]).scores([]) == {}
    assert rank([("huur",), ()]).scores(["loon"]) == {}


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), max_size=6),
    st.lists(st.sampled_from("abcdefgh"), max_size=6),
)
def test_the_share_of_a_perfect_answer_is_between_nought_and_one(texts: list[list[str]], asked: list[str]) -> None:
    """Whatever the texts and the question, only texts that share a term score, above 0 and at most 1."""
    found = rank(texts)

    scores = found.scores(asked)

    assert all(0 < score <= 1 for score in scores.values())
    assert set(scores) == {at for at, text in enumerate(texts) if set(text) & set(asked)}


def test_pieces_of_words_are_found_inside_compounds() -> None:
    """The letters of `stage` come back in `stagebegeleiding`."""
    assert set(grams("stage")) & set(grams("de stagebegeleiding"))
    assert grams("a . 12") == ("_a_", "_12_")


def test_small_words_are_no_terms() -> None:
    """What is compared of a text is its stems and the parts of its compounds, without the small words."""
    terms = content_terms(Analyser(dutch_words).tokens, STOP_WORDS)

    found = terms("Wij zorgen voor de huur van een huis")

    assert {"huur", "huis"} <= set(found)
    assert not {"wij", "voor", "de", "van", "een"} & set(found)


def test_texts_are_compared_by_their_letters() -> None:
    """Case, accents, punctuation and numbering do not count; an ampersand is read as `en`."""
    assert likeness("1. Mbo & Arbeidsmarkt", "MBO EN ARBEIDSMARKT") == 1.0
    assert likeness("Wonen", "Werken") < 0.8
    assert token_likeness("lagere huren", "Huren, en wel lagere!") == 1.0
    assert best_of("WONEN", ["Werken", "Wonen"], at_least=0.87) == 1
    assert best_of("Zorg", ["Werken", "Wonen"], at_least=0.87) is None
    assert best_of("Zorg", [], at_least=0.87) is None


@cache
def sample_terms() -> Terms:
    """The Dutch analysis over the samples, with the concepts of their profile."""
    concepts = [Concept((one.term, *one.variants), one.narrower) for one in load_profile(PROFILE).concepts]
    texts = [passage.quote.text for path in (PLAN, *REPORTS) for passage in read(path).passages]
    return content_terms(Analyser(dutch_words, tuple(concepts)).for_corpus(texts).tokens, STOP_WORDS)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_answers_a_pledge_is_among_the_best(path: Path) -> None:
    """For most pledges of the sample plan the section that answers it stands first, for nearly all in the top five."""
    truth = json.loads((SAMPLES / "truth" / f"{path.stem}-matches.json").read_text("utf-8"))
    texts = {row["id"]: letters(row["text"]) for row in truth["pledges"]}
    headings = {row["id"]: row["heading"] for row in truth["results"]}
    found = read(path).results

    matches, _ = match(read(PLAN).pledges, found, terms=sample_terms(), model=load_match_model())

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
