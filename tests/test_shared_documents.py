"""How well real documents are read, measured against what people say is true of them; skipped when they are absent."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from building import body, misplaced, opened, places, read, unplaced
from matching import contradicting
from shared_folder import Row, scorer, shared, truth

from corpus.matchmodel import LEXICAL, load_match_model
from corpus.model import Match, Reading
from corpus.profile import load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Concept
from pipeline.concepts import concept_finder
from pipeline.coverage import Sense
from pipeline.evaluation import match_figures
from pipeline.language import STOP_WORDS
from pipeline.match import Compare, match
from pipeline.truth import align, read_truth

PROFILE = "mbo-raad"
PLAN, REPORT = "smjp-2022-2030", "jaarverslag-2023"


def document(*parts: str) -> Reading:
    return read(shared("documents", *parts), PROFILE)


def block_rows(reading: Reading) -> list[Row]:
    """The blocks as they are exported, as far as the scorer looks at them."""
    return [
        {
            "document": reading.document.name,
            "page": block.page,
            "order": block.order,
            "role": block.role.value,
            "text": block.text,
        }
        for block in (*body(reading), *reading.furniture)
    ]


def section_rows(reading: Reading) -> list[Row]:
    return [
        {"heading": one.heading, "text": one.text, "theme": one.theme, "subtheme": one.subtheme}
        for one in reading.sections
    ]


def pledge_rows(reading: Reading) -> list[Row]:
    return [
        {
            "kind": "pledge",
            "class": one.pledge_class.value,
            "text": one.text,
            "theme": one.theme,
            "subtheme": one.subtheme,
        }
        for one in reading.pledges
    ]


def match_rows(plan: Reading, report: Reading, matches: tuple[Match, ...]) -> Iterator[Row]:
    pledges = {one.id: one for one in plan.pledges}
    results = {one.id: one for one in report.results}
    for one in matches:
        yield {
            "pledge_text": pledges[one.pledge].text,
            "result_heading": results[one.result].heading,
            "result_text": results[one.result].text,
            "score": one.score,
            "label": one.label.value,
        }


def test_the_plan_is_read_in_order() -> None:
    """The words of the plan come out in the order in which a person reads them, its paragraphs whole."""
    found = scorer().score_blocks(truth("documents", f"{PLAN}.truth.json"), block_rows(document(f"{PLAN}.pdf")))

    assert found["reading_order"] >= 0.99
    assert found["whole_paragraphs"] >= 0.98


def test_the_report_is_read_in_order() -> None:
    """So do those of the report, with columns, boxes and quotes; its headings are found and its furniture set aside."""
    found = scorer().score_blocks(truth("documents", f"{REPORT}.truth.json"), block_rows(document(f"{REPORT}.pdf")))

    assert found["reading_order"] >= 0.98
    assert found["whole_paragraphs"] >= 0.95
    assert found["heading_f1"] >= 0.95
    assert found["furniture_leaked"] <= 0.01


def test_hard_pages_are_read_in_order() -> None:
    """Single pages of other organisations, chosen for their difficult layout, come out in order as well."""
    names = sorted(shared("documents", "pages").glob("*.pdf"))

    rows = [row for path in names for row in block_rows(read(path, PROFILE))]

    found = scorer().score_pages(truth("documents", "pages", "truth.json"), rows)
    assert len(names) >= 10
    assert found["order"] >= 0.985
    assert found["five"] >= 0.985


def test_reported_sections_are_found() -> None:
    """The sections of the report are found whole, under their theme and sub-theme."""
    found = scorer().score_sections(truth("gold", f"{REPORT}-sections.json"), section_rows(document(f"{REPORT}.pdf")))

    assert found["found"] >= 0.98
    assert found["whole"] >= 0.95
    assert found["theme"] >= 0.98
    assert found["subtheme"] >= 0.95


def test_listed_pledges_are_found() -> None:
    """Every listed pledge of the plan is found, and hardly anything that is none."""
    found = scorer().score_pledges(truth("gold", "smjp-pledges.json"), pledge_rows(document(f"{PLAN}.pdf")))

    assert found["recall"] == 1.0
    assert found["precision"] >= 0.97


@pytest.mark.parametrize("name", [PLAN, REPORT])
def test_real_documents_can_be_found_back_on_their_pages(name: str) -> None:
    """The page's own characters at the places of every pledge, result and passage spell its words."""
    reading = document(f"{name}.pdf")
    where = places(opened(shared("documents", f"{name}.pdf")).pages)
    quotes = [
        *(one.quote for one in reading.pledges),
        *(sentence.quote for one in reading.results for sentence in one.sentences),
        *(one.quote for one in reading.passages),
    ]

    wrong = [found for quote in quotes for found in misplaced(quote, where)]

    assert wrong == []
    assert [quote.text for quote in quotes if unplaced(quote)] == []


def test_results_are_ranked_for_each_pledge() -> None:
    """Compared by words alone, the results that people call evidence for a pledge stand high among its candidates."""
    plan, report = document(f"{PLAN}.pdf"), document(f"{REPORT}.pdf")
    profile = load_profile(PROFILE)
    concepts = tuple(Concept((one.term, *one.variants), one.narrower) for one in profile.concepts)
    texts = [passage.quote.text for reading in (plan, report) for passage in reading.passages]
    tokens = Analyser(dutch_words, concepts).for_corpus(texts).tokens
    sense = Sense(tokens, concept_finder(profile.concepts, tokens, STOP_WORDS), STOP_WORDS)
    whole = [one for one in report.results if one.part_of is None]

    matches, problems = match(plan.pledges, whole, by=Compare(sense), model=load_match_model(LEXICAL))

    found = scorer().score_matches(truth("gold", "matches-2023-half.json"), list(match_rows(plan, report, matches)))
    assert found["ndcg@10"] > 0.6
    assert found["recall@10"] > 0.85
    assert problems == ()
    graded = read_truth(json.dumps(truth("gold", "matches-2023-half.json")))
    figures = match_figures(graded.grades, align(graded, plan.pledges, whole).proposals(matches)).rows()
    assert figures["ndcg@10"] == pytest.approx(found["ndcg@10"], abs=1e-4)
    assert figures["recall@10"] == pytest.approx(found["recall@10"], abs=1e-4)
    assert figures["direct F1"] == pytest.approx(found["direct_f1"], abs=1e-4)
    assert figures["related F1"] == pytest.approx(found["related_f1"], abs=1e-4)
    assert all(sum(part.contribution for part in one.components) == pytest.approx(one.raw) for one in matches)
    assert contradicting((part.why, part.contribution) for one in matches for part in one.components) == []
