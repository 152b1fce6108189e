"""What a search question can say, as a tree of frozen nodes, and the tree in words; knows no engine and no syntax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FieldName(Enum):
    """What a passage can be asked for besides its words; the value is the Dutch name in a question."""

    THEME = "thema"
    YEAR = "jaar"
    KIND = "soort"
    DOCUMENT = "document"
    PAGE = "pagina"


class Kind(Enum):
    """What `soort:` can ask for: a kind of document, or a kind of passage; the value is the Dutch name."""

    PLAN = "plan"
    REPORT = "verslag"
    PLEDGE = "toezegging"
    RESULT = "resultaat"
    TABLE = "tabel"
    HEADING = "kop"
    TEXT = "tekst"


@dataclass(frozen=True, slots=True)
class Between:
    """The numbers from `first` to `last`, both included; None leaves that side open."""

    first: int | None
    last: int | None

    def holds(self, number: int) -> bool:
        return (self.first is None or self.first <= number) and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{'' if self.first is None else self.first}..{'' if self.last is None else self.last}"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, in all its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word written with `*` for any letters and `?` for one; `stage*` is a prefix."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word spelled like this one, at most `distance` letters different; None takes one, or two from 8 letters on."""

    text: str
    distance: int | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words one after the other."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """These words in any order, with at most `distance` other words among them."""

    words: tuple[Word, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A passage of this theme, year, kind, document or page."""

    name: FieldName
    value: str | Between | Kind


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every passage but these."""

    part: Tree


Word = Term | Wildcard | Fuzzy
Tree = And | Or | Not | Term | Wildcard | Fuzzy | Phrase | Near | Field


def written(tree: Tree) -> str:
    """The tree as a question that leaves nothing to precedence.

    >>> written(Or((Term("a"), And((Term("b"), Not(Term("c")))))))
    'a OF (b EN NIET c)'
    """
    match tree:
        case And(parts):
            return " EN ".join(map(_grouped, parts))
        case Or(parts):
            return " OF ".join(map(_grouped, parts))
        case Not(part):
            return f"NIET {_grouped(part)}"
        case Phrase(words):
            return f'"{" ".join(map(written, words))}"'
        case Near(words, distance):
            return f'"{" ".join(map(written, words))}"~{distance}'
        case _:
            return _leaf(tree)


def _leaf(tree: Term | Wildcard | Fuzzy | Field) -> str:
    match tree:
        case Term(text) | Wildcard(text):
            return text
        case Fuzzy(text, distance):
            return f"{text}~{distance or ''}"
        case Field(name, value):
            shown = value.value if isinstance(value, Kind) else str(value)
            return f'{name.value}:"{shown}"' if " " in shown else f"{name.value}:{shown}"


def _grouped(tree: Tree) -> str:
    return f"({written(tree)})" if isinstance(tree, And | Or) else written(tree)
