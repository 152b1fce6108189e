"""From the opening of a document, its file name and its metadata to what it is: plan or report, of whom, of when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Block, DocumentKind, Role
from pipeline.comparison import plain

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_PERIOD = re.compile(rf"({_YEAR})\s*(?:-|–|—|_|/|t/m|tot en met|tot)\s*({_YEAR})")
_TOOL_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)\b.*|untitled.*|naamloos.*|document\d*|.*\.(?:docx?|indd|pdf|pptx?))$", re.I
)
_NOBODY = re.compile(
    r"^(?:\W*|(?:ms|microsoft|windows|office|mac|default|standaard|local|lokale)?[\s-]*(?:office[\s-]*)?"
    r"(?:user|gebruiker|owner|eigenaar|author|auteur|administrator|beheerder)\W*\d*"
    r"|anonymous|anoniem|unknown|onbekend|none|geen|n/?a|nvt|admin|root|guest|gast|test|me|ik|pc|pdf|scan(?:ner)?"
    r"|(?:adobe|microsoft|acrobat|indesign|word|canva|python-docx|latex|quarkxpress)\b.*)$",
    re.I,
)
"""What programs put in when nobody says who writes."""
_ACCOUNT = re.compile(r"^(?:\S+@\S+|\S*[\\]\S*|[a-z0-9]+(?:[._-][a-z0-9]+)*|[A-Za-z]+\d{4,})$")
"""An address, or the name with which somebody logs in: one word in small letters, or with a number."""
_PERSON = re.compile(r"^(?!N\.\s?V\.|B\.\s?V\.)(?:[A-Z]\.\s?)+\s*[^\d&]+$|^[^,\d&]+,\s*(?:[A-Z]\.\s?)+[^,&]*$")
"""Initials before a name, or after it and a comma."""
_TITLE_WORDS = 20
_SURE, _HINT = 3, 1
"""What a word says in a title or file name, and what it says in the opening pages."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words that tell a plan from a report, in lower case."""

    plan: tuple[str, ...]
    report: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document says it is; None where it does not say."""

    kind: DocumentKind
    title: str
    year: int | None
    period: tuple[int, int] | None


def recognise(blocks: Sequence[Block], *, name: str, title: str, words: KindWords) -> Recognised:
    """Kind, title, and year or period of a document.

    `name` is the file name without its ending, `title` that of the metadata ('' when none).
    """
    opening = [block for block in blocks if block.page <= 2 and not block.role.is_furniture]
    shown = _shown_title(opening)
    headline = " ".join((name.replace("_", " "), "" if _TOOL_TITLE.match(title) else title, shown))
    kind = _kind(headline, " ".join(block.text for block in opening), words)
    period = _period(headline)
    return Recognised(
        kind,
        _title(title, shown, name),
        _year(headline, blocks) if kind is DocumentKind.REPORT else None,
        period if kind is DocumentKind.PLAN else None,
    )


def organisation_of(author: str) -> str:
    """Who wrote a document, as its metadata says; '' for the name of a program, an account or a person with initials.

    >>> [organisation_of(name) for name in ("Gemeente Veerhuizen", "Microsoft Office User", "j.jansen2", "J.M. Jansen")]
    ['Gemeente Veerhuizen', '', '', '']
    """
    name = " ".join(author.split())
    return "" if _NOBODY.match(name) or _ACCOUNT.match(name) or _PERSON.match(name) else name


def _shown_title(opening: Iterable[Block]) -> str:
    """The title on the first page: its title blocks, else its first heading."""
    first = [block for block in opening if block.page == 1]
    titles = [block.text for block in first if block.role is Role.TITLE]
    heads = [block.text for block in first if block.role is Role.HEADING][:1]
    return " ".join(" ".join(titles or heads).split()[:_TITLE_WORDS])


def _kind(headline: str, opening: str, words: KindWords) -> DocumentKind:
    head, text = plain(headline), plain(opening)
    scores = [
        sum(_SURE * (plain(word) in head) + _HINT * (plain(word) in text) for word in kind)
        for kind in (words.plan, words.report)
    ]
    return DocumentKind.REPORT if scores[1] > scores[0] else DocumentKind.PLAN


def _period(headline: str) -> tuple[int, int] | None:
    match = _PERIOD.search(headline)
    return (int(match.group(1)), int(match.group(2))) if match and match.group(1) < match.group(2) else None


def _year(headline: str, blocks: Sequence[Block]) -> int | None:
    """The year in the title or name; else the one that the text names most."""
    named = re.findall(_YEAR, headline)
    if named:
        return int(named[0])
    counts = Counter(year for block in blocks for year in re.findall(_YEAR, block.text))
    return int(counts.most_common(1)[0][0]) if counts else None


def _title(metadata: str, shown: str, name: str) -> str:
    if metadata and not _TOOL_TITLE.match(metadata):
        return metadata
    return shown or name
