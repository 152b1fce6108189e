"""From plans and reports that two readers judged to examples to learn from; the organisations in them do not exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.model import DocId, Pledge, PledgeClass, Quote, Result, SectionId, Sentence, Stage, StatementId
from pipeline.language import dutch
from pipeline.match import Compare, compared
from pipeline.training import Example, strengths
from pipeline.truth import read_truth

FOLDER = Path(__file__).parent / "judged"


def judged(by: Compare) -> dict[str, tuple[Example, ...]]:
    """Of each organisation the candidates with their grades, the mean of two readers; ids begin with its name."""
    return {path.stem: _examples(path.stem, path.read_text("utf-8"), by) for path in sorted(FOLDER.glob("*.json"))}


def _examples(name: str, source: str, by: Compare) -> tuple[Example, ...]:
    data, grades = json.loads(source), read_truth(source).grades
    pledges, results = [_pledge(one) for one in data["pledges"]], [_result(one) for one in data["results"]]
    return tuple(
        Example(
            f"{name}/{one.id}",
            f"{name}/{pair.result.id}",
            strengths(pair),
            grades[one.id].get(pair.result.id, 0.0),
        )
        for one, pairs in compared(pledges, results, by=by)
        for pair in pairs
    )


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
