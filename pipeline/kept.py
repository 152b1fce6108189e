"""What was kept of all documents to what matching makes of it: every report against the pledges of all plans.

Where it is kept is not known here: `Kept` says what is asked of that place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.model import (
    Assignment,
    Continuation,
    DocId,
    Document,
    DocumentKind,
    Match,
    MatchModel,
    Pledge,
    PledgeClass,
    Result,
    Review,
    Section,
    year_before,
)
from pipeline.assigned import assign
from pipeline.features import FEATURES
from pipeline.match import Compare, Years, compared, match
from pipeline.timeline import continued
from pipeline.training import FIXED, Beside, Trained, examples, reviewed_examples, train
from pipeline.truth import align, read_truth, review_grades

LEARNED = tuple(name for name, _ in FEATURES if name not in FIXED)
"""The features that are weighed by what people judged; that of the meaning only when there are vectors."""


class Kept(Protocol):
    """Where what was read of documents is kept, with what people judged; asked of one document, or of all."""

    def documents(self) -> tuple[Document, ...]:
        """The documents that were read: plans first, then reports by year."""

    def sections(self, doc: DocId) -> tuple[Section, ...]:
        """The sections of a document."""

    def pledges(self, doc: DocId | None = None) -> tuple[Pledge, ...]:
        """The pledges."""

    def results(self, doc: DocId | None = None) -> tuple[Result, ...]:
        """The results."""

    def matches(self, report: DocId | None = None) -> tuple[Match, ...]:
        """The matches with a report."""

    def assignments(self) -> tuple[Assignment, ...]:
        """The pledges that goals of reports restate."""

    def reviews(self) -> Sequence[Review]:
        """What people judged."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The candidates of every report for every pledge, the pledges that goals of reports restate, the results that go
    on with those of the year before, and lines that tell how it went."""

    matches: tuple[Match, ...]
    assignments: tuple[Assignment, ...]
    continuations: tuple[Continuation, ...]
    told: tuple[str, ...]


def match_kept(kept: Kept, by: Compare, model: MatchModel) -> Matched:
    """Match the pledges of all plans with the results of every report."""
    pledges, reports = _pledged(kept), _documents(kept, DocumentKind.REPORT)
    # A goal restates what a plan lists, where it lists anything: a sentence of running text is sooner alike by chance.
    listed = [pledge for pledge in pledges if pledge.pledge_class is PledgeClass.LISTED] or pledges
    found, assigned, followed, told = list[Match](), list[Assignment](), list[Continuation](), list[str]()
    for report in reports:
        results = _reported(kept, report)
        matches, problems = match(pledges, results, by=by, model=model, years=_years(kept, report))
        found += matches
        assigned += assign(kept.pledges(report.id), listed, sense=by.sense, embed=by.embed)
        before = [one for earlier in year_before(report, reports) for one in _reported(kept, earlier)]
        followed += continued(results, before, sense=by.sense, embed=by.embed)
        told += [f"{report.name}: {problem.message}" for problem in problems]
    count = f"{len(reports)} report{'' if len(reports) == 1 else 's'}"
    told.append(f"{len(pledges)} pledges compared with the results of {count}")
    return Matched(tuple(found), tuple(assigned), tuple(followed), tuple(told))


def train_kept(
    kept: Kept,
    by: Compare,
    model: MatchModel,
    truth: str | None,
    *,
    features: Sequence[str] = LEARNED,
    beside: Beside | None = None,
) -> Trained:
    """Weigh anew by the graded pairs of a truth file, or without one by what reviewers judged.

    Raises TruthError and TooFewExamplesError.
    """
    pledges = _pledged(kept)
    whole = {report: _reported(kept, report) for report in _documents(kept, DocumentKind.REPORT)}
    pairs = [
        one
        for report, results in whole.items()
        for one in compared(pledges, results, by=by, years=_years(kept, report))
    ]
    features = [name for name in features if by.embed or name != "betekenis"]
    if truth is None:
        grades = review_grades(kept.reviews())
        return train(reviewed_examples(pairs, grades), grades, before=model, features=features, beside=beside)
    graded = read_truth(truth)
    aligned = align(graded, pledges, [result for some in whole.values() for result in some])
    given = examples(pairs, graded.grades, aligned)
    return train(given, graded.grades, before=model, features=features, beside=beside)


def _documents(kept: Kept, kind: DocumentKind) -> list[Document]:
    return [document for document in kept.documents() if document.kind is kind]


def _pledged(kept: Kept) -> list[Pledge]:
    return [pledge for plan in _documents(kept, DocumentKind.PLAN) for pledge in kept.pledges(plan.id)]


def _reported(kept: Kept, report: Document) -> list[Result]:
    """The results that are whole sections: an item of a list is compared with its section."""
    return [result for result in kept.results(report.id) if result.part_of is None]


def _years(kept: Kept, report: Document) -> Years:
    """The year of a report beside the periods of the plans."""
    plans = _documents(kept, DocumentKind.PLAN)
    return Years(report.year, {plan.id: plan.period for plan in plans if plan.period})
