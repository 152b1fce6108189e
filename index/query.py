"""A search question to a tree, or to an error that points at the place and says what could stand there."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.query_tree import (
    And,
    Between,
    Field,
    FieldName,
    Fuzzy,
    Kind,
    Near,
    Not,
    Or,
    Phrase,
    Term,
    Tree,
    Wildcard,
    Word,
)
from index.query_words import Piece, QueryError, Sign, pieces

__all__ = ["QueryError", "parse", "read_field"]

_MOST_WORDS = 60
_DEEPEST = 20
_FARTHEST = 100
_MOST_DIFFERENT = 2
_FIELDS = {name.value: name for name in FieldName} | {
    **{"theme": FieldName.THEME, "year": FieldName.YEAR, "kind": FieldName.KIND, "page": FieldName.PAGE},
}
_KINDS = {kind.value: kind for kind in Kind} | {kind.name.lower(): kind for kind in Kind}
_RANGE = re.compile(r"([0-9]{0,6})\.\.([0-9]{0,6})|([0-9]{1,6})")
_JOINS = {Sign.AND, Sign.OR}
_ANYTHING = "een woord, een citaat of ‘(’"


def parse(question: str) -> Tree:
    """The tree of a question: AND between words; OF binds less than EN; NIET and - go with what follows.

    Raises QueryError, whose `position` is a character of the question (its length for "at the end").
    """
    reader = _Reader(list(pieces(question)))
    if reader.now.sign is Sign.END:
        raise QueryError("De zoekvraag is leeg.", 0, _ANYTHING)
    tree = _either(reader, depth=0)
    if reader.now.sign is Sign.CLOSE:
        raise QueryError("Bij dit haakje ‘)’ hoort geen ‘(’.", reader.now.position, "een woord, of niets")
    return tree


class _Reader:
    """The pieces of a question, and how far they have been read."""

    def __init__(self, all_pieces: list[Piece]) -> None:
        words = [piece for piece in all_pieces if piece.sign in (Sign.WORD, Sign.QUOTED)]
        if len(words) > _MOST_WORDS:
            place = words[_MOST_WORDS].position
            raise QueryError(f"De zoekvraag heeft {len(words)} delen.", place, f"ten hoogste {_MOST_WORDS} delen")
        self._pieces, self._place = all_pieces, 0

    @property
    def now(self) -> Piece:
        return self._pieces[self._place]

    def take(self) -> Piece:
        piece = self.now
        self._place += piece.sign is not Sign.END
        return piece


def _either(reader: _Reader, depth: int) -> Tree:
    parts = [_all(reader, depth)]
    while reader.now.sign is Sign.OR:
        operator = reader.take()
        _must_go_on(reader, operator)
        parts.append(_all(reader, depth))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _all(reader: _Reader, depth: int) -> Tree:
    parts = [_one(reader, depth)]
    while reader.now.sign not in (Sign.OR, Sign.CLOSE, Sign.END):
        if reader.now.sign is Sign.AND:
            _must_go_on(reader, reader.take())
        parts.append(_one(reader, depth))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _one(reader: _Reader, depth: int) -> Tree:
    piece = reader.take()
    if piece.sign in _JOINS:
        raise QueryError(f"Voor ‘{piece.text}’ ontbreekt een woord.", piece.position, _ANYTHING)
    if piece.sign in (Sign.NOT, Sign.MINUS):
        _must_go_on(reader, piece)
        _must_be_shallow(piece, depth)
        return Not(_one(reader, depth + 1))
    if piece.sign is Sign.OPEN:
        return _group(reader, piece, depth + 1)
    if piece.sign is Sign.QUOTED:
        return _phrase(piece)
    return _word(piece) if piece.field is None else _field(piece, piece.field)


def _group(reader: _Reader, opening: Piece, depth: int) -> Tree:
    _must_be_shallow(opening, depth)
    if reader.now.sign is Sign.CLOSE:
        raise QueryError("Tussen de haakjes staat niets.", reader.now.position, _ANYTHING)
    if reader.now.sign is Sign.END:
        raise QueryError("Na ‘(’ ontbreekt een woord.", reader.now.position, _ANYTHING)
    tree = _either(reader, depth)
    if reader.take().sign is not Sign.CLOSE:
        raise QueryError("Dit haakje ‘(’ wordt niet gesloten.", opening.position, "verderop een ‘)’")
    return tree


def _must_go_on(reader: _Reader, operator: Piece) -> None:
    if reader.now.sign in (Sign.END, Sign.CLOSE, *_JOINS):
        raise QueryError(f"Na ‘{operator.text}’ ontbreekt een woord.", reader.now.position, _ANYTHING)


def _must_be_shallow(piece: Piece, depth: int) -> None:
    if depth > _DEEPEST:
        raise QueryError("Er staan te veel haakjes in elkaar.", piece.position, f"ten hoogste {_DEEPEST} diep")


def _phrase(piece: Piece) -> Tree:
    """Quoted words; one quoted word is a phrase too, so that its inflections count and its compounds do not.

    Signs between the words, as in "kwaliteit & zorg", are as little asked for as commas.
    """
    words = tuple(
        _plain(found.group(), piece.position + 1 + found.start())
        for found in re.finditer(r"\S+", piece.text)
        if any(letter.isalnum() or letter in "*?" for letter in found.group())
    )
    if not words:
        raise QueryError("Tussen de aanhalingstekens staat geen woord.", piece.position, "een of meer woorden")
    if not piece.after:
        return Phrase(words)
    place = piece.position + len(piece.text) + 2
    distance = _number(piece.after.removeprefix("~")) if piece.after.startswith("~") else None
    if distance is None or distance > _FARTHEST:
        raise QueryError(
            f"‘{piece.after}’ na een citaat is onduidelijk.", place, f"een spatie, of ‘~’ en een getal tot {_FARTHEST}"
        )
    if len(words) < 2:
        raise QueryError("Nabijheid geldt tussen woorden.", piece.position, "ten minste twee woorden in het citaat")
    return Near(words, distance)


def _word(piece: Piece) -> Word:
    if piece.text.startswith("+"):
        raise QueryError("‘+’ is niet nodig: alle woorden moeten al voorkomen.", piece.position, "het woord zelf")
    return _plain(piece.text, piece.position)


def _plain(text: str, position: int) -> Word:
    """A word, with wildcards or `~` or neither."""
    if not any(letter.isalnum() for letter in text):
        if "*" in text or "?" in text:
            raise QueryError(f"‘{text}’ alleen past op elk woord.", position, "ten minste twee letters bij ‘*’ of ‘?’")
        raise QueryError(f"‘{text}’ is geen woord.", position, "letters of cijfers")
    if "*" in text or "?" in text:
        return _wildcard(text, position)
    word, tilde, distance = text.partition("~")
    return _fuzzy(word, distance, position) if tilde else Term(text)


def _wildcard(text: str, position: int) -> Wildcard:
    if "~" in text:
        raise QueryError("‘~’ gaat niet samen met ‘*’ of ‘?’.", position + text.index("~"), "een van beide")
    if sum(letter.isalnum() for letter in text) < 2:
        raise QueryError(f"‘{text}’ past op te veel woorden.", position, "ten minste twee letters bij ‘*’ of ‘?’")
    return Wildcard(text)


def _fuzzy(word: str, distance: str, position: int) -> Fuzzy:
    number = _number(distance) if distance else None
    if distance and (number is None or not 1 <= number <= _MOST_DIFFERENT):
        place = position + len(word) + 1
        raise QueryError(f"‘~{distance}’ is geen aantal letters.", place, f"1 of {_MOST_DIFFERENT}, of niets")
    if len(word) < 3:
        raise QueryError(f"‘{word}’ is te kort voor ‘~’.", position, "ten minste drie letters")
    return Fuzzy(word, number)


def _field(piece: Piece, name: str) -> Field:
    field = _FIELDS.get(name.lower())
    if field is None:
        known = ", ".join(f"{known.value}:" for known in FieldName)
        raise QueryError(
            f"‘{name}:’ is geen veld.", piece.position, f"{known.rstrip(',')} of aanhalingstekens om het geheel"
        )
    if piece.after:
        raise QueryError(f"‘{piece.after}’ na een waarde is onduidelijk.", piece.position, "een spatie na de waarde")
    return Field(field, _value(field, piece.text, piece.position + len(name) + 1))


def read_field(name: FieldName, text: str) -> Field:
    """A field as an option gives it: `2022..2024`, `verslag`. QueryError, with its place in the value."""
    return Field(name, _value(name, text, 0))


def _value(field: FieldName, text: str, position: int) -> str | Between | Kind:
    if not text.strip():
        raise QueryError(f"Na ‘{field.value}:’ ontbreekt een waarde.", position, _EXPECTED[field])
    return _READERS[field](field, text.strip(), position)


def _between(field: FieldName, text: str, position: int) -> Between:
    found = _RANGE.fullmatch(text)
    if not found or text == "..":
        raise QueryError(f"‘{text}’ past niet bij ‘{field.value}:’.", position, _EXPECTED[field])
    first, last = _number(found[3] or found[1]), _number(found[3] or found[2])
    if first is not None and last is not None and first > last:
        raise QueryError(f"‘{text}’ loopt terug.", position, f"{last}..{first}")
    return Between(first, last)


def _kind(field: FieldName, text: str, position: int) -> Kind:
    kind = _KINDS.get(text.lower())
    if kind is None:
        raise QueryError(f"‘{text}’ is geen soort.", position, _EXPECTED[field])
    return kind


def _text(field: FieldName, text: str, position: int) -> str:
    if not any(letter.isalnum() for letter in text):
        raise QueryError(f"‘{text}’ is geen waarde voor ‘{field.value}:’.", position, _EXPECTED[field])
    return text


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else None


_EXPECTED = {
    FieldName.THEME: "een woord uit de naam van een thema",
    FieldName.YEAR: "een jaar of een reeks jaren: 2023, 2022..2024, 2022..",
    FieldName.KIND: ", ".join(kind.value for kind in Kind),
    FieldName.DOCUMENT: "een woord uit de naam van een document",
    FieldName.PAGE: "een bladzijde of een reeks: 12, 3..8",
}
_READERS: dict[FieldName, Callable[[FieldName, str, int], str | Between | Kind]] = {
    FieldName.THEME: _text,
    FieldName.YEAR: _between,
    FieldName.KIND: _kind,
    FieldName.DOCUMENT: _text,
    FieldName.PAGE: _between,
}
