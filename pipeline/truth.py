"""From a file in which people said what is true to that, and to which of our pledges and results it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from corpus.model import Judgement, Match, Pledge, Result, Review, Stage, StatementId
from pipeline.comparison import same_text, words
from pipeline.evaluation import Grades, Proposal
from pipeline.evaluation_texts import Filed, Goal

_SAME_PLEDGE, _SAME_HEADING = 0.95, 0.9
_WITHIN = 0.8
"""So much of the words of our result must stand in the result of the file."""
_GRADE = {Judgement.DIRECT: 2.0, Judgement.SUPPORTING: 1.0, Judgement.RELATED: 0.5, Judgement.NONE: 0.0}
"""What a reviewer's judgement is worth; `unsure` is worth nothing either way."""


class TruthError(Exception):
    """A file does not hold what it should. The message says what was expected."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What people say: the texts by their id in the file, and the grades of pairs; a pair that is not graded has 0.

    2 is direct evidence, 1 supports, 0.5 is a pair on which two readers differed between 1 and 0.
    """

    pledges: Mapping[str, str]
    results: Mapping[str, tuple[str, str]]
    grades: Grades


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which pledge and which result of a truth each of ours is; those it does not know are left out."""

    pledges: Mapping[StatementId, str]
    results: Mapping[StatementId, str]

    def proposals(self, matches: Iterable[Match]) -> tuple[Proposal, ...]:
        """The matches of pledges and results that the truth knows, under its own ids."""
        return tuple(
            Proposal(self.pledges[one.pledge], self.results[one.result], one.score, one.label)
            for one in matches
            if one.pledge in self.pledges and one.result in self.results
        )


def read_truth(text: str) -> Truth:
    """The truth in a JSON text: `pledges` (id, text), `results` (id, heading, text) and `matches` (pledge id to pairs
    of result id and grade). Raises TruthError for anything else."""
    try:
        data: dict[str, Any] = json.loads(text)
        given = data["matches"]
        return Truth(
            {str(one["id"]): str(one["text"]) for one in data["pledges"]},
            {str(one["id"]): (str(one["heading"]), str(one["text"])) for one in data["results"]},
            {
                str(one["id"]): {str(result): float(grade) for result, grade in given.get(one["id"], ())}
                for one in data["pledges"]
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TruthError(
            f"No graded pairs: {error!r}. Expected is a JSON object with `pledges` (id, text), `results` (id, heading, "
            'text) and `matches`: {"P1": [["R1", 2], ...]}.'
        ) from error


def align(truth: Truth, pledges: Sequence[Pledge], results: Sequence[Result]) -> Alignment:
    """Pledges are known by nearly the same text, results by the words of their section."""
    bags = {key: (frozenset(words(text)), heading) for key, (heading, text) in truth.results.items()}
    found = ((one.id, _same_pledge(one.text, truth.pledges)) for one in pledges)
    sections = ((one.id, _same_result(one, bags)) for one in results)
    return Alignment({key: name for key, name in found if name}, {key: name for key, name in sections if name})


def _same_pledge(text: str, known: Mapping[str, str]) -> str | None:
    return next((key for key, other in known.items() if same_text(text, other, at_least=_SAME_PLEDGE)), None)


def _same_result(result: Result, bags: Mapping[str, tuple[frozenset[str], str]]) -> str | None:
    own = set(words(result.text))
    if not own or not bags:
        return None
    within, _, key = max(
        (len(own & bag) / len(own), same_text(result.heading, heading, at_least=_SAME_HEADING), key)
        for key, (bag, heading) in bags.items()
    )
    return key if within >= _WITHIN else None


def review_grades(reviews: Iterable[Review]) -> Grades:
    """What reviewers said of each pair; the last word counts, and one who is unsure takes the grade away."""
    grades: dict[str, dict[str, float]] = {}
    for review in sorted(reviews, key=lambda review: review.at):
        own = grades.setdefault(review.pledge, {})
        own.pop(review.result, None)
        if review.judgement in _GRADE:
            own[review.result] = _GRADE[review.judgement]
    return {pledge: own for pledge, own in grades.items() if own}


def read_pledges(text: str) -> tuple[tuple[Filed, ...], tuple[str, ...]]:
    """The `pledges` in a JSON text (text, and theme and subtheme where they are known), and the texts of
    `optional_pledges`, which may be found or not."""
    data = _object(text, _PLEDGES)
    with _expecting(_PLEDGES):
        return tuple(map(_filed, data["pledges"])), tuple(map(str, data.get("optional_pledges", ())))


def read_sections(text: str) -> tuple[Filed, ...]:
    """The `results` in a JSON text: heading and text, and theme and subtheme where they are known."""
    data = _object(text, _SECTIONS)
    with _expecting(_SECTIONS):
        return tuple(replace(_filed(one), heading=str(one["heading"])) for one in data["results"])


def read_stages(text: str) -> dict[str, Stage]:
    """The `sentences` in a JSON text, each with its stage."""
    data = _object(text, _STAGES)
    with _expecting(_STAGES):
        return {str(one["text"]): Stage(one["stage"]) for one in data["sentences"]}


def read_goals(text: str) -> tuple[Goal, ...]:
    """The `goals` in a JSON text. A pledge is named by its text, or by its id where the file has `pledges` as well."""
    data = _object(text, _GOALS)
    with _expecting(_GOALS):
        texts = {str(one["id"]): str(one["text"]) for one in data.get("pledges", ())}
        return tuple(_goal(one, texts) for one in data["goals"])


_PLEDGES = "`pledges` (text)"
_SECTIONS = "`results` (heading, text)"
_STAGES = "`sentences` (text, stage: done, ongoing, planned or context)"
_GOALS = "`goals` (text, owner, pledge: its text or null)"


def _filed(one: Mapping[str, Any]) -> Filed:
    return Filed(str(one["text"]), "", one.get("theme"), one.get("subtheme"))


def _goal(one: Mapping[str, Any], texts: Mapping[str, str]) -> Goal:
    named = [one["pledge"], *one.get("acceptable", ())]
    pledges = tuple(texts.get(str(name), str(name)) for name in named if name)
    return Goal(str(one["text"]), str(one["owner"] or ""), pledges, bool(one.get("assigned", True)))


@contextmanager
def _expecting(expected: str) -> Iterator[None]:
    """A part of the file that is missing, or is something else, as one clear line."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TruthError(f"Not as expected: {error!r}. Expected is a JSON object with {expected}.") from error


def _object(text: str, expected: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise TruthError(f"No JSON: {error}. Expected is a JSON object with {expected}.") from error
    if not isinstance(data, dict):
        raise TruthError(f"Expected is a JSON object with {expected}.")
    return data
