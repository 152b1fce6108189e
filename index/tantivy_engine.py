"""Tokens to a tantivy index, and a plan to passages with scores; the only module that knows tantivy.

Tantivy keeps the terms of each layer and scores them (BM25). It tells nobody where words stand, so `index.places` keeps
that beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import assert_never

import numpy
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from index.dutch import Token
from index.marking import terms
from index.places import Floats, Numbers, Places, PlacesWriter
from index.plan import Among, Either, Every, Layer, Plan, Window, Without, Words
from index.scores import ScoreArrays

_PLACES = "places"
_NUMBER = "passage"
_MEMORY = 256_000_000
_BETWEEN = "\n"
"""Stands between the terms of a passage, and in none."""
_MOST_FILTERS = 20
_MANY = 500
"""So many terms of one word are a pattern's: they are found as a set, all worth the same."""


class TantivyEngine:
    """The engine for large corpora; a compiled library, in files that hold no code."""

    @property
    def version(self) -> str:
        """Of the library."""
        return f"tantivy {version('tantivy')}"

    def write(self, folder: Path, passages: Iterable[Sequence[Token]]) -> None:
        """One thread, so that it is the same work every time; the numbers of the passages are kept with them."""
        (folder / _PLACES).mkdir()
        index = tantivy.Index(_schema(), str(folder), reuse=False)
        index.register_tokenizer(_TOKENS, _tokens())
        writer, places = index.writer(_MEMORY, 1), PlacesWriter()
        for number, tokens in enumerate(passages):
            writer.add_document(_document(number, tokens))
            places.add(tokens)
        writer.commit()
        writer.wait_merging_threads()
        places.write(folder / _PLACES)

    @contextmanager
    def open(self, folder: Path) -> Iterator[TantivyReader]:
        """What `write` wrote."""
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")
        yield TantivyReader(index.searcher(), index.schema, folder / _PLACES)


_TOKENS = "tokens"


def _tokens() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(f"[^{_BETWEEN}]+")).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for layer in Layer:
        builder.add_text_field(layer.value, tokenizer_name=_TOKENS, index_option="freq")
    builder.add_unsigned_field(_NUMBER, fast=True)
    return builder.build()


def _document(number: int, tokens: Sequence[Token]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned(_NUMBER, number)
    for layer in Layer:
        document.add_text(layer.value, _BETWEEN.join(term for token in tokens for term in terms(token, layer)))
    return document


@dataclass(frozen=True, slots=True)
class _Found:
    """For every passage whether it is found, and its score; 0 for one not found."""

    found: NDArray[numpy.bool_]
    scores: Floats


class TantivyReader:
    """Answers plans from an opened tantivy index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, places: Path) -> None:
        self._searcher, self._schema, self._size = searcher, schema, searcher.num_docs
        self._folder = places
        self._opened: Places | None = None
        self._filters: dict[frozenset[int], NDArray[numpy.bool_]] = {}

    def vocabulary(self) -> Iterator[str]:
        """Every form as written, in order."""
        return iter(sorted(term for term, _ in self._searcher.terms_with_prefix(Layer.EXACT.value, "")))

    def search(self, plan: Plan) -> ScoreArrays:
        """Every passage the plan finds, with its score."""
        if not self._size:
            return ScoreArrays(numpy.array([], numpy.int64), numpy.array([]))
        answer = self._found(plan)
        passages = numpy.flatnonzero(answer.found)
        return ScoreArrays(passages, answer.scores[passages])

    @property
    def _places(self) -> Places:
        if self._opened is None:
            self._opened = Places.read(self._folder)
        return self._opened

    def _found(self, plan: Plan) -> _Found:
        """What tantivy can answer in one go is asked of it in one go."""
        if _is_plain(plan):
            return self._dense(*self._asked(plan))
        match plan:
            case Window():
                return self._dense(*self._places.window(plan))
            case Among(among):
                return _Found(self._among(among), numpy.zeros(self._size))
            case Every(parts):
                return _every([self._found(part) for part in _grouped(parts, Every)])
            case Either(parts):
                return _either([self._found(part) for part in _grouped(parts, Either)])
            case Without(part):
                return _Found(~self._found(part).found, numpy.zeros(self._size))
            case Words():
                raise AssertionError("words are plain")
            case _:
                assert_never(plan)

    def _among(self, passages: frozenset[int]) -> NDArray[numpy.bool_]:
        """The last ones are kept, since filters stay the same from question to question."""
        if passages not in self._filters:
            if len(self._filters) == _MOST_FILTERS:
                self._filters.clear()
            found = numpy.zeros(self._size, numpy.bool_)
            found[numpy.fromiter(passages, numpy.int64, len(passages))] = True
            self._filters[passages] = found
        return self._filters[passages]

    def _dense(self, passages: Numbers, scores: Floats) -> _Found:
        found, scored = numpy.zeros(self._size, numpy.bool_), numpy.zeros(self._size)
        found[passages], scored[passages] = True, scores
        return _Found(found, scored)

    def _asked(self, plan: Plan) -> tuple[Numbers, Floats]:
        """The passages that tantivy finds, with their scores."""
        hits = self._searcher.search(self._query(plan), limit=self._size, count=False).hits
        values = self._searcher.fast_field_values(_NUMBER, [address for _, address in hits])
        return numpy.array(values, numpy.int64), numpy.array([score for score, _ in hits], numpy.float64)

    def _query(self, plan: Plan) -> Query:
        match plan:
            case Words():
                return self._words(plan)
            case Every(parts):
                asked = [(Occur.Must, self._query(part)) for part in parts if not isinstance(part, Without)]
                left = [(Occur.MustNot, self._query(part.part)) for part in parts if isinstance(part, Without)]
                return Query.boolean_query([*(asked or [(Occur.Must, _all())]), *left])
            case Either(parts):
                return Query.boolean_query([(Occur.Should, self._query(part)) for part in parts])
            case Without(part):
                return Query.boolean_query([(Occur.Must, _all()), (Occur.MustNot, self._query(part))])
            case _:
                raise AssertionError(f"{plan} is not plain")

    def _words(self, words: Words) -> Query:
        if len(words.terms) >= _MANY:
            found = Query.term_set_query(self._schema, words.layer.value, sorted(words.terms))
        else:
            every = (Query.term_query(self._schema, words.layer.value, term) for term in sorted(words.terms))
            found = Query.boolean_query([(Occur.Should, query) for query in every])
        return Query.boost_query(found, words.weight)


def _all() -> Query:
    return Query.const_score_query(Query.all_query(), 0.0)


def _is_plain(plan: Plan) -> bool:
    """Words and what is made of them, without windows and numbers of passages."""
    match plan:
        case Words():
            return True
        case Every(parts) | Either(parts):
            return all(map(_is_plain, parts))
        case Without(part):
            return _is_plain(part)
        case _:
            return False


def _grouped(parts: Sequence[Plan], together: type[Every] | type[Either]) -> list[Plan]:
    """The parts, the plain ones of them as one."""
    plain = tuple(part for part in parts if _is_plain(part))
    others = [part for part in parts if not _is_plain(part)]
    return [together(plain), *others] if plain else others


def _every(parts: Sequence[_Found]) -> _Found:
    found = numpy.logical_and.reduce([part.found for part in parts])
    return _Found(found, numpy.add.reduce([part.scores for part in parts]) * found)


def _either(parts: Sequence[_Found]) -> _Found:
    found = numpy.logical_or.reduce([part.found for part in parts])
    return _Found(found, numpy.add.reduce([part.scores for part in parts]))
