"""The page on searching is true: each question and each command on it gives the answer that stands there."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from search_texts import CONCEPTS, DOCUMENTS, passages
from search_workspace import filled, typed

from corpus.wordlist import dutch_words
from index.dutch import Analyser
from index.query import QueryError, parse
from index.search import Found, build_index, search

PAGE = (Path(__file__).parents[1] / "docs" / "search.md").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the page and the cells beside it."""

    question: str
    cells: tuple[str, ...]


def rows() -> list[Row]:
    """Every row of every table whose first cell is a question."""
    lines = [line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
    return [Row(first.strip(" `"), tuple(cell.strip(" |") for cell in rest)) for first, *rest in lines]


ANSWERED = [row for row in rows() if row.cells[0].isdigit()]
REFUSED = [row for row in rows() if not row.cells[0].isdigit()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("zoekindex")
    build_index(passages(), DOCUMENTS, Analyser(dutch_words, CONCEPTS), place, "docs")
    return place


def marked(found: Found) -> list[str]:
    """The marked words, each once, in the order they are met."""
    return list(dict.fromkeys(hit.snippet[start:end] for hit in found.hits for start, end in hit.marks))


def test_the_page_has_examples() -> None:
    """The page shows what is answered and what is refused."""
    assert len(ANSWERED) > 30
    assert len(REFUSED) > 5


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row.question)
def test_an_example_finds_what_the_page_says(folder: Path, row: Row) -> None:
    """A question finds as many passages, marks the words and names the ways that stand beside it."""
    number, *shown = row.cells

    found = search(folder, row.question, analyser=Analyser(dutch_words, CONCEPTS))

    assert found.total == int(number)
    if shown:
        assert sorted(marked(found)) == sorted(filter(None, shown[0].split(", ")))
    if len(shown) > 1:
        assert sorted({how for hit in found.hits for how in hit.how}) == sorted(shown[1].split(", "))


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.question)
def test_an_example_is_refused_as_the_page_says(row: Row) -> None:
    """A question that cannot be read is refused with the message that stands beside it."""
    with pytest.raises(QueryError) as caught:
        parse(row.question)

    assert caught.value.message == row.cells[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of the page and the lines under it; of `cat` they are the file."""

    command: str
    lines: str


def commands() -> list[Shown]:
    """Every command of the page, in order."""
    blocks = re.findall(r"^    \$ (.+)\n((?:    (?!\$ ).*\n)*)", PAGE, re.MULTILINE)
    return [Shown(command, re.sub(r"^    ", "", lines, flags=re.MULTILINE)) for command, lines in blocks]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command prints, all of them typed one after the other in a folder of their own."""
    place = tmp_path_factory.mktemp("opdrachten")
    workspace, told = filled(place / "werkmap"), dict[str, str]()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for shown in commands():
            _, *words = shlex.split(shown.command)
            if shown.command.startswith("cat "):
                Path(words[0]).write_text(shown.lines, "utf-8")
            else:
                told[shown.command] = typed(workspace, *words).output
    return told


@pytest.mark.parametrize(
    "shown", [one for one in commands() if not one.command.startswith("cat ")], ids=lambda one: one.command
)
def test_a_command_prints_what_the_page_says(printed: dict[str, str], shown: Shown) -> None:
    """A command of the page prints the lines that stand under it."""
    assert printed[shown.command] == shown.lines


def test_the_page_types_commands() -> None:
    """The page shows the ways to look at an answer, to take it along, and to ask again."""
    assert len(commands()) > 12
