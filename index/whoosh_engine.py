"""Tokens to a Whoosh index, and a plan to passages with scores; the only module that knows Whoosh.

Whoosh keeps the terms of each layer; where words stand is kept by `index.places` beside it. How hits combine is worked
out here, because Whoosh's own parser and span queries turn mistakes into silence. Its files are pickles: `open` must be
given files of our own making.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, assert_never

from whoosh import fields, formats, versionstring
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.filedb.filestore import FileStorage, RamStorage, copy_storage
from whoosh.system import pack_ushort

from index.dutch import Token
from index.marking import terms
from index.places import Places, PlacesWriter
from index.plan import Among, Either, Every, Layer, Plan, Window, Without, Words
from index.scores import K1, B, rarity

_PLACES, _LENGTHS = "places", "lengths"
_MOST = 2**16 - 1
"""How often a passage can have a term, as far as is counted."""
Scores = dict[int, float]


class Counts(formats.Format):  # type: ignore[misc]
    """How often a passage has a term, which Whoosh keeps as its weight; nothing else."""

    def __init__(self) -> None:
        self.field_boost = 1.0
        self.options: dict[str, object] = {}

    def fixed_value_size(self) -> int:
        """Bytes of a value."""
        return 0


class Terms(fields.FieldType):  # type: ignore[misc]
    """A layer of terms, analysed before they came here."""

    def __init__(self) -> None:
        self.format, self.analyzer = Counts(), None
        self.scorable, self.stored, self.unique, self.indexed = False, False, False, True
        self.vector, self.column_type, self.multitoken_query = None, None, "default"

    def index(self, value: Iterable[str], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        """Each term once, with how often it is there."""
        return [(term.encode(), count, float(count), b"") for term, count in Counter(value).items()]

    def clean(self) -> None:
        """There is nothing to clean: no analyser holds on to anything."""


class TermsPool:
    """Where Whoosh puts the terms of one passage after another: for each term a run of numbers, the passage and how
    often it has the term, in place of Whoosh's own pool of a tuple for each, which takes more time and memory."""

    def __init__(self) -> None:
        self._layers: dict[str, dict[bytes, array[int]]] = defaultdict(dict)

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """What Whoosh calls with every term of every passage, in order of passages."""
        layer, term, passage, often, _ = item
        numbers = self._layers[layer].get(term)
        if numbers is None:
            numbers = self._layers[layer][term] = array("I")
        numbers.extend((passage, int(often)))

    def iter_postings(self) -> Iterator[tuple[str, list[tuple[bytes, array[int]]]]]:
        """By layer the terms in order, with what was added under each."""
        for layer in sorted(self._layers):
            yield layer, sorted(self._layers[layer].items())

    def cleanup(self) -> None:
        """What Whoosh calls when all is written: there is nothing to clean."""


class TermsWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the passages of each term as two runs of numbers: which passages, and how often each has the term."""

    def add_postings(
        self, schema: fields.Schema, _: object, layers: Iterable[tuple[str, list[tuple[bytes, array[int]]]]]
    ) -> None:
        """What Whoosh calls with all that its pool has."""
        for layer, terms_of_layer in layers:
            self.start_field(layer, schema[layer])
            for term, numbers in terms_of_layer:
                self._add_term(term, numbers)
            self.finish_field()

    def _add_term(self, term: bytes, numbers: array[int]) -> None:
        passages, often = numbers[::2], array("H", [min(count, _MOST) for count in numbers[1::2]])
        start, data = self._postfile.tell(), passages.tobytes() + often.tobytes()
        self._postfile.write(data)
        info = W3TermInfo(weight=sum(often), df=len(passages), minid=passages[0], maxid=passages[-1])
        info.set_extent(start, len(data))
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages with a term, in order, and how often each has it."""

    passages: Sequence[int]
    often: Sequence[int]


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own files but for what stands under a term, which is written and read a good deal faster."""

    length_stats = False

    def field_writer(self, storage: object, segment: object) -> TermsWriter:
        """What Whoosh writes terms with."""
        return TermsWriter(self, storage, segment)

    def postings_reader(self, file: Any, info: W3TermInfo, *_: object, **__: object) -> Postings:
        """What Whoosh reads a term with."""
        passages, often = array("I"), array("H")
        start, count = info.extent()[0], info.doc_frequency()
        data = file.get(start, count * (passages.itemsize + often.itemsize))
        passages.frombytes(data[: count * passages.itemsize])
        often.frombytes(data[count * passages.itemsize :])
        return Postings(passages, often)


class MemoryStorage(RamStorage):  # type: ignore[misc]
    """Where Whoosh writes its files: it asks at every term where it is, which takes long of a file on a disk."""

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """In place of a folder that all processes share."""
        return RamStorage()


@dataclass(frozen=True, slots=True)
class WhooshEngine:
    """The engine for corpora up to some tens of thousands of passages; needs no service and no compiled library.

    Windows over up to `few` places are worked out without arrays, which take a tenth of a second to load.
    """

    few: int = 10_000

    @property
    def version(self) -> str:
        """Of the library."""
        return f"whoosh {versionstring()}"

    def write(self, folder: Path, passages: Iterable[Sequence[Token]]) -> None:
        """One segment, so that a passage's number is its number in Whoosh."""
        (folder / _PLACES).mkdir()
        schema = fields.Schema(**{layer.value: Terms() for layer in Layer})
        memory = MemoryStorage()
        writer = memory.create_index(schema).writer(codec=Codec())
        writer.pool = TermsPool()
        places, lengths = PlacesWriter(), array("I")
        for tokens in passages:
            writer.add_document(**{layer.value: found for layer, found in terms(tokens).items()})
            places.add(tokens)
            lengths.append(len(tokens))
        writer.commit(optimize=True)
        copy_storage(memory, FileStorage(str(folder)))
        places.write(folder / _PLACES)
        (folder / _LENGTHS).write_bytes(lengths.tobytes())

    @contextmanager
    def open(self, folder: Path) -> Iterator[WhooshReader]:
        """What `write` wrote."""
        opened = FileStorage(str(folder), readonly=True).open_index()
        try:
            with opened.searcher() as searcher:
                yield WhooshReader(searcher, folder, self.few)
        finally:
            opened.close()


class WhooshReader:
    """Answers plans from an opened Whoosh index."""

    def __init__(self, searcher: Any, folder: Path, few: int) -> None:
        self._searcher, self._reader, self._folder = searcher, searcher.reader(), folder
        self._size, self._few = searcher.doc_count_all(), few

    def vocabulary(self) -> Iterator[str]:
        """Every form as written, in order."""
        return (term.decode() for term in self._reader.lexicon(Layer.EXACT.value))

    def search(self, plan: Plan) -> Mapping[int, float]:
        """Every passage the plan finds, with its score."""
        match plan:
            case Words():
                return self._words(plan)
            case Window():
                return dict(self._places.window(plan).items())
            case Among(passages):
                return dict.fromkeys(passages, 0.0)
            case Every(parts):
                return self._every(parts)
            case Either(parts):
                return _added(self.search(part) for part in parts)
            case Without(part):
                found = self.search(part)
                return {passage: 0.0 for passage in range(self._size) if passage not in found}
            case _:
                assert_never(plan)

    def _every(self, parts: Sequence[Plan]) -> Scores:
        found = [self.search(part) for part in parts if not isinstance(part, Among | Without)]
        among = [part.passages for part in parts if isinstance(part, Among)]
        common = _common([*found, *among]) if found or among else set(range(self._size))
        for part in parts:
            if isinstance(part, Without):
                common.difference_update(self.search(part.part))
        return {passage: sum((scores[passage] for scores in found), 0.0) for passage in common}

    def _words(self, words: Words) -> Scores:
        scores: Scores = {}
        for term in words.terms:
            self._add(scores, words.layer.value, term.encode(), words.weight)
        return scores

    def _add(self, scores: Scores, layer: str, term: bytes, weight: float) -> None:
        """The BM25 of one term to the scores of the passages that have it."""
        if (layer, term) not in self._reader:
            return
        postings: Postings = self._reader.postings(layer, term)
        have = len(postings.passages)
        top = weight * (K1 + 1) * rarity(have, self._size)
        long = self._long
        for passage, often in zip(postings.passages, postings.often, strict=True):
            scores[passage] = scores.get(passage, 0.0) + top * often / (often + long[passage])

    @cached_property
    def _long(self) -> list[float]:
        """By how much the length of each passage makes its words count less."""
        lengths = array("I", (self._folder / _LENGTHS).read_bytes())
        average = max(1.0, sum(lengths) / max(1, len(lengths)))
        by_length = [K1 * (1 - B + B * length / average) for length in range(max(lengths, default=0) + 1)]
        return [by_length[length] for length in lengths]

    @cached_property
    def _places(self) -> Places:
        return Places.read(self._folder / _PLACES, self._few)


def _common(found: Sequence[Collection[int]]) -> set[int]:
    smallest, *others = sorted(found, key=len)
    return {passage for passage in smallest if all(passage in other for other in others)}


def _added(found: Iterable[Mapping[int, float]]) -> Scores:
    total: Scores = {}
    for scores in found:
        if not total:
            total = dict(scores)
            continue
        for passage, score in scores.items():
            total[passage] = total.get(passage, 0.0) + score
    return total
