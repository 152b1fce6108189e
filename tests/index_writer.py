"""Builds an index again and again until it is killed; a line on standard input starts a writer, whose id is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from search_texts import PLAN

import index.places  # noqa: F401  # an engine imports it when it begins to write
from corpus.model import Passage, PassageKind, Quote, SectionId
from index.dutch import Analyser
from index.engines import engine_named
from index.search import build_index

PER_WRITER = 1000
"""Generations a writer may make before it takes the number of another one's."""


def plain_analyser() -> Analyser:
    """The analysis without word list and lemmas, which take longer to load than a writer lives."""
    return Analyser(frozenset, lemmas=dict)


def size(generation: int) -> int:
    """How many passages a generation has."""
    return 20 + generation % 7


def generation(number: int) -> Iterator[Passage]:
    """The passages of one generation, each with its number as a word."""
    for place in range(size(number)):
        quote = Quote(f"stuk {place} van generatie{number}")
        yield Passage(f"{number}-{place}", PLAN.id, place, PassageKind.TEXT, SectionId("s"), "", None, None, 1, quote)


def write_on(folder: Path, engine: str, first: int) -> None:
    for number in count(first):
        build_index(
            generation(number), {PLAN.id: PLAN}, plain_analyser(), folder, str(number), engine=engine_named(engine)
        )


def main(folder: str, engine: str) -> None:
    # Before the first fork, so that a writer begins to write at once.
    engine_named(engine)
    for writer, _ in enumerate(sys.stdin, start=1):
        child = os.fork()
        if not child:
            write_on(Path(folder), engine, writer * PER_WRITER)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
