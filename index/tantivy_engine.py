"""Tokens to a tantivy index, and a plan to passages with scores; the only module that knows tantivy.

Tantivy keeps the terms of each layer and scores them (BM25). It tells nobody where words stand, so `index.places` keeps
that beside it. And it hands over each passage as an object, so what may find thousands is looked up there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib.metadata import version
from pathlib import Path
from typing import assert_never

import numpy
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from index.dutch import Token
from index.marking import terms
from index.place_arrays import has
from index.places import Places, PlacesWriter
from index.plan import Among, Either, Every, Layer, Plan, Window, Without, Words
from index.recent import recent
from index.scores import ScoreArrays, in_arrays

_PLACES = "places"
_NUMBER = "passage"
_MEMORY = 256_000_000
_BETWEEN = "\n"
"""Stands between the terms of a passage, and in none."""
_MOST_FILTERS = 20
_MANY = 500
"""So many terms of one word are a pattern's: they are found as a set, all worth the same."""


@dataclass(frozen=True, slots=True)
class TantivyEngine:
    """The engine for large corpora; a compiled library, in files that hold no code.

    What may find more than `few` passages, or goes over more places than that, is worked out in arrays.
    """

    few: int = 2000

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
        yield TantivyReader(index.searcher(), index.schema, Places.read(folder / _PLACES, self.few), self.few)


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
    for layer, found in terms(tokens).items():
        document.add_text(layer.value, _BETWEEN.join(found))
    return document


class TantivyReader:
    """Answers plans from an opened tantivy index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, places: Places, few: int) -> None:
        self._searcher, self._schema, self._size = searcher, schema, searcher.num_docs
        self._places, self._few = places, few
        self._filters: dict[frozenset[int], NDArray[numpy.bool_]] = {}

    def vocabulary(self) -> Iterator[str]:
        """Every form as written, in order."""
        return iter(sorted(term for term, _ in self._searcher.terms_with_prefix(Layer.EXACT.value, "")))

    def search(self, plan: Plan) -> ScoreArrays:
        """Every passage the plan finds, with its score."""
        if not self._size:
            return in_arrays({})
        return self._found(plan)

    def _found(self, plan: Plan) -> ScoreArrays:
        """The passages, in order, with their scores; what tantivy can answer in one go, with few, is asked of it so."""
        if _is_plain(plan) and (most := self._most(plan)) <= self._few:
            return self._asked(plan, most)
        match plan:
            case Words():
                return self._places.words(plan)
            case Window():
                return in_arrays(self._places.window(plan))
            case Every(parts):
                return self._every(self._grouped(parts, Every))
            case Either(parts):
                return self._either(self._grouped(parts, Either))
            case Among() | Without():
                return self._every((plan,))
            case _:
                assert_never(plan)

    def _every(self, parts: Sequence[Plan]) -> ScoreArrays:
        """What stands in every part: of the fewest passages those that the filters and the other parts have too."""
        masks = [self._mask(part) for part in parts if isinstance(part, Among | Without)]
        mask = reduce(numpy.logical_and, masks, numpy.ones(self._size, numpy.bool_))
        found = sorted((self._found(part) for part in parts if not isinstance(part, Among | Without)), key=len)
        passages = found[0].passages[mask[found[0].passages]] if found else numpy.flatnonzero(mask)
        for other in found[1:]:
            passages = passages[has(other.passages, passages)]
        scores = (one.scores[numpy.searchsorted(one.passages, passages)] for one in found)
        return ScoreArrays(passages, sum(scores, numpy.zeros(len(passages))))

    def _either(self, parts: Sequence[Plan]) -> ScoreArrays:
        found, scores = numpy.zeros(self._size, numpy.bool_), numpy.zeros(self._size)
        for part in parts:
            own = self._found(part)
            found[own.passages] = True
            scores[own.passages] += own.scores
        passages = numpy.flatnonzero(found)
        return ScoreArrays(passages, scores[passages])

    def _mask(self, part: Among | Without) -> NDArray[numpy.bool_]:
        """For every passage whether a filter lets it through."""
        if isinstance(part, Among):
            return self._among(part.passages)
        mask = numpy.ones(self._size, numpy.bool_)
        mask[self._found(part.part).passages] = False
        return mask

    def _most(self, plan: Plan) -> int:
        """At most so many passages are found by a plan of words."""
        match plan:
            case Words():
                return self._places.often(plan)
            case Every(parts):
                return min((self._most(part) for part in parts if not isinstance(part, Without)), default=self._size)
            case Either(parts):
                return sum(map(self._most, parts))
            case _:
                return self._size

    def _grouped(self, parts: Sequence[Plan], together: type[Every] | type[Either]) -> Sequence[Plan]:
        """The parts, those that tantivy can answer in one go as one: all that is plain, or of many the smallest."""
        plain, left = sorted(filter(_is_plain, parts), key=self._most), list[Plan]()
        while len(plain) > 1 and self._most(together(tuple(plain))) > self._few:
            left.append(plain.pop())
        if len(plain) < 2:
            return parts
        return [together(tuple(plain)), *left, *(part for part in parts if not _is_plain(part))]

    def _among(self, passages: frozenset[int]) -> NDArray[numpy.bool_]:
        """The last ones are kept, since filters stay the same from question to question."""

        def mask() -> NDArray[numpy.bool_]:
            found = numpy.zeros(self._size, numpy.bool_)
            found[numpy.fromiter(passages, numpy.int64, len(passages))] = True
            return found

        return recent(self._filters, passages, mask, most=_MOST_FILTERS)

    def _asked(self, plan: Plan, most: int) -> ScoreArrays:
        """The passages that tantivy finds, in order, with their scores."""
        hits = self._searcher.search(self._query(plan), limit=most, count=False).hits if most else []
        values = self._searcher.fast_field_values(_NUMBER, [address for _, address in hits])
        passages, scores = numpy.array(values, numpy.int64), numpy.array([score for score, _ in hits], numpy.float64)
        order = passages.argsort()
        return ScoreArrays(passages[order], scores[order])

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
