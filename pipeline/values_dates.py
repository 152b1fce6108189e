"""A Dutch sentence to the dates in it, in ISO 8601; alone knows how Dutch writes days, months and school years.

Intervals are written first/last. Where something is not known: "../2027" until 2027, "2024/.." from 2024 on, and
"XXXX-02" February of an unknown year (ISO 8601-2:2019, level 1).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

UNKNOWN_YEAR = "XXXX"

_MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
_SHORT = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8} | {
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12
}  # fmt: skip
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, start=1)} | _SHORT
_SEASONS = {
    "voorjaar": (3, 5),
    "lente": (3, 5),
    "zomer": (6, 8),
    "najaar": (9, 11),
    "herfst": (9, 11),
    "winter": (12, 14),
}
"""First and last month (meteorological seasons, KNMI); 14 is February of the next year."""
_PARTS = {
    "begin": (1, 4),
    "medio": (5, 8),
    "midden": (5, 8),
    "halverwege": (5, 8),
    "half": (5, 8),
    "eind": (9, 12),
    "einde": (9, 12),
}
"""A third of the year: "eind 2023" is September to December."""
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": 4}
_SCHOOL_YEAR = (8, 19)
"""A school year runs from 1 August to 31 July (Wet educatie en beroepsonderwijs, artikel 1.1.1)."""

_YEAR = r"(?:19|20)\d\d(?![\w%]|[.,]\d|-\d{2}-|\s?(?:euro|procent)\b)"
_BEFORE = r"(?<![\w€$])(?<!\d[.,/-])(?<!€ )(?<!-)"
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b"
_ANY_MONTH = rf"(?:{'|'.join((*_MONTHS, *sorted(_SHORT, key=len, reverse=True)))})\b\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:\s*[-–—/]\s*|\s+(?:tot\s+en\s+met|t/m|tot|en|of|t\.e\.m\.)\s+)"
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?"
_OF_YEAR = rf"(?:,?\s+(?:van\s+)?(?P<year>{_YEAR}))?"
_SCHOOL = r"(?:schooljaar|studiejaar|collegejaar|cursusjaar|lesjaar|onderwijsjaar|mbo-jaar|(?:school|studie)jaren)"

_HINT = re.compile(rf"\d|{'|'.join(_MONTHS)}|{'|'.join(_SEASONS)}|kwartaal|helft|halfjaar", re.IGNORECASE)
"""Without any of these a sentence names no date."""
_OPEN = re.compile(
    r"(?<![\w-])(?:(?P<until>tot\s+en\s+met|t/m|tot(?!\s+stand)|uiterlijk|vóór)"
    r"|(?P<since>vanaf|sinds|sedert|met\s+ingang\s+van|m\.i\.v\.|ingaande))\s+(?:(?:in|op|per|het|de|aan\s+het)\s+)*$",
    re.IGNORECASE,
)
"""What makes an open interval of the date after it."""
_SHARED = re.compile(
    rf"(?:\s*(?:,|en|of|tot|tot en met|t/m|–|-)\s*(?:{_DAY}\s+)?{_MONTH})+,?\s+(?:van\s+)?({_YEAR})", re.I
)
"""In "in maart en juni 2023" the year belongs to both."""
_IN_TIME = re.compile(
    r"(?:\b(?:in|sinds|vanaf|tot|met|eind|begin|medio|van|voor|na|\w*jaar|per|over|en|of|uit|het|tussen|^)|"
    rf"{'|'.join(_MONTHS)}|[(,:–-])\s*$",
    re.IGNORECASE,
)
"""Before these a number is a year, also when a noun follows."""
_IN_YEAR = re.compile(r"\b(?:in|sinds|vanaf|\w*jaar)\s*$", re.IGNORECASE)
"""Before a round number it takes more to make it a year."""
_NOUN = re.compile(
    r"\s+(?!zijn|hebben|worden|waren|werden|hadden|kunnen|konden|samen|tevens)[a-zà-ÿ’'-]+(?:en|s)\b", re.IGNORECASE
)
_LAW = re.compile(r"\bNatura\s*$|\bWet(?:\s+(?!(?:van|in|per|sinds|vanaf|tot|voor|naar|sedert)\b)\w+){1,4}\s*$")
"""The year in the name of an act or a kind of nature reserve is no date."""


@dataclass(frozen=True, slots=True)
class Found:
    """Characters `start` to `end` of a sentence, in the form in which they can be compared."""

    start: int
    end: int
    norm: str


@dataclass(frozen=True, slots=True)
class _Context:
    """The sentence, and the year of a date in it that names none; None when that cannot be known."""

    text: str
    year: int | None

    def year_of(self, match: re.Match[str]) -> int | None:
        """The year that the match names, that stands after its list of months, or that of the report."""
        named = match.groupdict().get("year")
        if named:
            return int(named)
        shared = _SHARED.match(self.text, match.end())
        return int(shared.group(1)) if shared else self.year


def dates(text: str, *, year: int | None) -> Iterator[Found]:
    """The dates in a sentence, from the left, without overlap.

    `year` is that of the report: it completes a date without a year, unless the sentence names another year.

    >>> [date.norm for date in dates("Van 14 februari tot eind 2024 en in het najaar.", year=2023)]
    ['XXXX-02-14', '../2024-12', 'XXXX-09/XXXX-11']
    """
    if not _HINT.search(text):
        return
    years = {int(found.group()) for found in re.finditer(_BEFORE + _YEAR, text)}
    context = _Context(text, year if years <= {year} else None)
    taken: list[Found] = []
    for pattern, norm in _KINDS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in taken):
                continue
            value = norm(match, context)
            if value:
                taken.append(Found(match.start(), match.start() + len(match.group().rstrip(" ,.")), value))
    yield from (_opened(text, found) for found in sorted(taken, key=lambda found: found.start))


def _opened(text: str, found: Found) -> Found:
    """With "tot", "vanaf" and their like before it: an interval that is open at one side."""
    match = _OPEN.search(text, 0, found.start)
    if not match:
        return found
    first, _, last = found.norm.partition("/")
    norm = f"../{last or first}" if match.group("until") else f"{first}/.."
    return Found(match.start(), found.end, norm)


def _month(year: int | None, month: int) -> str:
    """A month; one after the twelfth lies in the next year."""
    turn = (month - 1) // 12
    return f"{UNKNOWN_YEAR if year is None else year + turn}-{month - 12 * turn:02}"


def _months(year: int | None, months: tuple[int, int]) -> str:
    return f"{_month(year, months[0])}/{_month(year, months[1])}"


def _day(year: int | None, month: int, day: int) -> str | None:
    """A day; None when the month has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024 if year is None else year, month)[1]:
        return None
    return f"{_month(year, month)}-{day:02}"


def _number(name: str) -> int:
    return _MONTH_NUMBER[name.lower().rstrip(".")]


def _in_digits(match: re.Match[str], _: _Context) -> str | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _day_of_month(match: re.Match[str], context: _Context) -> str | None:
    """One day, or from one day to another, in the same month or the next."""
    year, last_month = context.year_of(match), _number(match["month"])
    last = _day(year, last_month, int(match["day"]))
    if not match["first_day"]:
        return last
    first_month = _number(match["first_month"]) if match["first_month"] else last_month
    # From December to January is over the turn of the year.
    start_year = year - 1 if year is not None and first_month > last_month else year
    first = _day(start_year, first_month, int(match["first_day"]))
    return f"{first}/{last}" if first and last else None


def _school_year(match: re.Match[str], _: _Context) -> str | None:
    first, last = _both_years(match)
    return _months(first, _SCHOOL_YEAR) if last == first + 1 else f"{first}-08/{last}-07" if last > first else None


def _years(match: re.Match[str], _: _Context) -> str | None:
    first, last = _both_years(match)
    return f"{first}/{last}" if last > first else None


def _both_years(match: re.Match[str]) -> tuple[int, int]:
    """Four digits, or the last two of the same century: "2023/24"."""
    first, last = match["first_year"], match["last_year"]
    first = first if len(first) == 4 else f"20{first}"
    return int(first), int(last if len(last) == 4 else first[:2] + last)


def _quarter(match: re.Match[str], context: _Context) -> str:
    which = match["which"] or match["q"] or match["after"]
    quarter = _ORDINALS.get(which.lower()) or int(which[0])
    return _months(context.year_of(match), (3 * quarter - 2, 3 * quarter))


def _half(match: re.Match[str], context: _Context) -> str:
    return _months(context.year_of(match), (1, 6) if match["which"].lower() in ("eerste", "1e") else (7, 12))


def _part(match: re.Match[str], context: _Context) -> str | None:
    """A third of a year, or a month: a third of a month is not told apart."""
    if match["month"]:
        return _month(context.year_of(match), _number(match["month"]))
    return _months(int(match["year"]), _PARTS[match["part"].lower()]) if match["year"] else None


def _season(match: re.Match[str], context: _Context) -> str:
    return _months(context.year_of(match), _SEASONS[match["season"].lower()])


def _whole_month(match: re.Match[str], context: _Context) -> str:
    year, last = context.year_of(match), _number(match["month"])
    if not match["first_month"]:
        return _month(year, last)
    first = _number(match["first_month"])
    return f"{_month(year - 1 if year is not None and first > last else year, first)}/{_month(year, last)}"


def _year(match: re.Match[str], context: _Context) -> str | None:
    """A year, unless it is a round number of things ("2000 studenten") or part of the name of an act."""
    before, year = context.text[: match.start()], match.group()
    in_time = _IN_YEAR if year.endswith("00") else _IN_TIME
    is_count = year.endswith("0") and _NOUN.match(context.text, match.end()) and not in_time.search(before)
    return None if is_count or _LAW.search(before) else year


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + pattern, re.IGNORECASE)


_Norm = Callable[[re.Match[str], _Context], str | None]
_WHICH = r"(?P<which>eerste|tweede|derde|vierde|laatste|[1-4]e)"
_KINDS: tuple[tuple[re.Pattern[str], _Norm], ...] = (
    (_compiled(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"), _in_digits),
    (_compiled(r"(?P<day>\d\d?)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)(?![\w-])"), _in_digits),
    (
        _compiled(
            rf"{_WEEKDAY}(?:(?P<first_day>{_DAY})(?:\s+(?P<first_month>{_ANY_MONTH}))?{_TO}{_WEEKDAY})?"
            rf"(?P<day>{_DAY})\s+(?P<month>{_ANY_MONTH}){_OF_YEAR}"
        ),
        _day_of_month,
    ),
    (_compiled(rf"{_SCHOOL}\s+[’']?(?P<first_year>{_YEAR}|\d\d){_TO}[’']?(?P<last_year>{_YEAR}|\d\d)\b"), _school_year),
    (_compiled(rf"(?P<first_year>{_YEAR})(?:\s*[-–—/]\s*[’']?)(?P<last_year>{_YEAR}|\d\d\b(?![-.,/]\d))"), _years),
    (_compiled(rf"(?P<first_year>{_YEAR})\s+(?:tot\s+en\s+met|t/m|tot)\s+(?P<last_year>{_YEAR})"), _years),
    (_compiled(rf"tussen\s+(?P<first_year>{_YEAR})\s+en\s+(?P<last_year>{_YEAR})"), _years),
    (_compiled(rf"(?:{_WHICH}\s+kwartaal|kwartaal\s+(?P<after>[1-4])|Q(?P<q>[1-4])){_OF_YEAR}\b"), _quarter),
    (
        _compiled(
            rf"(?P<which>eerste|tweede|[12]e)\s+(?:helft\s+van\s+(?:het\s+jaar\b|(?={_YEAR}))|halfjaar\b)(?:\s*(?:van\s+)?(?P<year>{_YEAR}))?"
        ),
        _half,
    ),
    (
        _compiled(rf"(?P<part>{'|'.join(_PARTS)})\s+(?:van\s+)?(?:(?P<month>{_MONTH}),?\s*)?(?P<year>{_YEAR})?"),
        _part,
    ),
    (
        _compiled(rf"(?P<season>{'|'.join(_SEASONS)})(?!-|\w)(?!\s+van\s+het)(?:\s+(?:van\s+)?(?P<year>{_YEAR}))?"),
        _season,
    ),
    (
        _compiled(
            rf"(?:(?P<first_month>{_MONTH})\s*(?:[-–—]|tot\s+en\s+met|t/m|tot)\s*)?(?P<month>{_MONTH}){_OF_YEAR}"
        ),
        _whole_month,
    ),
    (_compiled(rf"(?P<month>{_ANY_MONTH})\s+(?P<year>{_YEAR})(?P<first_month>)"), _whole_month),
    (_compiled(rf"{_YEAR}"), _year),
)
"""The ways to write a date, the longest first, and what each stands for."""
