"""Many questions at once, and questions that come back: lists of them are counted, saved ones tell what is new."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from search_texts import DOCUMENTS, FIRST, PLAN, SECOND, passages
from search_workspace import add, filled, indexed, new_report, objects, told, typed

from corpus.saved import SavedSearch, SavedSearchesError, saved_searches, with_search, without_search
from corpus.workspace import Workspace
from index.filters import Filters
from index.questions import QuestionsError, read_questions


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is only read."""
    return filled(tmp_path_factory.mktemp("zoeken") / "werkmap")


@pytest.fixture
def own(workspace: Path, tmp_path: Path) -> Path:
    """A workspace that a test may change."""
    return Path(shutil.copytree(workspace, tmp_path / "werkmap"))


# Many questions


def counted(workspace: Path, source: str | bytes, *words: str) -> tuple[list[dict[str, object]], int]:
    """What counting a file of questions gives, and the exit code."""
    file = workspace.parent / "zoekvragen.csv"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    done = typed(workspace, "search", "--queries", file, "--json", *words)
    return objects(done.stdout), done.exit_code


def test_every_question_is_counted_in_every_document(workspace: Path) -> None:
    """A row for each question and document, zero too; the counts are those of the search alone."""
    found, code = counted(workspace, "name,query\ndijken,dijk\nzwaluwen,zwaluw\n")

    alone = objects(typed(workspace, "search", "dijk", "--json").stdout)
    words = objects(typed(workspace, "search", "dijk", "--kwic", "--json").stdout)
    assert code == 0
    assert [(row["name"], row["document"], row["year"]) for row in found] == [
        (name, document.name, document.year) for name in ("dijken", "zwaluwen") for document in (PLAN, FIRST, SECOND)
    ]
    for row in found[:3]:
        assert row["passages"] == sum(hit["document"] == row["document"] for hit in alone)
        assert row["occurrences"] == sum(word["document"] == row["document"] for word in words)
    assert [row["passages"] for row in found[3:]] == [0, 0, 0]


def test_counts_are_set_against_the_words_of_the_document(workspace: Path) -> None:
    """The words of a document are those of all its passages; shares are of a thousand of them."""
    found, _ = counted(workspace, "name,query\nwater,water\n")

    for row, document in zip(found, DOCUMENTS.values(), strict=True):
        texts = [passage.quote.text for passage in passages() if passage.document == document.id]
        size = sum(len(text.replace("-\n", "").replace("|", " ").split()) for text in texts)
        assert row["words"] == size
        assert row["passages_per_1000_words"] == pytest.approx(1000 * int(str(row["passages"])) / size, abs=0.001)


def test_a_bad_question_is_a_row_and_stops_no_other(workspace: Path) -> None:
    """Its row says what is wrong and where; the exit code says that some failed, or all."""
    some, failed = counted(workspace, 'naam;zoekvraag\nkapot;(dijk\ncel;"a" b\nleeg;\nmeer;a;b\ngoed;dijk\n')
    _, all_failed = counted(workspace, "naam;zoekvraag\nkapot;(dijk\n")

    assert (failed, all_failed) == (4, 5)
    assert [row["name"] for row in some if "error" in row] == ["kapot", 'cel;"a" b', "leeg", "meer;a;b"]
    assert "‘(’ wordt niet gesloten. Teken 1" in str(some[0]["error"])
    assert [row["passages"] for row in some if row["name"] == "goed"] == [1, 2, 1]


@pytest.mark.parametrize(
    "source",
    [
        "naam;zoekvraag\r\npatiënten;patiënten\r\n".encode("cp1252"),
        "\ufeffNaam;Zoekvraag\npatiënten;patiënten\n".encode(),
        "\ufeffquery,name\npatiënten,patiënten\n".encode(),
        "naam\tzoekvraag\npatiënten\tpatiënten\n".encode("utf-16"),
        "sep=;\nnaam;toelichting;zoekvraag\npatiënten;;patiënten\n;;\n".encode(),
        "zoekvraag\npatiënten\n".encode(),
    ],
)
def test_a_list_is_read_as_excel_writes_it(source: bytes) -> None:
    """Separator, heading language, order of columns and encoding may differ; empty lines are passed over."""
    (question,) = read_questions(source, Filters())

    assert (question.name, question.text, question.fault) == ("patiënten", "patiënten", None)


@pytest.mark.parametrize(
    "source", [b"", b"dijk\nwater\n", b"naam;zoekvraag\n", b"PK\x03\x04", b"\x00\x01", b"\x81\xff"]
)
def test_what_is_no_list_is_one_clear_line(workspace: Path, source: bytes) -> None:
    """A file without questions is told, with what was expected; exit code 8."""
    file = workspace.parent / "geen.csv"
    file.write_bytes(source)

    done = typed(workspace, "search", "--queries", file)

    assert (done.exit_code, len(done.stderr.splitlines())) == (8, 1)
    assert "naam;zoekvraag" in done.stderr
    with pytest.raises(QuestionsError):
        read_questions(source, Filters())


def test_a_list_can_be_narrowed(workspace: Path) -> None:
    """Options hold for every question; a document of which they leave nothing was not searched and has no row."""
    found, _ = counted(workspace, "name,query\nwater,water\n", "--year", "2023")

    assert [(row["document"], row["passages"]) for row in found] == [(SECOND.name, 1)]


def test_the_matrix_goes_to_a_workbook(workspace: Path, tmp_path: Path) -> None:
    """One sheet has a row for each question and document, the other the documents side by side."""
    file = tmp_path / "vragen.csv"
    file.write_text("naam;zoekvraag\ndijken;dijk\nkapot;(dijk\n", "utf-8")

    typed(workspace, "search", "--queries", file, "-o", tmp_path / "telling.xlsx")

    book = load_workbook(tmp_path / "telling.xlsx")
    matrix = [[cell.value for cell in line] for line in book["Matrix"].iter_rows()]
    assert book.sheetnames == ["Telling", "Matrix"]
    assert book["Telling"].max_row == 5
    assert matrix[0][1:5] == ["koersplan.pdf", "jaarbericht-2022.pdf (2022)", "jaarbericht-2023.pdf (2023)", "Samen"]
    assert matrix[1][:5] == ["dijken", 1, 2, 1, 4]
    assert "wordt niet gesloten" in str(matrix[2][5])


# Saved searches


def test_a_saved_search_is_asked_with_its_options(own: Path) -> None:
    """A search that was saved is listed, found under its name, and counted with the others."""
    words = ("dijk", "--kind", "result", "--year", "2022..", "--no-compounds")
    typed(own, "search", *words, "--save", "dijken")

    again = typed(own, "search", "--saved", "dijken", "--json")
    every = objects(typed(own, "search", "--saved", "--json").stdout)

    assert again.stdout == typed(own, "search", *words, "--json").stdout
    assert typed(own, "searches").stdout == "dijken  dijk --year 2022.. --kind result --no-compounds\n"
    assert [(row["name"], row["document"]) for row in every] == [("dijken", FIRST.name), ("dijken", SECOND.name)]


def test_a_run_tells_what_is_new_for_each_saved_search(own: Path) -> None:
    """After a report is added its passages are new, once; what was there when the search was saved is not."""
    report, nothing = new_report(), own.parent / "leeg"
    nothing.mkdir()
    typed(own, "search", "dijk", "--save", "dijken")
    typed(own, "search", "kade", "--save", "kaden")
    with Workspace.open(own, create=False) as opened:
        add(opened, report, [told(report, 1, "De dijk is klaar."), told(report, 2, "Nieuwe dijken.")])

    first, second = typed(own, "run", nothing), typed(own, "run", nothing)

    where = f"{report.name} p. 1; {report.name} p. 1"
    assert first.stdout == f"dijken: 2 nieuw van 6 passages: {where}\n"
    assert "kaden: 0 nieuw van 1 passage." in first.stderr
    assert second.stdout == ""
    assert "dijken: 0 nieuw van 6 passages." in second.stderr


def test_a_passage_that_moved_is_not_new(own: Path) -> None:
    """When a document is read anew and its passages get other numbers, only other texts are new."""
    typed(own, "search", "dijk", "--save", "dijken")
    kept = [passage for passage in passages() if passage.document == SECOND.id]
    with Workspace.open(own, create=False) as opened:
        add(opened, SECOND, [told(SECOND, 0, "Een dijk."), *(replace(one, id=f"x{one.id}") for one in kept)])
        indexed(opened)

    done = typed(own, "run", own / "pages")

    assert done.stdout == f"dijken: 1 nieuw van 5 passages: {SECOND.name} p. 1\n"


def test_a_search_that_a_person_changed_starts_anew(own: Path) -> None:
    """Another question under the same name has everything seen for the first time; a bad one is told and goes on."""
    typed(own, "search", "dijk", "--save", "dijken")
    file = own / "zoekvragen.toml"
    file.write_text(
        file.read_text("utf-8").replace('"dijk"', '"water"')
        + '\n[[search]]\nname = "kapot"\nquery = "(a"\n\n[[search]]\nname = "jaar"\nquery = "a"\nyear = ["x"]\n',
        "utf-8",
    )

    done = typed(own, "run", own / "pages")

    assert "dijken: 6 passages, voor het eerst bekeken." in done.stderr
    assert "kapot: kan niet worden gezocht. Dit haakje" in done.stderr
    assert "jaar: kan niet worden gezocht. ‘x’ past niet bij ‘jaar:’." in done.stderr


def test_saved_searches_that_cannot_be_read_stop_no_run(own: Path) -> None:
    """A file that is no TOML is one line after a run; the commands that need it end with code 3."""
    (own / "zoekvragen.toml").write_text("[[search]\n", "utf-8")

    run, listed = typed(own, "run", own / "pages"), typed(own, "searches")

    assert "The saved searches cannot be read" in run.stderr
    assert (listed.exit_code, len(listed.stderr.splitlines())) == (3, 1)


def test_what_was_seen_can_be_thrown_away(own: Path) -> None:
    """Without the note of what was seen nothing is called new; a damaged one counts as none."""
    typed(own, "search", "dijk", "--save", "dijken")
    (own / "index" / "seen.json").write_text("[1]", "utf-8")

    done = typed(own, "run", own / "pages")

    assert done.stdout == ""
    assert "dijken: 4 passages, voor het eerst bekeken." in done.stderr


def test_what_a_person_wrote_in_the_file_stays() -> None:
    """Saving, replacing and removing a search leave comments and other searches as they stand."""
    first = '# Van mij\n\n[[search]]  # eerste\nname = "a"\nquery = \'"b c"\'\n'
    source = f'{first}\n# tussendoor\n[[search]]\nname = "d"\nquery = "e"\n'
    third = SavedSearch(name="f", query='g "h" \\ \x7f', year=("2022", "2023.."), exact=True)

    more = with_search(source, third)
    changed = with_search(more, SavedSearch(name="d", query="x"))
    fewer = without_search(changed, "f")

    assert more.startswith(source)
    assert saved_searches(more)[2] == third
    assert [one.query for one in saved_searches(changed)] == ['"b c"', "x", third.query]
    assert fewer.startswith(f"{first}\n# tussendoor\n")
    assert [one.name for one in saved_searches(fewer)] == ["a", "d"]
    assert without_search(source, "a") == '# Van mij\n\n# tussendoor\n[[search]]\nname = "d"\nquery = "e"\n'


@pytest.mark.parametrize(
    "source", ['[[search]]\nname = "a"\n', "search = 3\n", '[[search]]\nname="a"\nquery="b"\n' * 2, "[x]\n"]
)
def test_a_file_of_something_else_is_refused(source: str) -> None:
    """A search without a question, a name used twice, or another key is told."""
    with pytest.raises(SavedSearchesError, match="name and a query"):
        saved_searches(source)


def test_searches_written_in_another_way_are_read_but_not_rewritten() -> None:
    """What cannot be changed without losing something is left as it is."""
    source = 'search = [{name = "a", query = "b"}]\n'

    with pytest.raises(SavedSearchesError):
        with_search(source, SavedSearch(name="a", query="c"))

    assert [one.name for one in saved_searches(source)] == ["a"]
