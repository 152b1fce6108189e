"""A sentence to the dates, amounts, counts and organisations in it, each with its place; no two overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.model import Quote, Value, ValueKind
from pipeline.values_counts import Singular, counts
from pipeline.values_dates import Found, dates
from pipeline.values_numbers import amounts, numbers
from pipeline.values_organisations import Named, organisations

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|eu|be|net)\b\S*", re.I)
_MASK = "¦"
"""Stands for what was found already, so that neither its digits nor the words around it are taken together."""


def values(quote: Quote, *, year: int | None, named: Named, singular: Singular) -> tuple[Value, ...]:
    """What can be compared in a sentence, from the left.

    `year` is the one a report covers; it completes a date that names none. `named` finds the organisations known by
    name, `singular` knows nouns: both come from `pipeline.language`.
    """
    text = _masked(quote.text, (Found(*match.span(), "") for match in _ADDRESS.finditer(quote.text)))
    days = tuple(dates(text, year=year))
    counted = _masked(text, days)
    figures = numbers(counted)
    found = _apart(
        (
            (ValueKind.DATE, days),
            (ValueKind.AMOUNT, amounts(counted, figures)),
            (ValueKind.ORGANISATION, organisations(text, named(text))),
            (ValueKind.COUNT, counts(counted, figures, singular)),
        )
    )
    return tuple(
        Value(kind, quote.cut(one.start, one.end), one.norm)
        for kind, one in sorted(found, key=lambda pair: pair[1].start)
    )


def _masked(text: str, found: Iterable[Found]) -> str:
    for one in found:
        text = text[: one.start] + _MASK * (one.end - one.start) + text[one.end :]
    return text


def _apart(kinds: Iterable[tuple[ValueKind, Iterable[Found]]]) -> Iterator[tuple[ValueKind, Found]]:
    """Each thing found that overlaps none found before it."""
    taken: list[Found] = []
    for kind, found in kinds:
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in taken):
                taken.append(one)
                yield kind, one
