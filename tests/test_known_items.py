"""Questions an analyst would type find the pages that answer them; skipped when the shared documents are absent.

Recall@10 of a need is the share of its answering pages on which a word of one of the first ten hits is marked; of all
needs it is the mean. The needs, the questions and the pages were written by reading, before a question was tried.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean
from typing import TypedDict, cast

import pytest
from building import read
from shared_folder import shared

from corpus.model import Reading
from corpus.profile import load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Concept
from index.filters import Filters
from index.hits import Hit
from index.search import asked, build_index, search

PROFILE = "mbo-raad"


class Item(TypedDict):
    """What somebody wants to know, the question, and the answering pages by document."""

    need: str
    query: str
    answers: dict[str, list[int]]


class KnownItems(TypedDict):
    """The needs, and where among the shared documents each document lies."""

    documents: dict[str, list[str]]
    items: list[Item]


KNOWN = cast(KnownItems, json.loads((Path(__file__).parent / "truth" / "known_items.json").read_text("utf-8")))


def document(name: str) -> Reading:
    return read(
        shared(*KNOWN["documents"][name], f"{name}.pdf"),
        PROFILE if KNOWN["documents"][name] == ["documents"] else "algemeen",
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the shared documents, with the concepts of the sector."""
    readings = [document(name) for name in KNOWN["documents"]]
    concepts = (Concept((one.term, *one.variants), one.narrower) for one in load_profile(PROFILE).concepts)
    folder = tmp_path_factory.mktemp("zoekindex")
    build_index(
        [passage for reading in readings for passage in reading.passages],
        {reading.document.id: reading.document for reading in readings},
        Analyser(dutch_words, tuple(concepts)),
        folder,
        "known items",
    )
    return folder


def pages(hit: Hit) -> set[tuple[str, int]]:
    """The pages on which a reader sees the hit."""
    return {(hit.name, place.page) for place in hit.places} or {(hit.name, hit.page)}


def recall(index: Path, item: Item) -> float:
    """The share of the answering pages that the first ten hits show."""
    question, analyser = item["query"], Analyser(dutch_words)
    found = asked(index, lambda opened: opened.answer(question, Filters(), limit=10, lenient=True), analyser=analyser)
    wanted = {(name, page) for name, numbers in item["answers"].items() for page in numbers}
    return len(wanted & {page for hit in found.hits for page in pages(hit)}) / len(wanted)


def test_there_are_thirty_needs_with_pages() -> None:
    """Every need has a question of its own and at least one answering page."""
    items = KNOWN["items"]

    assert len({item["query"] for item in items}) == len(items) == 30
    assert all(numbers for item in items for numbers in item["answers"].values())
    assert all(item["answers"].keys() <= KNOWN["documents"].keys() for item in items)


def test_the_first_ten_hits_answer_the_need(index: Path) -> None:
    """Of the pages that answer what people want to know, at least 95 in a hundred are among the first ten hits."""
    found = {item["query"]: recall(index, item) for item in KNOWN["items"]}

    assert mean(found.values()) >= 0.95, [query for query, share in found.items() if share < 1]


def test_every_passage_of_a_real_document_is_in_the_index_once(index: Path) -> None:
    """Asking for all there is gives each passage that was read, and none of them twice."""
    read_once = sorted(passage.id for name in KNOWN["documents"] for passage in document(name).passages)

    found = search(index, "soort:plan OF soort:verslag", analyser=Analyser(dutch_words), limit=len(read_once) + 1)

    assert sorted(hit.passage for hit in found.hits) == read_once
    assert len(set(read_once)) == len(read_once) > 1000
