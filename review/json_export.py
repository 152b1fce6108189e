"""The report to JSON. Alone knows the names of its fields, which others may rely on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum

from corpus.model import Document, Label, Place, Quote, Result, Review, Stage
from review import words
from review.report import (
    Change,
    Finding,
    Notice,
    PledgeRow,
    Proposal,
    Quality,
    Report,
    Reported,
    Sequel,
    Tally,
    Year,
    YearOnYear,
)


@dataclass(frozen=True, slots=True)
class _Source:
    document: str
    name: str
    kind: str
    title: str
    year: int | None
    pages: int
    pages_by_verdict: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    page: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    judgement: str
    reviewer: str
    at: datetime
    note: str
    carried: bool = False


@dataclass(frozen=True, slots=True)
class _Reason:
    name: str
    contribution: float
    why: str


@dataclass(frozen=True, slots=True)
class _Continues:
    result_id: str
    report: str
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class _Proposal:
    result_id: str
    report: str
    year: int | None
    heading: str
    stage: Stage
    result_text: str
    evidence: _Text
    source: str
    proposed: Label | None
    score: float | None
    raw: float | None
    components: tuple[_Reason, ...]
    standing: Label
    judged: _Judged | None
    earlier: tuple[_Judged, ...]
    also_pledges: tuple[str, ...]
    concepts: tuple[str, ...]
    continues: _Continues | None


@dataclass(frozen=True, slots=True)
class _Searched:
    report: str
    sections: int
    unread_pages: int
    proposals: tuple[_Proposal, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    year: int
    status: Label
    settled: bool
    change: Change | None
    result_id: str | None


@dataclass(frozen=True, slots=True)
class _Pledge:
    id: str
    number: int
    plan: str
    pledge_class: str
    theme: str | None
    subtheme: str | None
    label: str
    owner: str | None
    confidence: float
    checkable: str | None
    checkable_why: str | None
    pledge: _Text
    status: Label
    settled: bool
    status_text: str
    years: tuple[_Year, ...]
    reports: tuple[_Searched, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    id: str
    report: str
    heading: str
    theme: str | None
    stage: Stage
    result: _Text


@dataclass(frozen=True, slots=True)
class _Told:
    result_id: str
    heading: str
    pledges: tuple[str, ...]
    continues: _Continues | None


@dataclass(frozen=True, slots=True)
class _YearOnYear:
    report: str
    year: int | None
    before: tuple[str, ...]
    first_answered: tuple[str, ...]
    fell_silent: tuple[str, ...]
    new: tuple[_Told, ...]
    continued: tuple[_Told, ...]
    ended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Loose:
    pledge_id: str
    pledge_text: str
    result_id: str
    result_heading: str
    judged: _Judged


@dataclass(frozen=True, slots=True)
class _Problem:
    stage: str
    message: str
    document: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class _Count:
    theme: str | None
    label: Label
    pledges: int
    settled: int


@dataclass(frozen=True, slots=True)
class _Report:
    organisation: str
    generated_at: datetime
    documents: tuple[_Source, ...]
    decided: int
    unsure: int
    open: int
    counts: tuple[_Count, ...]
    pledges: tuple[_Pledge, ...]
    years: tuple[_YearOnYear, ...]
    not_pledged: tuple[_Result, ...]
    loose_reviews: tuple[_Loose, ...]
    problems: tuple[_Problem, ...]
    method: tuple[str, ...]
    notes: tuple[str, ...]


def json_report(report: Report) -> str:
    """The whole report as one object; boxes are in points from the top left, times in ISO 8601.

    `proposed` is the label that the matching gives, `standing` the one that counts now, `settled` whether a person
    decided it.
    """
    made = _Report(
        report.organisation,
        report.generated_at,
        tuple(map(_source, report.quality)),
        report.progress.decided,
        report.progress.unsure,
        report.progress.open,
        tuple(_count(theme.name, tally) for theme in report.themes for tally in theme.tallies),
        tuple(map(_pledge, report.rows)),
        tuple(map(_year_on_year, report.years)),
        tuple(_result(unserved.report, result) for unserved in report.unserved for result in unserved.results),
        tuple(map(_loose, report.loose)),
        tuple(map(_problem, report.notices)),
        words.method(report),
        report.notes,
    )
    return json.dumps(asdict(made), ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case datetime():
            return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the report")


def _source(quality: Quality) -> _Source:
    document = quality.document
    verdicts = {counted.verdict.value if counted.verdict else "unread": counted.pages for counted in quality.counts}
    facts = document.id, document.name, document.kind.value, document.title, document.year, document.pages
    return _Source(*facts, verdicts)


def _count(theme: str | None, tally: Tally) -> _Count:
    return _Count(theme, tally.label, tally.total, tally.settled)


def _pledge(row: PledgeRow) -> _Pledge:
    pledge = row.pledge
    return _Pledge(
        pledge.id,
        row.number,
        row.document.name,
        pledge.pledge_class.value,
        pledge.theme,
        pledge.subtheme,
        pledge.label,
        pledge.owner,
        round(pledge.confidence, 2),
        pledge.check.verdict.value if pledge.check else None,
        pledge.check.why if pledge.check else None,
        _text(pledge.quote),
        row.status.label,
        row.status.settled,
        words.status_text(row.status),
        tuple(map(_year, row.years)),
        tuple(map(_searched, row.findings)),
    )


def _searched(finding: Finding) -> _Searched:
    return _Searched(finding.report.name, finding.searched, finding.unread, tuple(map(_proposal, finding.proposals)))


def _proposal(item: Proposal) -> _Proposal:
    match, verdict = item.match, item.verdict
    return _Proposal(
        result_id=item.result.id,
        report=item.report.name,
        year=item.report.year,
        heading=item.result.heading,
        stage=item.result.stage,
        result_text=item.result.text,
        evidence=_text(item.evidence),
        source=words.source_text(item.report, item.page),
        proposed=match.label if match else None,
        score=match.score if match else None,
        raw=match.raw if match else None,
        components=tuple(_Reason(part.name, part.contribution, part.why) for part in match.components) if match else (),
        standing=item.standing,
        judged=_judged(verdict.latest.review, carried=verdict.latest.carried) if verdict else None,
        earlier=tuple(_judged(past.review, carried=past.carried) for past in verdict.earlier) if verdict else (),
        also_pledges=tuple(ref.id for ref in item.also),
        concepts=match.concepts if match else (),
        continues=_continues(item.sequel),
    )


def _continues(sequel: Sequel | None) -> _Continues | None:
    if sequel is None:
        return None
    return _Continues(sequel.earlier.id, sequel.before.name, sequel.earlier.heading, sequel.why)


def _year(year: Year) -> _Year:
    return _Year(
        year.year, year.status.label, year.status.settled, year.change, year.best.result.id if year.best else None
    )


def _year_on_year(one: YearOnYear) -> _YearOnYear:
    return _YearOnYear(
        one.report.name,
        one.report.year,
        tuple(document.name for document in one.before),
        tuple(row.pledge.id for row in one.first),
        tuple(row.pledge.id for row in one.silent),
        tuple(map(_told, one.new)),
        tuple(map(_told, one.continued)),
        tuple(result.id for result in one.ended),
    )


def _told(item: Reported) -> _Told:
    return _Told(item.result.id, item.result.heading, tuple(ref.id for ref in item.serves), _continues(item.sequel))


def _judged(review: Review, *, carried: bool = False) -> _Judged:
    return _Judged(review.judgement.value, review.reviewer, review.at, review.note, carried)


def _text(quote: Quote) -> _Text:
    return _Text(quote.text, quote.page, quote.places)


def _result(document: Document, result: Result) -> _Result:
    return _Result(result.id, document.name, result.heading, result.theme, result.stage, _text(result.quote))


def _loose(review: Review) -> _Loose:
    return _Loose(review.pledge, review.pledge_text, review.result, review.result_heading, _judged(review))


def _problem(notice: Notice) -> _Problem:
    problem = notice.problem
    return _Problem(problem.stage, problem.message, notice.document.name if notice.document else None, problem.page)
