"""Every type that travels between the stages. Knows the standard library only.

Lengths are points, the origin is the top left corner of the page, pages are counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NewType, TypeVar

from corpus.kinds import Checkable as Checkable
from corpus.kinds import DocumentKind as DocumentKind
from corpus.kinds import Judgement as Judgement
from corpus.kinds import Label as Label
from corpus.kinds import PageVerdict as PageVerdict
from corpus.kinds import PassageKind as PassageKind
from corpus.kinds import PledgeClass as PledgeClass
from corpus.kinds import Role as Role
from corpus.kinds import SectionKind as SectionKind
from corpus.kinds import Stage as Stage
from corpus.kinds import ValueKind as ValueKind
from corpus.place import BAR as BAR
from corpus.place import Box as Box
from corpus.place import Cell as Cell
from corpus.place import Place as Place
from corpus.place import Quote as Quote
from corpus.place import Word as Word
from corpus.place import around as around
from corpus.place import cell_at as cell_at
from corpus.place import join_quotes as join_quotes
from corpus.table import Column as Column
from corpus.table import Table as Table
from corpus.table import TableCell as TableCell

T = TypeVar("T")

DocId = NewType("DocId", str)
"""The first 16 hexadecimal digits of the SHA-256 of the file."""
SectionId = NewType("SectionId", str)
StatementId = NewType("StatementId", str)
"""Of a pledge or a result: hash of document, page and text, so that it survives a re-run."""


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
class Check:
    """Whether a pledge can be checked, and the Dutch sentence that says why."""

    verdict: Checkable
    why: str


@dataclass(frozen=True, slots=True)
class Value:
    """A date, amount, count or organisation as written, and in one form that can be compared.

    `norm` is of a date ISO 8601 as far as it is known ("2023", "2023-02", "2023-02-14", "2023-02/2023-05"), of an
    amount euros ("900000000"), of a count number and noun ("55 maatregel"), of an organisation its full name.
    """

    kind: ValueKind
    quote: Quote
    norm: str


@dataclass(frozen=True, slots=True)
class Pledge:
    """What someone says will be done.

    `confidence`, from 0 to 1, is how sure it is that this is a pledge at all; of a listed one it is 1.
    """

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
    confidence: float = 1.0
    check: Check | None = None

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a result, how far it says things are, and the dates, amounts, counts and organisations in it."""

    quote: Quote
    stage: Stage
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A reported section: what was done, sentence by sentence.

    An item of a list of results in a section is a result too: `part_of` is then that of the section.
    """

    id: StatementId
    document: DocId
    heading: str
    quote: Quote
    theme: str | None
    subtheme: str | None
    section: SectionId
    stage: Stage
    sentences: tuple[Sentence, ...]
    part_of: StatementId | None = None

    @property
    def text(self) -> str:
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Assignment:
    """A goal that a report assigns to a person, and the pledge of the plan that it restates, if any does.

    `score` runs from 0 to 1; `why` is a Dutch sentence.
    """

    goal: StatementId
    pledge: StatementId | None
    owner: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Component:
    """What one feature adds to a score, and the Dutch sentence that says why."""

    name: str
    contribution: float
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """A result proposed as evidence for a pledge. `score` runs from 0 to 1; the components add up to `raw`.

    `concepts` are those of the concept list that it leans on: by which it answers half or more of what it answers.
    """

    pledge: StatementId
    result: StatementId
    report: DocId
    score: float
    raw: float
    label: Label
    evidence: Quote
    components: tuple[Component, ...]
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Continuation:
    """A result that goes on with one that a report of the year before told of; `why` is a Dutch sentence.

    `score` is how alike the two are, from 0 up. A result continues one at most, and is continued by one at most.
    """

    report: DocId
    result: StatementId
    earlier: StatementId
    score: float
    why: str


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


def year_before(report: Document, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The reports of the same organisation that this one is compared with: those of the last year before its own."""
    if report.year is None:
        return ()
    dated = [
        (other.year, other)
        for other in documents
        if other.kind is DocumentKind.REPORT and other.organisation == report.organisation and other.year is not None
    ]
    last = max((year for year, _ in dated if year < report.year), default=None)
    return tuple(other for year, other in dated if year == last)


def content_id(*parts: str | int) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
