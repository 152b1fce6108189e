"""From the sections of a report to its results: what was done, sentence by sentence, and item by item in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.model import Result, Role, Section, SectionKind, Sentence, Stage, Staged, StatementId, content_id
from pipeline.stages import stage

Split = Callable[[str], tuple[tuple[int, int], ...]]
"""Start and end of each sentence of a text."""

_LEAST = 40
"""A reported section of fewer characters reports nothing that could be judged."""
_REPORTED = frozenset({SectionKind.BODY, SectionKind.INTERVIEW, SectionKind.QUOTE, SectionKind.SIDEBAR})


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What tells a reported section from other text: boxes of a person's duties hold goals, no results."""

    is_owner_box: Callable[[str], bool]


def results(sections: Iterable[Section], *, split: Split, rules: ReportRules) -> Staged[Result]:
    """Every section of a report that tells something, sentence by sentence."""
    return tuple(
        _result(section, split) for section in sections if _reports(section) and not rules.is_owner_box(section.heading)
    ), ()


def _reports(section: Section) -> bool:
    """Tells something of its own: the lead of a chapter or interview only announces what follows."""
    told = {block.role for block in section.blocks} - {
        Role.INTRO,
        Role.HEADING,
        Role.TITLE,
        Role.PULL_QUOTE,
        Role.CAPTION,
    }
    return section.kind in _REPORTED and len(section.text) >= _LEAST and bool(told)


def _result(section: Section, split: Split) -> Result:
    sentences = tuple(
        Sentence(section.quote.cut(start, end), stage(section.text[start:end])) for start, end in split(section.text)
    )
    stages = [sentence.stage for sentence in sentences]
    order = (Stage.DONE, Stage.ONGOING, Stage.PLANNED)
    return Result(
        StatementId(content_id(section.document, section.page, section.heading, section.text)),
        section.document,
        section.heading,
        section.quote,
        section.theme,
        section.subtheme,
        section.id,
        next((one for one in order if one in stages), Stage.CONTEXT),
        sentences,
    )
