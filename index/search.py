"""Passages to an index folder, and a question to hits with their marked words: what a command asks of search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.model import Cell, DocId, Document, DocumentKind, Passage, PassageKind, Place, cell_at
from index.concepts import rehearse
from index.dutch import VERSION, Analyser, Token
from index.engine import Engine, Reader
from index.expand import Expander, Steps
from index.filters import Facets, Filters, Resolver, facets
from index.folder import Health, Made, build, usable
from index.folder import health as folder_health
from index.lenient import Lenient, most_of
from index.marking import marks
from index.plan import Every, Plan
from index.query import parse
from index.query_tree import And, Near, Or, Phrase, Term, Tree, written
from index.records import read_records, write_records
from index.remembered import remember, remembering
from index.snippets import Span, snippet
from index.vocabulary import Vocabulary
from index.whoosh_engine import WhooshEngine
from index.words import raw_words

_ENGINE_FILES = "engine"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a question.

    `snippet` is a stretch of its text on one line with the found words at `marks`; `places` are all its found words
    on the page, a box for each line part; `how` says in Dutch how they were found, the closest way first; `cells` are
    those of a table in which they stand.
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
    snippet: str
    marks: tuple[Span, ...]
    places: tuple[Place, ...]
    how: tuple[str, ...]
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: its best hits, and how many passages and documents answer it, counted exactly.

    `reading` is the question as it was understood. `suggestion` is a question that might be meant instead, or that was
    answered where a word was spelled as no word is; `notes` are Dutch sentences the reader should see.
    """

    reading: str
    hits: tuple[Hit, ...]
    total: int
    documents: int
    facets: Facets
    suggestion: str | None
    notes: tuple[str, ...]


def build_index(
    passages: Iterable[Passage],
    documents: Mapping[DocId, Document],
    analyser: Analyser,
    folder: Path,
    stamp: str,
    *,
    engine: Engine | None = None,
) -> None:
    """Index all passages anew in a folder, beside what stands there, and swap; readers never see half an index.

    `stamp` names the state of the documents and lists; `search` and `health` compare it.
    """
    chosen, all_passages = engine or WhooshEngine(), list(passages)
    learned = analyser.for_corpus(passage.quote.text for passage in all_passages)

    def write(new: Path) -> None:
        write_records(new, all_passages, documents)
        (new / _ENGINE_FILES).mkdir()
        chosen.write(new / _ENGINE_FILES, (learned.tokens(passage.quote.text) for passage in all_passages))
        rehearse(learned)
        for name in {name for passage in all_passages for name in (passage.theme, passage.subtheme) if name}:
            learned.tokens(name)
        remember(new, learned)

    build(folder, Made(stamp, VERSION, chosen.version), write)


def health(folder: Path, stamp: str | None, *, engine: Engine | None = None) -> Health:
    """Whether the index in a folder can be searched and is of this stamp; a stamp of None fits every index."""
    return folder_health(folder, stamp=stamp, analyser=VERSION, engine=(engine or WhooshEngine()).version)


def search(
    folder: Path,
    text: str,
    *,
    analyser: Analyser,
    filters: Filters | None = None,
    limit: int = 20,
    stamp: str | None = None,
    engine: Engine | None = None,
) -> Found:
    """The passages that answer a question, best first.

    The analyser brings the word list, for words the index has not seen; the concepts are those of the index. Raises
    QueryError for a question or option that cannot be read, and an IndexUnusableError when the index is missing, stale
    or damaged.
    """
    chosen = engine or WhooshEngine()
    tree = parse(text)
    for last_try in (False, True):
        try:
            inner = usable(folder, stamp=stamp, analyser=VERSION, engine=chosen.version)
            return _Search(inner, chosen, analyser, filters or Filters()).answer(text, tree, limit)
        except FileNotFoundError:
            # Another process put a new index in its place between the check and the reading.
            if last_try:
                raise
    raise AssertionError("unreachable")


class _Search:
    """One question put to one index."""

    def __init__(self, inner: Path, engine: Engine, analyser: Analyser, filters: Filters) -> None:
        self._inner, self._engine, self._filters = inner, engine, filters
        self._analyser = remembering(inner, analyser)
        self._records = read_records(inner)
        self._vocabulary = Vocabulary(self._analyser.counts, self._analyser.memory.stored)
        self._notes: list[str] = []

    def answer(self, text: str, tree: Tree, limit: int) -> Found:
        plan, corrected = self._plan(tree)
        with self._engine.open(self._inner / _ENGINE_FILES) as reader:
            scores = reader.search(plan)
            most = self._most(tree, reader) if self._filters.lenient and not scores else None
        if most:
            plan, scores = most.plan, most.scores
            self._notes.insert(0, most.note)
        rows = [self._records.rows[number] for number in scores]
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        if isinstance(tree, Or) and any(isinstance(part, And) for part in tree.parts) and "(" not in text:
            self._notes.append(f"Gelezen als: {written(tree)}.")
        if not scores and not corrected:
            corrected = list(self._nearby(tree))
        return Found(
            written(tree),
            tuple(self._hit(number, scores[number], plan) for number in best),
            len(scores),
            len({row.document.id for row in rows}),
            facets(rows),
            _replaced(text, corrected),
            tuple(dict.fromkeys(self._notes)),
        )

    def _plan(self, tree: Tree) -> tuple[Plan, list[tuple[str, str]]]:
        expander, options = self._expander()
        plan = expander.plan(tree)
        return Every((plan, *options)) if options else plan, expander.corrected

    def _most(self, tree: Tree, reader: Reader) -> Lenient | None:
        expander, options = self._expander()
        words, others = expander.apart(tree)
        return most_of(words, (*others, *options), reader)

    def _expander(self) -> tuple[Expander, tuple[Plan, ...]]:
        """What makes plans, and the plans of the options."""
        filters = self._filters
        resolver = Resolver(self._records, self._analyser, self._notes)
        steps = Steps(filters.exact, filters.compounds, filters.concepts)
        expander = Expander(self._analyser, self._vocabulary, resolver.field, steps, self._notes)
        return expander, resolver.options(filters)

    def _nearby(self, tree: Tree) -> Iterator[tuple[str, str]]:
        """For each word of the question that no text has, the nearest that one has."""
        for term in _terms(tree):
            for word in raw_words(term.text):
                form = self._analyser.form(word.key)
                if form.exact not in self._vocabulary.counts:
                    better = self._vocabulary.nearest(form.exact)
                    if better:
                        yield term.text, better

    def _hit(self, number: int, score: float, plan: Plan) -> Hit:
        row, passage = self._records.rows[number], self._records.passage(number)
        tokens = self._analyser.tokens(passage.quote.text)
        found = marks(plan, tokens, number) or {}
        marked = [tokens[place] for place in sorted(found)]
        shown = snippet(passage.quote.text, [(token.start, token.end) for token in marked])
        return Hit(
            passage.id,
            passage.section,
            passage.order,
            row.document.id,
            row.document.name,
            row.document.title,
            row.document.year,
            row.document.kind,
            passage.kind,
            passage.page,
            passage.heading,
            passage.theme,
            passage.subtheme,
            round(score, 4),
            shown.text,
            shown.marks,
            _places(passage, marked),
            tuple(how.label for how in sorted(set(found.values()))),
            _cells(passage, marked),
        )


def _cells(passage: Passage, marked: Sequence[Token]) -> tuple[Cell, ...]:
    if passage.kind is not PassageKind.TABLE:
        return ()
    return tuple(dict.fromkeys(cell_at(passage.quote.text, token.start) for token in marked))


def _places(passage: Passage, marked: Sequence[Token]) -> tuple[Place, ...]:
    """Where the found words stand, page by page, a box for each word, two for one broken over two lines."""
    places = [place for token in marked for place in passage.quote.cut(token.start, token.end).places]
    places.sort(key=lambda place: place.page)
    return tuple(
        Place(page, tuple(box for place in some for box in place.boxes))
        for page, some in groupby(places, key=lambda place: place.page)
    )


def _terms(tree: Tree) -> Iterator[Term]:
    """The words that a hit should have."""
    match tree:
        case Term():
            yield tree
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Phrase(words) | Near(words):
            yield from (word for word in words if isinstance(word, Term))
        case _:
            return


def _replaced(text: str, corrected: Sequence[tuple[str, str]]) -> str | None:
    for word, better in corrected:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", better, text)
    return text if corrected else None
