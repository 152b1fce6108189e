"""From the sections of a plan to its pledges: the items, numbered goals and table rows that a cue introduces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.model import (
    Check,
    Pledge,
    PledgeClass,
    Problem,
    Quote,
    Role,
    Section,
    SectionKind,
    Staged,
    StatementId,
    content_id,
)
from pipeline.dutch import Known
from pipeline.tables import rows
from pipeline.units import ITEMS, Unit, items_of, units

Checker = Callable[[Quote], Check]
"""Whether a pledge can be checked."""

_LABEL_WORDS = 8
_SMALL = frozenset(
    "de het een en of van in op te dat die met voor aan om door als bij naar uit tot over hun die is zijn".split()
)
"""Words that a label should not end with."""


@dataclass(frozen=True, slots=True)
class _Cued:
    """A cue, the heading of the text it belongs to, and the pledges under it."""

    section: Section
    cue: str
    heading: str
    quotes: tuple[Quote, ...]


def pledges(
    sections: Iterable[Section], *, is_cue: Callable[[str], bool], known: Known, check: Checker | None = None
) -> Staged[Pledge]:
    """The items of every list that a cue introduces, whole, also over a page end; so are numbered goals and table rows.

    A cue is a heading, or the last sentence before a list. An item that lost its mark is one by its place; a paragraph
    that follows the list is none. A cue that no list follows is a problem.
    """
    found: list[Pledge] = []
    problems: list[Problem] = []
    for cued in _cued(sections, is_cue, known):
        if cued.quotes:
            found += [_pledge(cued, quote, check) for quote in cued.quotes]
        else:
            message = f"na ‘{cued.cue}’ volgt geen opsomming van toezeggingen"
            problems.append(Problem("statements", message, cued.section.document, cued.section.page))
    return tuple(found), tuple(problems)


def _cued(sections: Iterable[Section], is_cue: Callable[[str], bool], known: Known) -> Iterator[_Cued]:
    """Each cue with what stands right after it."""
    above: Section | None = None
    for section in sections:
        held = [unit for unit in units(section.blocks, known) if unit.role is not Role.FOOTNOTE]
        for at, unit in enumerate(held):
            if unit.role not in ITEMS and is_cue(_last_line(unit)):
                listed = items_of(held, at + 1, known)
                quotes = tuple(quote for item in listed for quote in _quotes(item))
                # A heading alone says what follows; a sentence that sounds like a cue needs a list to be one.
                if quotes or (unit.role.is_heading and len(held) > 1):
                    yield _Cued(section, unit.text, _heading(section, unit, above), quotes)
        if section.kind is not SectionKind.SIDEBAR and section.heading and not is_cue(section.heading):
            above = section


def _heading(section: Section, cue: Unit, above: Section | None) -> str:
    """What a reader would call the section: the cue itself is the heading of its list only."""
    if not cue.role.is_heading:
        return section.heading
    if section.kind is not SectionKind.SIDEBAR and above and above.theme == section.theme:
        return above.heading
    return section.path[-2] if len(section.path) > 1 else section.heading


def _last_line(unit: Unit) -> str:
    """What of a unit may be a cue: a heading whole, of a paragraph its last sentence."""
    if unit.role.is_heading:
        return unit.text
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", unit.text)[-1]


def _quotes(unit: Unit) -> Iterator[Quote]:
    if unit.role is Role.TABLE:
        yield from rows(unit.quote)
    else:
        yield unit.quote


def _pledge(cued: _Cued, quote: Quote, check: Checker | None) -> Pledge:
    section = cued.section
    return Pledge(
        StatementId(content_id(section.document, quote.page, quote.text)),
        section.document,
        PledgeClass.LISTED,
        quote,
        section.theme,
        section.subtheme,
        section.id,
        cued.heading,
        label=short_label(quote.text),
        check=check(quote) if check else None,
    )


def short_label(text: str) -> str:
    """The first words of a statement, at most eight, up to the first break in it; asides between brackets left out.

    >>> short_label("Emancipatie: iedere volwassene moet kunnen leren.")
    'Emancipatie'
    >>> short_label("Het mogelijk maken van (vergaande) samenwerking tussen scholen in de regio en daarbuiten.")
    'Het mogelijk maken van samenwerking tussen scholen…'
    """
    plain = re.sub(r"\s*\([^()]*\)", "", text)
    words = re.split(r"(?<=\w)[:;.!?](?=\s|$)|\s–", plain, maxsplit=1)[0].split()
    label = words[:_LABEL_WORDS]
    while len(words) > len(label) > 2 and label[-1].lower().strip(",") in _SMALL:
        label.pop()
    return " ".join(label).rstrip(",") + ("…" if len(words) > len(label) else "")
