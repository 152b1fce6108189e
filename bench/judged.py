"""From plans and reports that were judged to examples to learn from; the organisations in them do not exist."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus.model import DocId, Pledge, PledgeClass, Quote, Result, SectionId, Sentence, Stage, StatementId
from pipeline.evaluation import Grades
from pipeline.language import dutch
from pipeline.match import Compare, compared
from pipeline.training import Example, examples
from pipeline.truth import Alignment, read_truth

FOLDER = Path(__file__).parent / "judged"


class Judged(NamedTuple):
    """The candidates of a plan and a report, and the grades of all pairs, those included that are no candidates."""

    examples: tuple[Example, ...]
    grades: Grades


def judged(by: Compare) -> dict[str, Judged]:
    """What each organisation has; ids begin with its name."""
    return {path.stem: _judged(path.stem, path.read_text("utf-8"), by) for path in sorted(FOLDER.glob("*.json"))}


def together(given: Iterable[Judged]) -> Judged:
    """What several organisations have."""
    every = tuple(given)
    grades = {pledge: own for one in every for pledge, own in one.grades.items()}
    return Judged(tuple(example for one in every for example in one.examples), grades)


def _judged(name: str, source: str, by: Compare) -> Judged:
    data, grades = json.loads(source), read_truth(source).grades
    pledges, results = [_pledge(one) for one in data["pledges"]], [_result(one) for one in data["results"]]
    named = {f"{name}/{one}": {f"{name}/{key}": value for key, value in own.items()} for one, own in grades.items()}
    alignment = Alignment(
        {one.id: f"{name}/{one.id}" for one in pledges}, {one.id: f"{name}/{one.id}" for one in results}
    )
    return Judged(examples(compared(pledges, results, by=by), named, alignment), named)


def _pledge(told: Mapping[str, str]) -> Pledge:
    key, quote = StatementId(told["id"]), Quote(told["text"])
    return Pledge(key, DocId("plan"), PledgeClass.LISTED, quote, told["theme"], told["subtheme"], SectionId("s"), "")


def _result(told: Mapping[str, str]) -> Result:
    text = told["text"]
    sentences = tuple(Sentence(Quote(text[start:end]), Stage.DONE) for start, end in dutch().sentences(text))
    return Result(
        StatementId(told["id"]),
        DocId("report"),
        told["heading"],
        Quote(text),
        told["theme"],
        told["subtheme"],
        SectionId(told["id"]),
        Stage.DONE,
        sentences,
    )
