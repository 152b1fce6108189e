"""From sections to passages: every paragraph, item, heading and table, whole, as search finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Block, Passage, PassageKind, Pledge, Quote, Result, Role, Section, content_id
from pipeline.dutch import Known, joined


def passages(
    sections: Sequence[Section], pledges: Iterable[Pledge], results: Iterable[Result], *, known: Known
) -> tuple[Passage, ...]:
    """Every word of the sections in one passage each, in reading order."""
    pledged = {pledge.text for pledge in pledges}
    reported = {result.section for result in results}
    found: list[Passage] = []
    for section in sections:
        for role, quote in _units(section, known):
            kind = _kind(role, quote.text in pledged, section.id in reported)
            found.append(_passage(section, quote, kind, len(found)))
    return tuple(found)


def _units(section: Section, known: Known) -> Iterator[tuple[Role, Quote]]:
    """Blocks with what goes on from them elsewhere, in place of the first."""
    units: list[tuple[Role, Quote]] = []
    open_at: int | None = None
    for block in section.blocks:
        if block.continues and open_at is not None:
            role, quote = units[open_at]
            units[open_at] = role, joined(quote, block.quote, known)
            continue
        units.append((block.role, block.quote))
        if _may_go_on(block):
            open_at = len(units) - 1
    yield from units


def _may_go_on(block: Block) -> bool:
    return block.role in (Role.PARAGRAPH, Role.LIST_ITEM, Role.INTRO, Role.SIDEBAR_ITEM)


def _kind(role: Role, pledged: bool, reported: bool) -> PassageKind:
    if role.is_heading:
        return PassageKind.HEADING
    if role is Role.TABLE:
        return PassageKind.TABLE
    if pledged:
        return PassageKind.PLEDGE
    return PassageKind.RESULT if reported else PassageKind.TEXT


def _passage(section: Section, quote: Quote, kind: PassageKind, order: int) -> Passage:
    return Passage(
        content_id(section.document, order, quote.page, quote.text),
        section.document,
        order,
        kind,
        section.id,
        section.heading,
        section.theme,
        section.subtheme,
        quote.page,
        quote,
    )
