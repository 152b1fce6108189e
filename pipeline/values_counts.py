"""A Dutch sentence to what is counted in it: numbers with their noun, percentages and shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from corpus.model import BAR
from pipeline.values_dates import Found
from pipeline.values_numbers import Number, number_word, plain

Singular = Callable[[str], str | None]
"""The singular of a noun; None of what is no noun."""

_PERCENT = re.compile(r"\s*(?:%|procent(?:punt(?:en)?)?\b)(?!-?\w)", re.IGNORECASE)
_SHARE = re.compile(
    r"(?<![\w-])(?:(?<!eerste )(?<!tweede )(?<!andere )de\s+(?P<half>helft)\b"
    r"(?!\s+van\s+(?:het\s+jaar|de\s+(?:maand|eeuw)|(?:19|20)\d\d))"
    r"|(?P<whole>driekwart|tweederde)\b"
    r"|(?P<times>een|[ée]én|twee|drie|vier)\s+(?P<part>derde|kwart|vijfde|tiende)"
    r"(?=\s+(?:van|deel|minder|meer|hoger|lager)\b|\s*[.,;)]|\s*$)"
    r"|(?P<top>\d)/(?P<bottom>\d{1,2})(?=e?\s+(?:van|deel)\b))",
    re.IGNORECASE,
)
_WHOLES = {"helft": (1, 2), "driekwart": (3, 4), "tweederde": (2, 3)}
_PARTS = {"derde": 3, "kwart": 4, "vijfde": 5, "tiende": 10}
_OF_EACH = re.compile(
    r"(?<![\w-])(?P<some>\d+|[ée]én|een|twee|drie|vier|vijf|zes|zeven|acht|negen)\s+op\s+(?:de|elke|iedere)\s+"
    r"(?P<all>\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twintig|honderd)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?<![\w-])(?:(?P<dozens>tientallen|honderden|duizenden|honderdduizenden|miljoenen)"
    r"|een\s+(?P<some>[a-zë]+)tal|een\s+(?P<dozen>dozijn))\b(?!\s+(?:euro|keren)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s+\(?((?:[^\W\d_]|\d(?=-))[\w’'&+-]*)(\s*\([^()]{1,25}\))?")
_CLOSED = re.compile(r"\s*\)")
_OF_ALL = re.compile(
    r"\s+van\s+(?:de|het|onze|hun|haar|zijn|alle|die|deze|in\s+totaal)\s+(?:in\s+totaal\s+)?", re.IGNORECASE
)
_UNITS = frozenset(
    "jaar jr uur kwartier keer maal meter kilometer km kilo kilogram kg liter fte cent ton hectare ha man procent "
    "dollar punt graden euro gram kwh mw gb".split()
)
"""Nouns that stay as they are after a number."""
_MEASURES = frozenset({"vierkante", "kubieke"})
"""A square metre is no metre."""
_HALVED = frozenset("jaar uur dag maand week eeuw fte meter kilometer liter punt procent miljoen miljard".split())
"""Only of these a half is a quantity: "half werk" is none."""
_SAYINGS = frozenset(
    "lijn been keer stem kant ding hand zijde mond adem oogopslag voet geheel richting manier moment".split()
)
"""With "één" these make a saying: "op één lijn"."""
_BREAKS = frozenset(
    """
    van de het een en of in op te dat die met voor aan om door als bij naar uit tot over hun is zijn was waren wordt
    worden werd werden heeft hebben had hadden kan kunnen zal zullen moet moeten maar want dan ook er ze zij we wij
    ik hij u je jullie deze dit wat wie waar waarvan waarin waaronder tijdens tussen onder per sinds vanaf binnen na
    niet nog al wel weer daarvan hiervan kregen krijgen doen deden gaan gingen kwamen komen maken maakten samen
    willen mochten konden blijven bleven staan stonden zitten zaten liggen lagen zodat terwijl echter dus toch
    elkaar geen eerst tegen zonder volgens inmiddels alle elke ieder iedere gestart bereikt geworden gemaakt hoger
    lager meer minder
    """.split()
)
_MOST_BETWEEN = 4
"""So many words at most stand between a number and its noun."""
_HUNDRED = Decimal(100)


def counts(text: str, found: tuple[Number, ...], singular: Singular) -> Iterator[Found]:
    """What is counted, as number and singular noun ("55 maatregel"); a percentage or share as "12 %"."""
    yield from _shares(text)
    for at, number in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        count = _percent(text, number) or _counted(text, number, singular) or _of_all(text, number, following, singular)
        if count:
            yield count
    yield from _vague(text, singular)
    yield from _cells(text, found, singular)


def _percent(text: str, number: Number) -> Found | None:
    match = _PERCENT.match(text, number.end)
    return Found(number.start, match.end(), f"{number.norm} %") if match else None


def _shares(text: str) -> Iterator[Found]:
    for match in _SHARE.finditer(text):
        if match["part"]:
            some, of_all = number_word(match["times"]) or Decimal(1), Decimal(_PARTS[match["part"].lower()])
        elif match["top"]:
            some, of_all = Decimal(match["top"]), Decimal(match["bottom"])
        else:
            some, of_all = map(Decimal, _WHOLES[(match["half"] or match["whole"]).lower()])
        yield from _share(match, some, of_all)
    for match in _OF_EACH.finditer(text):
        yield from _share(match, _small(match["some"]), _small(match["all"]))


def _small(number: str) -> Decimal:
    return Decimal(number) if number.isdigit() else number_word(number) or Decimal(0)


def _share(match: re.Match[str], some: Decimal, of_all: Decimal) -> Iterator[Found]:
    """A part of a whole in percent, to one decimal."""
    if 0 < some < of_all:
        percent = (_HUNDRED * some / of_all).quantize(Decimal("0.1"), ROUND_HALF_UP)
        yield Found(match.start(), match.end(), f"{plain(percent)} %")


def _counted(text: str, number: Number, singular: Singular) -> Found | None:
    """The number and the noun that it counts, over the adjectives between them."""
    noun = _noun_after(text, number.end, singular, one=number.high <= Decimal("1.5"))
    if noun and number.in_words and number.high <= 1 and not _is_quantity(number, noun.norm):
        return None
    bracket = bool(noun) and text[number.start - 1 : number.start] == "(" and text[number.end : number.end + 1] == ")"
    return Found(number.start - bracket, noun.end, f"{number.norm} {noun.norm}") if noun else None


def _is_quantity(number: Number, noun: str) -> bool:
    return noun in _HALVED if number.high < 1 else noun not in _SAYINGS


def _of_all(text: str, number: Number, following: Number | None, singular: Singular) -> Found | None:
    """In "twee van de vijf actielijnen" the two are lines too."""
    match = _OF_ALL.match(text, number.end)
    if not match or number.low <= 1:
        return None
    end = following.end if following and following.start == match.end() else match.end() - 1
    noun = _noun_after(text, end, singular, one=False)
    return Found(number.start, number.end, f"{number.norm} {noun.norm}") if noun else None


def _noun_after(text: str, at: int, singular: Singular, *, one: bool) -> Found | None:
    """The first plural or unit among the next few words; after one thing a singular."""
    closed = _CLOSED.match(text, at)
    at = closed.end() if closed else at
    start = at
    for _ in range(_MOST_BETWEEN):
        match = _WORD.match(text, at)
        if not match or match.group(1).lower() in _BREAKS:
            return None
        word, before, at = match.group(1), text[start : match.start(1)].strip().lower(), match.end(1)
        noun = _counted_noun(word, singular, one=one)
        if noun:
            return Found(start, at, f"{before} {noun}" if before in _MEASURES else noun)
        at = match.end()
    return None


def _counted_noun(word: str, singular: Singular, *, one: bool) -> str | None:
    lower = word.lower().replace("’", "'")
    if lower in _UNITS:
        return "jaar" if lower == "jr" else lower
    known = singular(lower)
    if known and known != lower and re.search(r"(?:[sna]|i)$", lower):
        return known
    if one and known == lower:
        return known
    # The plural of an abbreviation or a new word: "btg's", "practoraten".
    if re.search(r"\w's$", lower):
        return lower.removesuffix("'s")
    return _guessed(lower) if known is None and re.search(r"(?:[^aeiou]en|[^s]s)$", lower) and len(lower) > 4 else None


def _guessed(plural: str) -> str | None:
    """The singular of a plural that no list holds, by the spelling rules for open and closed syllables."""
    if plural.endswith("s"):
        return plural.removesuffix("s") if not plural.endswith(("isch", "ss", "us", "is", "as")) else None
    stem = plural.removesuffix("en")
    if re.search(r"([bdfgklmnprst])\1$", stem):
        return stem[:-1]
    stem = re.sub(r"([^aeiou]|^)([aeou])([bdfgklmnprstvz])$", r"\1\2\2\3", stem)
    return re.sub(r"v$", "f", re.sub(r"z$", "s", stem))


def _vague(text: str, singular: Singular) -> Iterator[Found]:
    """Dozens of something: how many is not known, so the word itself stands in the form."""
    for match in _VAGUE.finditer(text):
        some = number_word(match["some"]) if match["some"] else Decimal(12) if match["dozen"] else None
        noun = _noun_after(text, match.end(), singular, one=False)
        if noun and (some or match["dozens"]):
            number = plain(some) if some else match["dozens"].lower()
            yield Found(match.start(), noun.end, f"{number} {noun.norm}")


def _cells(text: str, found: tuple[Number, ...], singular: Singular) -> Iterator[Found]:
    """In a row of a table the numbers that fill a cell count what the first cell names."""
    head, bar, _ = text.partition(BAR)
    noun = _row_noun(head, singular) if bar else None
    for number in found if noun else ():
        before, after = text[: number.start].rstrip(), text[number.end :].lstrip()
        if before.endswith(BAR) and (not after or after.startswith(BAR)):
            yield Found(number.start, number.end, f"{number.norm} {noun}")


def _row_noun(head: str, singular: Singular) -> str | None:
    """The plural in the first cell."""
    words = (_counted_noun(word, singular, one=False) for word in re.findall(r"[^\W\d_][\w’'-]*", head))
    return next((word for word in words if word and word not in _UNITS), None)
