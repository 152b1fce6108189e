"""The report: which rows it has, and what they claim."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from review_data import (
    DECISIONS,
    REPORT_2023,
    REPORT_2024,
    SAMPLE,
    sample_input,
)

from corpus.model import Box, Component, Judgement, Label, PledgeClass, Review, StatementId
from review import words
from review.html import html_report
from review.links import boxes_from, boxes_text, no_link
from review.marks import marked
from review.report import PledgeRow, Proposal, Report, Status
from review.rows import report_rows
from review.write import ReportFormat, rendered


@pytest.fixture(scope="module")
def report() -> Report:
    return report_rows(sample_input())


def _row(report: Report, number: int) -> PledgeRow:
    return report.rows[number - 1]


def _proposal(report: Report, pledge: int, result: int) -> Proposal:
    wanted = SAMPLE.results[result - 1].id
    return next(item for item in _row(report, pledge).proposals if item.result.id == wanted)


def _with(*reviews: Review) -> Report:
    return report_rows(replace(sample_input(judged=False), reviews=reviews))


def test_every_listed_pledge_has_its_row_in_plan_order(report: Report) -> None:
    """No pledge of a list is missing, and they are numbered down the page in the order of the plan."""
    listed = [pledge.id for pledge in SAMPLE.pledges if pledge.pledge_class is PledgeClass.LISTED]

    shown = [(row.number, row.pledge.id) for row in report.main]

    assert shown == list(enumerate(listed, start=1))
    assert [theme.name for theme in report.themes] == ["Veer & reiziger", "Veer & omgeving", "Veer & vakmanschap"]
    assert [sub.name for sub in report.themes[0].subthemes] == ["Toegankelijk", "Betaalbaar"]


def test_a_theme_that_comes_back_is_one_theme() -> None:
    """Pledges of one theme that stand apart in the plan stand together in the report, and numbers still run on."""
    given = sample_input()
    order = (0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12)
    shuffled = replace(given.readings[0], pledges=tuple(SAMPLE.pledges[at] for at in order))

    report = report_rows(replace(given, readings=(shuffled, *given.readings[1:])))

    assert [theme.name for theme in report.themes] == ["Veer & reiziger", "Veer & vakmanschap", "Veer & omgeving"]
    assert [row.number for row in report.main] == list(range(1, 13))


def test_pledges_in_running_text_take_the_place_of_a_list() -> None:
    """A plan without lists is reported on by the pledges of its text."""
    given = sample_input()
    unlisted = replace(given.readings[0], pledges=SAMPLE.pledges[12:])

    report = report_rows(replace(given, readings=(unlisted, *given.readings[1:])))

    assert [row.pledge for row in report.main] == [SAMPLE.pledges[12]]
    assert report.others == ()


def test_the_counts_of_a_theme_add_up_to_its_pledges(report: Report) -> None:
    """Each pledge is counted once, under the strongest evidence it has, and the whole is the sum of the themes."""
    for theme in report.themes:
        assert sum(tally.total for tally in theme.tallies) == len(theme.rows)
        assert all(tally.settled <= tally.total for tally in theme.tallies)

    assert [(tally.label, tally.total, tally.settled) for tally in report.tallies] == [
        (Label.DIRECT, 8, 5),
        (Label.SUPPORTING, 2, 1),
        (Label.RELATED, 1, 0),
        (Label.NONE, 1, 0),
    ]


def test_the_progress_adds_up_to_all_proposals(report: Report) -> None:
    """Decided, in doubt and open are together all proposals."""
    proposals = [item for row in report.rows for item in row.proposals]

    assert report.progress.total == len(proposals) == 34
    assert (report.progress.decided, report.progress.unsure) == (8, 1)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status(Label.DIRECT, settled=True), "Direct bewijs, beoordeeld"),
        (Status(Label.DIRECT, settled=False), "Voorstel: direct bewijs"),
        (Status(Label.SUPPORTING, settled=False), "Voorstel: ondersteunend"),
        (Status(Label.RELATED, settled=False), "Voorstel: alleen verwant"),
        (Status(Label.NONE, settled=False), "Geen bewijs gevonden"),
        (Status(Label.NONE, settled=True), "Geen bewijs, beoordeeld"),
        (Status(Label.NONE, settled=False, searched=False), "Nog geen verslag gelezen"),
    ],
)
def test_a_status_claims_no_more_than_is_known(status: Status, said: str) -> None:
    """What no person judged is called a proposal."""
    assert words.status_text(status) == said


def test_a_pledge_without_evidence_says_what_was_searched(report: Report) -> None:
    """Absence of evidence names how many sections of which report were compared."""
    row = _row(report, 9)

    assert row.proposals == ()
    assert [words.searched_text(finding) for finding in row.findings] == [
        "Geen bewijs gevonden. Vergeleken met 12 onderdelen van dit verslag; 1 van de 14 pagina’s is niet gelezen.",
        "Geen bewijs gevonden. Vergeleken met 13 onderdelen van dit verslag.",
    ]
    assert all(len(finding.nearest) == 3 for finding in row.findings)


def test_without_reports_nothing_is_claimed() -> None:
    """A plan alone gives rows that say that no report was read."""
    report = report_rows(replace(sample_input(judged=False), readings=sample_input().readings[:1], matches=()))

    assert {words.status_text(row.status) for row in report.main} == {"Nog geen verslag gelezen"}
    assert "nog geen verslag gelezen" in html_report(report, no_link)


def test_at_most_a_handful_of_proposals_is_shown_at_once(report: Report) -> None:
    """Three proposals of a report are in sight, the strongest first, and the others behind one click."""
    finding = _row(report, 12).findings[0]

    assert [item.proposed for item in finding.shown] == [Label.RELATED] * 3
    assert [item.match.score for item in finding.shown if item.match] == [0.35, 0.22, 0.19]
    assert finding.shown + finding.rest == finding.proposals


def test_the_latest_review_counts_and_earlier_ones_are_history(report: Report) -> None:
    """A second judgement of a pair replaces the first and leaves it readable."""
    verdict = _proposal(report, 3, 15).verdict

    assert verdict is not None
    assert verdict.judgement is Judgement.DIRECT
    assert [decision.review.reviewer for decision in verdict.earlier] == ["B. Zwart"]
    assert "Ondersteunend, volgens B. Zwart op 3 oktober 2025" in html_report(report, no_link)


def test_the_latest_review_counts_whatever_the_order_of_the_log() -> None:
    """Time decides, not the place in the log."""
    old, new = SAMPLE.review(5, 17, Judgement.DIRECT, "A", 1), SAMPLE.review(5, 17, Judgement.NONE, "B", 2)

    assert _proposal(_with(new, old), 5, 17).standing is Label.NONE


def test_doubt_leaves_a_proposal_a_proposal(report: Report) -> None:
    """‘Twijfel’ settles nothing: the status stays a proposal, and the doubt is shown."""
    proposal = _proposal(report, 4, 16)

    assert not proposal.settled
    assert words.proposal_text(proposal) == "Twijfel (voorstel: ondersteunend)"
    assert words.status_text(_row(report, 4).status) == "Voorstel: ondersteunend"


def test_only_when_all_proposals_are_rejected_is_absence_a_judgement() -> None:
    """One rejection leaves the other proposal standing; two make the absence of evidence a person's finding."""
    first, second = (SAMPLE.review(7, result, Judgement.NONE, "A", 1) for result in (6, 5))

    assert words.status_text(_row(_with(first), 7).status) == "Voorstel: alleen verwant"
    assert words.status_text(_row(_with(first, second), 7).status) == "Geen bewijs, beoordeeld"


def test_a_person_can_find_evidence_that_was_not_proposed() -> None:
    """A judgement about a pair that was compared and not proposed counts as any other."""
    report = _with(SAMPLE.review(9, 12, Judgement.DIRECT, "A", 1))

    assert words.status_text(_row(report, 9).status) == "Direct bewijs, beoordeeld"
    assert SAMPLE.results[11].id not in {result.id for part in report.unserved for result in part.results}


def test_a_judged_pair_stays_when_it_is_no_longer_matched() -> None:
    """A decision is shown although the matching does not offer the pair any more."""
    given = sample_input(judged=False)
    review = SAMPLE.review(5, 17, Judgement.DIRECT, "A", 1)
    pair = (review.pledge, review.result)
    left = tuple(match for match in given.matches if (match.pledge, match.result) != pair)

    report = report_rows(replace(given, matches=left, reviews=(review,)))

    assert _proposal(report, 5, 17).match is None
    assert words.status_text(_row(report, 5).status) == "Direct bewijs, beoordeeld"
    assert "nu niet voorgesteld door het programma" in html_report(report, no_link)


def test_a_review_is_found_back_by_its_texts() -> None:
    """When a document was read anew, the decision goes with the text of the pledge and the heading of the result."""
    review = SAMPLE.review(5, 17, Judgement.SUPPORTING, "A", 1)
    old = replace(
        review,
        pledge=StatementId("oud-1"),
        result=StatementId("oud-2"),
        pledge_text=review.pledge_text.replace(" ", "\n", 1).upper(),
    )

    report = _with(old)

    verdict = _proposal(report, 5, 17).verdict
    assert verdict is not None and verdict.latest.carried
    assert "overgenomen" in words.decision_text(verdict.latest)
    assert report.loose == ()


def test_a_review_that_fits_nowhere_stays_readable() -> None:
    """Nobody's decision is lost: what cannot be placed is listed by itself, in every format."""
    review = replace(
        SAMPLE.review(5, 17, Judgement.DIRECT, "A. de Wit", 1),
        pledge=StatementId("weg"),
        pledge_text="Oude toezegging.",
    )

    report = _with(review)

    assert report.loose == (review,)
    assert "Oude toezegging." in html_report(report, no_link)
    assert json.loads(rendered(report, ReportFormat.JSON))["loose_reviews"][0]["pledge_text"] == "Oude toezegging."
    assert "Losse beoordelingen" in load_workbook(BytesIO(rendered(report, ReportFormat.XLSX))).sheetnames


def test_a_heading_that_stands_in_two_reports_moves_no_decision() -> None:
    """Where texts fit two pairs equally well, the review stays loose rather than guess."""
    given = sample_input(judged=False)
    twin = replace(SAMPLE.results[0], heading="Vier veren zonder uitstoot")
    readings = (given.readings[0], replace(given.readings[1], results=(twin, *SAMPLE.results[1:12])), given.readings[2])
    review = replace(SAMPLE.review(5, 17, Judgement.DIRECT, "A", 1), result=StatementId("weg"))

    report = report_rows(replace(given, readings=readings, reviews=(review,)))

    assert report.loose == (review,)


def test_every_review_is_somewhere(report: Report) -> None:
    """The decisions in the rows and the loose ones are together the whole log."""
    verdicts = [item.verdict for row in report.rows for item in row.proposals if item.verdict]

    assert sum(1 + len(verdict.earlier) for verdict in verdicts) + len(report.loose) == len(DECISIONS)


def test_a_result_names_the_other_pledges_it_stands_beside(report: Report) -> None:
    """The reader sees that one result is used more than once; rejected uses are left out."""
    also = {ref.number for ref in _proposal(report, 6, 18).also}

    assert also == {5}
    assert [ref.number for ref in _proposal(report, 5, 6).also] == [6]


def test_results_beside_no_pledge_are_listed_once(report: Report) -> None:
    """What was reported and not pledged is shown per report."""
    found = {part.report.id: [result.heading for result in part.results] for part in report.unserved}

    assert found == {
        REPORT_2023.id: ["Vijftig jaar Vereniging Veerhuizen"],
        REPORT_2024.id: ["Lage waterstand", "Bezoek uit Zweden"],
    }


def test_page_verdicts_add_up_to_the_pages() -> None:
    """Every page of a document is accounted for, also one that nothing is known of."""
    given = sample_input()
    cut = replace(given.readings[1], pages=given.readings[1].pages[:-3])

    report = report_rows(replace(given, readings=(given.readings[0], cut, given.readings[2])))

    for quality in report.quality:
        assert sum(counted.pages for counted in quality.counts) == quality.document.pages
    assert "3 niet gelezen" in html_report(report, no_link)


def test_matches_of_unknown_statements_are_reported() -> None:
    """A match that points at nothing is left out, and said to be."""
    given = sample_input()
    stray = replace(given.matches[0], pledge=StatementId("weg"))

    report = report_rows(replace(given, matches=(*given.matches, stray)))

    assert any(notice.problem.message.startswith("1 voorstel ") for notice in report.notices)


@given(st.lists(st.floats(-3, 3, allow_nan=False), max_size=12))
def test_the_reasons_that_are_shown_add_up(contributions: list[float]) -> None:
    """The rounded contributions are together the rounded sum."""
    parts = [Component(str(at), value, "") for at, value in enumerate(contributions)]

    shown = [_hundredths(reason.added) for reason in words.reasons(parts)]

    assert sum(shown) == pytest.approx(100 * sum(contributions), abs=0.5001)


def _hundredths(text: str) -> int:
    return round(100 * float(text.replace(",", ".").replace("−", "-")))


@given(st.text("ab \n.", max_size=30), st.text("ab .", max_size=6))
def test_marking_changes_no_character(text: str, evidence: str) -> None:
    """The pieces are together the text, and at most one of them is marked: the evidence, white space aside."""
    pieces = marked(text, evidence)

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text.split() for piece in pieces if piece.marked] in ([], [evidence.split()])


@given(st.lists(st.tuples(*[st.integers(0, 600)] * 2), max_size=8))
def test_boxes_survive_an_address(corners: list[tuple[int, int]]) -> None:
    """What a link says to mark is what the page marks."""
    boxes = tuple(Box(x, top, x + 10, top + 12.5) for x, top in corners)

    assert boxes_from(boxes_text(boxes)) == boxes
