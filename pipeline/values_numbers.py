"""A Dutch sentence to the numbers and the amounts of money in it; alone knows how Dutch writes a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.values_dates import Found

_UNITS = {
    word: number
    for number, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien".split()
    )
}
_TENS = {
    word: 10 * at
    for at, word in enumerate("twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), start=2)
}
_HALVES = {"half": "0.5", "halve": "0.5", "anderhalf": "1.5", "anderhalve": "1.5"}
_TIMES = {
    "honderd": 10**2, "duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9, "mrd": 10**9,
    "biljoen": 10**12,
}  # fmt: skip
_ACCENTS = str.maketrans("éëèï", "eeei")

_DIGITS = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?![\d.,])|\d+,\d+"
    r"|\d+\.\d{1,2}(?=\s+(?:miljoen|miljard|mln|mld|mrd))|\d+"
)
_SCALE = r"(?:\s+(?P<scale>(?:miljoen|miljard|biljoen|duizend|honderd)\b|(?:mln|mld|mrd)\b\.?))?"
_NUMBER = re.compile(
    rf"(?:(?<![\w.,/’'])(?<!(?<!\d)-)(?P<digits>{_DIGITS})(?![\w²³°]|[.,/:]\d|-[^\W\d])"
    rf"|(?<![\w’'-])(?P<word>[a-zéëèï]+)(?![\w’'-])){_SCALE}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[-–—]\s*|\s+(?:tot(?:\s+en\s+met)?|à|of|t/m)\s+(?:(?:€|EUR)\s*)?", re.IGNORECASE)
_BETWEEN_AND = re.compile(r"\s+en\s+(?:de\s+)?(?:€\s*)?", re.IGNORECASE)
_FROM = re.compile(r"\btussen\s+(?:de\s+)?(?:€\s*)?$", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:niveaus?|artikel(?:en)?|art\.|lid|fase|groep|leerjaar|klas|versie|bijlagen?|pagina[’']?s?|pp?\.|blz\.|"
    r"hoofdstuk(?:ken)?|paragraaf|par\.|tabel|figuur|fig\.|stap|doel|actielijn|spoor|pijler|nummers?|nrs?\.|kolom|"
    r"regel|zaal|kamer|project|covid|code|schaal|periode|blok|module|werkpakket|wp|prioriteit|thema|opgave|ambitie|"
    r"speerpunt|top|vereniging|punt|onderdeel|postbus|kvk|dag|plaats|jaren|cohort|kwartaal|week|mbo|vmbo|hbo|bol|bbl|nt)"
    r"[\s-]*$",
    re.IGNORECASE,
)
"""Before a number that is a name, not a quantity: "niveau 2", "artikel 7"."""
_ALSO = re.compile(r"\s*(?:,|/|-|–|&|en|of|tot|tot en met|t/m|en/of)\s*", re.IGNORECASE)
_LARGEST_LABEL = 99
_MONEY_BEFORE = re.compile(r"(?:€|\bEUR)\s*$")
_MONEY_AFTER = re.compile(
    r"\s*(?:€|EUR\b|euro\b(?:[’']s)?(?!-))|\s+(?P<ton>ton)\b(?!\s+(?!is|was|voor|per|aan|en|of|in|van|uit|op|te|bij|naar|nu|later|meer|extra|beschikbaar)\w)"
    r"|\s+(?P<cent>(?:euro)?cent)\b",
)
_ROUND = re.compile(r",[-–—=]{1,2}")
_TOTAL = re.compile(
    r"\s*(?:$|[.,;:)!?]|(?:extra|beschikbaar|per|voor|aan|structureel|incidenteel|toegekend|begroot|gereserveerd|"
    r"uitgetrokken|vrijgemaakt|besteed|geïnvesteerd|bezuinigd|nodig)\b)"
)
"""What follows millions that are of money, though no euro is named."""


@dataclass(frozen=True, slots=True)
class Number:
    """Characters `start` to `end` of a sentence are a number, or the range from `low` to `high`."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    in_words: bool = False
    scaled: bool = False
    """It says "miljoen" or the like."""

    @property
    def norm(self) -> str:
        """The number, or the range, as plain decimals."""
        return plain(self.low) if self.low == self.high else f"{plain(self.low)}-{plain(self.high)}"


def plain(number: Decimal) -> str:
    """A number without exponent or trailing zeros.

    >>> plain(Decimal("1.50")), plain(Decimal("9E+8"))
    ('1.5', '900000000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=16384)
def number_word(word: str) -> Decimal | None:
    """What a number in letters stands for; None of another word.

    >>> number_word("tweeëntwintigduizend"), number_word("anderhalf"), number_word("veel")
    (Decimal('22000'), Decimal('1.5'), None)
    """
    lower = word.lower().translate(_ACCENTS)
    if lower in _HALVES:
        return Decimal(_HALVES[lower])
    if lower.endswith("enhalf") or lower.endswith("enhalve"):
        whole = _whole(re.sub(r"enhalf$|enhalve$", "", lower))
        return None if whole is None else whole + Decimal("0.5")
    whole = _whole(lower)
    return None if whole is None else Decimal(whole)


def _whole(lower: str) -> int | None:
    if lower in _UNITS or lower in _TENS:
        return _UNITS.get(lower, _TENS.get(lower))
    for word, times in (("duizend", 1000), ("honderd", 100)):
        before, found, after = lower.partition(word)
        if found:
            left, right = _whole(before) if before else 1, _whole(after.removeprefix("en")) if after else 0
            return None if left is None or right is None else left * times + right
    unit, found, ten = lower.partition("en")
    while found and not (unit in _UNITS and ten in _TENS):
        more, found, ten = ten.partition("en")
        unit += f"en{more}"
    return _UNITS[unit] + _TENS[ten] if found else None


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a sentence, from the left; of a range both ends in one.

    Left out are the article "een", ordinals, versions, times, and numbers that are names, like that of a level.
    """
    found: list[Number] = []
    label_end = -1
    for match in _NUMBER.finditer(text):
        number = _number(match)
        if number is None:
            continue
        also = label_end >= 0 and _ALSO.fullmatch(text, label_end, number.start)
        may_label = number.high <= (1 if number.in_words else _LARGEST_LABEL)
        if may_label and (also or _LABEL.search(text, 0, number.start)):
            label_end = number.end
        elif found and _makes_range(text, found[-1], number):
            found[-1] = _range(found[-1], number)
        else:
            found.append(number)
    return tuple(found)


def _number(match: re.Match[str]) -> Number | None:
    digits, word, scale = match["digits"], match["word"], match["scale"]
    times = _TIMES[scale.lower().rstrip(".")] if scale else 1
    if digits:
        if len(digits) > 1 and digits.startswith("0") and not digits.startswith("0,"):
            return None
        value: Decimal | None = Decimal(_as_decimal(digits))
    else:
        # "een" alone is the article; "een miljoen" and "één" are numbers.
        value = None if word.lower() == "een" and not scale else number_word(word)
        if value is None and word.lower() in ("miljoen", "miljard"):
            value = Decimal(_TIMES[word.lower()])
    if value is None:
        return None
    return Number(match.start(), match.end(), value * times, value * times, bool(word), bool(scale))


def _as_decimal(digits: str) -> str:
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        return digits
    return digits.replace(".", "").replace(" ", "").replace(",", ".")


def _makes_range(text: str, first: Number, second: Number) -> bool:
    if first.low != first.high or first.in_words != second.in_words:
        return False
    between = _BETWEEN.fullmatch(text, first.end, second.start)
    and_between = _BETWEEN_AND.fullmatch(text, first.end, second.start) and _FROM.search(text, 0, first.start)
    return bool(between or and_between) and first.low < second.high


def _range(first: Number, second: Number) -> Number:
    """In "10 tot 15 miljoen" both are millions."""
    times = next((times for times in reversed(_TIMES.values()) if second.low % times == 0 and second.scaled), 1)
    low = first.low * times if second.scaled and not first.scaled else first.low
    return Number(first.start, second.end, low, second.high, first.in_words, second.scaled)


def amounts(text: str, found: tuple[Number, ...]) -> Iterator[Found]:
    """The amounts of money among the numbers of a sentence, in euros.

    Millions and milliards of nothing named are taken for money when the sentence goes on as one about money does.

    >>> text = "Ruim € 1,5 miljard, waarvan 10 tot 15 miljoen euro nu en 3 ton later."
    >>> [amount.norm for amount in amounts(text, numbers(text))]
    ['1500000000', '10000000-15000000', '300000']
    """
    for number in found:
        before, after = _MONEY_BEFORE.search(text, 0, number.start), _MONEY_AFTER.match(text, number.end)
        if before:
            end = _ROUND.match(text, number.end) or after
            yield Found(before.start(), end.end() if end else number.end, number.norm)
        elif after:
            times = Decimal("0.01") if after["cent"] else Decimal(100_000) if after["ton"] else Decimal(1)
            yield Found(number.start, after.end(), _times(number, times).norm)
        elif number.scaled and number.low >= _TIMES["miljoen"] and _TOTAL.match(text, number.end):
            yield Found(number.start, number.end, number.norm)


def _times(number: Number, times: Decimal) -> Number:
    return replace(number, low=number.low * times, high=number.high * times)
