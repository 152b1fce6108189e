"""The commands as a person types them: real processes on the sample documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import PLAN, REPORT, SAMPLES, waargemaakt
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture(scope="session")
def small_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A one-page report."""
    path = tmp_path_factory.mktemp("pdf") / "jaarverslag-2031.pdf"
    _write_pdf(path, None)
    return path


def _write_pdf(path: Path, password: str | None) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption(password, "owner") if password else None)
    canvas.drawString(72, 700, "In 2031 is het meldpunt geopend.")
    canvas.save()


def test_run_tells_what_it_found(workspace: Path) -> None:
    """The documents are listed with kind, years, pages, and verdicts that add up to the pages."""
    done = waargemaakt(workspace, "documents", "--json")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["name"], row["kind"], row["year"], row["period"]) for row in rows] == [
        (PLAN, "plan", None, [2024, 2028]),
        (REPORT, "report", 2024, None),
        ("veerhuizen-jaarverslag-2025", "report", 2025, None),
    ]
    assert all(sum(row["verdicts"].values()) == row["pages"] for row in rows)


def test_running_again_does_nothing_and_says_so(workspace: Path) -> None:
    """A second run on the same files changes nothing."""
    before = waargemaakt(workspace, "export", "matches").stdout

    done = waargemaakt(workspace, "run", SAMPLES)

    assert done.returncode == 0
    assert done.stderr.splitlines() == [f"{name.name}: unchanged" for name in sorted(SAMPLES.glob("*.pdf"))]
    assert waargemaakt(workspace, "export", "matches").stdout == before


def test_search_finds_a_word_inside_a_compound(workspace: Path) -> None:
    """A hit names document, page, heading, and how it was found."""
    done = waargemaakt(workspace, "search", "reizigersveiligheid")

    assert done.returncode == 0
    assert "veerhuizen-jaarverslag-2024" in done.stdout
    assert "p. " in done.stdout
    assert "letterlijk" in done.stdout


def test_another_engine_finds_the_same(workspace: Path, tmp_path: Path) -> None:
    """The engine that a run is told is kept, the index is built anew for it, and what is found stays the same."""
    copy = Path(shutil.copytree(workspace, tmp_path / "werkmap"))
    asked = "search", "reizigersveiligheid OF dienstregeling", "--json"
    before = waargemaakt(copy, *asked)

    changed = waargemaakt(copy, "run", "--engine", "tantivy", SAMPLES)
    again = waargemaakt(copy, "run", SAMPLES)
    after = waargemaakt(copy, *asked)

    assert "passages indexed" in changed.stderr
    assert "passages indexed" not in again.stderr
    assert "tantivy" in next(copy.glob("index/built-*/manifest.json")).read_text("utf-8")
    found = [{json.loads(line)["passage"] for line in done.stdout.splitlines()} for done in (before, after)]
    assert found[0] == found[1] != set()


@pytest.mark.parametrize("query", ["(a", "AND", "a AND", '"a', "a)", ""])
def test_a_broken_query_points_at_the_place(workspace: Path, query: str) -> None:
    """A query that cannot be read is an error with a caret and what could stand there, never zero hits."""
    done = waargemaakt(workspace, "search", query)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].strip().startswith("^ ")


def test_nothing_found_has_its_own_exit_code(workspace: Path) -> None:
    """A word that stands nowhere gives exit code 1 and says so."""
    done = waargemaakt(workspace, "search", "onderzeeboot")

    assert done.returncode == 1
    assert "Niets gevonden" in done.stderr


def test_the_report_holds_every_pledge(workspace: Path, tmp_path: Path) -> None:
    """Pledges without evidence have their place too."""
    target = tmp_path / "rapport.html"

    done = waargemaakt(workspace, "report", "-o", target)

    assert done.returncode == 0
    html = target.read_text("utf-8")
    pledges = [json.loads(line) for line in waargemaakt(workspace, "export", "statements").stdout.splitlines()]
    listed = [row["label"] for row in pledges if row["kind"] == "pledge" and row["class"] == "listed"]
    assert len(listed) == 15
    assert all(label.rstrip("…") in html for label in listed)
    assert "Geen bewijs gevonden" in html


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_report_comes_in_other_formats(workspace: Path, tmp_path: Path, form: str) -> None:
    """The name of the file says which format it gets."""
    target = tmp_path / f"rapport.{form}"

    done = waargemaakt(workspace, "report", "-o", target)

    assert done.returncode == 0
    assert target.stat().st_size > 1000


def test_every_pledge_has_twenty_candidates_at_most_fewer_than_there_are_results(workspace: Path) -> None:
    """The ranking of a report can be measured: its components add up to the score before calibration."""
    done = waargemaakt(workspace, "export", "matches", "--document", REPORT)

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    pledges = [
        json.loads(line) for line in waargemaakt(workspace, "pledges", "--document", PLAN, "--json").stdout.splitlines()
    ]
    assert {row["pledge_id"] for row in rows} == {pledge["id"] for pledge in pledges}
    assert all(abs(sum(row["components"].values()) - row["raw"]) < 1e-9 for row in rows)


def test_show_gives_a_page_in_reading_order(workspace: Path) -> None:
    """One page, block by block, with roles."""
    done = waargemaakt(workspace, "show", REPORT, "--page", "5")

    assert done.stdout.startswith("— bladzijde 5: goed")
    assert "heading" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("leeg.pdf", b"", "is empty"),
        ("tekst.pdf", b"dit is gewone tekst", "is not a PDF"),
        ("kapot.pdf", b"%PDF-1.7\nniets", "is a damaged PDF"),
    ],
)
def test_a_file_that_is_no_pdf_gets_one_clear_line(
    tmp_path: Path, small_pdf: Path, name: str, content: bytes, says: str
) -> None:
    """The bad file is told, the good one is still read, and nothing half stays."""
    bad = tmp_path / name
    bad.write_bytes(content)

    done = waargemaakt(tmp_path / "werkmap", "run", bad, small_pdf)

    assert done.returncode == 4
    assert [line for line in done.stderr.splitlines() if says in line] == [done.stderr.splitlines()[0]]
    assert [json.loads(line)["name"] for line in documents(tmp_path / "werkmap")] == ["jaarverslag-2031"]


def documents(folder: Path) -> list[str]:
    """The documents of a workspace, as JSON."""
    return waargemaakt(folder, "documents", "--json").stdout.splitlines()


def test_a_locked_file_says_how_to_go_on(tmp_path: Path) -> None:
    """A password is asked for by saying to save without one; all failed is exit code 5."""
    locked = tmp_path / "slot.pdf"
    _write_pdf(locked, "geheim")

    done = waargemaakt(tmp_path / "werkmap", "run", locked)

    assert done.returncode == 5
    assert "locked with a password" in done.stderr


def test_a_missing_file_and_an_empty_folder_are_unreadable_input(tmp_path: Path) -> None:
    """What is not there is told with its name; exit code 8."""
    (tmp_path / "niets").mkdir()

    done = waargemaakt(tmp_path / "werkmap", "run", tmp_path / "weg.pdf", tmp_path / "niets")

    assert done.returncode == 8
    assert "weg.pdf cannot be read" in done.stderr
    assert "niets holds no PDF" in done.stderr


def test_a_workspace_that_cannot_be_written_is_one_line(tmp_path: Path, small_pdf: Path) -> None:
    """A file in the place of the folder: exit code 3 and no traceback."""
    (tmp_path / "bestand").write_text("x")

    done = waargemaakt(tmp_path / "bestand" / "werkmap", "run", small_pdf)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_broken_profile_names_file_and_line(tmp_path: Path, small_pdf: Path) -> None:
    """What is wrong in a profile is told with its line; exit code 3."""
    profile = tmp_path / "eigen.toml"
    profile.write_text('name = "x"\nversion = "een"\n')

    done = waargemaakt(tmp_path / "werkmap", "run", "--profile", profile, small_pdf)

    assert done.returncode == 3
    assert "eigen.toml, line 2" in done.stderr


def test_options_say_what_a_document_is(tmp_path: Path, small_pdf: Path) -> None:
    """What the user says goes before what the document says, and a later run remembers it."""
    folder = tmp_path / "werkmap"
    waargemaakt(folder, "run", small_pdf)

    changed = waargemaakt(folder, "run", "--kind", "plan", "--period", "2031-2035", "--title", "Koers", small_pdf)
    again = waargemaakt(folder, "run", small_pdf)

    row = json.loads(documents(folder)[0])
    assert "unchanged" not in changed.stderr
    assert "unchanged" in again.stderr
    assert (row["kind"], row["period"], row["title"]) == ("plan", [2031, 2035], "Koers")


def test_search_without_a_workspace_says_what_to_do(tmp_path: Path) -> None:
    """No workspace: exit code 3, and the command that makes one."""
    done = waargemaakt(tmp_path / "werkmap", "search", "veer")

    assert done.returncode == 3
    assert "waargemaakt run" in done.stderr


def test_pledges_are_listed_under_their_themes(workspace: Path) -> None:
    """The list gives text, page, how the pledge was made and who answers for it, and can be narrowed."""
    every = waargemaakt(workspace, "pledges")
    some = waargemaakt(workspace, "pledges", "--theme", "vakmanschap", "--json")

    assert f"{PLAN}: Veer & reiziger › Veilig aan boord" in every.stdout
    rows = [json.loads(line) for line in some.stdout.splitlines()]
    assert rows
    assert {row["theme"] for row in rows} == {"Veer & vakmanschap"}
    assert {row["kind"] for row in rows} == {"pledge"}


def test_goals_of_a_person_give_the_pledge_its_owner(workspace: Path) -> None:
    """A goal in a box of a report is a pledge of its own kind, and its owner answers for the pledge it restates."""
    goals = [
        json.loads(line)
        for line in waargemaakt(workspace, "pledges", "--kind", "assigned", "--json").stdout.splitlines()
    ]
    assert goals
    owners = {owner for goal in goals for owner in [goal["owner"]]}

    listed = waargemaakt(workspace, "pledges", "--document", PLAN, "--json").stdout.splitlines()

    restated = {pledge for goal in goals for pledge in goal["restates"]}
    owned = {row["id"]: row["owner"] for row in map(json.loads, listed) if row["owner"]}
    assert restated
    assert set(owned) == restated
    assert all(name in owners for names in owned.values() for name in names.split(", "))


def test_results_are_listed_with_how_far_they_are(workspace: Path) -> None:
    """Results can be chosen by stage and theme, as a table and as JSON."""
    rows = [
        json.loads(line) for line in waargemaakt(workspace, "results", "--stage", "done", "--json").stdout.splitlines()
    ]
    table = waargemaakt(workspace, "results", "--stage", "done").stdout

    assert rows
    assert {row["stage"] for row in rows} == {"done"}
    assert table.count("gedaan") >= len(rows)


def test_what_was_reported_and_not_pledged_is_listed(workspace: Path, tmp_path: Path) -> None:
    """The results without a pledge are those that the report lists as such."""
    told = waargemaakt(workspace, "results", "--unpledged", "--json").stdout

    done = waargemaakt(workspace, "report", "--format", "json").stdout
    unpledged = {row["id"] for row in json.loads(done)["not_pledged"]}
    assert unpledged
    assert {row["id"] for row in map(json.loads, told.splitlines())} == unpledged


def test_a_report_of_a_second_year_is_put_beside_the_first(workspace: Path) -> None:
    """What goes on with a result of the year before is known after a run, and the report says on what it compared."""
    told = json.loads(waargemaakt(workspace, "report", "--format", "json").stdout)

    (years,) = told["years"]
    goes_on = {item["heading"]: item["continues"]["heading"] for item in years["continued"]}
    assert (years["report"], years["before"]) == ("veerhuizen-jaarverslag-2025", [REPORT])
    assert goes_on["Vaarpaspoort in gebruik"] == "Vaarpaspoort: ontwerp gereed"
    assert len(years["new"]) + len(goes_on) == 20
    assert any("lijst en versie: veerhuizen 1" in sentence for sentence in told["method"])
