"""The shape of the report: what its writers and pages are given. Holds values only; `rows.py` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from corpus.model import (
    Continuation,
    Document,
    DocumentKind,
    Judgement,
    Label,
    Match,
    PageNote,
    PageVerdict,
    Pledge,
    Problem,
    Quote,
    Reading,
    Result,
    Review,
    StatementId,
)

Pair = tuple[StatementId, StatementId]
"""A pledge and a result."""

STRONGEST_FIRST = (Label.DIRECT, Label.SUPPORTING, Label.RELATED, Label.NONE)

HANDFUL = 3
"""How many proposals of a report are shown at once; the others stand behind one click."""


@dataclass(frozen=True, slots=True)
class Basis:
    """On what pledges and results were compared: by `meaning` too, or by words alone; None when that is not known.

    `concepts` names the concept lists in use with their versions, and is empty where there are none. `current` is False
    when a document was read, or the program changed, after the comparison.
    """

    meaning: bool | None = None
    concepts: str = ""
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """All that a report is made from.

    Plans and reports come as readings, in the order in which they should be shown; of each the document, page notes,
    pledges, results and problems are used, so sections, furniture and passages may be left out. `problems` holds what
    belongs to no reading (a file that could not be opened). `notes` are lines about versions and settings, shown as
    they are. `generated_at` is shown in its own time zone.
    """

    readings: tuple[Reading, ...]
    generated_at: datetime
    matches: tuple[Match, ...] = ()
    continuations: tuple[Continuation, ...] = ()
    reviews: tuple[Review, ...] = ()
    problems: tuple[Problem, ...] = ()
    basis: Basis = Basis()
    notes: tuple[str, ...] = ()

    def of_kind(self, kind: DocumentKind) -> tuple[Reading, ...]:
        """The readings of plans, or those of reports."""
        return tuple(reading for reading in self.readings if reading.document.kind is kind)


@dataclass(frozen=True, slots=True)
class Decision:
    """A review in its place. `carried`: it was found back by its texts, because the document was read anew."""

    review: Review
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people decided about one pair: the last decision counts, the `earlier` ones are history, newest first."""

    latest: Decision
    earlier: tuple[Decision, ...] = ()

    @property
    def judgement(self) -> Judgement:
        return self.latest.review.judgement


def standing(proposed: Label, verdict: Verdict | None) -> Label:
    """What counts: the person's decision, else (also while a person is in doubt) what was proposed."""
    if verdict is None or verdict.judgement is Judgement.UNSURE:
        return proposed
    return Label(verdict.judgement.value)


@dataclass(frozen=True, slots=True)
class PledgeRef:
    """How one row points at another."""

    id: StatementId
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Sequel:
    """What a result goes on with: one of the year before, in the document `before`; `why` is a Dutch sentence."""

    before: Document
    earlier: Result
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A result beside a pledge.

    `match` is None when a person judged a pair that the matching no longer offers. `also` are the other pledges that
    the result stands beside. `pieces` add up to the text of the result, with the evidence marked. `sequel` tells what
    of the year before the result goes on with.
    """

    pledge: StatementId
    report: Document
    result: Result
    match: Match | None
    verdict: Verdict | None
    also: tuple[PledgeRef, ...]
    pieces: tuple[Piece, ...]
    sequel: Sequel | None = None

    @property
    def pair(self) -> Pair:
        return self.pledge, self.result.id

    @property
    def proposed(self) -> Label:
        """What the matching says."""
        return self.match.label if self.match else Label.NONE

    @property
    def settled(self) -> bool:
        """A person has decided, without doubt."""
        return self.verdict is not None and self.verdict.judgement is not Judgement.UNSURE

    @property
    def standing(self) -> Label:
        """What counts now: the person's decision, else the proposal."""
        return standing(self.proposed, self.verdict)

    @property
    def evidence(self) -> Quote:
        """The sentence to quote: the match's, else the first of the result."""
        if self.match and self.match.evidence.text:
            return self.match.evidence
        return self.result.sentences[0].quote if self.result.sentences else self.result.quote

    @property
    def page(self) -> int:
        """The page of the evidence; 0 when it stands nowhere."""
        return self.evidence.page or self.result.quote.page


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report holds for one pledge.

    `proposals` are what was proposed or judged, strongest first; `nearest` the best of what was compared and not
    proposed; `searched` counts the sections of the report that the pledge was compared with, `unread` its pages of
    which nothing could be read.
    """

    report: Document
    proposals: tuple[Proposal, ...]
    nearest: tuple[Proposal, ...]
    searched: int
    unread: int = 0

    @property
    def shown(self) -> tuple[Proposal, ...]:
        """The few to show at once."""
        return tuple(item for item in self.proposals if item.standing is not Label.NONE)[:HANDFUL]

    @property
    def rest(self) -> tuple[Proposal, ...]:
        """The others, rejected ones last."""
        return tuple(item for item in self.proposals if item not in self.shown)


@dataclass(frozen=True, slots=True)
class Status:
    """The strongest thing known of a pledge. `settled`: a person decided it; `searched`: there was a report."""

    label: Label
    settled: bool
    searched: bool = True


class Change(Enum):
    """What a year is to a pledge, after the years before it. Answered is: there is direct or supporting evidence."""

    FIRST = "first"
    AGAIN = "again"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Year:
    """What the reports of one year hold for a pledge: its status then, the strongest proposal, and what changed.

    `change` is None for the first year of which there is a report, and while a pledge has not been answered.
    """

    year: int
    status: Status
    best: Proposal | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge, where it was made, what each report holds for it, and that year by year when there are several."""

    number: int
    pledge: Pledge
    document: Document
    findings: tuple[Finding, ...]
    status: Status
    years: tuple[Year, ...] = ()

    @property
    def ref(self) -> PledgeRef:
        return PledgeRef(self.pledge.id, self.number, self.pledge.label or shortened(self.pledge.text))

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(item for finding in self.findings for item in finding.proposals)


def shortened(text: str, length: int = 72) -> str:
    """The first words of a text, at most `length` characters with the ellipsis.

    >>> shortened("Elke veerboot vaart in 2030 zonder uitstoot.", 24)
    'Elke veerboot vaart in…'
    """
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    whole = words[:length].rpartition(" ")[0] or words[: length - 1]
    return whole.rstrip(" ,;:.(") + "…"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pledges have a status, and of how many a person decided it."""

    label: Label
    total: int
    settled: int


@dataclass(frozen=True, slots=True)
class Subtheme:
    """The rows under one subtheme of a theme."""

    name: str | None
    rows: tuple[PledgeRow, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """The rows under one theme; `tallies` has every label once, strongest first, and adds up to the rows."""

    name: str | None
    subthemes: tuple[Subtheme, ...]
    tallies: tuple[Tally, ...]

    @property
    def rows(self) -> tuple[PledgeRow, ...]:
        return tuple(row for subtheme in self.subthemes for row in subtheme.rows)


@dataclass(frozen=True, slots=True)
class Unserved:
    """The results of one report that stand beside no pledge."""

    report: Document
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A result, the pledges that it stands beside, and what of the year before it goes on with."""

    result: Result
    serves: tuple[PledgeRef, ...]
    sequel: Sequel | None = None


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """A report against those of the year before: which pledges are answered for the first time and which fell silent,
    which results are new, which go on with an earlier one, and which earlier ones (`ended`) none goes on with.

    The new results and those that continue are together all results of the report.
    """

    report: Document
    before: tuple[Document, ...]
    first: tuple[PledgeRow, ...]
    silent: tuple[PledgeRow, ...]
    new: tuple[Reported, ...]
    continued: tuple[Reported, ...]
    ended: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages got a verdict; None stands for pages nothing is known of."""

    verdict: PageVerdict | None
    pages: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a document was read: the counts add up to its pages, `odd` are the pages that were not read well."""

    document: Document
    counts: tuple[PageCount, ...]
    odd: tuple[PageNote, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A problem, and the document it is about where that is known."""

    problem: Problem
    document: Document | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the judging is: decided, in doubt and open add up to all proposals."""

    decided: int
    unsure: int
    open: int

    @property
    def total(self) -> int:
        return self.decided + self.unsure + self.open


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, ready to be written.

    `themes` hold the pledges that the report is about, `others` those made in running text or assigned by a report;
    `loose` are decisions about pairs that are found no more.
    """

    organisation: str
    plans: tuple[Document, ...]
    reports: tuple[Document, ...]
    themes: tuple[Theme, ...]
    others: tuple[PledgeRow, ...]
    tallies: tuple[Tally, ...]
    unserved: tuple[Unserved, ...]
    years: tuple[YearOnYear, ...]
    loose: tuple[Review, ...]
    quality: tuple[Quality, ...]
    notices: tuple[Notice, ...]
    progress: Progress
    basis: Basis
    notes: tuple[str, ...]
    generated_at: datetime

    @property
    def main(self) -> tuple[PledgeRow, ...]:
        return tuple(row for theme in self.themes for row in theme.rows)

    @property
    def rows(self) -> tuple[PledgeRow, ...]:
        return self.main + self.others

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.plans + self.reports

    @property
    def unpledged(self) -> frozenset[StatementId]:
        """The results that stand beside no pledge."""
        return frozenset(result.id for part in self.unserved for result in part.results)

    def proposals(self) -> Iterator[tuple[PledgeRow, Proposal]]:
        """Every proposal with its row, in the order of the report."""
        return ((row, item) for row in self.rows for item in row.proposals)
