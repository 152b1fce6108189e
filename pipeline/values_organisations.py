"""A Dutch sentence to the organisations in it: those known by name, and those that their own words give away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from pipeline.values_dates import Found


class NamedLike(Protocol):
    """A known name at characters `start` to `end` of a text; `name` is the full one."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Named = Callable[[str], Sequence[NamedLike]]
"""The organisations of a text that are known by name."""

_CAP = r"(?:[A-ZÀ-Ý](?:[\w+&-]|[’'](?=\w))*|[a-z]{1,2}[A-Z]\w+)"
_SMALL = r"(?:van|voor|de|het|der|den|en|&|in|te|op|ter|ten|tot|of|for|of|and)"
_RUN = re.compile(
    rf"(?<![\w-])(?:(?:gemeente|provincie|stichting|vereniging|universiteit|hogeschool|inspectie)\s+(?:van\s+|voor\s+)?(?:de\s+|het\s+)?)?{_CAP}(?:\s+(?:{_SMALL}\s+){{0,2}}{_CAP})*"
)
_PART = re.compile(rf"((?:{_SMALL}\s+)*)(\S+)")
_HEADS = frozenset(
    """
    ministerie gemeente provincie stichting vereniging universiteit hogeschool inspectie commissie platform raad roc
    aoc kennispunt expertisepunt expertisecentrum kenniscentrum steunpunt informatiepunt meldpunt regiegroep
    stuurgroep adviesgroep expertgroep werkgroep kerngroep taskforce sectorraad koninklijke federatie bond vakbond
    fonds instituut bureau planbureau dienst autoriteit agentschap unie academie waterschap veiligheidsregio
    rijksdienst brancheorganisatie coöperatie fundatie genootschap btg bedrijfstakgroep samenwerkingsorganisatie
    samenwerkingsverband regieorgaan
    """.split()
)
"""Words with which the name of an organisation begins, in capitals or before one."""
_TAILS = frozenset(
    """
    college raad universiteit hogeschool university instituut institute bond federatie academie bank fonds stichting
    vereniging rekenkamer planbureau lyceum unie verbond genootschap centrum foundation council association platform
    commissie groep autoriteit coalitie
    """.split()
)
"""Words with which one ends, after what makes it a name: "Zuiderzee College"."""
_NEVER_JOINED = frozenset({"roc", "aoc", "hogeschool", "universiteit", "gemeente", "provincie"})
"""A name that begins so has no "en" in it."""
_COMPOUND = re.compile(
    r"^(?!\w*leidraad)\w{3,}(?:raad|bond|fonds|inspectie|autoriteit|coalitie|federatie|planbureau|rekenkamer|verbond|belastingdienst)$"
    r"|^[\w’'-]+-(?:raad|college|unie|bond|instituut|academie)$"
    r"|^rijks(?:dienst|overheid)$",
    re.IGNORECASE,
)
"""One word that, inside a sentence and with a capital, is a name."""
_FIXED = re.compile(
    r"\b(?:Tweede Kamer|Eerste Kamer|Raad van State|Raad van Europa|Europese Commissie|Europees Parlement|"
    r"Europese Unie|Kamer van Koophandel|Verenigde Naties|Hoge Raad|Centraal Bureau voor de Statistiek|"
    r"Sociaal en Cultureel Planbureau|College voor de Rechten van de Mens|Sociaal-Economische Raad)\b"
)
_BEFORE_HEAD = re.compile(r"^(?:Nederlands|Koninklijk|Nationa|Landelijk|Algeme|Europe|Centra|Sociaal|Regiona|Interna)")
_ABBREVIATION = re.compile(r"(?:[A-Z]{2,}[\w-]*|[A-Z][a-z]{1,3}[A-Z]+)")
_IN_BRACKETS = re.compile(r"\s*\((?=[^()]*[A-Z][^()]*[A-Z])[A-Z][\w-]{1,9}\)")
_NOT_FIRST = frozenset(
    """
    de het een als in op voor van vanuit naar met door bij om ook en of maar dat dit die deze onze ons hun zijn haar
    elke alle iedere samen sinds vanaf tijdens binnen namens volgens tussen over tot aan uit na toen zo wij we ik
    """.split()
)
"""With a capital because they open the sentence: no part of a name."""
_NO_BODY = re.compile(r"^(?:Wet|Regeling|Besluit|Programma|Nationaal Programma)\b|kwalificatie|fonds\b", re.IGNORECASE)
"""Acts, schemes and funds in a concept list are no organisations."""
_BODY_WORD = re.compile(
    r"(?:raad|bond|inspectie|autoriteit|coalitie|federatie|planbureau|rekenkamer|organisatie|instituut|centrum|dienst)$"
)
_BODY = re.compile(r"^Raad van (?:Toezicht|Bestuur|Advies|Commissarissen|Elf)", re.IGNORECASE)
_MINISTRY = re.compile(rf"(?<!\w)(?:[Mm]inister(?:ies?)?|[Ss]taatssecretaris)\s+van\s+(?={_CAP})")
"""A minister stands for the ministry, of which only the name is then taken."""
_COMPANY = re.compile(rf"{_CAP}(?:\s+(?:&\s+)?{_CAP})*\s+(?:B\.?V\.?|N\.?V\.?)(?!\w)")
_DEPARTMENT = (
    rf"(?:{_ABBREVIATION.pattern}(?![\w-])|{_CAP}(?:\s+{_CAP})*(?:,\s+{_CAP}(?:\s+{_CAP})*)*(?:\s+(?:en|&)\s+{_CAP})?)"
)
_DEPARTMENTS = re.compile(rf"(?:,\s+|\s+en\s+(?:van\s+)?)?({_DEPARTMENT})")
_LOWER_CASE = ("Ministerie ", "Gemeente ", "Provincie ")


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a run of capitals, and the small words before it."""

    start: int
    end: int
    word: str
    link: str


def organisations(text: str, named: Sequence[NamedLike]) -> Iterator[Found]:
    """The organisations in a sentence, the ones known by name under their full name, the others as they are written.

    An abbreviation in brackets right after a name belongs to it.

    >>> [one.norm for one in organisations("De gemeente Assen en het Zuiderzee College (ZZC) tekenden.", ())]
    ['gemeente Assen', 'Zuiderzee College']
    """
    shaped = [_with_abbreviation(text, found) for found in (*_ministries(text), *_fixed(text), *_by_shape(text))]
    for found in shaped:
        inside = [one for one in named if found.start <= one.start and one.end <= found.end]
        last = next(
            (one for one in inside if text[one.end : found.end].strip().startswith("(") or one.end == found.end), None
        )
        head = last and text[found.start : last.start].split()
        # "vereniging MBO Raad" and "ministerie van OCW" are what is known as "MBO Raad" and "OCW".
        if last and (not head or (head[0].lower() in _HEADS | {"ministeries"} and head[1:] in ([], ["van"]))):
            yield Found(found.start, found.end, last.name)
        elif not any(one.start <= found.start and found.end <= one.end for one in named):
            yield found
    for one in named:
        yield _with_abbreviation(text, Found(one.start, one.end, one.name))


def is_organisation(name: str) -> bool:
    """Whether a term of a concept list names an organisation, as far as its own words tell.

    >>> [is_organisation(name) for name in ("Dienst Vaarwegen", "Algemene Schippersbond", "Wet vaarwegen", "schipper")]
    [True, True, False, False]
    """
    words = re.findall(r"[\w-]+", name)
    if not words or name.islower() or _NO_BODY.search(name):
        return False
    kinds = _HEADS | _TAILS | {"organisatie", "universiteiten", "ministerie", "house"}
    return any(word.lower() in kinds or _BODY_WORD.search(word.lower()) for word in words)


def _with_abbreviation(text: str, found: Found) -> Found:
    match = _IN_BRACKETS.match(text, found.end)
    return Found(found.start, match.end(), found.norm) if match else found


def _ministries(text: str) -> Iterator[Found]:
    """Each ministry: in "de ministeries van OCW en SZW" there are two."""
    for match in _MINISTRY.finditer(text):
        at, several = match.end(), "ies " in match.group()
        start = match.start() if "ie" in match.group() else at
        while (name := _DEPARTMENTS.match(text, at)) and (at == match.end() or several):
            yield Found(start, name.end(), f"ministerie van {name.group(1)}")
            following = _DEPARTMENTS.match(text, name.end())
            at, start = name.end(), following.start(1) if following else name.end()


def _fixed(text: str) -> Iterator[Found]:
    for pattern in (_FIXED, _COMPANY):
        yield from (Found(*match.span(), match.group()) for match in pattern.finditer(text))


def _by_shape(text: str) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        parts = [
            _Part(run.start() + match.start(2), run.start() + match.end(), match[2], match[1].strip())
            for match in _PART.finditer(run.group())
        ]
        for piece in _pieces(parts):
            found = _name(text, piece)
            if found:
                yield found


def _pieces(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """A run of capitals, parted where "en" joins two names; the word that opens the sentence left out."""
    piece: list[_Part] = []
    for part in parts:
        if piece and _parts_names(piece, part):
            yield piece
            piece = []
        if piece or part.word.lower() not in _NOT_FIRST:
            piece.append(part)
    if piece:
        yield piece


def _parts_names(piece: Sequence[_Part], part: _Part) -> bool:
    before, links = piece[-1], part.link.split()
    if ("en" not in links and "of" not in links) or before.word.endswith("-"):
        return False
    return (
        len(links) > 1
        or piece[0].word.lower() in _NEVER_JOINED
        or part.word.lower() in _HEADS
        or before.word.lower() in _TAILS
        or bool(_ABBREVIATION.fullmatch(part.word))
        or bool(_ABBREVIATION.fullmatch(before.word))
    )


def _name(text: str, piece: Sequence[_Part]) -> Found | None:
    """The name in a piece: from a word with which names begin, or up to one with which they end."""
    for at, part in enumerate(piece):
        if part.word.lower() in _HEADS and at + 1 < len(piece):
            return _found(text, piece[_with_adjective(piece, at)], piece[-1])
    for at in range(len(piece) - 1, 0, -1):
        if piece[at].word.lower() in _TAILS and not piece[at].link:
            return _found(text, _start_of(piece[: at + 1]), piece[at])
    for at, part in enumerate(piece):
        inside = text[: part.start].rstrip(" ‘“\"'(•–-") != "" and not re.search(r"[.:!?]\W*$", text[: part.start])
        if _COMPOUND.match(part.word) and (inside or "-" in part.word):
            return _found(text, piece[_with_adjective(piece, at)], part)
    return None


def _with_adjective(piece: Sequence[_Part], at: int) -> int:
    """Where a name begins: "Nationaal" belongs to "Groeifonds"."""
    return at - 1 if at and not piece[at].link and _BEFORE_HEAD.match(piece[at - 1].word) else at


def _start_of(piece: Sequence[_Part]) -> _Part:
    """Back from the last word as far as no small word parts them."""
    back = list(
        takewhile(
            lambda pair: not pair[1].link or pair[0].word.endswith("-"),
            zip(reversed(piece[:-1]), reversed(piece[1:]), strict=True),
        )
    )
    return back[-1][0] if back else piece[-1]


def _found(text: str, first: _Part, last: _Part) -> Found | None:
    name = " ".join(text[first.start : last.end].split())
    if _BODY.match(name):
        return None
    norm = name[0].lower() + name[1:] if name.startswith(_LOWER_CASE) else name
    return Found(first.start, last.end, norm)
