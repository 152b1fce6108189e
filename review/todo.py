"""The report to the next proposal to judge. Alone knows the order of judging, and who may still judge what."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Judgement
from review.report import Pair, PledgeRow, Proposal, Report


@dataclass(frozen=True, slots=True)
class Task:
    """A proposal and the row of its pledge."""

    row: PledgeRow
    proposal: Proposal


def task(report: Report, pair: Pair) -> Task | None:
    """The task about a pair, judged or not, also when it was compared and not proposed."""
    for row in report.rows:
        for finding in row.findings if row.pledge.id == pair[0] else ():
            for proposal in finding.proposals + finding.nearest:
                if proposal.pair == pair:
                    return Task(row, proposal)
    return None


def next_task(report: Report, reviewer: str, *, after: Pair | None = None) -> Task | None:
    """The first task open to the reviewer, in the order of the report; past `after`, then from the start again.

    What another reviewer doubts is open; what the reviewer doubts waits for somebody else.
    """
    tasks = [Task(row, proposal) for row, proposal in report.proposals()]
    pairs = [item.proposal.pair for item in tasks]
    start = pairs.index(after) + 1 if after in pairs else 0
    return next((item for item in tasks[start:] + tasks[:start] if is_open(item.proposal, reviewer)), None)


def is_open(proposal: Proposal, reviewer: str) -> bool:
    """Nobody judged it, or somebody else was unsure."""
    if proposal.verdict is None:
        return True
    return proposal.verdict.judgement is Judgement.UNSURE and proposal.verdict.latest.review.reviewer != reviewer
