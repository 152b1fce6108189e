"""Passages to an index folder, and a question to hits with their marked words: what a command asks of search."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar, assert_never

from corpus.model import DocId, Document, Passage, content_id
from index.concepts import rehearse
from index.dutch import VERSION, Analyser, Token
from index.engine import Engine, Reader
from index.engines import EngineName, engine_named, engine_of
from index.expand import Expander, Steps
from index.filters import Facets, Filters, Resolver, facets
from index.folder import Health, Made, build, usable
from index.folder import health as folder_health
from index.groups import Groups
from index.hits import Hit, hit, side_by_side
from index.lenient import Lenient, most_of
from index.marking import Marker
from index.plan import Every, Plan
from index.query import parse
from index.query_tree import And, Near, Or, Phrase, Term, Tree, written
from index.records import read_records, write_records
from index.remembered import remember, remembering, vocabulary
from index.scores import best
from index.tallies import Tallied, Tally, read_sizes, write_sizes
from index.words import raw_words

T = TypeVar("T")

_ENGINE_FILES = "engine"


class Order(Enum):
    """In which order hits come: the closest first; as they stand in the documents, plans first and reports by year; or
    of the latest year first, those without a year last, and within a year the closest first."""

    RELEVANCE = "relevance"
    DOCUMENT = "document"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: its hits, all or the first, and how many passages and documents answer it, counted
    exactly.

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
    chosen, all_passages = engine or engine_named(EngineName.WHOOSH.value), list(passages)
    learned = analyser.for_corpus(passage.quote.text for passage in all_passages)

    def write(new: Path) -> None:
        write_records(new, all_passages, documents)
        (new / _ENGINE_FILES).mkdir()
        sizes = Counter[DocId](dict.fromkeys(documents, 0))
        chosen.write(new / _ENGINE_FILES, _counted(all_passages, learned, sizes))
        write_sizes(new, sizes)
        rehearse(learned)
        for name in {name for passage in all_passages for name in (passage.theme, passage.subtheme) if name}:
            learned.tokens(name)
        remember(new, learned)

    with _without_collecting():
        build(folder, Made(stamp, VERSION, chosen.version), write)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Garbage is not looked for: what is made while an index is built is kept, and looking takes time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def health(folder: Path, stamp: str | None, *, engine: Engine | None = None) -> Health:
    """Whether the index in a folder can be searched and is of this stamp; a stamp of None fits every index.

    It is to be of the engine given; of any, when none is given.
    """
    return folder_health(folder, stamp=stamp, analyser=VERSION, engine=(engine or engine_of(folder)).version)


def search(
    folder: Path,
    text: str,
    *,
    analyser: Analyser,
    filters: Filters | None = None,
    limit: int | None = 20,
    stamp: str | None = None,
    engine: Engine | None = None,
) -> Found:
    """The passages that answer one question, best first; raises what `asked` and `Searcher.answer` raise."""
    return asked(
        folder,
        lambda index: index.answer(text, filters or Filters(), limit=limit),
        analyser=analyser,
        stamp=stamp,
        engine=engine,
    )


def asked(
    folder: Path,
    ask: Callable[[Searcher], T],
    *,
    analyser: Analyser,
    stamp: str | None = None,
    engine: Engine | None = None,
) -> T:
    """What `ask` makes of the index in a folder, opened once for all its questions; it may be called a second time.

    The analyser brings the word list, for words the index has not seen; the concepts are those of the index. Raises an
    IndexUnusableError when the index is missing, stale or damaged.
    """
    for last_try in (False, True):
        try:
            with opened(folder, analyser=analyser, stamp=stamp, engine=engine) as index:
                return ask(index)
        except FileNotFoundError:
            # Another process put a new index in its place between the check and the reading.
            if last_try:
                raise
    raise AssertionError("unreachable")


@contextmanager
def opened(
    folder: Path, *, analyser: Analyser, stamp: str | None = None, engine: Engine | None = None
) -> Iterator[Searcher]:
    """The index in a folder, checked and open; raises what `asked` raises, and FileNotFoundError when it is replaced
    while it is opened."""
    chosen = engine or engine_of(folder)
    inner = usable(folder, stamp=stamp, analyser=VERSION, engine=chosen.version)
    with chosen.open(inner / _ENGINE_FILES) as reader:
        yield Searcher(inner, reader, analyser)


@dataclass(frozen=True, slots=True)
class Fresh:
    """How many passages answer a question, a key for each, and as hits those with a key that was not known.

    A key is of document and text alone, so that a passage that only moved keeps its own.
    """

    total: int
    keys: frozenset[str]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one question comes to, before anything of it is shown."""

    reading: str
    marker: Marker
    scores: Mapping[int, float]
    suggestion: str | None
    notes: tuple[str, ...]


class Searcher:
    """An opened index that answers questions, for as long as it is kept open."""

    def __init__(self, inner: Path, reader: Reader, analyser: Analyser) -> None:
        self._inner, self._reader = inner, reader
        self.analyser = remembering(inner, analyser)
        self.records = read_records(inner)
        self.groups = Groups(self.records.groups, self.records.group_of)
        self.vocabulary = vocabulary(inner, self.analyser.counts)

    def answer(
        self,
        text: str,
        filters: Filters,
        *,
        limit: int | None = None,
        order: Order = Order.RELEVANCE,
        lenient: bool = False,
    ) -> Found:
        """The passages that answer a question, all or the first `limit` of them; the counts are of all.

        With `lenient` a question that nothing answers gets what has most of its words, and a note that says so: not
        for who does not read notes.

        Raises QueryError for a question that cannot be read, OptionError for such an option.
        """
        answer = self._answer(text, filters, lenient=lenient)
        counted = self.groups.tally(answer.scores)
        numbers = self._sorted(order, answer.scores, limit)
        return Found(
            answer.reading,
            tuple(self._hit(number, answer) for number in numbers),
            len(answer.scores),
            len(counted.documents),
            facets(counted),
            answer.suggestion,
            answer.notes,
        )

    def tally(self, text: str, filters: Filters) -> Tallied:
        """How often each document that the options leave answers a question, also those that do not.

        Raises what `answer` raises.
        """
        answer = self._answer(text, filters)
        passages, occurrences = Counter[DocId](), Counter[DocId]()
        for number in answer.scores:
            document = self.records.document(number).id
            passages[document] += 1
            text = self.records.text(number)
            tokens = self.analyser.tokens(text)
            found = answer.marker.marks(tokens, number) or {}
            occurrences[document] += len(side_by_side(text, tokens, found))
        sizes = read_sizes(self._inner)
        counts = tuple(
            Tally(document=one, passages=passages[one.id], occurrences=occurrences[one.id], size=sizes.get(one.id, 0))
            for one in self._searched(filters)
        )
        return Tallied(answer.reading, counts, answer.suggestion, answer.notes)

    def fresh(self, text: str, filters: Filters, known: Container[str] | None) -> Fresh:
        """The passages that answer a question and were not known, as they stand in the documents.

        With None for `known` there are no hits, only keys. Raises what `answer` raises.
        """
        answer = self._answer(text, filters)
        keys = {number: self._key(number) for number in sorted(answer.scores)}
        new = [number for number, key in keys.items() if known is not None and key not in known]
        return Fresh(len(keys), frozenset(keys.values()), tuple(self._hit(number, answer) for number in new))

    def _key(self, number: int) -> str:
        return content_id(self.records.document(number).id, self.records.text(number))

    def _searched(self, filters: Filters) -> tuple[Document, ...]:
        return Resolver(self.records, self.groups, self.analyser, []).documents(filters)

    def _answer(self, text: str, filters: Filters, *, lenient: bool = False) -> _Answer:
        tree, notes = parse(text), list[str]()
        resolver = Resolver(self.records, self.groups, self.analyser, notes)
        steps = Steps(filters.exact, filters.compounds, filters.concepts)
        expander = Expander(self.analyser, self.vocabulary, resolver.field, steps, notes)
        options = resolver.options(filters)
        plan = expander.plan(tree)
        plan = Every((plan, *options)) if options else plan
        scores = self._reader.search(plan)
        most = self._most(tree, expander, options) if lenient and not scores else None
        if most:
            plan, scores = most.plan, most.scores
            notes.insert(0, most.note)
        if isinstance(tree, Or) and any(isinstance(part, And) for part in tree.parts) and "(" not in text:
            notes.append(f"Gelezen als: {written(tree)}.")
        corrected = expander.corrected or ([] if scores else list(self._nearby(tree)))
        return _Answer(written(tree), Marker(plan), scores, _replaced(text, corrected), tuple(dict.fromkeys(notes)))

    def _most(self, tree: Tree, expander: Expander, options: Sequence[Plan]) -> Lenient | None:
        words, others = expander.apart(tree)
        return most_of(words, (*others, *options), self._reader)

    def _nearby(self, tree: Tree) -> Iterator[tuple[str, str]]:
        """For each word of the question that no text has, the nearest that one has."""
        for term in _terms(tree):
            for word in raw_words(term.text):
                form = self.analyser.form(word.key)
                if form.exact not in self.vocabulary.counts:
                    better = self.vocabulary.nearest(form.exact)
                    if better:
                        yield term.text, better

    def _sorted(self, order: Order, scores: Mapping[int, float], most: int | None) -> list[int]:
        """The first so many of the passages found, or all; their numbers run as they stand in the documents."""
        match order:
            case Order.RELEVANCE:
                return best(scores, len(scores) if most is None else most)
            case Order.DOCUMENT:
                return sorted(scores)[:most]
            case Order.YEAR:
                closest = best(scores, len(scores))
                return sorted(closest, key=lambda number: -(self.records.document(number).year or 0))[:most]
            case _:
                assert_never(order)

    def _hit(self, number: int, answer: _Answer) -> Hit:
        passage, document = self.records.passage(number), self.records.document(number)
        tokens = self.analyser.tokens(passage.quote.text)
        return hit(passage, document, tokens, answer.marker.marks(tokens, number) or {}, score=answer.scores[number])


def _counted(passages: Iterable[Passage], analyser: Analyser, sizes: Counter[DocId]) -> Iterator[Sequence[Token]]:
    """The words of each passage, counted for its document as they go by."""
    for passage in passages:
        tokens = analyser.tokens(passage.quote.text)
        sizes[passage.document] += len(tokens)
        yield tokens


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
