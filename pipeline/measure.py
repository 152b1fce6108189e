"""What was found, as it is kept, to how good it is: against a file that says what is true, or what reviewers judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from corpus.model import DocId, PledgeClass
from pipeline.evaluation import MatchFigures, Proposal, match_figures
from pipeline.evaluation_texts import (
    GoalFigures,
    StageFigures,
    TextFigures,
    filed,
    goal_figures,
    goals,
    pledge_figures,
    section_figures,
    stage_figures,
)
from pipeline.kept import Kept
from pipeline.truth import align, read_goals, read_pledges, read_sections, read_stages, read_truth, review_grades

Figures = TextFigures | StageFigures | GoalFigures | MatchFigures


class NothingJudgedError(Exception):
    """There is nothing to measure matches against."""

    def __init__(self) -> None:
        super().__init__("Nobody has judged a proposal yet: see waargemaakt review, or give a file.")


def pledges_measured(kept: Kept, truth: str, document: DocId | None) -> TextFigures:
    """The listed pledges against those of a truth file; TruthError when it is none."""
    expected, optional = read_pledges(truth)
    listed = [filed(one) for one in kept.pledges(document) if one.pledge_class is PledgeClass.LISTED]
    return pledge_figures(expected, listed, optional=optional)


def sections_measured(kept: Kept, truth: str, document: DocId | None) -> TextFigures:
    """The sections, by heading and text, against those of a truth file; TruthError when it is none."""
    documents = [one for one in kept.documents() if document in (None, one.id)]
    sections = [filed(one) for each in documents for one in kept.sections(each.id)]
    return section_figures(read_sections(truth), sections)


def stages_measured(kept: Kept, truth: str, document: DocId | None) -> StageFigures:
    """The stages of the sentences of results against those of a truth file; TruthError when it is none."""
    told = ((one.quote.text, one.stage) for result in kept.results(document) for one in result.sentences)
    return stage_figures(read_stages(truth), told)


def goals_measured(kept: Kept, truth: str, document: DocId | None) -> GoalFigures:
    """The goals that reports assign, linked and owned, against those of a truth file; TruthError when it is none."""
    known = [
        one
        for one in kept.pledges()
        if one.pledge_class is not PledgeClass.ASSIGNED or document in (None, one.document)
    ]
    return goal_figures(read_goals(truth), goals(known, kept.assignments()))


MEASURES: Mapping[str, Callable[[Kept, str, DocId | None], Figures]] = {
    "pledges": pledges_measured,
    "sections": sections_measured,
    "stages": stages_measured,
    "owners": goals_measured,
}
"""What can be measured against a truth file of its own."""


def matches_measured(kept: Kept, truth: str | None, report: DocId | None) -> MatchFigures:
    """The matches against graded pairs, or without a truth file against the pairs that reviewers judged.

    TruthError for what is no truth file, NothingJudgedError when there is none and nobody judged a pair.
    """
    matches = kept.matches(report)
    if truth is not None:
        graded = read_truth(truth)
        aligned = align(graded, kept.pledges(), [one for one in kept.results() if one.part_of is None])
        return match_figures(graded.grades, aligned.proposals(matches))
    grades = review_grades(kept.reviews())
    if not grades:
        raise NothingJudgedError
    judged = [one for one in matches if one.result in grades.get(one.pledge, {})]
    return match_figures(grades, [Proposal(one.pledge, one.result, one.score, one.label) for one in judged])


def figure_lines(figures: Mapping[str, float | None]) -> Iterator[str]:
    """A line for each figure: its name, and its value to three decimals."""
    for name, value in figures.items():
        shown = "not known" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
        yield f"{name:32}{shown}"
