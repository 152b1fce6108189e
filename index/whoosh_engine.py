"""Tokens to a Whoosh index, and a plan to passages with scores; the only module that knows Whoosh.

Whoosh keeps the terms with their places and scores them (BM25F); how hits combine is worked out here, because its own
parser and span queries turn mistakes into silence. Its files are pickles: `open` must be given files of our own making.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, assert_never

from whoosh import fields, formats, versionstring
from whoosh.filedb.filestore import FileStorage

from index.dutch import Token
from index.marking import terms
from index.plan import Among, Either, Every, Layer, Plan, Slot, Window, Without, Words
from index.windows import stand_together

_MEMORY_MB = 128
Scores = dict[int, float]


class Stacked(formats.Positions):  # type: ignore[misc]
    """Places of terms, where several terms can have one place; the value is a list of the terms at each place."""

    def word_values(
        self, value: Sequence[Sequence[str]], analyzer: object, **_: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, stack in enumerate(value):
            for term in stack:
                places[term].append(place)
        for term, found in places.items():
            yield term, len(found), float(len(found)), self.encode(found)


class Tokens(fields.FieldType):  # type: ignore[misc]
    """A layer of tokens, analysed before it came here."""

    def __init__(self) -> None:
        self.format = Stacked()
        self.analyzer = None
        self.scorable, self.stored, self.unique, self.indexed = True, False, False, True
        self.vector, self.column_type, self.multitoken_query = None, None, "default"

    def clean(self) -> None:
        """There is nothing to clean: no analyser holds on to anything."""


class WhooshEngine:
    """The engine for corpora up to some tens of thousands of passages; needs no service and no compiled library."""

    @property
    def version(self) -> str:
        return f"whoosh {versionstring()}"

    def write(self, folder: Path, passages: Iterable[Sequence[Token]]) -> None:
        """One segment, so that a passage's number is its number in Whoosh."""
        schema = fields.Schema(**{layer.value: Tokens() for layer in Layer})
        writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=_MEMORY_MB)
        for tokens in passages:
            writer.add_document(**{layer.value: [terms(token, layer) for token in tokens] for layer in Layer})
        writer.commit(optimize=True)

    @contextmanager
    def open(self, folder: Path) -> Iterator[WhooshReader]:
        opened = FileStorage(str(folder), readonly=True).open_index()
        try:
            with opened.searcher() as searcher:
                yield WhooshReader(searcher)
        finally:
            opened.close()


class WhooshReader:
    """Answers plans from an opened Whoosh index."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    def vocabulary(self) -> Iterator[str]:
        """Every form as written, in order."""
        return (term.decode() for term in self._searcher.reader().lexicon(Layer.EXACT.value))

    def search(self, plan: Plan) -> Mapping[int, float]:
        """Every passage the plan finds, with its score."""
        match plan:
            case Words():
                return self._words(plan)
            case Window():
                return self._window(plan)
            case Among(passages):
                return dict.fromkeys(passages, 0.0)
            case Every(parts):
                return self._every(parts)
            case Either(parts):
                return _added(self.search(part) for part in parts)
            case Without(part):
                found = self.search(part)
                return {passage: 0.0 for passage in range(self._searcher.doc_count_all()) if passage not in found}
            case _:
                assert_never(plan)

    def _every(self, parts: Sequence[Plan]) -> Scores:
        found = [self.search(part) for part in parts]
        common = _common(found)
        return {passage: sum(scores[passage] for scores in found) for passage in common}

    def _words(self, words: Words) -> Scores:
        scores: Scores = {}
        for term in words.terms:
            for matcher in self._postings(words.layer, term):
                passage = matcher.id()
                scores[passage] = scores.get(passage, 0.0) + words.weight * matcher.score()
        return scores

    def _window(self, window: Window) -> Scores:
        """Passages that have a word for every slot first, since places are slow to read."""
        found = [_added(self._words(words) for words in slot) for slot in window.slots]
        common = _common(found)
        places = [self._places(slot, common) for slot in window.slots] if common else []
        return {
            passage: window.weight * sum(scores[passage] for scores in found)
            for passage in common
            if stand_together([slot[passage] for slot in places], window.slack)
        }

    def _places(self, slot: Slot, passages: set[int]) -> dict[int, set[int]]:
        places: dict[int, set[int]] = defaultdict(set)
        for words in slot:
            for term in words.terms:
                for matcher in self._postings(words.layer, term):
                    if matcher.id() in passages:
                        places[matcher.id()].update(matcher.value_as("positions"))
        return places

    def _postings(self, layer: Layer, term: str) -> Iterator[Any]:
        """A matcher that stands at each passage with the term, one after the other."""
        if (layer.value, term.encode()) not in self._searcher.reader():
            return
        matcher = self._searcher.postings(layer.value, term)
        while matcher.is_active():
            yield matcher
            matcher.next()


def _common(found: Sequence[Mapping[int, float]]) -> set[int]:
    smallest, *others = sorted(found, key=len)
    return {passage for passage in smallest if all(passage in scores for scores in others)}


def _added(found: Iterable[Mapping[int, float]]) -> Scores:
    total: Scores = {}
    for scores in found:
        for passage, score in scores.items():
            total[passage] = total.get(passage, 0.0) + score
    return total
