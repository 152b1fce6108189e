"""From sections to pledges, results and passages: lists under a cue, sentences, how far things are, places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import pytest
from building import (
    DOC,
    PLAN,
    REPORTS,
    SAMPLES,
    Told,
    all_ids,
    case_of,
    cases,
    language,
    misplaced,
    opened,
    places,
    read,
    told,
    unplaced,
)

from corpus.model import PassageKind, Pledge, PledgeClass, Quote, Section, Stage
from pipeline.outline import outline
from pipeline.passages import passages
from pipeline.pledges import pledges, short_label
from pipeline.results import ReportRules, results
from pipeline.stages import stage

DOCUMENTS = (PLAN, *REPORTS)


class TruePledge(TypedDict):
    """A pledge in the truth about the sample plan."""

    id: str
    text: str
    theme: str
    subtheme: str
    page: int


def sections_of(case: Told) -> tuple[Section, ...]:
    found, _ = outline(
        case.blocks, document=DOC, themes=case.themes, kind_of=case.kind_of, known=lambda word: word in case.known
    )
    return found


def shown(pledge: Pledge) -> str:
    return f"{pledge.quote.page} {pledge.theme or '-'} / {pledge.subtheme or '-'} | {pledge.text}"


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("case", cases("pledges"), ids=lambda path: path.stem)
def test_the_list_under_a_cue_is_what_was_pledged(case: Path) -> None:
    """Each item of a list that a cue introduces is a pledge, whole, also when a page end or quote breaks the list."""
    source, expected = case_of(case)
    given = told(source)

    found, problems = pledges(sections_of(given), is_cue=given.is_cue, known=lambda word: False)

    assert [shown(pledge) for pledge in found] + [f"! {problem.message}" for problem in problems] == expected


@pytest.mark.parametrize("case", cases("stage"), ids=lambda path: path.stem)
def test_a_sentence_says_how_far_things_are(case: Path) -> None:
    """Tense and time words tell what was done, goes on, is planned, or is mere circumstance."""
    source, expected = case_of(case)
    year = int(source.pop(0).split()[1]) if source[0].startswith("year ") else None

    found = [stage(sentence, year=year).value for sentence in source]

    assert dict(zip(source, found, strict=True)) == dict(zip(source, expected, strict=True))


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda path: path.stem)
def test_a_text_falls_into_sentences(case: Path) -> None:
    """A point ends a sentence, unless it belongs to an abbreviation, an initial or a number; a line end always does."""
    source, expected = case_of(case)
    text = "\n".join(source)

    found = language().sentences(text)

    assert [text[start:end] for start, end in found] == expected


def test_sentences_of_nothing() -> None:
    """An empty text has no sentences."""
    assert language().sentences("") == ()
    assert language().sentences(" \n ") == ()


def test_words_are_known_by_their_lemma() -> None:
    """Inflected words are brought back to the form of the dictionary; punctuation is left out."""
    found = language().lemmas("Zij liepen voorop, 3 keer.")

    assert found == ("zij", "lopen", "voorop", "keer")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Emancipatie: iedere volwassene moet kunnen leren.", "Emancipatie"),
        (
            "Meer stages voor studenten uit Assen, Emmen, Meppel en Hoogeveen.",
            "Meer stages voor studenten uit Assen, Emmen, Meppel…",
        ),
        ("Een gezond mbo (ook na 2030) blijft nodig.", "Een gezond mbo blijft nodig"),
        ("Lagere huren.", "Lagere huren"),
        ("", ""),
    ],
    ids=["up_to_a_colon", "eight_words", "without_asides", "up_to_the_point", "nothing"],
)
def test_a_pledge_has_a_short_name(text: str, label: str) -> None:
    """A pledge is named by its first words, at most eight, up to the first break, asides left out."""
    assert short_label(text) == label


def test_a_result_is_a_section_with_its_sentences() -> None:
    """A reported section is one result; its sentences each say how far things are, and it has the furthest of them."""
    given = told(
        ["1 | Stages", "text | Elke stage telt. Er zijn vier netwerken opgericht. Volgend jaar gaan we verder."]
    )

    (result,), problems = results(sections_of(given), split=language().sentences, rules=ReportRules(given.is_owner_box))

    assert [(sentence.quote.text, sentence.stage) for sentence in result.sentences] == [
        ("Elke stage telt.", Stage.CONTEXT),
        ("Er zijn vier netwerken opgericht.", Stage.DONE),
        ("Volgend jaar gaan we verder.", Stage.PLANNED),
    ]
    assert (result.heading, result.stage, problems) == ("Stages", Stage.DONE, ())


def test_words_without_a_verb_go_on_from_what_stands_before_them() -> None:
    """A fragment and an item of a list are as far as what they go on from; of what was started the work goes on."""
    assert stage("En over de tarieven.", before=Stage.DONE) is Stage.DONE
    assert stage("Een mooi jaar!", before=Stage.DONE) is Stage.CONTEXT
    assert stage("Uitrol van het keurmerk.", before=Stage.PLANNED, listed=True) is Stage.PLANNED
    assert stage("Start van het netwerk.", before=Stage.DONE, listed=True) is Stage.ONGOING
    assert stage("Uitrol van het keurmerk.") is Stage.CONTEXT


LIST_OF_RESULTS = [
    "owner Portefeuille van",
    "1 | Wonen",
    "text | De huren zijn bevroren.",
    "1 box | In 2024 maakten we ons sterk voor:",
    "item box | lagere huren voor alle leden;",
    "item box | start van een meldpunt voor huurders;",
    "item box | wonen.",
    "2 | Kosten",
    "text | Volgend jaar gaan we aan de slag met:",
    "item | het isoleren van alle woningen in de",
    "page 2",
    "item goes-on | drie grote steden.",
    "1 box | Portefeuille van Jo de Vries",
    "item box | Het bevriezen van alle huren in het hele land.",
]


def test_the_items_of_a_list_of_results_are_results_of_their_own() -> None:
    """An item that tells something is a result too, part of that of its section, whole and as far as its lead says."""
    given = told(LIST_OF_RESULTS)
    rules = ReportRules(given.is_owner_box)

    found, _ = results(sections_of(given), split=language().sentences, rules=rules, year=2024)

    whole = {result.id: result.heading for result in found if result.part_of is None}
    assert [(whole[one.part_of], one.text, one.stage) for one in found if one.part_of] == [
        ("In 2024 maakten we ons sterk voor:", "lagere huren voor alle leden;", Stage.DONE),
        ("In 2024 maakten we ons sterk voor:", "start van een meldpunt voor huurders;", Stage.ONGOING),
        ("Kosten", "het isoleren van alle woningen in de drie grote steden.", Stage.PLANNED),
    ]
    assert [result.part_of is None for result in found] == [True] * len(whole) + [False] * 3
    assert len({result.id for result in found}) == len(found)


def test_what_reports_nothing_is_no_result() -> None:
    """A foreword, a colophon, a box of someone's duties and a section of a few words hold no results."""
    given = told(
        [
            "foreword Voorwoord",
            "colophon Colofon",
            "owner Portefeuille van",
            "1 title | Voorwoord",
            "text | Wij kijken terug op een jaar waarin veel is bereikt.",
            "page 2",
            "1 title | Wonen",
            "2 | Huren",
            "text | De huren zijn in het hele land een jaar lang bevroren.",
            "1 box | Portefeuille van Jo de Vries",
            "item box | Het bevriezen van alle huren in het hele land.",
            "2 | Kort",
            "text | Zie boven.",
            "page 3",
            "1 title | Colofon",
            "text | Vormgeving en opmaak door bureau Noord in Groningen.",
        ]
    )

    found, _ = results(sections_of(given), split=language().sentences, rules=ReportRules(given.is_owner_box))

    assert [result.heading for result in found] == ["Huren"]


def test_passages_know_what_they_are() -> None:
    """Search finds headings, pledges and tables as what they are, and a paragraph over a page end as one."""
    given = told(
        [
            "cue Daar gaan we voor:",
            "1 | Wonen",
            "text | De huren stij-",
            "quote | ‘Wonen is een recht’",
            "page 2",
            "text goes-on | gen niet.",
            "table | Jaar | Huur",
            "2 | Daar gaan we voor:",
            "item | Lagere huren.",
        ]
    )
    sections = sections_of(given)
    pledged, _ = pledges(sections, is_cue=given.is_cue, known=lambda word: False)

    found = passages(sections, pledged, (), known=lambda word: False)

    assert [(passage.order, passage.kind, passage.quote.text, passage.page) for passage in found] == [
        (0, PassageKind.HEADING, "Wonen", 1),
        (1, PassageKind.TEXT, "De huren stijgen niet.", 1),
        (2, PassageKind.TEXT, "‘Wonen is een recht’", 1),
        (3, PassageKind.TABLE, "Jaar | Huur", 2),
        (4, PassageKind.HEADING, "Daar gaan we voor:", 2),
        (5, PassageKind.PLEDGE, "Lagere huren.", 2),
    ]


def test_every_pledge_of_the_sample_plan_is_found() -> None:
    """The fifteen listed pledges of the sample plan are found whole, on their page, under their theme, and no other."""
    truth = (SAMPLES / "truth" / f"{PLAN.stem}-pledges.json").read_text("utf-8")
    want: list[TruePledge] = json.loads(truth)["pledges"]

    found = [pledge for pledge in read(PLAN).pledges if pledge.pledge_class is PledgeClass.LISTED]

    assert [(letters(one.text), one.quote.page, one.theme, one.subtheme) for one in found] == [
        (letters(true["text"]), true["page"], true["theme"], true["subtheme"]) for true in want
    ]


def test_what_is_pledged_in_running_text_is_a_class_of_its_own() -> None:
    """A commitment in a sentence of the plan is a pledge too, surer or less sure, and none that stands in a list."""
    listed = {one.text for one in read(PLAN).pledges if one.pledge_class is PledgeClass.LISTED}

    found = [pledge for pledge in read(PLAN).pledges if pledge.pledge_class is PledgeClass.IN_TEXT]

    assert found
    assert all(0 < pledge.confidence < 1 and pledge.check and pledge.text not in listed for pledge in found)


def test_a_plan_reports_nothing_and_a_report_assigns_goals() -> None:
    """A plan has no results; of a report only the goals are pledges that it assigns to a person."""
    assert read(PLAN).results == ()
    classes = {pledge.pledge_class for path in REPORTS for pledge in read(path).pledges}
    assert classes == {PledgeClass.ASSIGNED}


def said(path: Path) -> list[Quote]:
    """Everything a document is quoted for: pledges, sentences of results, results and passages."""
    reading = read(path)
    return [
        *(pledge.quote for pledge in reading.pledges),
        *(sentence.quote for result in reading.results for sentence in result.sentences),
        *(result.quote for result in reading.results),
        *(passage.quote for passage in reading.passages),
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_statement_can_be_found_back(path: Path) -> None:
    """The page's own characters inside the boxes of a statement's words spell those words."""
    where = places(opened(path).pages)

    wrong = [found for quote in said(path) for found in misplaced(quote, where)]

    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_word_has_a_place(path: Path) -> None:
    """No word of a statement or passage is without a box on a page of the document."""
    last = read(path).document.pages

    for quote in said(path):
        assert unplaced(quote) == "", quote.text
        assert {word.page for word in quote.words} <= set(range(1, last + 1))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_sentences_are_the_text_of_their_result(path: Path) -> None:
    """The sentences of a result, one after the other, are its text."""
    for result in read(path).results:
        joined = " ".join(sentence.quote.text for sentence in result.sentences)

        assert joined.split() == result.text.split()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_word_of_a_section_is_in_one_passage(path: Path) -> None:
    """Search sees every word that stands under any heading, and sees it once."""
    reading = read(path)

    for section in reading.sections:
        held = [word for p in reading.passages if p.section == section.id for word in p.quote.words]
        want = [word for block in section.blocks for word in block.quote.words]

        assert sorted((w.page, w.box.top, w.box.x0) for w in held) == sorted(
            (w.page, w.box.top, w.box.x0) for w in want
        )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_id_is_its_own(path: Path) -> None:
    """No two sections, statements or passages of a document share an id."""
    reading = read(path)

    for ids in (
        [section.id for section in reading.sections],
        [pledge.id for pledge in reading.pledges],
        [result.id for result in reading.results],
        [passage.id for passage in reading.passages],
    ):
        assert len(ids) == len(set(ids))


def test_ids_survive_another_run() -> None:
    """Reading a document anew, in another process with other hash seeds, gives every section and statement its id."""
    paths = [str(PLAN), str(REPORTS[0])]
    code = "import sys; from building import all_ids; print('\\n'.join(all_ids(sys.argv[1:])))"
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": folders, "PYTHONIOENCODING": "utf-8"}

    other = subprocess.run(
        [sys.executable, "-c", code, *paths],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert other.returncode == 0, other.stderr
    assert other.stdout.splitlines() == list(all_ids(paths))
