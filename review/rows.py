"""Documents read, matches and the review log to the report. Alone knows what counts: which pledge has which status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from corpus.model import (
    DocId,
    Document,
    DocumentKind,
    Label,
    Match,
    PageVerdict,
    Pledge,
    PledgeClass,
    Problem,
    Reading,
    Result,
    StatementId,
)
from review.marks import marked
from review.report import (
    STRONGEST_FIRST,
    Finding,
    Notice,
    PageCount,
    Pair,
    PledgeRef,
    PledgeRow,
    Progress,
    Proposal,
    Quality,
    Report,
    ReportInput,
    Sequel,
    Status,
    Subtheme,
    Tally,
    Theme,
    Unserved,
    standing,
)
from review.verdicts import Verdicts, verdicts
from review.years import sequels, strongest, year_by_year, year_on_year

NEAREST = 3
"""How many of the sections that were compared and not proposed are shown, so that an absence can be checked."""


def report_rows(given: ReportInput) -> Report:
    """Everything the report says, from what was read, matched and judged.

    Every listed pledge has its row, with or without evidence. Where no plan lists pledges, those of its running text
    take their place. Every review is in a row or in `loose`.
    """
    main, others = _chosen(given.readings)
    desk = _desk(given, main + others)
    rows = tuple(_row(number, made, desk) for number, made in enumerate(main, start=1))
    extra = tuple(_row(number, made, desk) for number, made in enumerate(others, start=len(main) + 1))
    plans = tuple(reading.document for reading in given.of_kind(DocumentKind.PLAN))
    return Report(
        organisation=next((document.organisation for document in (*plans, *desk.documents.values())), ""),
        plans=plans,
        reports=tuple(reading.document for reading in desk.reports),
        themes=_themes(rows),
        others=extra,
        tallies=_tallies(rows),
        unserved=_unserved(desk),
        years=year_on_year(desk.reports, rows, desk.sequels, desk.serves),
        loose=desk.verdicts.loose,
        quality=tuple(map(_quality, given.readings)),
        notices=_notices(given, desk),
        progress=_progress(rows + extra),
        basis=given.basis,
        notes=given.notes,
        generated_at=given.generated_at,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A pledge and the document it was made in."""

    pledge: Pledge
    document: Document


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything laid out to look things up."""

    documents: Mapping[DocId, Document]
    reports: tuple[Reading, ...]
    results: Mapping[StatementId, Result]
    matches: Mapping[Pair, Match]
    pairs: Mapping[StatementId, tuple[Pair, ...]]
    verdicts: Verdicts
    serves: Mapping[StatementId, tuple[PledgeRef, ...]]
    sequels: Mapping[StatementId, Sequel]
    strays: int


def _chosen(readings: Iterable[Reading]) -> tuple[tuple[_Made, ...], tuple[_Made, ...]]:
    """The pledges the report is about, and the others, each in the order in which they were read."""
    plans_first = sorted(readings, key=lambda reading: reading.document.kind is not DocumentKind.PLAN)
    made = [_Made(pledge, reading.document) for reading in plans_first for pledge in reading.pledges]
    classes = {item.pledge.pledge_class for item in made}
    wanted = PledgeClass.LISTED if PledgeClass.LISTED in classes else PledgeClass.IN_TEXT
    main = tuple(item for item in made if item.pledge.pledge_class is wanted)
    return _by_theme(main), tuple(item for item in made if item.pledge.pledge_class is not wanted)


def _by_theme(made: tuple[_Made, ...]) -> tuple[_Made, ...]:
    """Themes in the order in which they first come, and subthemes within them, so that numbers run on down the page."""
    themes = list(dict.fromkeys(item.pledge.theme for item in made))
    subthemes = list(dict.fromkeys(item.pledge.subtheme for item in made))
    return tuple(
        sorted(made, key=lambda item: (themes.index(item.pledge.theme), subthemes.index(item.pledge.subtheme)))
    )


def _desk(given: ReportInput, made: tuple[_Made, ...]) -> _Desk:
    reports = given.of_kind(DocumentKind.REPORT)
    pledges = {item.pledge.id: item.pledge for item in made}
    results = {result.id: result for reading in reports for result in reading.results}
    matches = {
        (match.pledge, match.result): match
        for match in given.matches
        if match.pledge in pledges and match.result in results
    }
    decided = verdicts(given.reviews, pledges.values(), results.values(), known=matches.keys())
    pairs: defaultdict[StatementId, list[Pair]] = defaultdict(list)
    for pair in dict.fromkeys([*matches, *decided.of_pair]):
        pairs[pair[0]].append(pair)
    return _Desk(
        documents={reading.document.id: reading.document for reading in given.readings},
        reports=reports,
        results=results,
        matches=matches,
        pairs={pledge: tuple(found) for pledge, found in pairs.items()},
        verdicts=decided,
        serves=_serves(made, pairs, matches, decided),
        sequels=sequels(reports, given.continuations),
        strays=sum(match.pledge not in pledges or match.result not in results for match in given.matches),
    )


def _serves(
    made: tuple[_Made, ...],
    pairs: Mapping[StatementId, list[Pair]],
    matches: Mapping[Pair, Match],
    decided: Verdicts,
) -> dict[StatementId, tuple[PledgeRef, ...]]:
    """For each result the pledges that it stands beside now."""
    found: defaultdict[StatementId, list[PledgeRef]] = defaultdict(list)
    for number, item in enumerate(made, start=1):
        ref = PledgeRow(number, item.pledge, item.document, (), Status(Label.NONE, False)).ref
        for pair in pairs.get(item.pledge.id, ()):
            if _standing(matches.get(pair), pair, decided) is not Label.NONE:
                found[pair[1]].append(ref)
    return {result: tuple(refs) for result, refs in found.items()}


def _standing(match: Match | None, pair: Pair, decided: Verdicts) -> Label:
    return standing(match.label if match else Label.NONE, decided.of_pair.get(pair))


def _row(number: int, made: _Made, desk: _Desk) -> PledgeRow:
    proposals = [_proposal(pair, desk) for pair in desk.pairs.get(made.pledge.id, ())]
    findings = tuple(_finding(reading, proposals) for reading in desk.reports)
    years = year_by_year(made.document, findings)
    return PledgeRow(number, made.pledge, made.document, findings, strongest(findings), years)


def _proposal(pair: Pair, desk: _Desk) -> Proposal:
    pledge, result = pair[0], desk.results[pair[1]]
    match = desk.matches.get(pair)
    return Proposal(
        pledge=pledge,
        report=desk.documents[result.document],
        result=result,
        match=match,
        verdict=desk.verdicts.of_pair.get(pair),
        also=tuple(ref for ref in desk.serves.get(result.id, ()) if ref.id != pledge),
        pieces=marked(result.text, match.evidence.text if match else ""),
        sequel=desk.sequels.get(result.id),
    )


def _finding(reading: Reading, proposals: Iterable[Proposal]) -> Finding:
    here = sorted((item for item in proposals if item.report.id == reading.document.id), key=_strength)
    offered = tuple(item for item in here if item.verdict or item.proposed is not Label.NONE)
    nearest = tuple(item for item in here if item not in offered)[:NEAREST]
    return Finding(reading.document, offered, nearest, len(reading.results), _unread(reading))


def _unread(reading: Reading) -> int:
    """How many pages nothing could be read of, those included that nothing is known of."""
    read = sum(note.verdict not in (PageVerdict.SCANNED, PageVerdict.FAILED) for note in reading.pages)
    return max(reading.document.pages - read, 0)


def _strength(proposal: Proposal) -> tuple[int, float, int]:
    score = proposal.match.score if proposal.match else 0.0
    return STRONGEST_FIRST.index(proposal.standing), -score, proposal.page


def _themes(rows: tuple[PledgeRow, ...]) -> tuple[Theme, ...]:
    """The rows under their themes and subthemes; they come in that order."""
    themes = []
    for name, in_theme in groupby(rows, key=lambda row: row.pledge.theme):
        here = tuple(in_theme)
        subthemes = groupby(here, key=lambda row: row.pledge.subtheme)
        themes.append(Theme(name, tuple(Subtheme(sub, tuple(found)) for sub, found in subthemes), _tallies(here)))
    return tuple(themes)


def _tallies(rows: tuple[PledgeRow, ...]) -> tuple[Tally, ...]:
    total = Counter(row.status.label for row in rows)
    settled = Counter(row.status.label for row in rows if row.status.settled)
    return tuple(Tally(label, total[label], settled[label]) for label in STRONGEST_FIRST)


def _unserved(desk: _Desk) -> tuple[Unserved, ...]:
    return tuple(
        Unserved(reading.document, tuple(result for result in reading.results if result.id not in desk.serves))
        for reading in desk.reports
    )


def _quality(reading: Reading) -> Quality:
    """Pages by verdict, adding up to the document; a page without a note counts as unknown."""
    found = Counter(note.verdict for note in reading.pages)
    counts = [PageCount(verdict, found[verdict]) for verdict in PageVerdict if found[verdict]]
    missing = reading.document.pages - len(reading.pages)
    if missing > 0:
        counts.append(PageCount(None, missing))
    odd = tuple(note for note in reading.pages if note.verdict is not PageVerdict.GOOD)
    return Quality(reading.document, tuple(counts), odd)


def _notices(given: ReportInput, desk: _Desk) -> tuple[Notice, ...]:
    problems = list(given.problems) + [problem for reading in given.readings for problem in reading.problems]
    if desk.strays:
        them = "1 voorstel is" if desk.strays == 1 else f"{desk.strays} voorstellen zijn"
        message = f"{them} weggelaten: de toezegging of het onderdeel is er niet meer."
        problems.append(Problem("report", message))
    problems += _undated(desk.reports)
    return tuple(
        Notice(problem, desk.documents.get(problem.document) if problem.document else None)
        for problem in dict.fromkeys(problems)
    )


def _undated(reports: tuple[Reading, ...]) -> Iterable[Problem]:
    """Among several reports, those of which the year is not known."""
    message = "Van dit verslag is het jaar niet bekend; in de vergelijking van jaar tot jaar telt het niet mee."
    documents = [reading.document for reading in reports if len(reports) > 1]
    return [Problem("report", message, document.id) for document in documents if document.year is None]


def _progress(rows: Iterable[PledgeRow]) -> Progress:
    proposals = [item for row in rows for item in row.proposals]
    decided = sum(item.settled for item in proposals)
    unsure = sum(item.verdict is not None for item in proposals) - decided
    return Progress(decided, unsure, len(proposals) - decided - unsure)
