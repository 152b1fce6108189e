"""From sections to passages: every paragraph, item, heading and table, whole, as search finds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import Passage, PassageKind, Pledge, Quote, Result, Role, Section, content_id
from pipeline.dutch import Known
from pipeline.units import units


def passages(
    sections: Sequence[Section], pledges: Iterable[Pledge], results: Iterable[Result], *, known: Known
) -> tuple[Passage, ...]:
    """Every word of the sections in one passage each, in reading order."""
    pledged = {pledge.text for pledge in pledges}
    reported = {result.section for result in results}
    found: list[Passage] = []
    for section in sections:
        for unit in units(section.blocks, known):
            kind = _kind(unit.role, unit.text in pledged, section.id in reported)
            found.append(_passage(section, unit.quote, kind, len(found)))
    return tuple(found)


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
