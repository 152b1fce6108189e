"""A list of search questions, as a CSV file gives them, to the answer to each: counts, or what is wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.filters import Filters, OptionError
from index.query import QueryError
from index.search import Searcher
from index.tallies import Tallied

_NAMES = frozenset({"naam", "name"})
_QUERIES = frozenset({"zoekvraag", "query", "vraag", "zoekopdracht"})
_SEPARATORS = ";,\t"
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


class QuestionsError(ValueError):
    """A file is no list of questions."""

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Verwacht: een CSV-bestand met de kopregel naam;zoekvraag (of name,query).")


@dataclass(frozen=True, slots=True)
class Question:
    """A question under a name, with its options. `fault` says in Dutch why it cannot be asked as it was given."""

    name: str
    text: str
    filters: Filters
    fault: str | None = None


def question(name: str, text: str, options: Mapping[str, Any]) -> Question:
    """A question with its options by name, as `Filters` has them; one that cannot be read is a fault."""
    try:
        return Question(name, text, Filters(**options))
    except OptionError as error:
        return Question(name, text, Filters(), told(error))


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its counts, or in Dutch why there are none: then `tallied` is None."""

    question: Question
    tallied: Tallied | None = None
    error: str | None = None


def answers(index: Searcher, questions: Iterable[Question]) -> tuple[Answered, ...]:
    """Each question counted in every document that its options leave; one that cannot be asked stops no other."""
    return tuple(_answered(index, question) for question in questions)


def _answered(index: Searcher, question: Question) -> Answered:
    if question.fault:
        return Answered(question, error=question.fault)
    try:
        return Answered(question, index.tally(question.text, question.filters))
    except QueryError as error:
        return Answered(question, error=told(error))


def told(error: QueryError) -> str:
    """What is wrong with a question on one line: what, at which character (from 1), and what was expected."""
    return f"{error.message} Teken {error.position + 1}: verwacht {error.expected}."


def read_questions(data: bytes, filters: Filters) -> tuple[Question, ...]:
    """The questions in a CSV file, each with these options; QuestionsError when it is no such file, or has none.

    Cells are parted by `;`, `,` or a tab, as the heading line shows; the text is UTF-8, UTF-16 with a byte order mark,
    or what Excel writes under Windows (cp1252). A line that cannot be read is a question with a fault.
    """
    lines = [line for line in _text(data).splitlines() if line.strip(f"{_SEPARATORS} ")]
    lines = lines[1:] if lines and lines[0].lower().startswith("sep=") else lines
    heading = _heading(lines[0] if lines else "")
    if not lines[1:]:
        raise QuestionsError("Er staat geen zoekvraag in.")
    return tuple(_question(line, heading, filters) for line in lines[1:])


def _text(data: bytes) -> str:
    if data.startswith(b"PK"):
        raise QuestionsError("Dit is een werkmap van een rekenprogramma; sla hem op als CSV.")
    try:
        text = data.decode("utf-16") if data.startswith(_BYTE_ORDER) else _eight_bit(data)
    except UnicodeDecodeError as error:
        raise QuestionsError("Dit is geen tekst.") from error
    if "\0" in text:
        raise QuestionsError("Dit is geen tekst.")
    return text


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


@dataclass(frozen=True, slots=True)
class _Heading:
    """What the heading line shows: what parts the cells, how many there are, and which hold what."""

    separator: str
    width: int
    name: int | None
    query: int


def _heading(line: str) -> _Heading:
    """The separator is the one that gives the most known names."""
    read = [(separator, [cell.strip(' "').lower() for cell in line.split(separator)]) for separator in _SEPARATORS]
    separator, cells = max(read, key=lambda one: len({*one[1]} & (_NAMES | _QUERIES)))
    query = next((at for at, cell in enumerate(cells) if cell in _QUERIES), None)
    if query is None:
        raise QuestionsError("De eerste regel noemt geen kolom met zoekvragen.")
    name = next((at for at, cell in enumerate(cells) if cell in _NAMES), None)
    return _Heading(separator, len(cells), name, query)


def _question(line: str, heading: _Heading, filters: Filters) -> Question:
    """The question on a line. Every line stands alone, so that a quotation mark left open spoils no other."""
    try:
        cells = next(csv.reader([line], delimiter=heading.separator, strict=True))
    except csv.Error:
        return _unread(line, filters, 'In een cel staan aanhalingstekens dubbel: """leven lang"" NIET bpv".')
    if any(cell.strip() for cell in cells[heading.width :]):
        fault = f"Deze regel heeft {len(cells)} cellen, de kopregel {heading.width}."
        return _unread(line, filters, f"{fault} Zet een cel met ‘{heading.separator}’ tussen aanhalingstekens.")
    text = _cell(cells, heading.query)
    name = "" if heading.name is None else _cell(cells, heading.name)
    return Question(name or text, text, filters)


def _unread(line: str, filters: Filters, fault: str) -> Question:
    return Question(line.strip(), line.strip(), filters, fault)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
