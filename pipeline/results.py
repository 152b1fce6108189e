"""From the sections of a report to its results: what was done, sentence by sentence, and item by item in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import (
    Quote,
    Result,
    Role,
    Section,
    SectionKind,
    Sentence,
    Stage,
    Staged,
    StatementId,
    Value,
    content_id,
)
from pipeline.stages import stage, stage_of_lead

Split = Callable[[str], tuple[tuple[int, int], ...]]
"""Start and end of each sentence of a text."""

_LEAST = 40
"""A reported section of fewer characters reports nothing that could be judged."""
_LEAST_WORDS = 3
"""An item of fewer words names a thing and reports nothing."""
_REPORTED = frozenset({SectionKind.BODY, SectionKind.INTERVIEW, SectionKind.QUOTE, SectionKind.SIDEBAR})
_ANNOUNCING = frozenset({Role.INTRO, Role.HEADING, Role.TITLE, Role.PULL_QUOTE, Role.CAPTION})
_ITEMS = frozenset({Role.LIST_ITEM, Role.SIDEBAR_ITEM})
_IN_TEXT = frozenset({Role.PARAGRAPH, Role.INTRO, Role.TABLE}) | _ITEMS
_FURTHEST = (Stage.DONE, Stage.ONGOING, Stage.PLANNED)


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What tells a reported section from other text: boxes of a person's duties hold goals, no results."""

    is_owner_box: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, table or item of a section, whole, also where a page end breaks it."""

    quote: Quote
    is_item: bool
    sentences: tuple[Sentence, ...] = ()


def results(
    sections: Iterable[Section], *, split: Split, rules: ReportRules, year: int | None = None
) -> Staged[Result]:
    """Every section of a report that tells something, sentence by sentence; after all of these the items of its lists.

    An item is a result of its own, `part_of` that of its section, when it tells what was or will be done. `year` is
    the one reported on.
    """
    reported = [one for one in sections if _reports(one) and not rules.is_owner_box(one.heading)]
    parts = [_told(section, split, year) for section in reported]
    whole = [_whole(section, told) for section, told in zip(reported, parts, strict=True)]
    items = [item for one, told in zip(whole, parts, strict=True) for item in _items(one, told)]
    return (*whole, *items), ()


def sentences(section: Section, *, split: Split, year: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of a section in order, each with how far it says things are."""
    return tuple(sentence for part in _told(section, split, year) for sentence in part.sentences)


def valued(results: Iterable[Result], values_in: Callable[[Quote], tuple[Value, ...]]) -> tuple[Result, ...]:
    """The results with the dates, amounts, counts and organisations that their sentences name."""
    return tuple(
        replace(result, sentences=tuple(replace(one, values=values_in(one.quote)) for one in result.sentences))
        for result in results
    )


def _reports(section: Section) -> bool:
    """Tells something of its own: the lead of a chapter or interview only announces what follows."""
    told = {block.role for block in section.blocks} - _ANNOUNCING
    return section.kind in _REPORTED and len(section.text) >= _LEAST and bool(told)


def _told(section: Section, split: Split, year: int | None) -> tuple[_Part, ...]:
    """The parts of a section with their sentences. An item goes on from what introduces its list."""
    parts: list[_Part] = []
    lead = stage_of_lead(section.heading, year=year)
    for part in _parts(section):
        said = tuple(_sentences(part, split, lead if part.is_item else None, year))
        parts.append(replace(part, sentences=said))
        if said and not part.is_item:
            lead = stage_of_lead(said[-1].quote.text, year=year)
    return tuple(parts)


def _parts(section: Section) -> Iterator[_Part]:
    """The lines of the text of a section, which are its paragraphs and items, with what they are."""
    lines = [
        block.role in _ITEMS
        for block in section.blocks
        if block.role in _IN_TEXT
        for _ in range(block.text.count("\n") + (not block.continues))
    ]
    start = 0
    for line, is_item in zip(section.text.split("\n"), lines, strict=False):
        yield _Part(section.quote.cut(start, start + len(line)), is_item)
        start += len(line) + 1


def _sentences(part: _Part, split: Split, before: Stage | None, year: int | None) -> Iterator[Sentence]:
    for start, end in split(part.quote.text):
        before = stage(part.quote.text[start:end], year=year, before=before, listed=part.is_item)
        yield Sentence(part.quote.cut(start, end), before)


def _whole(section: Section, parts: Sequence[_Part]) -> Result:
    said = tuple(sentence for part in parts for sentence in part.sentences)
    return Result(
        StatementId(content_id(section.document, section.page, section.heading, section.text)),
        section.document,
        section.heading,
        section.quote,
        section.theme,
        section.subtheme,
        section.id,
        _furthest(said),
        said,
    )


def _furthest(said: Sequence[Sentence]) -> Stage:
    stages = {sentence.stage for sentence in said}
    return next((one for one in _FURTHEST if one in stages), Stage.CONTEXT)


def _items(whole: Result, parts: Sequence[_Part]) -> Iterator[Result]:
    """The items that tell something; one that stands in the section twice is one result."""
    seen = {whole.id}
    for part in parts:
        far = _furthest(part.sentences)
        if part.is_item and far is not Stage.CONTEXT and len(part.quote.text.split()) >= _LEAST_WORDS:
            own = StatementId(content_id(whole.id, "item", part.quote.text))
            if own not in seen:
                yield replace(whole, id=own, quote=part.quote, stage=far, sentences=part.sentences, part_of=whole.id)
            seen.add(own)
