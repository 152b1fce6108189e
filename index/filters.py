"""Fields of a question, and the options beside it, to the passages that have them; facets of the passages found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.model import Document, DocumentKind, PassageKind
from index.dutch import Analyser
from index.groups import Counted, Groups
from index.plan import Among
from index.query import read_field
from index.query_tree import Between, Field, FieldName, Kind
from index.query_words import QUOTES, QueryError
from index.records import Group, Records
from index.words import folded, raw_words

_PASSAGE_KINDS = {
    Kind.PLEDGE: PassageKind.PLEDGE,
    Kind.RESULT: PassageKind.RESULT,
    Kind.TABLE: PassageKind.TABLE,
    Kind.HEADING: PassageKind.HEADING,
    Kind.TEXT: PassageKind.TEXT,
}
_DOCUMENT_KINDS = {Kind.PLAN: DocumentKind.PLAN, Kind.REPORT: DocumentKind.REPORT}
DUTCH_KINDS = {kind: name.value for name, kind in (*_PASSAGE_KINDS.items(), *_DOCUMENT_KINDS.items())}


@dataclass(frozen=True, slots=True)
class Filters:
    """The options of a search. Values are written as after a field in a question; of one option any may hold, of
    different options all; OptionError for one that cannot be read. `exact`, `compounds` and `concepts` switch steps of
    the analysis."""

    document: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    exact: bool = False
    compounds: bool = True
    concepts: bool = True

    def __post_init__(self) -> None:
        for name, values in self.given():
            for value in values:
                _option(name, value)

    def given(self) -> tuple[tuple[FieldName, tuple[str, ...]], ...]:
        """The options that are given, by the field that they ask for."""
        every = (
            (FieldName.DOCUMENT, self.document),
            (FieldName.YEAR, self.year),
            (FieldName.KIND, self.kind),
            (FieldName.THEME, self.theme),
            (FieldName.PAGE, self.page),
        )
        return tuple((name, values) for name, values in every if values)

    def told(self) -> str:
        """The options that are not as usual, in Dutch: 'jaar 2022 of 2023, letterlijk'; empty when there are none."""
        switches = (
            (self.exact, "letterlijk"),
            (not self.compounds, "zonder samenstellingen"),
            (not self.concepts, "zonder begrippen"),
        )
        values = [f"{name.value} {' of '.join(values)}" for name, values in self.given()]
        return ", ".join([*values, *(text for on, text in switches if on)])


class OptionError(QueryError):
    """The value of an option cannot be read; `position` counts in the value."""

    def __init__(self, value: str, error: QueryError) -> None:
        super().__init__(error.message, error.position, error.expected)
        self.value = value


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the passages found have a value; `value` can be asked for after the field's name."""

    value: str
    label: str
    number: int

    def asked(self, name: FieldName) -> str:
        """The value as a question asks for it: `thema:"schoon water"`; a quotation mark in it is left out."""
        bare = "".join(letter for letter in self.value if letter not in QUOTES)
        return f'{name.value}:"{bare}"' if re.search(r"[\s()]", bare) else f"{name.value}:{bare}"


@dataclass(frozen=True, slots=True)
class Facets:
    """The passages found, counted by document, year, theme and kind. A passage has two kinds: its own and its
    document's; one without theme or year is not counted there."""

    document: tuple[Count, ...] = ()
    year: tuple[Count, ...] = ()
    theme: tuple[Count, ...] = ()
    kind: tuple[Count, ...] = ()

    def each(self) -> tuple[tuple[FieldName, tuple[Count, ...]], ...]:
        """The counts of each, with the field that their values are asked for in."""
        return tuple(zip(_FACETS, (self.document, self.year, self.theme, self.kind), strict=True))


@dataclass(slots=True)
class Resolver:
    """Turns fields into passages; `notes` gathers what the reader should know."""

    records: Records
    groups: Groups
    analyser: Analyser
    notes: list[str]

    def options(self, filters: Filters) -> tuple[Among, ...]:
        """The passages that each option leaves, for the options that are given."""
        return tuple(self._any_of(name, values) for name, values in filters.given())

    def _any_of(self, name: FieldName, values: Sequence[str]) -> Among:
        """The passages that one of the values leaves; those of a single value as they are, since copying takes time."""
        first, *others = (self.field(_option(name, value)) for value in values)
        return Among(first.passages.union(*(other.passages for other in others))) if others else first

    def documents(self, filters: Filters) -> tuple[Document, ...]:
        """The documents of which the options leave a passage; all of them when no option is given."""
        left = [option.passages for option in self.options(filters)]
        if not left:
            return self.records.documents
        known = {self.records.document(number).id for number in frozenset.intersection(*left)}
        return tuple(document for document in self.records.documents if document.id in known)

    def field(self, field: Field) -> Among:
        """The passages that have the field; a value that nothing has is told, with what there is."""
        if field.name is FieldName.YEAR:
            self._tell_undated()
        found = self.groups.remembered(field, lambda: self._having(field))
        if not found:
            self._tell_nothing(field)
        return Among(found)

    def _having(self, field: Field) -> frozenset[int]:
        match field:
            case Field(FieldName.PAGE, Between() as pages):
                stands = zip(self.records.first_pages, self.records.last_pages, strict=True)
                return frozenset(
                    number
                    for number, (first, last) in enumerate(stands)
                    if any(map(pages.holds, range(first, last + 1)))
                )
            case _:
                return self.groups.fitting(self._test(field))

    def _test(self, field: Field) -> Callable[[Group], bool]:
        match field:
            case Field(FieldName.THEME, str(value)):
                return self._theme(value)
            case Field(FieldName.DOCUMENT, str(value)):
                return self._document(value)
            case Field(FieldName.YEAR, Between() as years):
                return lambda group: group.document.year is not None and years.holds(group.document.year)
            case Field(FieldName.KIND, Kind() as kind):
                return _of_kind(kind)
            case _:
                raise TypeError(f"{field} has a value of another field")

    def _theme(self, value: str) -> Callable[[Group], bool]:
        """A theme or subtheme of that name; if there is none, those that have all the words, in any form."""
        names = {name for group in self.groups.groups for name in (group.theme, group.subtheme) if name}
        wanted = {name for name in names if folded(name) == folded(value)}
        if not wanted:
            words = [set(token.stems) for token in self.analyser.tokens(value)]
            wanted = {name for name in names if self._has_all(name, words)}
        return lambda group: group.theme in wanted or group.subtheme in wanted

    def _has_all(self, name: str, words: Iterable[set[str]]) -> bool:
        stems = {stem for token in self.analyser.tokens(name) for stem in (*token.stems, *token.parts, *token.pieces)}
        return all(not word.isdisjoint(stems) for word in words)

    def _document(self, value: str) -> Callable[[Group], bool]:
        """A document of that name or id; if there is none, those with all the words in their name and title."""
        known = self.records.documents
        wanted = {
            one.id for one in known if folded(value) in (folded(one.name), folded(PurePath(one.name).stem), one.id)
        }
        words = set(_words(value))
        wanted = wanted or {one.id for one in known if words <= set(_words(f"{one.name} {one.title}"))}
        return lambda group: group.document.id in wanted

    def _tell_undated(self) -> None:
        names = [one.name for one in self.records.documents if one.year is None]
        if names:
            self.notes.append(f"Zonder verslagjaar, en dus niet doorzocht: {', '.join(names)}.")

    def _tell_nothing(self, field: Field) -> None:
        shown = field.value.value if isinstance(field.value, Kind) else field.value
        known = ", ".join(count.label for count in _counts(self.groups.tally(), field.name))
        self.notes.append(f"Niets heeft {field.name.value} ‘{shown}’." + (f" Wel: {known}." if known else ""))


def _option(name: FieldName, value: str) -> Field:
    try:
        return read_field(name, value)
    except QueryError as error:
        raise OptionError(value, error) from error


def facets(found: Counted) -> Facets:
    """Passages counted; the years in order, the rest with the most first."""
    return Facets(*(tuple(_counts(found, name)) for name in _FACETS))


_FACETS = (FieldName.DOCUMENT, FieldName.YEAR, FieldName.THEME, FieldName.KIND)


def _counts(found: Counted, name: FieldName) -> Iterator[Count]:
    counted: Counter[tuple[str, str]] = Counter()
    for value, label, number in _values(found, name):
        counted[value, label] += number
    by_number = (lambda item: item[0][0]) if name is FieldName.YEAR else (lambda item: (-item[1], item[0]))
    return (Count(*pair, number) for pair, number in sorted(counted.items(), key=by_number))


def _values(found: Counted, name: FieldName) -> Iterator[tuple[str, str, int]]:
    """The values of a field, each with what the reader sees and how many passages have it."""
    match name:
        case FieldName.DOCUMENT:
            yield from ((one.name, one.title or one.name, number) for one, number in found.documents)
        case FieldName.YEAR:
            dated = ((one.year, number) for one, number in found.documents if one.year is not None)
            yield from ((str(year), str(year), number) for year, number in dated)
        case FieldName.THEME:
            yield from ((theme, theme, number) for theme, number in found.themes if theme)
        case FieldName.KIND:
            yield from ((DUTCH_KINDS[kind], DUTCH_KINDS[kind], number) for kind, number in found.kinds)
            yield from ((DUTCH_KINDS[one.kind], DUTCH_KINDS[one.kind], number) for one, number in found.documents)
        case _:
            return


def _of_kind(kind: Kind) -> Callable[[Group], bool]:
    if kind in _DOCUMENT_KINDS:
        return lambda group: group.document.kind is _DOCUMENT_KINDS[kind]
    return lambda group: group.kind is _PASSAGE_KINDS[kind]


def _words(text: str) -> Iterator[str]:
    return (folded(piece) for word in raw_words(text) for piece in word.key.split("-"))
