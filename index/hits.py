"""A passage that answers a question to a hit: its found words with their places, how they were found, and a snippet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.model import Cell, DocId, Document, DocumentKind, Passage, PassageKind, Place, cell_at
from index.dutch import Token
from index.marking import Marks
from index.snippets import Span, snippet


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Characters `start` to `end` of the text of a hit: a found word, or several side by side, as those of a phrase.

    `page` is where they begin; `how` says in Dutch how they were found, the closest way first.
    """

    start: int
    end: int
    page: int
    how: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a question.

    `text` is the whole passage, with what was found in it at `occurrences`; `snippet` is a stretch of it on one line
    with the found words at `marks`; `places` are those words on the page, a box for each line part; `how` says in Dutch
    how they were found, the closest way first; `cells` are those of a table in which they stand.
    """

    passage: str
    section: str
    order: int
    document: DocId
    name: str
    title: str
    year: int | None
    document_kind: DocumentKind
    kind: PassageKind
    page: int
    heading: str
    theme: str | None
    subtheme: str | None
    score: float
    text: str
    occurrences: tuple[Occurrence, ...]
    snippet: str
    marks: tuple[Span, ...]
    places: tuple[Place, ...]
    how: tuple[str, ...]
    cells: tuple[Cell, ...] = ()


def hit(passage: Passage, document: Document, tokens: Sequence[Token], found: Marks, *, score: float) -> Hit:
    """The hit of a passage; `tokens` are the words of its text, `found` the places of those that were found."""
    marked = [tokens[place] for place in sorted(found)]
    shown = snippet(passage.quote.text, [(token.start, token.end) for token in marked])
    return Hit(
        passage=passage.id,
        section=passage.section,
        order=passage.order,
        document=document.id,
        name=document.name,
        title=document.title,
        year=document.year,
        document_kind=document.kind,
        kind=passage.kind,
        page=passage.page,
        heading=passage.heading,
        theme=passage.theme,
        subtheme=passage.subtheme,
        score=round(score, 4),
        text=passage.quote.text,
        occurrences=tuple(_occurrences(passage, tokens, found)),
        snippet=shown.text,
        marks=shown.marks,
        places=_places(passage, marked),
        how=tuple(how.label for how in sorted(set(found.values()))),
        cells=_cells(passage, marked),
    )


def _cells(passage: Passage, marked: Sequence[Token]) -> tuple[Cell, ...]:
    if passage.kind is not PassageKind.TABLE:
        return ()
    return tuple(dict.fromkeys(cell_at(passage.quote.text, token.start) for token in marked))


def side_by_side(text: str, tokens: Sequence[Token], found: Iterable[int]) -> list[list[int]]:
    """The places of found words, those with nothing but white space between them together."""
    groups: list[list[int]] = []
    for place in sorted(found):
        if groups and not text[tokens[groups[-1][-1]].end : tokens[place].start].strip():
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _occurrences(passage: Passage, tokens: Sequence[Token], found: Marks) -> Iterator[Occurrence]:
    for places in side_by_side(passage.quote.text, tokens, found):
        start, end = tokens[places[0]].start, tokens[places[-1]].end
        how = sorted({found[place] for place in places})
        page = passage.quote.cut(start, end).page or passage.page
        yield Occurrence(start, end, page, ", ".join(one.label for one in how))


def _places(passage: Passage, marked: Iterable[Token]) -> tuple[Place, ...]:
    """Where the found words stand, page by page: a box for each, two for one broken over two lines."""
    places = [place for token in marked for place in passage.quote.cut(token.start, token.end).places]
    places.sort(key=lambda place: place.page)
    return tuple(
        Place(page, tuple(box for place in some for box in place.boxes))
        for page, some in groupby(places, key=lambda place: place.page)
    )
