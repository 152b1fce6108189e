"""From blocks to sections: headings in force, themes, boxes, chapters, and text joined over columns and pages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import pytest
from building import (
    DOC,
    PLAN,
    REPORTS,
    SAMPLES,
    Told,
    alike,
    body,
    case_of,
    cases,
    misplaced,
    opened,
    places,
    read,
    told,
    unplaced,
)

from corpus.model import Problem, Role, Section, Staged
from pipeline.outline import outline

DOCUMENTS = (PLAN, *REPORTS)
IN_TEXT = {Role.PARAGRAPH, Role.LIST_ITEM, Role.INTRO, Role.SIDEBAR_ITEM, Role.TABLE}


class TrueSection(TypedDict):
    """A section in the truth about a sample."""

    id: str
    heading: str
    text: str
    theme: str
    subtheme: str
    pages: list[int]


def true_sections(path: Path) -> list[TrueSection]:
    """The reported sections of a sample, as its maker knows them."""
    found: list[TrueSection] = json.loads((SAMPLES / "truth" / f"{path.stem}-sections.json").read_text("utf-8"))[
        "results"
    ]
    return found


def outlined(case: Told) -> Staged[Section]:
    return outline(
        case.blocks, document=DOC, themes=case.themes, kind_of=case.kind_of, known=lambda word: word in case.known
    )


def shown(sections: Iterable[Section], problems: Iterable[Problem]) -> list[str]:
    """One line a section: `theme / subtheme: path (kind, if no plain text) | its paragraphs`; problems after a `!`."""
    lines = []
    for section in sections:
        under = "".join((section.theme or "", f" / {section.subtheme}" if section.subtheme else ""))
        kind = f" ({section.kind.value})" if section.kind.value != "body" else ""
        path = " > ".join(section.path) or "-"
        lines.append(f"{under + ': ' if under else ''}{path}{kind} | {section.text.replace(chr(10), ' // ')}".rstrip())
    return lines + [f"! {problem.message}" for problem in problems]


@pytest.mark.parametrize("case", cases("outline"), ids=lambda path: path.stem)
def test_text_stands_under_the_headings_in_force(case: Path) -> None:
    """A section is what stands under a heading, under the theme and sub-theme in force, with its text whole."""
    source, expected = case_of(case)

    sections, problems = outlined(told(source))

    assert shown(sections, problems) == expected


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reported_sections_of_the_samples_are_found(path: Path) -> None:
    """Every reported section of a sample is there under its heading, on its pages, nearly all with their text whole."""
    by_heading = {section.heading: section for section in read(path).sections}
    want = true_sections(path)

    found = [(true, by_heading[true["heading"]]) for true in want if true["heading"] in by_heading]

    assert [true["heading"] for true in want if true["heading"] not in by_heading] == []
    assert [section.heading for true, section in found if list(section.pages) != true["pages"]] == []
    whole = [true["id"] for true, section in found if alike(true["text"], section.text) >= 0.95]
    assert len(whole) >= len(want) - 1


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reported_sections_of_the_samples_have_their_theme(path: Path) -> None:
    """Every reported section of a sample stands under the theme and sub-theme that its divider and label name."""
    want = {true["heading"]: (true["theme"], true["subtheme"]) for true in true_sections(path)}

    got = {section.heading: (section.theme, section.subtheme) for section in read(path).sections}

    assert {heading: got.get(heading) for heading in want} == want


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_block_is_in_one_section(path: Path) -> None:
    """No block is lost between the headings, and none is counted twice."""
    reading = read(path)
    held = Counter((block.page, block.order) for block in (*body(reading), *reading.furniture))

    assert set(held.values()) == {1}
    assert [block.text for section in reading.sections for block in section.blocks if block.role.is_furniture] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_section_has_the_text_of_its_blocks_once(path: Path) -> None:
    """The text of a section is that of its paragraphs, items and tables, each word of them once and in its place."""
    for section in read(path).sections:
        want = [word.box for block in section.blocks if block.role in IN_TEXT for word in block.quote.words]

        assert [word.box for word in section.quote.words] == want, section.heading
        assert unplaced(section.quote) == ""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_section_can_be_found_back_on_its_pages(path: Path) -> None:
    """The page's own characters at the places of a section's words spell those words."""
    where = places(opened(path).pages)

    for section in read(path).sections:
        assert misplaced(section.quote, where) == []
        assert {word.page for word in section.quote.words} <= set(section.pages)


def test_no_blocks_are_no_sections() -> None:
    """A document without text has no sections, and says nothing of themes when none were asked for."""
    assert outline([], document=DOC, themes=(), kind_of=lambda text: None, known=lambda word: False) == ((), ())
