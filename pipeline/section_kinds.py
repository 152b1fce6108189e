"""From sections to sections with their kind: interviews, quotes, forewords and colophons, told by form and language.

Alone knows how these look in any document; how an organisation heads them is in its profile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.model import Role, Section, SectionKind

_OPENS_QUOTE = re.compile(r"^(?![‘’'`][st]\b)[\"“„‘'’]", re.IGNORECASE)
"""A quotation mark, and not the sign of what is left out in ’t and ’s."""
_CLOSES_QUOTE = re.compile(r"[\"”’'](?!\w)")
_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:(?:van|de|der|den|ten|ter|el|’t) ){0,3}[A-ZÀ-Þ][\w'’.-]+){1,4}"
_BYLINE = re.compile(rf"^(?:tekst: )?{_NAME}(?:, | – | \()[a-zà-þ(]")
"""A name and what the person is: "Jo de Vries, voorzitter van de vereniging"."""
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATELINE = re.compile(rf"^[A-ZÀ-Þ][\w'’ -]+, (?:\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d$")
_WRITERS = re.compile(r"\b(?:ik|we|wij|ons|onze)\b", re.IGNORECASE)
_APPARATUS = re.compile(
    r"^(?:[\d.]+ )?(?:index|inleiding|inhoud(?:sopgave)?|colofon|voorwoord|woord vooraf|vooraf|ten geleide"
    r"|leeswijzer|bijlagen?\b.*|begrippenlijst|afkortingen(?:lijst)?|literatuur(?:lijst)?|bronnen(?:lijst)?|noten|register|dankwoord)\W*$",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"^\W*(?:(?:eind|beeld)\W*)?(?:tekst(?:en)?|foto(?:grafie|’s|'s)|beeld|illustraties?|vormgeving|ontwerp|opmaak"
    r"|druk(?:werk)?|redactie|uitgave|uitgever|concept|productie|oplage|coördinatie)\b[^.]{0,40}?(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
_MARKS = (
    re.compile(r"©|\bcopyright\b|alle rechten voorbehouden", re.IGNORECASE),
    re.compile(r"\bIS[BS]N\b"),
    re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b"),
    re.compile(r"\bpostbus \d+", re.IGNORECASE),
    re.compile(r"\S@\S+\.\w|\bwww\."),
    re.compile(r"\b0\d{1,3}[ -]\d{6,8}\b"),
)
"""Rights, book number, postal code, post box, web and mail address, telephone number."""
_ENOUGH_MARKS = 3
_EDGE = 3
"""A colophon stands on one of so many first or last pages."""
_FIRST_PAGES = 6
"""A foreword stands before this page is over."""
_LONGEST_QUOTE = 2500
_LONGEST_FOREWORD = 9000
_LONGEST_COLOPHON = 3000


def with_kinds(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, those that form or language betrays as interview, quote, foreword or colophon marked as such.

    A chapter is judged whole. Boxes stay boxes, and what a heading already told is not undone, but for one thing: a
    quotation that heads a chapter of several sections heads an interview.
    """
    last = max((max(section.pages) for section in sections), default=0)
    found: list[Section] = []
    for _, chapter in groupby(sections, key=lambda section: section.path[:1]):
        held = tuple(chapter)
        kind = _kind_of(held, last)
        found += [_marked(section, kind) for section in held]
    return tuple(found)


def is_apparatus(heading: str) -> bool:
    """Whether a heading names what helps to read a document, and no subject: contents, colophon, foreword, annex."""
    return bool(_APPARATUS.match(heading) or opens_quote(heading))


def opens_quote(text: str) -> bool:
    """Whether a text begins with a quotation mark.

    >>> opens_quote("‘Wonen is een recht’"), opens_quote("’t Gaat om wonen")
    (True, False)
    """
    return bool(_OPENS_QUOTE.match(text))


def _kind_of(chapter: Sequence[Section], last: int) -> SectionKind | None:
    rules: tuple[tuple[SectionKind, Callable[[Sequence[Section], int], bool]], ...] = (
        (SectionKind.INTERVIEW, _is_interview),
        (SectionKind.COLOPHON, _is_colophon),
        (SectionKind.FOREWORD, _is_foreword),
        (SectionKind.QUOTE, _is_quote),
    )
    own = [section for section in chapter if section.kind is not SectionKind.SIDEBAR]
    return next((kind for kind, rule in rules if own and rule(own, last)), None)


def _marked(section: Section, kind: SectionKind | None) -> Section:
    undone = section.kind is SectionKind.QUOTE and kind is SectionKind.INTERVIEW
    return replace(section, kind=kind) if kind and (section.kind is SectionKind.BODY or undone) else section


def _is_interview(chapter: Sequence[Section], last: int) -> bool:
    """A quotation is the title of more than one section with text."""
    title = chapter[0].path[:1]
    return bool(title) and opens_quote(title[0]) and sum(bool(section.text) for section in chapter) > 1


def _is_quote(chapter: Sequence[Section], last: int) -> bool:
    """All of a short text is one quotation, its end forgotten or not, and a name with a function stands by it."""
    text = "\n".join(section.text for section in chapter if section.text).rstrip(".")
    closings = [match.end() for match in _CLOSES_QUOTE.finditer(text, 1)]
    whole = opens_quote(text) and (not closings or closings[-1] == len(text))
    return whole and len(text) <= _LONGEST_QUOTE and any(map(_BYLINE.match, _lines(chapter)))


def _is_foreword(chapter: Sequence[Section], last: int) -> bool:
    """On the first pages, under no theme, someone writes as I or we and signs, by name or by place and date."""
    text = " ".join(section.text for section in chapter)
    if chapter[-1].pages[-1] > min(_FIRST_PAGES, last - 1) or len(text) > _LONGEST_FOREWORD:
        return False
    closing = list(_lines(chapter))[-3:]
    signed = any(_BYLINE.match(line) or _DATELINE.match(line) for line in closing)
    return signed and len(text) > 200 and bool(_WRITERS.search(text)) and not any(one.theme for one in chapter)


def _is_colophon(chapter: Sequence[Section], last: int) -> bool:
    """On one of the first or last pages it says who made the document, and where and by what rights."""
    lines = list(_lines(chapter))
    text = "\n".join(lines)
    if len({page for section in chapter for page in section.pages}) > 1 or len(text) > _LONGEST_COLOPHON:
        return False
    marks = sum(bool(mark.search(text)) for mark in _MARKS) + len(_MADE_BY.findall(text))
    return marks >= _ENOUGH_MARKS - _says_so(text) and not _EDGE < chapter[0].page <= last - _EDGE


def _says_so(text: str) -> bool:
    return "tot stand gekomen" in text.lower()


def _lines(chapter: Sequence[Section]) -> Iterator[str]:
    """What stands in a chapter, line by line, headings and captions too."""
    for section in chapter:
        for block in section.blocks:
            if block.role is not Role.PULL_QUOTE:
                yield from block.text.split("\n")
