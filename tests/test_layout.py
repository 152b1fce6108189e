"""From pages to blocks: roles, order, furniture, boxes and tables, on drawn pages and on the sample documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TypedDict

import pytest
from building import DOC, PLAN, REPORTS, SAMPLES, alike, body, case_of, cases, misplaced, opened, pages, places, read
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Block, Cell, PageVerdict, Problem, Reading, Role, cell_at
from pipeline.layout import layout
from pipeline.page import Page
from pipeline.read import read_pdf

DOCUMENTS = (PLAN, *REPORTS)
FURNITURE = {role.value for role in Role if role.is_furniture}


class TrueBlock(TypedDict):
    """A block in the truth about a sample."""

    role: str
    text: str


def true_blocks(path: Path) -> Iterator[tuple[int, TrueBlock]]:
    """The blocks of a sample in reading order, by page, as its maker knows them."""
    for page in json.loads((SAMPLES / "truth" / f"{path.stem}.truth.json").read_text("utf-8"))["pages"]:
        for block in page["blocks"]:
            yield page["number"], block


def shown(block: Block) -> str:
    level = block.level or ""
    flags = "+" * block.continues + " tab" * block.tab + f" [{block.panel}]" * bool(block.panel)
    return f"{block.page} {block.role.value}{level}{flags} | {block.text}"


def unknown(word: str) -> bool:
    return False


@pytest.mark.parametrize("case", cases("layout"), ids=lambda path: path.stem)
def test_a_page_falls_into_blocks_with_their_roles(case: Path) -> None:
    """What stands on a page comes out block by block, in reading order, each as what it is."""
    source, expected = case_of(case)

    blocks, problems = layout(pages(source), DOC, known=unknown)

    assert [shown(block) for block in blocks] == expected
    assert problems == ()


def test_a_page_that_could_not_be_read_is_a_problem() -> None:
    """A page that failed is named with its number and the reason; the others are there."""
    good = pages(["page 595 842", "at 72 100 10 x3 | Dit is de gewone tekst van een bladzijde."])

    blocks, problems = layout([*good, Page(2, 0, 0, failure="Odd-length string")], DOC, known=unknown)

    assert [block.page for block in blocks] == [1]
    assert problems == (Problem("read", "de pagina kon niet worden gelezen (Odd-length string)", DOC, 2),)


def test_no_pages_are_no_blocks() -> None:
    """A document without text has no blocks and no problems."""
    assert layout([], DOC, known=unknown) == ((), ())
    assert layout(pages(["page 595 842"]), DOC, known=unknown) == ((), ())


def ruled() -> bytes:
    """A page with a line of text and, under it, a ruled table of four rows and three columns with one empty cell."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 740, "Hieronder staat hoeveel woningen er in elk jaar zijn bijgekomen.")
    rows = [("Jaar", "Huur", "Koop"), ("2022", "1.200", "300"), ("2023", "", "310"), ("2024", "1.610", "295")]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.drawString(80 + 120 * column, 700 - 20 * at, text)
    for at in range(5):
        canvas.line(72, 714 - 20 * at, 432, 714 - 20 * at)
    for at in range(4):
        canvas.line(72 + 120 * at, 714, 72 + 120 * at, 634)
    canvas.save()
    return out.getvalue()


def test_a_table_is_one_block_row_by_row() -> None:
    """A ruled table is read row by row, its cells parted by a bar, an empty one too, and its words keep their place."""
    found = read_pdf(ruled()).pages

    blocks, _ = layout(found, DOC, known=unknown)

    assert [block.role for block in blocks] == [Role.PARAGRAPH, Role.TABLE]
    assert blocks[1].text.splitlines() == [
        "Jaar | Huur | Koop",
        "2022 | 1.200 | 300",
        "2023 | | 310",
        "2024 | 1.610 | 295",
    ]
    assert misplaced(blocks[1].quote, places(found)) == []
    assert cell_at(blocks[1].text, blocks[1].text.index("310")) == Cell(3, 3, "Koop")
    assert cell_at(blocks[1].text, blocks[1].text.index("Huur")) == Cell(1, 2, "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_samples_are_read_in_order(path: Path) -> None:
    """On every page of the sample documents the words come out as a person reads them."""
    want: dict[int, list[str]] = defaultdict(list)
    got: dict[int, list[str]] = defaultdict(list)
    for page, true in true_blocks(path):
        if true["role"] not in FURNITURE:
            want[page].append(true["text"])
    for block in body(read(path)):
        got[block.page].append(block.text)

    order = {page: alike(" ".join(texts), " ".join(got[page])) for page, texts in want.items()}

    assert min(order.values()) >= 0.85, order
    assert sum(order.values()) / len(order) >= 0.97


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_samples_keep_their_paragraphs_whole(path: Path) -> None:
    """Nearly every paragraph and item of the samples is one block, neither cut nor run on."""
    got = {block.text for block in body(read(path))}
    want = [true["text"] for _, true in true_blocks(path) if true["role"] in ("paragraph", "list_item")]

    whole = [text for text in want if text in got]

    assert len(whole) / len(want) >= 0.95, [text[:60] for text in want if text not in got]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_headings_of_the_samples_are_found(path: Path) -> None:
    """The headings of the samples are headings, and little else is."""
    want = {(p, b["text"]) for p, b in true_blocks(path) if b["role"] in ("title", "heading", "sidebar_heading")}
    got = {(block.page, block.text) for block in body(read(path)) if block.role.is_heading}

    assert len(want & got) / len(want) >= 0.95, sorted(want - got)
    assert len(want & got) / len(got) >= 0.9, sorted(got - want)


@pytest.mark.parametrize("path", DOCUMENTS[:2], ids=lambda path: path.stem)
def test_furniture_is_set_aside(path: Path) -> None:
    """Page numbers, running heads and dividers are no part of the text."""
    want = {(page, letters(true["text"])) for page, true in true_blocks(path) if true["role"] in FURNITURE}

    got = {(block.page, letters(block.text)) for block in read(path).furniture}

    assert want - got == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_text_is_not_set_aside(path: Path) -> None:
    """No paragraph, item, heading, box or table is taken for furniture."""
    aside = {(block.page, letters(block.text)) for block in read(path).furniture}

    lost = [
        true["text"]
        for page, true in true_blocks(path)
        if true["role"] not in (*FURNITURE, "footnote") and (page, letters(true["text"])) in aside
    ]

    assert lost == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_block_has_its_place_in_the_reading_order(path: Path) -> None:
    """Blocks count from 1 on each page without a gap, on pages that exist, within the paper."""
    reading = read(path)
    numbers: dict[int, list[int]] = defaultdict(list)
    sizes = {note.number: (note.width, note.height) for note in reading.pages}

    for block in everything(reading):
        numbers[block.page].append(block.order)

    assert set(numbers) <= set(range(1, reading.document.pages + 1))
    assert all(sorted(orders) == list(range(1, len(orders) + 1)) for orders in numbers.values())
    assert [
        block.text
        for block in everything(reading)
        if not (0 <= block.box.x0 < block.box.x1 <= sizes[block.page][0])
        or not (0 <= block.box.top < block.box.bottom <= sizes[block.page][1])
    ] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_block_is_spelled_by_its_place(path: Path) -> None:
    """The page's own characters inside the boxes of the words of a block spell those words, furniture too."""
    where = places(opened(path).pages)

    wrong = [found for block in everything(read(path)) for found in misplaced(block.quote, where)]

    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_page_has_a_verdict(path: Path) -> None:
    """Each page of a sample is told to be read well; none is left out."""
    notes = read(path).pages

    assert [note.number for note in notes] == list(range(1, read(path).document.pages + 1))
    assert {note.verdict for note in notes} == {PageVerdict.GOOD}


def everything(reading: Reading) -> list[Block]:
    return [*body(reading), *reading.furniture]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
