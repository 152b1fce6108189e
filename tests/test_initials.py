"""A large letter with which a paragraph begins is part of its first word, whichever library reads the page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from building import DOC
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Block, Role
from pipeline.layout import layout
from pipeline.read import Reader, lined, read_pdf

BOTH = pytest.mark.parametrize("reader", [Reader.PDFIUM, Reader.PDFPLUMBER], ids=lambda reader: reader.value)
SIZE, STEP = 10.0, 12.0
"""Of the text, in points: its type size, and from one line to the next."""
ORDINARY = (
    "Ook in andere jaren is er gewerkt aan goed onderwijs in",
    "de regio, samen met bedrijven en gemeenten die daar veel",
    "aan hebben bijgedragen met geld en met mensen.",
)
SCHOOLS = (
    "e scholen werken dit jaar samen aan nieuwe",
    "opleidingen voor volwassenen die willen",
    "leren naast hun werk of thuis met een kind.",
    "Dat doen ze met bedrijven uit de hele regio, en ook met",
    "gemeenten die daar geld voor hebben.",
)


class Sheet:
    """A page that is being drawn, line by line from the top."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, invariant=1)

    def text(self, x: float, y: float, text: str, size: float = SIZE, font: str = "Helvetica") -> None:
        """Draw a text; `y` is the distance of its baseline from the top of the page."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, A4[1] - y, text)

    def paragraph(self, x: float, y: float, lines: Sequence[str]) -> float:
        """Draw lines one under the other; gives the baseline of the line that would come next."""
        for line in lines:
            self.text(x, y, line)
            y += STEP
        return y

    def sunken(self, x: float, y: float, initial: str, lines: Sequence[str], deep: int, shift: float = 0.0) -> float:
        """Draw a paragraph with an initial as high as so many lines; the first line begins `shift` further right."""
        size = ((deep - 1) * STEP + 0.718 * SIZE) / 0.718
        self.text(x, y + (deep - 1) * STEP, initial, size)
        self.canvas.setFillColorRGB(0, 0, 0)
        beside = x + self.canvas.stringWidth(initial, "Helvetica", size) + 3
        self.text(beside + shift, y, lines[0])
        y = self.paragraph(beside, y + STEP, lines[1:deep])
        return self.paragraph(x, y, lines[deep:])

    def read(self, reader: Reader) -> list[Block]:
        """What stands on the page."""
        self.canvas.save()
        opened = read_pdf(self._out.getvalue(), reader=reader)
        blocks, problems = layout(tuple(map(lined, opened.pages)), DOC, known=lambda word: False)
        assert problems == ()
        return list(blocks)


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


@BOTH
@pytest.mark.parametrize("deep", [2, 3, 4])
def test_a_sunken_initial_begins_the_first_word(reader: Reader, deep: int) -> None:
    """A letter as high as some lines, which stand beside it, is the first letter of its paragraph."""
    sheet = Sheet()
    below = sheet.paragraph(72, 100, ORDINARY)
    below = sheet.sunken(72, below + 10, "D", SCHOOLS, deep)
    sheet.paragraph(72, below + 10, ORDINARY)

    blocks = sheet.read(reader)

    assert texts(blocks) == [" ".join(ORDINARY), "D" + " ".join(SCHOOLS), " ".join(ORDINARY)]
    assert {block.role for block in blocks} == {Role.PARAGRAPH}


@BOTH
def test_the_word_of_an_initial_is_shown_where_it_stands(reader: Reader) -> None:
    """The place of the first word begins at its initial and is as high as its line, not as the initial."""
    sheet = Sheet()
    sheet.sunken(72, 100, "D", SCHOOLS, 3)

    (block,) = sheet.read(reader)

    first, second = block.quote.words[:2]
    assert [block.text[word.start : word.end] for word in (first, second)] == ["De", "scholen"]
    assert (round(first.box.x0), first.box.top, first.box.bottom) == (72, second.box.top, second.box.bottom)
    assert first.box.x1 < second.box.x0
    assert round(block.box.x0) == 72


@BOTH
def test_an_initial_may_have_a_colour(reader: Reader) -> None:
    """A coloured initial makes the paragraph no heading, and takes nothing of its colour to the text."""
    sheet = Sheet()
    below = sheet.paragraph(72, 100, ORDINARY)
    sheet.canvas.setFillColorRGB(0.8, 0.1, 0.4)
    sheet.sunken(72, below + 20, "D", SCHOOLS, 3)

    blocks = sheet.read(reader)

    assert texts(blocks) == [" ".join(ORDINARY), "D" + " ".join(SCHOOLS)]
    assert {block.role for block in blocks} == {Role.PARAGRAPH}


@BOTH
def test_initials_in_two_columns_keep_to_their_column(reader: Reader) -> None:
    """Beside an initial in the right column the lines of the left column go on undisturbed, and so the other way."""
    sheet = Sheet()
    left, right = ([line[:most].rstrip() for line in SCHOOLS] for most in (40, 38))
    sheet.paragraph(72, sheet.sunken(72, 100, "D", left, 2), left)
    sheet.paragraph(330, sheet.sunken(330, 100, "Z", right, 3), right)

    blocks = sheet.read(reader)

    assert texts(blocks) == [
        " ".join(["D" + left[0], *left[1:], *left]),
        " ".join(["Z" + right[0], *right[1:], *right]),
    ]


@BOTH
def test_initials_may_be_drawn_after_the_text(reader: Reader) -> None:
    """Where the stream has the initials last, as some programs write them, they still begin their words."""
    sheet = Sheet()
    sheet.paragraph(98, 100, SCHOOLS[:2])
    sheet.paragraph(72, 100 + 2 * STEP, SCHOOLS[3:])
    sheet.text(72, 100 + STEP, "D", 26)

    assert texts(sheet.read(reader)) == ["D" + " ".join(SCHOOLS[:2] + SCHOOLS[3:])]


@BOTH
@pytest.mark.parametrize("at_once", [True, False])
def test_a_raised_initial_begins_the_first_word(reader: Reader, at_once: bool) -> None:
    """A large letter on the baseline of the first line is the first of its word, drawn with the line or apart."""
    sheet = Sheet()
    below = sheet.paragraph(72, 100, ORDINARY) + 30
    beside = 72 + sheet.canvas.stringWidth("D", "Helvetica", 34)
    if at_once:
        sheet.text(72, below, "D", 34)
        sheet.text(beside, below, SCHOOLS[0])
        sheet.paragraph(72, below + STEP, SCHOOLS[1:])
    else:
        sheet.paragraph(72, below + STEP, SCHOOLS[1:])
        sheet.text(72, below, "D", 34)
        sheet.text(100, 700, "Geen onderdeel van de alinea.")
        sheet.text(beside, below, SCHOOLS[0])

    assert "D" + " ".join(SCHOOLS) in texts(sheet.read(reader))


@BOTH
@pytest.mark.parametrize("deep", [2, 3])
def test_an_initial_may_be_a_word(reader: Reader, deep: int) -> None:
    """Where a space stands between the initial and the first line, the letter is a word of its own."""
    sheet = Sheet()
    lines = ("heeft dit jaar samen met de scholen gewerkt", *SCHOOLS[1:])
    sheet.sunken(72, 100, "U", lines, deep, shift=2.8)

    assert texts(sheet.read(reader)) == ["U " + " ".join(lines)]


@BOTH
def test_a_raised_initial_may_be_a_word(reader: Reader) -> None:
    """The space after a large letter is judged by the text that follows, also when it is not drawn."""
    sheet = Sheet()
    sheet.text(72, 100, "U", 34)
    sheet.text(72 + sheet.canvas.stringWidth("U", "Helvetica", 34) + 2.8, 100, "heeft dit jaar samen gewerkt aan")
    sheet.paragraph(72, 100 + STEP, SCHOOLS[1:])

    assert texts(sheet.read(reader)) == ["U heeft dit jaar samen gewerkt aan " + " ".join(SCHOOLS[1:])]


@BOTH
def test_a_clipped_article_is_always_a_word(reader: Reader) -> None:
    """The initial 't stands for "het", and no word begins with it."""
    sheet = Sheet()
    lines = ("is dit jaar goed gegaan met de scholen in", *SCHOOLS[1:])
    sheet.sunken(72, 100, "'t", lines, 2)

    assert texts(sheet.read(reader)) == ["'t " + " ".join(lines)]


@BOTH
def test_a_large_number_is_no_initial(reader: Reader) -> None:
    """The figure of an infographic stays apart from the words beside it, or is a word before them."""
    sheet = Sheet()
    sheet.sunken(72, 100, "55", ("maatregelen voor", "beter onderwijs", "in de hele regio"), 2)

    found = " ".join(texts(sheet.read(reader))).split()

    assert sorted(found) == sorted("55 maatregelen voor beter onderwijs in de hele regio".split())


@BOTH
def test_the_number_of_a_chapter_is_no_initial(reader: Reader) -> None:
    """A large number before a heading is no part of its first word."""
    sheet = Sheet()
    sheet.text(72, 100, "1", 40)
    sheet.text(110, 100, "Samen werken aan onderwijs", 18, "Helvetica-Bold")
    sheet.paragraph(72, 140, ORDINARY)

    blocks = sheet.read(reader)

    assert "1Samen" not in " ".join(texts(blocks))
    assert texts(blocks)[-1] == " ".join(ORDINARY)


@BOTH
def test_a_grade_beside_a_label_is_no_initial(reader: Reader) -> None:
    """A large letter beside the middle of two lines stands for something, and begins no word."""
    sheet = Sheet()
    sheet.text(72, 110, "A", 40)
    sheet.paragraph(104, 100, ("energielabel van", "alle gebouwen"))
    sheet.paragraph(72, 160, ORDINARY)

    words = " ".join(texts(sheet.read(reader))).split()

    assert {"A", "energielabel"} <= set(words)
