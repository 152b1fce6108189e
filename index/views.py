"""The ways to look at an answer: its hits, its words in context, its counts; each as lines, as JSON, or as a table."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import assert_never

from corpus.model import Table
from index.printing import (
    Ink,
    context_json,
    context_lines,
    facet_lines,
    facets_json,
    found_lines,
    hit_json,
)
from index.search import Found
from index.tables import Address, context_table, facet_table, hit_table


class View(Enum):
    """What is shown of an answer."""

    HITS = "hits"
    CONTEXT = "kwic"
    FACETS = "facets"


def lines(found: Found, view: View, ink: Ink) -> Iterator[str]:
    """The answer as a person reads it."""
    match view:
        case View.HITS:
            return found_lines(found, ink)
        case View.CONTEXT:
            return context_lines(found, ink)
        case View.FACETS:
            return facet_lines(found)
        case _:
            assert_never(view)


def json_lines(found: Found, view: View, address: Address) -> Iterator[str]:
    """The answer as JSON objects, one a line: a hit, an occurrence, or all counts."""
    match view:
        case View.HITS:
            return (hit_json(hit, address) for hit in found.hits)
        case View.CONTEXT:
            return (line for hit in found.hits for line in context_json(hit, address))
        case View.FACETS:
            return iter([facets_json(found)])
        case _:
            assert_never(view)


def table(found: Found, view: View, address: Address) -> Table:
    """The answer as rows: a hit, an occurrence, or a value with its count."""
    match view:
        case View.HITS:
            return hit_table(found.hits, address)
        case View.CONTEXT:
            return context_table(found.hits, address)
        case View.FACETS:
            return facet_table(found.facets)
        case _:
            assert_never(view)
