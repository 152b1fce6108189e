"""The sample documents: they are made anew byte for byte, and hold what their truth says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

import pdfplumber
import pytest

from corpus.model import Role
from corpus.profile import load_profile
from corpus.samples.content import read_items
from corpus.samples.make_samples import DESIGNS, HOME, PLAN, main, make_samples
from corpus.samples.report_design import report_sheets
from corpus.samples.typeset import NoRoomError

REPORTS = ("veerhuizen-jaarverslag-2024", "veerhuizen-jaarverslag-2025")


class BlockRow(TypedDict, total=False):
    """What a test reads of a block in the truth."""

    role: str
    text: str
    bbox: tuple[float, float, float, float]
    theme: str | None
    subtheme: str | None
    section: str | None
    pledge: str
    continued: bool
    join: str
    level: int


class PledgeRow(TypedDict):
    """A pledge in the truth."""

    id: str
    page: int


class SectionRow(TypedDict):
    """A section in the truth."""

    id: str
    heading: str
    text: str
    pages: list[int]


class GoalRow(TypedDict):
    """An item of a portfolio box in the truth."""

    owner: str | None
    function: str | None
    assigned: bool
    pledge: str | None


class PageRow(TypedDict):
    """A page in the truth."""

    number: int
    label: str | None
    blocks: list[BlockRow]


class Truth(TypedDict):
    """All that a truth file can hold; each holds some of it."""

    pledges: list[PledgeRow]
    optional_pledges: list[str]
    results: list[SectionRow]
    matches: dict[str, list[tuple[str, int]]]
    goals: list[GoalRow]
    pages: list[PageRow]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that pdfplumber reads, by the middle of its place."""

    text: str
    x: float
    y: float


@pytest.fixture(scope="module")
def words() -> Mapping[tuple[str, int], list[Word]]:
    """The words of every page of the committed PDFs, in the order of the file."""
    found: dict[tuple[str, int], list[Word]] = {}
    for name in (PLAN, *REPORTS):
        with pdfplumber.open(HOME / f"{name}.pdf") as pdf:
            for page in pdf.pages:
                rows = page.extract_words(use_text_flow=True, keep_blank_chars=False, x_tolerance=1.5)
                found[name, page.page_number] = [
                    Word(row["text"], (row["x0"] + row["x1"]) / 2, (row["top"] + row["bottom"]) / 2) for row in rows
                ]
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples made anew."""
    folder = tmp_path_factory.mktemp("samples")
    make_samples(folder)
    return folder


def test_samples_are_made_anew_byte_for_byte(made: Path) -> None:
    """Making the samples again gives the very files that come with the project, and no other."""
    committed = {path.relative_to(HOME): path.read_bytes() for path in _products(HOME)}

    anew = {path.relative_to(made): path.read_bytes() for path in _products(made)}

    assert sorted(anew) == sorted(committed)
    assert [str(path) for path in anew if anew[path] != committed[path]] == []


def test_samples_are_small() -> None:
    """The three PDFs together take less than 300 kB."""
    total = sum(path.stat().st_size for path in HOME.glob("*.pdf"))

    assert 0 < total < 300_000


def test_script_prints_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m corpus.samples.make_samples FOLDER` names every file that it wrote, with its size."""
    main([str(tmp_path)])

    printed = {Path(line.split(maxsplit=1)[1]) for line in capsys.readouterr().out.splitlines()}
    assert printed == set(_products(tmp_path))


@pytest.mark.parametrize("name", [PLAN, *REPORTS])
def test_truth_stands_where_it_says(name: str, words: Mapping[tuple[str, int], list[Word]]) -> None:
    """The words inside the box of a block are the text of that block, letter by letter."""
    wrong = []
    for page, block in _blocks(name):
        found = "".join(word.text for word in _inside(words[name, page], block["bbox"]))
        if _letters(found) != _letters(block["text"]):
            wrong.append((page, block["text"], found))

    assert wrong == []


@pytest.mark.parametrize("letter", "ëé’‘…–€•¹©")
def test_letters_are_read_as_they_were_written(letter: str, words: Mapping[tuple[str, int], list[Word]]) -> None:
    """Accents, curly quotes, dashes, bullets and the euro sign survive the way into the PDF and out of it."""
    text = " ".join(word.text for page in words.values() for word in page)

    assert letter in text
    assert "\ufffd" not in text and "(cid:" not in text


def test_reports_are_not_drawn_in_reading_order(words: Mapping[tuple[str, int], list[Word]]) -> None:
    """A page number stands in the file before the text, and on some pages the second column before the first."""
    texts = [block["text"] for page, block in _blocks(REPORTS[1]) if page == 4]
    left, right = (next(text for text in texts if text.startswith(start)) for start in ("In 2025 stapten", "Op 1 feb"))

    drawn = " ".join(word.text for word in words[REPORTS[1], 4])

    assert drawn.startswith("Jaarverslag 2025 | Veer & reiziger 4 ")
    assert drawn.index(right[:40]) < drawn.index(left[:40])
    assert texts.index(left) < texts.index(right)


def test_plan_holds_the_difficulties_it_promises(words: Mapping[tuple[str, int], list[Word]]) -> None:
    """The plan has fifteen pledges, one of them without a dash, one list over a page end, and promises in its text."""
    truth = _read(f"{PLAN}-pledges")
    pages = {pledge["id"]: pledge["page"] for pledge in truth["pledges"]}
    dashes = sum(word.text == "-" for page in range(1, 5) for word in words[PLAN, page])

    assert list(pages) == [f"P{number:02}" for number in range(1, 16)]
    assert dashes == 14
    assert (pages["P06"], pages["P07"]) == (2, 3)
    assert len(truth["optional_pledges"]) == 5


@pytest.mark.parametrize("name", REPORTS)
def test_section_runs_over_a_column_and_over_a_page(name: str) -> None:
    """In each report a paragraph goes on in the next column, and a section goes on overleaf."""
    continued = [(page, block["section"]) for page, block in _blocks(name) if block.get("continued")]
    sections = _read(f"{name}-sections")["results"]

    crossing = [section["heading"] for section in sections if len(section["pages"]) == 2]

    assert crossing
    assert any(section not in crossing for _, section in continued)


def test_word_is_broken_over_a_page_end() -> None:
    """A word may begin at the foot of one page and end at the head of the next; its section has it whole."""
    rest = next(block for page, block in _blocks(REPORTS[0]) if page == 10 and block.get("continued"))
    section = next(row for row in _read(f"{REPORTS[0]}-sections")["results"] if row["heading"] == rest["section"])

    assert rest["join"] == ""
    assert rest["text"].startswith("heid.")
    assert "van batterijbeheer tot gastvrijheid." in section["text"]


@pytest.mark.parametrize("name", REPORTS)
def test_matches_name_pledges_and_sections(name: str) -> None:
    """Every graded match is between a pledge of the plan and a section of the report, and some pledges have none."""
    gold = _read(f"{name}-matches")
    pledges, results = {row["id"] for row in gold["pledges"]}, {row["id"] for row in gold["results"]}
    graded = [(pledge, result, grade) for pledge, rows in gold["matches"].items() for result, grade in rows]

    unanswered = pledges - gold["matches"].keys()

    assert {pledge for pledge, _, _ in graded} <= pledges
    assert {result for _, result, _ in graded} < results
    assert {grade for _, _, grade in graded} == {1, 2}
    assert "P15" in unanswered


@pytest.mark.parametrize("name", REPORTS)
def test_portfolio_restates_pledges(name: str) -> None:
    """A portfolio box names its owner, goals that restate pledges of the plan, and other tasks that do not."""
    goals = _read(f"{name}-portfolios")["goals"]
    pledges = {row["id"] for row in _read(f"{PLAN}-pledges")["pledges"]}

    assert all(goal["owner"] and goal["function"] for goal in goals)
    assert {goal["assigned"] for goal in goals} == {True, False}
    assert all((goal["pledge"] in pledges) is goal["assigned"] for goal in goals)


@pytest.mark.parametrize("name", [PLAN, *REPORTS])
def test_truth_knows_the_roles(name: str) -> None:
    """Every role in the truth is one that the product knows, and every page but a cover or divider has its number."""
    roles = {block["role"] for _, block in _blocks(name)}
    pages = _read(f"{name}.truth")["pages"]

    assert roles <= {role.value for role in Role}
    numbered = [page for page in pages if page["label"] and page["number"] > 1]
    assert all(any(b["role"] == "page_number" for b in page["blocks"]) for page in numbered) and numbered


def test_searches_need_more_than_the_raw_text(words: Mapping[tuple[str, int], list[Word]]) -> None:
    """Among the searches with known answers is a word that the page has only in two parts."""
    searches = {row["query"]: row["hits"] for row in json.loads(_path("veerhuizen-search").read_text("utf-8"))}
    hit = searches["veiligheidsregio"][0]

    raw = " ".join(word.text for word in words[hit["document"], hit["page"]]).lower()

    assert "veiligheidsregio" not in raw and "veiligheidsre- gio" in raw
    assert {hit["words"] for hit in searches["reizigersveiligheid"]} == {
        "reizigersveiligheid",
        "veiligheid van reizigers",
    }
    assert all(searches.values())


def test_profile_fits_the_samples() -> None:
    """The profile of the invented association recognises its documents, cues, boxes and themes."""
    profile = load_profile(HOME / "veerhuizen.toml")
    blocks = [block for name in (PLAN, *REPORTS) for _, block in _blocks(name)]
    cues = {block["text"] for block in blocks if block.get("level") == 4}
    owners = {b["text"] for b in blocks if b["role"] == "sidebar_heading" and b["level"] == 1}

    assert all(any(cue.fullmatch(text) for cue in profile.cues) for text in cues) and cues
    assert profile.sidebar.owner and all(profile.sidebar.owner.fullmatch(text) for text in owners) and owners
    assert {theme.name for theme in profile.themes} == {b["theme"] for b in blocks if b["theme"]}
    assert {sub for theme in profile.themes for sub in theme.subthemes} == {
        b["subtheme"] for b in blocks if b["subtheme"]
    }


def test_text_that_does_not_fit_is_refused() -> None:
    """A text too long for its page is an error that names the text, never a page that lacks it."""
    items = read_items((HOME / "text" / "jaarverslag-2024.md").read_text("utf-8"))

    with pytest.raises(NoRoomError, match="Give the page more room"):
        report_sheets(items, replace(DESIGNS[0], feet=((300.0,), (610.0,), (390.0, 236.0))))


def _products(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.pdf"), *folder.glob("truth/*.json")])


def _path(name: str) -> Path:
    return HOME / "truth" / f"{name}.json"


def _read(name: str) -> Truth:
    content: Truth = json.loads(_path(name).read_text("utf-8"))
    return content


def _blocks(name: str) -> Iterator[tuple[int, BlockRow]]:
    for page in _read(f"{name}.truth")["pages"]:
        for block in page["blocks"]:
            yield page["number"], block


def _inside(page: list[Word], bbox: tuple[float, float, float, float]) -> list[Word]:
    """From top to bottom and left to right, without the bullets that stand before an item."""
    x0, top, x1, bottom = bbox
    found = [word for word in page if x0 <= word.x <= x1 + 4 and top <= word.y <= bottom]
    return sorted(found, key=lambda word: (round(word.y), word.x))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
