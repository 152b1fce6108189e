"""What an analyst does with search results: looks at them, takes them along, and sees how they go by year."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from search_texts import passages
from search_workspace import add, filled, indexed, new_report, objects, rows, told, typed

from corpus.workspace import Workspace
from review.figure import trend_svg

HOSTILE = ("=1+1", "+dijk", "-dijk", "@dijk", '=HYPERLINK("http://veer.example";"dijk")', "<script>dijk</script>")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is only read."""
    return filled(tmp_path_factory.mktemp("zoeken") / "werkmap")


@pytest.fixture
def own(workspace: Path, tmp_path: Path) -> Path:
    """A workspace that a test may change."""
    return Path(shutil.copytree(workspace, tmp_path / "werkmap"))


# Order and views


def test_hits_can_stand_in_the_order_of_the_documents_or_by_year(workspace: Path) -> None:
    """Document order is that of the plan and the reports by year; by year the latest comes first, the plan last."""
    document = objects(typed(workspace, "search", "dijk", "--sort", "document", "--json").stdout)
    year = objects(typed(workspace, "search", "dijk", "--sort", "year", "--json").stdout)

    places = [passage.id for passage in passages()]
    orders = [places.index(str(hit["passage"])) for hit in document]
    assert orders == sorted(orders)
    assert [hit["year"] for hit in year] == [2023, 2022, 2022, None]


def test_a_document_and_a_section_are_named_once(workspace: Path) -> None:
    """However their hits are spread over the order, those of one section stand together under its document."""
    listed = typed(workspace, "search", "water").stdout

    for name in ("koersplan.pdf", "jaarbericht-2022.pdf", "jaarbericht-2023.pdf"):
        assert listed.count(name) == 1
    assert listed.count("\n  Schoon water\n") == 3


def test_an_occurrence_in_context_is_a_line(workspace: Path) -> None:
    """Each occurrence has its page, the text on both sides as it stands there, and the address of its page."""
    lines = objects(typed(workspace, "search", "water", "--kwic", "--json").stdout)

    texts = [" ".join(passage.quote.text.split()) for passage in passages()]
    assert len(lines) > 6
    for line in lines:
        assert any(f"{line['left']}{line['words']}{line['right']}" in text for text in texts)
        assert str(line["address"]).endswith(f"#page={line['page']}")


def test_words_in_context_stand_below_each_other(workspace: Path) -> None:
    """What was found begins in the same column on every line."""
    lines = typed(workspace, "search", "dijk", "--exact", "--kwic").stdout.splitlines()[:-1]
    more = typed(workspace, "search", "dijken", "--exact", "--kwic").stdout.splitlines()[:-1]

    assert {line.index("dijk") for line in lines} == {lines[0].index("dijk")}
    assert {line.index("dijken") for line in more} == {more[0].index("dijken")}
    assert len(more) == 2


def test_words_side_by_side_are_one_occurrence(workspace: Path) -> None:
    """A phrase is one line in context and counts once, however many words it has; words apart are two."""
    phrase = objects(typed(workspace, "search", '"versterking van twee dijken"', "--kwic", "--json").stdout)
    apart = objects(typed(workspace, "search", "kade dijken", "--exact", "--kwic", "--json").stdout)
    (year, *_) = objects(typed(workspace, "trend", '"versterking van twee dijken"', "--json").stdout)

    assert [line["words"] for line in phrase] == ["versterking van twee dijken"]
    assert [line["words"] for line in apart] == ["kade", "dijken"]
    assert (year["passages"], year["occurrences"]) == (1, 1)


def test_a_facet_can_be_asked_for_and_excluded_as_it_stands_there(workspace: Path) -> None:
    """Adding a counted value to the question leaves as many passages as were counted, excluding it the rest."""
    found = json.loads(typed(workspace, "search", "water OF dijk", "--facets", "--json").stdout)

    values = [value for values in found["facets"].values() for value in values]
    assert len(values) > 8
    for value in values:
        inside = typed(workspace, "search", f"(water OF dijk) {value['query']}", "--facets", "--json")
        outside = typed(workspace, "search", f"(water OF dijk) -{value['query']}", "--facets", "--json")
        rest = json.loads(outside.stdout)["passages"] if outside.exit_code == 0 else 0
        assert json.loads(inside.stdout)["passages"] == value["passages"]
        assert value["passages"] + rest == found["passages"]


# Files


def test_a_csv_has_every_hit_with_its_page(workspace: Path, tmp_path: Path) -> None:
    """All hits are in the file, each with the place, the words found and an address that is a file at its page."""
    target = tmp_path / "uitvoer" / "water.csv"
    target.parent.mkdir()

    done = typed(workspace, "search", "NIET zwaluw", "-o", target)

    assert done.exit_code == 0
    found = rows(target.read_text("utf-8"))
    assert len(found) == len(passages())
    addresses = [row["Adres"].partition("#page=") for row in found]
    assert [page for _, _, page in addresses] == [row["Pagina"] for row in found]
    assert all((target.parent / path).resolve().is_file() for path, _, _ in addresses)


def test_a_workbook_has_the_same_rows_and_opens_the_page(workspace: Path, tmp_path: Path) -> None:
    """Excel and CSV hold the same cells; in Excel the address is a link."""
    typed(workspace, "search", "dijk", "-o", tmp_path / "dijk.xlsx")
    typed(workspace, "search", "dijk", "-o", tmp_path / "dijk.csv")

    sheet = load_workbook(tmp_path / "dijk.xlsx")["Passages"]
    written = [["" if cell.value is None else str(cell.value) for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert written == [list(row.values()) for row in rows((tmp_path / "dijk.csv").read_text("utf-8"))]
    link = sheet.cell(2, sheet.max_column).hyperlink
    assert link is not None
    assert link.target.replace("\\", "/").endswith(".pdf")
    assert link.location == "page=3"


def test_text_of_a_document_is_never_a_formula(tmp_path: Path) -> None:
    """What looks like a formula in a text, heading or name stays text in Excel, and is made harmless in CSV."""
    bad = replace(new_report("=cmd.pdf"), title="=2+2")
    with Workspace.open(tmp_path / "werkmap", create=True) as opened:
        add(opened, bad, [replace(told(bad, at, f"{text} dijk"), heading=text) for at, text in enumerate(HOSTILE)])
        indexed(opened)

    for view in ("--no-concepts", "--kwic", "--facets"):
        typed(tmp_path / "werkmap", "search", "dijk", view, "-o", tmp_path / "dijk.xlsx")
        typed(tmp_path / "werkmap", "search", "dijk", view, "-o", tmp_path / "dijk.csv")
        sheet = load_workbook(tmp_path / "dijk.xlsx").worksheets[0]
        cells = [cell for row in rows((tmp_path / "dijk.csv").read_text("utf-8")) for cell in row.values()]

        assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_what_is_cut_off_is_said(workspace: Path, tmp_path: Path) -> None:
    """Files and JSON hold every hit, unless a limit is given: then standard error says how many there are."""
    every = typed(workspace, "search", "water", "--json")
    some = typed(workspace, "search", "water", "--json", "--limit", "2")
    file = typed(workspace, "-q", "search", "water", "--limit", "2", "-o", tmp_path / "water.csv")

    number = len(every.stdout.splitlines())
    assert every.stderr == ""
    assert some.stderr == file.stderr == f"Afgekapt met --limit: 2 van {number} passages.\n"


def test_a_workbook_tells_what_it_is_of(workspace: Path, tmp_path: Path) -> None:
    """A second sheet has the question, its options, what was found, and that it was cut off."""
    words = ("dijk OF kade water", "--year", "2022..", "--no-compounds", "--limit", "1")
    typed(workspace, "search", *words, "-o", tmp_path / "dijk.xlsx")

    sheet = load_workbook(tmp_path / "dijk.xlsx")["Toelichting"]
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == [
        "Zoekvraag: dijk OF kade water",
        "Gelezen als: dijk OF (kade EN water)",
        "Opties: jaar 2022.., zonder samenstellingen",
        "Gevonden: 2 passages in 2 documenten",
        "Afgekapt met --limit: 1 van 2 passages.",
        "Zonder verslagjaar, en dus niet doorzocht: koersplan.pdf.",
        "Gelezen als: dijk OF (kade EN water).",
    ]


def test_all_of_many_hits_are_exported(tmp_path: Path) -> None:
    """Far more hits than a list shows are counted and written to the last one."""
    report = new_report()
    with Workspace.open(tmp_path / "werkmap", create=True) as opened:
        add(opened, report, [told(report, number, f"De dijk nummer {number} is hoog.") for number in range(1500)])
        indexed(opened)

    listed = typed(tmp_path / "werkmap", "search", "dijk").stdout
    done = typed(tmp_path / "werkmap", "search", "dijk", "--sort", "document", "--format", "csv")

    assert listed.endswith("1500 passages in 1 document, waarvan 20 getoond.\n")
    assert [f"nummer {number} is" in row["Fragment"] for number, row in enumerate(rows(done.stdout))] == [True] * 1500


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["dijk", "-o", "dijk.pdf"], 2, "csv or xlsx"),
        (["dijk", "-o", "weg/dijk.csv"], 3, "cannot be written"),
        (["dijk", "-o", "dijk.csv", "--json"], 2, "not both"),
        (["dijk", "--saved"], 2, "Give one of these"),
        ([], 2, "Give one of these"),
        (["dijk", "--year", "vorig"], 2, "vorig\n  ^ een jaar"),
        (["--saved", "--year", "2023"], 2, "options of its own"),
        (["--saved"], 1, "Nothing is saved yet"),
        (["--saved", "--kwic"], 2, "are for one"),
        (["dijk", "--save", " "], 3, "needs a name"),
        (["--saved", "weg"], 3, "No search was saved as 'weg'"),
        (["zwaluw", "-o", "niets.csv"], 1, "Niets gevonden"),
    ],
)
def test_a_mistake_is_one_clear_line(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, says: str
) -> None:
    """What cannot be done is told with what can, nothing is written, and the exit code is that of the README."""
    monkeypatch.chdir(tmp_path)

    done = typed(workspace, "search", *words)

    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert list(tmp_path.iterdir()) == []


# Trend


def test_a_trend_counts_by_year(workspace: Path) -> None:
    """The counts of the years, and of what has none, add up to those of the search."""
    found = objects(typed(workspace, "trend", "water", "--json").stdout)

    every = json.loads(typed(workspace, "search", "water", "--facets", "--json").stdout)
    counted = {value["value"]: value["passages"] for value in every["facets"]["year"]}
    assert {str(row["year"]): row["passages"] for row in found if row["year"]} == counted
    assert sum(int(str(row["passages"])) for row in found) == every["passages"]
    assert [row["year"] for row in found] == [2022, 2023, None]


def test_a_year_without_a_report_is_in_the_trend(own: Path) -> None:
    """Between the first and last year no year is left out."""
    later = new_report(year=2025)
    with Workspace.open(own, create=False) as opened:
        add(opened, later, [told(later, 1, "De dijk is af.")])
        indexed(opened)

    found = objects(typed(own, "trend", "dijk", "--json").stdout)

    assert [row["year"] for row in found] == [2022, 2023, 2024, 2025, None]
    assert (found[2]["documents"], found[2]["passages_per_1000_words"]) == (0, None)


def test_the_figure_is_an_image_that_says_what_it_shows(workspace: Path, tmp_path: Path) -> None:
    """The SVG has a name and a description with the numbers, a bar for each year, and what it leaves out."""
    target = tmp_path / "dijk.svg"
    query = 'dijk OF "<b>&\u2019"'

    done = typed(workspace, "trend", query, "--theme", "Veiligheid", "-o", target)

    root = ElementTree.parse(target).getroot()
    texts = ["".join(element.itertext()) for element in root.iter()]
    assert done.exit_code == 0
    assert root.get("role") == "img"
    assert f"Hoe vaak per verslagjaar: {query} (thema Veiligheid)" in texts
    assert any("2022: 2 passages in 1 document, 55,56 per 1.000 woorden" in text for text in texts)
    assert "Niet in de figuur: 1 passage in 1 document zonder jaar." in texts
    assert len([one for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("width") != "100%"]) == 4


def test_a_figure_needs_no_years_and_bears_any_question() -> None:
    """Without years it has no bars; control characters and very long questions make no broken file."""
    drawn = trend_svg("\x01\ud800 dijk " * 200, [])

    assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_a_trend_of_nothing_says_so(workspace: Path, tmp_path: Path) -> None:
    """Nothing found ends with code 1 and draws nothing; another kind of picture is refused."""
    nothing = typed(workspace, "trend", "zwaluw", "-o", tmp_path / "zwaluw.svg")
    picture = typed(workspace, "trend", "dijk", "-o", tmp_path / "dijk.png")

    assert (nothing.exit_code, picture.exit_code) == (1, 2)
    assert list(tmp_path.iterdir()) == []
