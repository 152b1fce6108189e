"""What the report says of changes from year to year."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from review_data import CONTINUED, PLAN, REPORT_2023, REPORT_2024, SAMPLE, sample_input

from corpus.model import Judgement, Review, StatementId
from review import words
from review.html import html_report
from review.links import no_link
from review.report import Basis, Change, PledgeRow, Report, Reported, ReportInput, YearOnYear
from review.rows import report_rows
from review.write import ReportFormat, rendered


@pytest.fixture(scope="module")
def report() -> Report:
    return report_rows(sample_input())


def _with(*reviews: Review) -> Report:
    return report_rows(replace(sample_input(judged=False), reviews=reviews))


def _changes(row: PledgeRow) -> list[tuple[int, Change | None]]:
    return [(year.year, year.change) for year in row.years]


def _numbers(rows: tuple[PledgeRow, ...]) -> list[int]:
    return [row.number for row in rows]


def _numbered(told: tuple[Reported, ...]) -> list[int]:
    order = [result.id for result in SAMPLE.results]
    return [order.index(item.result.id) + 1 for item in told]


def test_each_pledge_has_a_line_through_the_years(report: Report) -> None:
    """Year by year it says what stands, by the strongest result, and what that is after the years before."""
    rows = report.rows

    assert _changes(rows[0]) == [(2023, None), (2024, Change.AGAIN)]
    assert _changes(rows[3]) == [(2023, None), (2024, Change.FIRST)]
    assert _changes(rows[8]) == [(2023, None), (2024, None)]
    assert [words.year_text(year) for year in rows[11].years] == [
        "2023: voorstel: alleen verwant",
        "2024: voorstel: direct bewijs (voor het eerst beantwoord)",
    ]
    assert [year.best and year.best.result.heading for year in rows[3].years] == [
        None,
        "Gesprekken over de avonddienst",
    ]


def test_a_judgement_overrules_the_label_of_a_year() -> None:
    """A pledge falls silent when a person rejects the only evidence of a year, and is answered when one finds some."""
    rejected = SAMPLE.review(2, 14, Judgement.NONE, "A", 1)
    accepted = SAMPLE.review(9, 24, Judgement.SUPPORTING, "A", 1)

    report = _with(rejected, accepted)

    assert _changes(report.rows[1]) == [(2023, None), (2024, Change.SILENT)]
    assert _changes(report.rows[8]) == [(2023, None), (2024, Change.FIRST)]
    assert _numbers(report.years[0].silent) == [2]
    assert 9 in _numbers(report.years[0].first)


def test_doubt_leaves_the_label_of_a_year() -> None:
    """‘Twijfel’ changes nothing."""
    report = _with(SAMPLE.review(2, 14, Judgement.UNSURE, "A", 1))

    assert _changes(report.rows[1]) == [(2023, None), (2024, Change.AGAIN)]


def test_a_report_stands_against_the_year_before(report: Report) -> None:
    """What is new and what goes on are together all its results; what nobody goes on with has ended."""
    (one,) = report.years

    assert (one.report, one.before) == (REPORT_2024, (REPORT_2023,))
    assert _numbers(one.first) == [4, 11, 12]
    assert one.silent == ()
    assert _numbered(one.continued) == [later for later, _ in CONTINUED]
    assert sorted(_numbered(one.new) + _numbered(one.continued)) == list(range(13, 26))
    assert [result.heading for result in one.ended] == [
        "Proef met gesproken vaartijden",
        "Gastlessen op het mbo",
        "Handboek veilig aanleggen",
        "Incidenten gemeld",
        "Vijftig jaar Vereniging Veerhuizen",
    ]


def _third_year(given: ReportInput) -> ReportInput:
    """The sample, the report of 2024 now being of 2025, and one of 2024 in which nothing was reported."""
    late = replace(given.readings[2], document=replace(REPORT_2024, year=2025))
    empty = replace(late, document=replace(REPORT_2024, id=PLAN.id, name="leeg", year=2024), results=(), problems=())
    return replace(given, readings=(*given.readings[:2], empty, late))


def test_a_pledge_can_fall_silent_and_come_back() -> None:
    """It fell silent once, in the first year without evidence, and what was answered long ago is not answered first."""
    report = report_rows(_third_year(sample_input(judged=False)))

    assert _changes(report.rows[0]) == [(2023, None), (2024, Change.SILENT), (2025, Change.AGAIN)]
    assert _changes(report.rows[3]) == [(2023, None), (2024, None), (2025, Change.FIRST)]
    assert [(one.report.year, one.before[0].year) for one in report.years] == [(2024, 2023), (2025, 2024)]


def test_one_year_is_no_comparison() -> None:
    """With one report, or none of which the year is known, nothing is said of years."""
    given = sample_input()
    undated = tuple(replace(one, document=replace(one.document, year=None)) for one in given.readings)

    alone, unknown = (
        report_rows(replace(given, readings=given.readings[:2])),
        report_rows(replace(given, readings=undated)),
    )

    assert alone.years == unknown.years == ()
    assert all(row.years == () for row in alone.rows + unknown.rows)
    assert 'id="jaar-op-jaar"' not in html_report(alone, no_link)
    assert sum("jaar niet bekend" in notice.problem.message for notice in unknown.notices) == 2


def test_reports_of_another_organisation_silence_nobody() -> None:
    """A pledge is followed through the reports of those who made it."""
    given = sample_input()
    other = replace(given.readings[2], document=replace(REPORT_2024, organisation="Bruggenbond"))

    report = report_rows(replace(given, readings=(*given.readings[:2], other)))

    assert report.years == ()
    assert all(row.years == () for row in report.rows)


def test_what_a_lost_result_continued_is_left_out() -> None:
    """A continuation that names a result that is there no more is passed over."""
    given = sample_input()
    lost = replace(given.continuations[0], earlier=StatementId("weg"))

    report = report_rows(replace(given, continuations=(lost, *given.continuations[1:])))

    assert _numbered(report.years[0].continued) == [later for later, _ in CONTINUED[1:]]


def _against(report: Report) -> YearOnYear:
    return report.years[0]


def test_json_tells_of_years(report: Report) -> None:
    """Each pledge has its years, each proposal what it continues, and each report its changes, by id."""
    told = json.loads(rendered(report, ReportFormat.JSON))

    (one,) = told["years"]
    assert (one["report"], one["before"]) == ("jaarverslag-2024", ["jaarverslag-2023"])
    assert one["first_answered"] == [row.pledge.id for row in _against(report).first]
    assert one["continued"][0]["continues"]["heading"] == "Hellingbanen vernieuwd"
    assert [year["change"] for year in told["pledges"][3]["years"]] == [None, "first"]
    assert told["pledges"][0]["reports"][1]["proposals"][0]["continues"]["report"] == "jaarverslag-2023"


def test_the_workbook_has_a_sheet_of_years(report: Report) -> None:
    """A row for each change, with report, year, and what it was compared with."""
    sheet = load_workbook(BytesIO(rendered(report, ReportFormat.XLSX)))["Van jaar tot jaar"]

    rows = list(sheet.iter_rows(min_row=2, values_only=True))

    assert {row[:3] for row in rows} == {("Jaarverslag 2024", 2024, "Jaarverslag 2023")}
    assert [sum(row[3] == what for row in rows) for what in ("Voor het eerst beantwoord", "Nieuw", "Vervolg")] == [
        3,
        6,
        7,
    ]
    assert next(row for row in rows if row[3] == "Vervolg")[4:8] == (
        "1",
        "Drie op de vier ponten drempelvrij",
        3,
        "Hellingbanen vernieuwd (Vereniging Veerhuizen, Jaarverslag 2023, p. 3)",
    )


@pytest.mark.parametrize(
    ("basis", "shown", "said"),
    [
        (Basis(True, "veer 2"), "woorden en betekenis, met begrippenlijst veer 2", "lijst en versie: veer 2"),
        (Basis(False), "woorden, niet op betekenis", "in heel andere woorden meldt, kan daardoor gemist zijn"),
        (Basis(True, current=False), "woorden en betekenis", "Voer ‘waargemaakt run’ opnieuw uit."),
        (Basis(), "", "Wat genoeg overeenkomt, wordt een voorstel."),
    ],
)
def test_the_report_says_on_what_was_compared(basis: Basis, shown: str, said: str) -> None:
    """The head names it, and the account says what it means; nothing is claimed when it is not known."""
    report = report_rows(replace(sample_input(), basis=basis))

    page = html_report(report, no_link)

    assert words.basis_text(basis) == shown
    assert f"<dd>{shown}</dd>" in page or not shown
    assert said in page
    assert ("begrippenlijst" in page) == bool(basis.concepts)


def test_a_proposal_says_that_it_leans_on_the_concept_list() -> None:
    """In every format a match that was found by way of a concept names it."""
    given = sample_input()
    leaning = replace(given.matches[0], concepts=("toegankelijkheid", "openbaar vervoer"))

    report = report_rows(replace(given, matches=(leaning, *given.matches[1:])))

    assert "leunt op de begrippenlijst: toegankelijkheid en openbaar vervoer" in html_report(report, no_link)
    assert "toegankelijkheid, openbaar vervoer" in rendered(report, ReportFormat.CSV).decode()
    assert '"toegankelijkheid"' in rendered(report, ReportFormat.JSON).decode()


def test_a_result_that_serves_several_pledges_says_so_at_once(report: Report) -> None:
    """The numbers of the other pledges stand with the proposal, also on paper."""
    sixth, fifth = report.rows[5].pledge.id, report.rows[4].pledge.id
    rows = html_report(report, no_link).split("<article")
    row = next(row for row in rows if f'id="toezegging-{sixth}"' in row[:80])

    assert "ook bij toezegging" in row
    assert f'href="#toezegging-{fifth}"' in row
