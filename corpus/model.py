"""Every type that travels between the stages. Knows the standard library only.

Lengths are points, the origin is the top left corner of the page, pages are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import NewType, TypeVar

from corpus.place import BAR as BAR
from corpus.place import Box as Box
from corpus.place import Cell as Cell
from corpus.place import Place as Place
from corpus.place import Quote as Quote
from corpus.place import Word as Word
from corpus.place import around as around
from corpus.place import cell_at as cell_at
from corpus.place import join_quotes as join_quotes

T = TypeVar("T")

DocId = NewType("DocId", str)
"""The first 16 hexadecimal digits of the SHA-256 of the file."""
SectionId = NewType("SectionId", str)
StatementId = NewType("StatementId", str)
"""Of a pledge or a result: hash of document, page and text, so that it survives a re-run."""


class DocumentKind(Enum):
    """What a document is for: it pledges (plan) or it reports."""

    PLAN = "plan"
    REPORT = "report"


class Role(Enum):
    """What a block is on its page."""

    TITLE = "title"
    HEADING = "heading"
    INTRO = "intro"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    PULL_QUOTE = "pull_quote"
    SIDEBAR_HEADING = "sidebar_heading"
    SIDEBAR_ITEM = "sidebar_item"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    RUNNING_HEADER = "running_header"
    PAGE_NUMBER = "page_number"
    FOOTER = "footer"
    DIVIDER = "divider"

    @property
    def is_furniture(self) -> bool:
        """Stands on the page to find the way, and is no part of the text."""
        return self in _FURNITURE

    @property
    def is_heading(self) -> bool:
        """Names what follows it."""
        return self in _HEADINGS


_FURNITURE = frozenset({Role.RUNNING_HEADER, Role.PAGE_NUMBER, Role.FOOTER, Role.DIVIDER})
_HEADINGS = frozenset({Role.TITLE, Role.HEADING, Role.SIDEBAR_HEADING})


class PageVerdict(Enum):
    """How well a page was read."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    SCANNED = "scanned"
    EMPTY = "empty"
    FAILED = "failed"


class SectionKind(Enum):
    """What sort of text a section is."""

    BODY = "body"
    INTERVIEW = "interview"
    QUOTE = "quote"
    FOREWORD = "foreword"
    COLOPHON = "colophon"
    SIDEBAR = "sidebar"


class PledgeClass(Enum):
    """How a pledge was made: in a list under a cue, in running text, or assigned to a person by a report."""

    LISTED = "listed"
    IN_TEXT = "in_text"
    ASSIGNED = "assigned"


class Stage(Enum):
    """How far a reported result is."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONTEXT = "context"


class Label(Enum):
    """What a result is to a pledge."""

    DIRECT = "direct"
    SUPPORTING = "supporting"
    RELATED = "related"
    NONE = "none"


class Judgement(Enum):
    """What a reviewer says a result is to a pledge; `unsure` asks for a second reader."""

    DIRECT = "direct"
    SUPPORTING = "supporting"
    RELATED = "related"
    NONE = "none"
    UNSURE = "unsure"


class PassageKind(Enum):
    """What a searched passage is."""

    TEXT = "text"
    HEADING = "heading"
    PLEDGE = "pledge"
    RESULT = "result"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd in the data that the user should know."""

    stage: str
    message: str
    document: DocId | None = None
    page: int | None = None


Staged = tuple[tuple[T, ...], tuple[Problem, ...]]
"""What a stage returns: its items, and what was odd."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `year` is the year a report covers; `period` the first and last year of a plan."""

    id: DocId
    name: str
    kind: DocumentKind
    title: str
    organisation: str
    profile: str
    pages: int
    year: int | None = None
    period: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said of a document when adding it; None is left to the program."""

    kind: DocumentKind | None = None
    organisation: str | None = None
    title: str | None = None
    year: int | None = None
    period: tuple[int, int] | None = None

    def over(self, other: Given) -> Given:
        """This, and what the other says where this says nothing."""
        return Given(
            self.kind or other.kind,
            self.organisation or other.organisation,
            self.title or other.title,
            self.year or other.year,
            self.period or other.period,
        )


@dataclass(frozen=True, slots=True)
class PageNote:
    """What is known of a page after reading it: its size in points, its verdict and why."""

    number: int
    width: float
    height: float
    verdict: PageVerdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or other unit of a page, at its place in the reading order.

    `order` counts from 1 on each page. `level` is 1 for the largest heading, 0 for what is no heading. `continues`
    means that the text goes on from the block before it, over a column or a page end. `panel` is the number of the
    coloured box on its page in which it stands, 0 for none; `tab` marks a label on a coloured tab.
    """

    document: DocId
    page: int
    order: int
    role: Role
    quote: Quote
    box: Box
    level: int = 0
    continues: bool = False
    panel: int = 0
    tab: bool = False

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading, joined over columns and pages; `path` holds the headings above it."""

    id: SectionId
    document: DocId
    heading: str
    kind: SectionKind
    path: tuple[str, ...]
    theme: str | None
    subtheme: str | None
    page: int
    pages: tuple[int, ...]
    blocks: tuple[Block, ...]
    quote: Quote

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Pledge:
    """What someone says will be done."""

    id: StatementId
    document: DocId
    pledge_class: PledgeClass
    quote: Quote
    theme: str | None
    subtheme: str | None
    section: SectionId
    heading: str
    owner: str | None = None
    label: str = ""

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a result, and how far it says things are."""

    quote: Quote
    stage: Stage


@dataclass(frozen=True, slots=True)
class Result:
    """A reported section: what was done, sentence by sentence."""

    id: StatementId
    document: DocId
    heading: str
    quote: Quote
    theme: str | None
    subtheme: str | None
    section: SectionId
    stage: Stage
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Component:
    """What one feature adds to a score, and the Dutch sentence that says why."""

    name: str
    contribution: float
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """A result proposed as evidence for a pledge. `score` runs from 0 to 1; the components add up to `raw`."""

    pledge: StatementId
    result: StatementId
    report: DocId
    score: float
    raw: float
    label: Label
    evidence: Quote
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class MatchModel:
    """How features are weighed: a logistic model. `weights` are by feature name; a pair whose score reaches a
    threshold gets that label."""

    version: str
    bias: float
    weights: tuple[tuple[str, float], ...]
    thresholds: tuple[tuple[Label, float], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of one person about one pair. Never changed: a later one is added.

    The texts are kept with it, so that the decision is understood, and found back, when a document is read anew.
    """

    at: datetime
    reviewer: str
    pledge: StatementId
    result: StatementId
    judgement: Judgement
    pledge_text: str
    result_heading: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What search finds: a paragraph, item, heading or table, whole, with where it belongs."""

    id: str
    document: DocId
    order: int
    kind: PassageKind
    section: SectionId
    heading: str
    theme: str | None
    subtheme: str | None
    page: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was derived from one document, kept or thrown away as a whole."""

    document: Document
    pages: tuple[PageNote, ...] = ()
    sections: tuple[Section, ...] = ()
    furniture: tuple[Block, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    results: tuple[Result, ...] = ()
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def content_id(*parts: str | int) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
