"""Ninety awkward, damaged and hostile files: each ends in blocks or in a problem with a name, none in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from building import DOC, language
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException
from reportlab.pdfgen.canvas import Canvas
from shared_folder import shared

from corpus.model import Given, PageVerdict, Reading
from corpus.profile import load_profile
from corpus.wordlist import dutch_words_lower
from pipeline.page import UnreadableError
from pipeline.read import Reader, lined, read_pdf
from pipeline.rules import rules
from pipeline.run import read_document

SLOW = {
    "docling-parse--dln-v1.pdf",
    "pdf.js--issue840.pdf",
    "pdf.js--standard_fonts.pdf",
    "pdfbox--survey.pdf",
}
"""Thousands of rules on a page: here read without looking for tables, which takes up to a quarter of a minute."""
DAMAGE = (PDFException, PSException, PdfminerException, ValueError, TypeError, LookupError, AttributeError)
SAYS_WHAT_TO_DO = re.compile(r"\b(Ask for a new copy|Save\b.*|Fetch it again)[^.]*\.$")
LAYERED = "pdf.js--visibility_expressions.pdf"
"""Has layers that are switched off, which pdfplumber reads all the same."""
ENOUGH = 10
"""Letters that another engine reads, from which ours may not be silent."""


@cache
def files() -> tuple[Path, ...]:
    return tuple(sorted(shared("robust").glob("*.pdf")))


@cache
def outcome(path: Path) -> Reading | str:
    """A file through the whole pipeline, or why it could not be read."""
    reader = Reader.PDFIUM if path.name in SLOW else Reader.AUTO
    try:
        opened = read_pdf(path.read_bytes(), reader=reader, finish=lined)
    except UnreadableError as error:
        return str(error)
    return read_document(
        opened,
        path.stem,
        DOC,
        rules_for=lambda _: rules(load_profile("algemeen")),
        given=Given(),
        known=dutch_words_lower().__contains__,
        language=language(),
    )


def readings() -> Iterator[tuple[str, Reading]]:
    for path in files():
        reading = outcome(path)
        if isinstance(reading, Reading):
            yield path.name, reading


def text_of(reading: Reading) -> str:
    blocks = [*reading.furniture, *(block for section in reading.sections for block in section.blocks)]
    headings = [section.heading for section in reading.sections]
    return " ".join([*headings, *(block.text for block in blocks)])


def letters(text: str) -> int:
    """How many letters a text has; pdfminer writes (cid:1) for a glyph that has none."""
    return sum(char.isalpha() for char in re.sub(r"\(cid:\d+\)", "", text))


def plain(path: Path) -> int:
    """The letters that either engine by itself finds in a file."""
    return max(_by_pdfium(path), 0 if path.name in SLOW else _by_pdfplumber(path))


def _by_pdfium(path: Path) -> int:
    found = 0
    try:
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            for at in range(len(pdf)):
                found += letters(pdf[at].get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        pass
    return found


def _by_pdfplumber(path: Path) -> int:
    found = 0
    try:
        with pdfplumber.open(BytesIO(path.read_bytes())) as pdf:
            for page in pdf.pages:
                found += letters(page.extract_text())
    except DAMAGE:
        pass
    return found


def test_what_is_refused_is_refused_with_what_to_do() -> None:
    """A damaged or locked file is an error that says what is wrong, and how to go on."""
    refused = [(path.name, reason) for path in files() if isinstance(reason := outcome(path), str)]

    assert refused
    assert [one for one in refused if not (one[1].startswith("is ") and SAYS_WHAT_TO_DO.search(one[1]))] == []


def test_every_page_gets_a_verdict() -> None:
    """The verdicts add up to the pages; only a page with text is good, and any other says why it is not."""
    notes = [(name, note) for name, reading in readings() for note in reading.pages]

    assert all(len(reading.pages) == reading.document.pages >= 1 for _, reading in readings())
    assert [name for name, note in notes if bool(note.reason) == (note.verdict is PageVerdict.GOOD)] == []


def test_where_another_engine_reads_text_there_is_text_or_a_problem() -> None:
    """Never silence: when pdfium or pdfplumber finds words, so do we, or the document says what is wrong with it."""
    silent = [
        name
        for path, (name, reading) in zip(
            [path for path in files() if isinstance(outcome(path), Reading)], readings(), strict=True
        )
        if not reading.problems and letters(text_of(reading)) < ENOUGH <= plain(path)
    ]

    assert silent == []


def test_little_is_lost_of_what_another_engine_reads() -> None:
    """Of a file without problems, the blocks have at least nine letters of ten."""
    poor = {
        name: (letters(text_of(reading)), plain(shared("robust", name)))
        for name, reading in readings()
        if name != LAYERED and not reading.problems and letters(text_of(reading)) < 0.9 * plain(shared("robust", name))
    }

    assert poor == {}


def test_a_page_that_one_reader_finds_blank_and_the_other_cannot_read_has_failed() -> None:
    """A content stream that cannot be unpacked is no empty page."""
    reading = outcome(shared("robust", "qpdf--bad-data.pdf"))

    assert isinstance(reading, Reading)
    assert [note.verdict for note in reading.pages] == [PageVerdict.FAILED]


FIELDS = {
    "pdf.js--bug1675139.pdf": "7 invulvelden bevatten tekst die niet is meegelezen: ‘90’, ‘180’, ‘270’ en nog 4",
    "pdf.js--bug1811510.pdf": (
        "2 invulvelden en 2 opmerkingen bevatten tekst die niet is meegelezen: ‘5,25’, ‘5.25’, ‘works’ en nog 1"
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_text_in_form_fields_and_notes_is_reported(name: str) -> None:
    """What was filled in or noted on a page, and does not belong to it, is a problem of that page."""
    reading = outcome(shared("robust", name))

    assert isinstance(reading, Reading)
    assert [(problem.page, problem.message) for problem in reading.problems] == [(1, FIELDS[name])]
    assert [note.reason for note in reading.pages] == [FIELDS[name]]


def form(*values: str, drawn: str) -> bytes:
    """A page with form fields that hold these values, a ticked box, and a text of its own."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1)
    canvas.drawString(20, 180, drawn)
    for at, value in enumerate(values):
        canvas.acroForm.textfield(name=f"veld{at}", value=value, x=20, y=20 + 40 * at, width=200, height=20)
    canvas.acroForm.checkbox(name="vinkje", checked=True, x=250, y=20)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
@pytest.mark.parametrize(
    ("values", "hint"),
    [
        (("Aisha de Wit",), "1 invulveld bevat tekst die niet is meegelezen: ‘Aisha de Wit’"),
        (("Aisha de Wit", "ja", ""), "2 invulvelden bevatten tekst die niet is meegelezen: ‘Aisha de Wit’, ‘ja’"),
        (("x" * 90,), f"1 invulveld bevat tekst die niet is meegelezen: ‘{'x' * 80}…’"),
        (
            tuple("abcde"),
            "5 invulvelden bevatten tekst die niet is meegelezen: ‘a’, ‘b’, ‘c’ en nog 2",
        ),
        (("Gemeente Veerhuizen",), ""),
        (("", ""), ""),
    ],
    ids=["filled", "one_is_empty", "long", "many", "also_on_the_page", "all_empty"],
)
def test_filled_fields_are_counted_and_named(values: tuple[str, ...], hint: str, reader: Reader) -> None:
    """Told are the fields with text that the page itself does not have, whichever library reads."""
    (page,) = read_pdf(form(*values, drawn="Gemeente Veerhuizen, jaarverslag"), reader=reader).pages

    assert page.hint == hint
