"""What each format makes of the report: HTML, Excel, CSV and JSON."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from review_data import PLAN, SAMPLE, hostile_input, sample_input

from corpus.model import Box, Document
from review.html import html_report
from review.report import Report, ReportInput
from review.rows import report_rows
from review.write import ReportFormat, rendered, write_report

HOSTILE = '<script>alert(1)</script>{{ 7 * 7 }}" onclick="alert(1)" javascript:alert(1) \'; --'


@pytest.fixture(scope="module")
def report() -> Report:
    return report_rows(sample_input())


def _file_link(document: Document, page: int, boxes: tuple[Box, ...]) -> str:
    return f"originals/{document.id}.pdf#page={page}"


class _Page(HTMLParser):
    """The elements, attributes and text of a page, as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_else(report: Report) -> None:
    """The HTML report has its style and script inside and asks nothing of any other place."""
    text = html_report(report, _file_link)
    page = _Page(text)

    assert page.tags["link"] == page.tags["img"] == page.tags["iframe"] == page.tags["form"] - 1 == 0
    assert (page.tags["style"], page.tags["script"]) == (1, 1)
    addresses = [value for name, value in page.attributes if name in ("src", "href", "action")]
    assert all(re.match(r"#|originals/", address) for address in addresses)
    assert not re.search(r"url\(|@import|https?://", text)


def test_every_link_within_the_page_leads_somewhere(report: Report) -> None:
    """Contents, references and anchors all point at something that is there, under an id that is used once."""
    page = _Page(html_report(report, _file_link))

    targets = {value[1:] for name, value in page.attributes if name == "href" and value.startswith("#")}

    assert targets <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {f"toezegging-{pledge.id}" for pledge in SAMPLE.pledges} <= targets


def test_text_of_documents_does_nothing_on_the_page() -> None:
    """Markup, script addresses and template signs in a document are shown as the text they are."""
    report = report_rows(hostile_input(HOSTILE))

    page = _Page(html_report(report, lambda document, page, boxes: f"javascript:{document.title}"))

    assert page.tags["script"] == 1
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [value for name, value in page.attributes if name == "href" and "javascript" in value]
    assert "{{ 7 * 7 }}" in "".join(page.words)


def test_quotations_carry_their_source(report: Report) -> None:
    """A copied quotation ends with organisation, document and page."""
    page = _Page(html_report(report, _file_link))

    copied = [value for name, value in page.attributes if name == "data-copy"]

    assert (
        "“Scholieren en forenzen steken er voor hetzelfde tarief mee over.” "
        "(Vereniging Veerhuizen, Jaarverslag 2024, p. 4)" in copied
    )


def test_the_workbook_holds_the_same_rows(report: Report) -> None:
    """Each sheet has a frozen, filtered heading row, and each pledge and proposal its own row."""
    book = load_workbook(BytesIO(rendered(report, ReportFormat.XLSX)))

    assert book.sheetnames == [
        *("Toezeggingen", "Voorstellen", "Niet toegezegd", "Van jaar tot jaar", "Problemen", "Toelichting")
    ]
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in book.worksheets)
    assert [sheet.max_row - 1 for sheet in book.worksheets[:3]] == [13, 34, 3]
    assert book["Voorstellen"]["L2"].value == "Direct bewijs"


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 6", "-1", "@kop", '=HYPERLINK("http://veer.example")', "http://veer.example"]
)
def test_text_in_a_spreadsheet_is_never_a_formula(text: str) -> None:
    """A cell that looks like a formula or link stays text in Excel, and is made harmless in CSV."""
    report = report_rows(hostile_input(text))

    sheet = load_workbook(BytesIO(rendered(report, ReportFormat.XLSX)))["Toezeggingen"]
    lines = list(csv.reader(StringIO(rendered(report, ReportFormat.CSV).decode("utf-8-sig")), delimiter=";"))

    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].hyperlink) == (text, "s", None)
    assert lines[1][1] == (text if text.startswith("h") else f"'{text}")


def test_csv_opens_in_a_dutch_excel(report: Report) -> None:
    """It begins with a byte order mark, separates by semicolon, writes decimals with a comma, and misses no pledge."""
    content = rendered(report, ReportFormat.CSV)
    lines = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbfNummer;")
    assert {line["Nummer"] for line in lines} == {str(number) for number in range(1, 14)}
    assert len(lines) == 34 + 2
    assert lines[0]["Score"] == "0,86"


def test_json_carries_every_component(report: Report) -> None:
    """The contributions of each proposal are exactly its raw score, and boxes tell where the words stand."""
    pledges = json.loads(rendered(report, ReportFormat.JSON))["pledges"]

    proposals = [item for pledge in pledges for found in pledge["reports"] for item in found["proposals"]]

    assert len(proposals) == 34
    for item in proposals:
        assert sum(part["contribution"] for part in item["components"]) == pytest.approx(item["raw"])
        assert item["evidence"]["places"][0]["boxes"][0].keys() == {"x0", "top", "x1", "bottom"}


@pytest.mark.parametrize("format", ReportFormat)
def test_the_same_input_gives_the_same_file(format: ReportFormat) -> None:
    """A report made twice is the same to the last byte."""
    first, second = (rendered(report_rows(sample_input()), format) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("format", ReportFormat)
def test_an_empty_workspace_still_gives_a_report(format: ReportFormat) -> None:
    """Without any document the report says so in every format."""
    given = ReportInput(readings=(), generated_at=sample_input().generated_at)

    assert rendered(report_rows(given), format)


def test_a_file_is_replaced_whole_or_not_at_all(report: Report, tmp_path: Path) -> None:
    """A report takes the place of the old file; when it cannot, nothing is left beside it."""
    target, folder = tmp_path / "rapport.json", tmp_path / "rapport.csv"
    target.write_text("oud")
    folder.mkdir()

    write_report(report, ReportFormat.JSON, target)
    with pytest.raises(OSError):
        write_report(report, ReportFormat.CSV, folder)

    assert json.loads(target.read_text("utf-8"))["organisation"] == "Vereniging Veerhuizen"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rapport.csv", "rapport.json"]


def test_a_report_can_go_to_a_stream(report: Report) -> None:
    """Standard output gets the same bytes as a file."""
    stream = BytesIO()

    write_report(report, ReportFormat.HTML, stream, link=_file_link)

    assert stream.getvalue() == rendered(report, ReportFormat.HTML, link=_file_link)
    assert PLAN.title in stream.getvalue().decode()
