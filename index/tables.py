"""Answers to rows of plain texts and numbers under Dutch headings, as a spreadsheet or a terminal shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.model import Column, DocId, Document, Table, TableCell
from index.context import in_context
from index.filters import DUTCH_KINDS, Facets
from index.hits import Hit
from index.questions import Answered, Question
from index.search import Found
from index.tallies import Counts, Year

Address = Callable[[DocId, int], str]
"""Where a page of a document opens."""


_DOCUMENT = (Column("Document", 28), Column("Titel", 32), Column("Jaar", 8))
_ADDRESS = Column("Adres", 40, opens=True)


def hit_table(hits: Sequence[Hit], address: Address) -> Table:
    """One row for each hit, in the order given."""
    place = (Column("Nr", 7), *_DOCUMENT, Column("Pagina", 9), Column("Kop", 34), Column("Thema", 24))
    text = (Column("Soort", 14), Column("Fragment", 90), Column("Gevonden", 28), Column("Hoe", 28), _ADDRESS)
    rows = ((number, *_hit(hit), address(hit.document, hit.page)) for number, hit in enumerate(hits, start=1))
    return Table("Passages", (*place, *text), tuple(rows))


def _hit(hit: Hit) -> tuple[TableCell, ...]:
    found = dict.fromkeys(" ".join(hit.text[one.start : one.end].split()) for one in hit.occurrences)
    theme = " › ".join(filter(None, (hit.theme, hit.subtheme)))
    about = (hit.name, hit.title, hit.year, hit.page, hit.heading, theme, DUTCH_KINDS[hit.kind])
    return *about, hit.snippet, ", ".join(found), ", ".join(hit.how)


def context_table(hits: Iterable[Hit], address: Address) -> Table:
    """One row for each occurrence in each hit, with what stands before and after it."""
    columns = (*_DOCUMENT, Column("Pagina", 9), Column("Kop", 34), Column("Ervoor", 46), Column("Gevonden", 24))
    rows = (
        (
            *(hit.name, hit.title, hit.year, line.found.page, hit.heading),
            *(line.left.strip(), line.words, line.right.strip(), line.found.how),
            address(hit.document, line.found.page),
        )
        for hit in hits
        for line in in_context(hit)
    )
    return Table("In context", (*columns, Column("Erna", 46), Column("Hoe", 24), _ADDRESS), tuple(rows))


def facet_table(facets: Facets) -> Table:
    """One row for each value of a facet, with how it is asked for."""
    columns = Column("Wat", 12), Column("Waarde", 40), Column("Passages", 10), Column("Zo te vragen", 44)
    rows = [
        (name.value, count.label, count.number, count.asked(name)) for name, counts in facets.each() for count in counts
    ]
    return Table("Verdeling", columns, tuple(rows))


def about_table(question: Question, found: Found, *, cut: bool) -> Table:
    """What a file of hits is about: the question, its options, how it was read, all that was found, and what is not
    in the file when it was cut off."""
    lines = [
        f"Zoekvraag: {question.text}",
        f"Gelezen als: {found.reading}",
        f"Opties: {question.filters.told() or 'geen'}",
        f"Gevonden: {totals(found)}",
        *([cut_off(found)] if cut else []),
        *found.notes,
    ]
    return Table("Toelichting", (Column("Toelichting", 120),), tuple((line,) for line in lines))


def cut_off(found: Found) -> str:
    """That not all hits are there."""
    return f"Afgekapt met --limit: {len(found.hits)} van {found.total} passages."


def totals(found: Found) -> str:
    """How many passages and documents answer the question."""
    return f"{counted(found.total, 'passage', 'passages')} in {counted(found.documents, 'document', 'documenten')}"


def counted(number: int, one: str, more: str) -> str:
    """A number and its noun: '1 passage', '4 passages'."""
    return f"{number} {one if number == 1 else more}"


_COUNTS = (
    *(Column("Passages", 10), Column("Passages per 1.000", 12), Column("Vindplaatsen", 12)),
    *(Column("Vindplaatsen per 1.000", 12), Column("Woorden", 10)),
)
"""Per 1,000 words of the document, or of all documents of a year: `Woorden` is how many those have."""


def tally_table(answered: Iterable[Answered]) -> Table:
    """One row for each question in each document; of a question that could not be asked, one with what is wrong."""
    question = Column("Naam", 24), Column("Zoekvraag", 36), Column("Gelezen als", 36)
    rest = Column("Opmerking", 60), Column("Fout", 60)
    rows = tuple(row for one in answered for row in _tallied(one))
    return Table("Telling", (*question, *_DOCUMENT, *_COUNTS, *rest), rows)


def _tallied(one: Answered) -> Iterator[tuple[TableCell, ...]]:
    name, text = one.question.name, one.question.text
    if one.tallied is None:
        yield name, text, *[None] * 10, one.error
        return
    for tally in one.tallied.tallies:
        about = tally.document.name, tally.document.title, tally.document.year
        yield name, text, one.tallied.reading, *about, *_counts(tally), " ".join(one.tallied.notes), None


def _counts(counts: Counts) -> tuple[TableCell, ...]:
    """Passages and occurrences, each with how many that is for each 1,000 words, and how many words there are."""
    return (
        *(counts.passages, rounded(counts.passages_per_thousand)),
        *(counts.occurrences, rounded(counts.occurrences_per_thousand), counts.size),
    )


def matrix_table(answered: Sequence[Answered]) -> Table:
    """One row for each question, and a column with its passages for each document."""
    documents = _documents(answered)
    heads = [f"{document.name} ({document.year})" if document.year else document.name for document in documents]
    columns = (Column("Naam", 24), *(Column(head, 18) for head in heads), Column("Samen", 10), Column("Fout", 60))
    rows: list[tuple[TableCell, ...]] = []
    for one in answered:
        counts = {tally.document.id: tally.passages for tally in one.tallied.tallies} if one.tallied else {}
        total = sum(counts.values()) if one.tallied else None
        rows.append((one.question.name, *(counts.get(document.id) for document in documents), total, one.error))
    return Table("Matrix", columns, tuple(rows))


def _documents(answered: Iterable[Answered]) -> list[Document]:
    tallies = [tally for one in answered if one.tallied for tally in one.tallied.tallies]
    return list({tally.document.id: tally.document for tally in tallies}.values())


def year_table(years: Iterable[Year]) -> Table:
    """One row for each year, and at the end one for the documents without a year."""
    columns = Column("Jaar", 13), Column("Documenten", 11), Column("Met passages", 13)
    rows = ((one.year or "zonder jaar", one.documents, one.answering, *_counts(one)) for one in years)
    return Table("Per jaar", (*columns, *_COUNTS), tuple(rows))


def rounded(rate: float | None) -> float | None:
    """To three decimals, the most that counts in documents of this length can bear."""
    return None if rate is None else round(rate, 3)
