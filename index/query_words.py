"""A search question to its marks and words with their places; alone knows which characters mean something in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MOST_CHARACTERS = 1000
QUOTES = '"“”„«»'
_BREAKS = f"(){QUOTES}"


class QueryError(ValueError):
    """A question that cannot be read. `position` counts characters from 0; `expected` says what could stand there."""

    def __init__(self, message: str, position: int, expected: str) -> None:
        super().__init__(message)
        self.message, self.position, self.expected = message, position, expected


class Sign(Enum):
    """What a piece of a question is."""

    OPEN = "("
    CLOSE = ")"
    AND = "EN"
    OR = "OF"
    NOT = "NIET"
    MINUS = "-"
    QUOTED = '"'
    WORD = "woord"
    END = ""


_OPERATORS = {
    **{"AND": Sign.AND, "EN": Sign.AND, "OR": Sign.OR, "OF": Sign.OR, "NOT": Sign.NOT, "NIET": Sign.NOT},
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark or word of a question: where it begins, its text, and what follows a quoted text (`~5`).

    `field` is the name before a colon, with the value in `text`; None when there is no colon.
    """

    sign: Sign
    position: int
    text: str
    after: str = ""
    field: str | None = None


def pieces(question: str) -> Iterator[Piece]:
    """The pieces of a question in order, closed by one that says END; QueryError for a quote that is left open."""
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"De zoekvraag is te lang: {len(question)} tekens.",
            MOST_CHARACTERS,
            f"ten hoogste {MOST_CHARACTERS} tekens",
        )
    place = 0
    while place < len(question):
        letter = question[place]
        if letter.isspace():
            place += 1
        elif letter in "()":
            yield Piece(Sign(letter), place, letter)
            place += 1
        elif letter == "-":
            yield _minus(question, place)
            place += 1
        else:
            piece, place = _quoted(question, place) if letter in QUOTES else _word(question, place)
            yield piece
    yield Piece(Sign.END, len(question), "")


def _minus(question: str, place: int) -> Piece:
    following = question[place + 1 : place + 2]
    if not following or following.isspace() or following in ")-":
        raise QueryError("Na ‘-’ ontbreekt wat niet mag voorkomen.", place, "direct na ‘-’ een woord, citaat of ‘(’")
    return Piece(Sign.MINUS, place, "-")


def _word(question: str, place: int) -> tuple[Piece, int]:
    end = place
    while end < len(question) and not question[end].isspace() and question[end] not in _BREAKS:
        end += 1
    text = question[place:end]
    if text in _OPERATORS:
        return Piece(_OPERATORS[text], place, text), end
    name, colon, value = text.partition(":")
    if not (colon and name.isalpha()):
        return Piece(Sign.WORD, place, text), end
    if not value and question[end : end + 1] and question[end] in QUOTES:
        quoted, end = _quoted(question, end)
        return Piece(Sign.WORD, place, quoted.text, quoted.after, name), end
    return Piece(Sign.WORD, place, value, field=name), end


def _quoted(question: str, place: int) -> tuple[Piece, int]:
    close = next((at for at in range(place + 1, len(question)) if question[at] in QUOTES), None)
    if close is None:
        raise QueryError("Het aanhalingsteken wordt niet gesloten.", place, "een tweede aanhalingsteken")
    end = close + 1
    while end < len(question) and not question[end].isspace() and question[end] not in _BREAKS:
        end += 1
    return Piece(Sign.QUOTED, place, question[place + 1 : close], question[close + 1 : end]), end
