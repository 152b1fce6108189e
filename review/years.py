"""What reports hold to how it changes from year to year. Alone knows when a pledge fell silent, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from corpus.model import Continuation, Document, Label, Reading, Result, StatementId, year_before
from review.report import Change, Finding, PledgeRef, PledgeRow, Proposal, Reported, Sequel, Status, Year, YearOnYear

ANSWERS = (Label.DIRECT, Label.SUPPORTING)
"""What answers a pledge; what is merely related does not."""

Serves = Mapping[StatementId, tuple[PledgeRef, ...]]
"""For each result the pledges that it stands beside."""


def year_by_year(plan: Document, findings: Iterable[Finding]) -> tuple[Year, ...]:
    """What each year holds for a pledge of this plan, in order; nothing when fewer than two years have a report.

    Where the plan's own organisation has reports, those of others are left out, and so are reports without a year.
    """
    dated = [(finding.report.year, finding) for finding in findings if finding.report.year is not None]
    own = [pair for pair in dated if pair[1].report.organisation == plan.organisation] or dated
    ordered = groupby(sorted(own, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    by_year = [(year, [finding for _, finding in pairs]) for year, pairs in ordered]
    if len(by_year) < 2:
        return ()
    answered: list[bool] = []
    years = []
    for year, found in by_year:
        status = strongest(found)
        answered.append(status.label in ANSWERS)
        years.append(Year(year, status, _best(found), _change(answered)))
    return tuple(years)


def strongest(findings: Sequence[Finding]) -> Status:
    """The strongest label that stands; the same label decided by a person goes before a proposed one.

    That there is no evidence is settled only when a person rejected every proposal.
    """
    proposals = [item for finding in findings for item in finding.proposals]
    label = next((label for label in Label if any(item.standing is label for item in proposals)), Label.NONE)
    decided = [item.settled for item in proposals if item.standing is label]
    settled = bool(decided) and (all(decided) if label is Label.NONE else any(decided))
    return Status(label, settled, any(finding.searched for finding in findings))


def _best(findings: Iterable[Finding]) -> Proposal | None:
    """The strongest proposal that stands; of equals one that a person decided, then the first."""
    standing = [item for finding in findings for item in finding.proposals if item.standing is not Label.NONE]
    order = list(Label)
    return min(standing, key=lambda item: (order.index(item.standing), not item.settled), default=None)


def _change(answered: Sequence[bool]) -> Change | None:
    """What the last of these years is, after those before it."""
    *before, now = answered
    if not before:
        return None
    if now:
        return Change.AGAIN if any(before) else Change.FIRST
    return Change.SILENT if before[-1] else None


def sequels(readings: Sequence[Reading], continuations: Iterable[Continuation]) -> dict[StatementId, Sequel]:
    """For each result what it goes on with; what names a result that is there no more is left out."""
    results = {result.id: result for reading in readings for result in reading.results}
    documents = {reading.document.id: reading.document for reading in readings}
    pairs = ((results.get(one.result), results.get(one.earlier), one.why) for one in continuations)
    return {
        result.id: Sequel(documents[earlier.document], earlier, why)
        for result, earlier, why in pairs
        if result and earlier
    }


def year_on_year(
    readings: Sequence[Reading], rows: Sequence[PledgeRow], found: Mapping[StatementId, Sequel], serves: Serves
) -> tuple[YearOnYear, ...]:
    """Every report that has one of an earlier year beside it, by year, against that year; of the pledges these rows."""
    by_year = sorted(readings, key=lambda reading: reading.document.year or 0)
    documents = [reading.document for reading in by_year]
    made = []
    for reading in by_year:
        before = year_before(reading.document, documents)
        if before:
            earlier = [result for one in readings if one.document in before for result in one.results]
            told = [Reported(one, serves.get(one.id, ()), found.get(one.id)) for one in reading.results]
            made.append(_against(reading.document, before, rows, told, earlier))
    return tuple(made)


def _against(
    report: Document,
    before: tuple[Document, ...],
    rows: Sequence[PledgeRow],
    told: Sequence[Reported],
    earlier: Sequence[Result],
) -> YearOnYear:
    gone_on = {item.sequel.earlier.id for item in told if item.sequel}
    return YearOnYear(
        report,
        before,
        first=_changed(rows, report, Change.FIRST),
        silent=_changed(rows, report, Change.SILENT),
        new=tuple(item for item in told if item.sequel is None),
        continued=tuple(item for item in told if item.sequel),
        ended=tuple(result for result in earlier if result.id not in gone_on),
    )


def _changed(rows: Iterable[PledgeRow], report: Document, change: Change) -> tuple[PledgeRow, ...]:
    return tuple(row for row in rows if any(one.year == report.year and one.change is change for one in row.years))
