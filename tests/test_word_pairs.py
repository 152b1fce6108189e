"""Pairs of words asked where an analyst asks them: of an index on disk, and with the command on a PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import waargemaakt
from reportlab.pdfgen.canvas import Canvas
from search_texts import FIRST, placed
from shared_folder import shared
from test_dutch import CONCEPTS, Pair, Score, own_pairs

from corpus.model import Passage, PassageKind, SectionId, content_id
from corpus.profile import load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Concept
from index.search import build_index, search

_EVERY = 20
"""Of so many own pairs one is asked, besides all that look alike: these need the lemmas kept with an index."""
_PRINTED = (
    Pair("deel", "discriminatie", "stagediscriminatie", True),
    Pair("afleiding", "stijging", "gestegen", True),
    Pair("begrip", "voortijdig schoolverlaten", "vsv", True),
    Pair("ander woord", "school", "scholing", False),
    Pair("geen deel", "ring", "verandering", False),
)


def index_of(pairs: list[Pair], analyser: Analyser, folder: Path) -> dict[str, str]:
    """An index in which each text is a passage; its passages by text."""
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    passages = [
        Passage(
            content_id(FIRST.id, order, text),
            FIRST.id,
            order,
            PassageKind.TEXT,
            SectionId("s" * 16),
            "Woorden",
            None,
            None,
            1,
            placed(text, 1),
        )
        for order, text in enumerate(texts)
    ]
    build_index(passages, {FIRST.id: FIRST}, analyser, folder, "words")
    return {passage.quote.text: passage.id for passage in passages}


def finds(folder: Path, analyser: Analyser, pair: Pair, passage: str) -> bool:
    """Asking the words brings the passage up."""
    return any(hit.passage == passage for hit in search(folder, pair.question, analyser=analyser, limit=1000).hits)


def test_own_pairs_among_each_other(tmp_path: Path) -> None:
    """In an index of all texts a question finds its own text, or leaves it, as when that stands alone."""
    pairs, analyser = own_pairs(), Analyser(dutch_words, CONCEPTS)
    asked = [pair for pair in pairs if pair.category == "ander woord"]
    asked += [pair for pair in pairs if pair.category not in ("ander woord", "tikfout")][::_EVERY]
    passages = index_of(pairs, analyser, tmp_path)

    wrong = [pair for pair in asked if finds(tmp_path, analyser, pair, passages[pair.text]) != pair.match]

    assert len(asked) >= 30
    assert not wrong


def test_shared_pairs_among_each_other(tmp_path: Path) -> None:
    """In an index of all shared texts precision is at least 0.97 and recall at least 0.95, with a shipped profile."""
    rows = json.loads(shared("gold", "word-pairs.json").read_text("utf-8"))
    pairs = [Pair(row["category"], row["query"], row["text"], row["match"]) for row in rows]
    concepts = load_profile("mbo-raad").concepts
    analyser = Analyser(dutch_words, tuple(Concept((one.term, *one.variants), one.narrower) for one in concepts))
    passages = index_of(pairs, analyser, tmp_path)

    found = [(pair.match, finds(tmp_path, analyser, pair, passages[pair.text])) for pair in pairs]

    reached = Score(found.count((True, True)), found.count((False, True)), found.count((True, False)))
    assert reached.precision >= 0.97
    assert reached.recall >= 0.95


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one PDF: a sentence for each text."""
    folder = tmp_path_factory.mktemp("woorden")
    canvas = Canvas(str(folder / "jaarverslag-2031.pdf"))
    for number, pair in enumerate(_PRINTED):
        canvas.drawString(72, 740 - 60 * number, f"Over wat hier {pair.text} heet gaat het in dit stuk.")
    canvas.save()
    done = waargemaakt(folder / "werkmap", "run", "--profile", "mbo-raad", folder)
    assert done.returncode == 0, done.stderr
    return folder / "werkmap"


@pytest.mark.parametrize("pair", _PRINTED, ids=lambda pair: pair.question)
def test_pairs_by_the_command(printed: Path, pair: Pair) -> None:
    """The command finds a text by the words asked, and leaves one that only looks like it."""
    done = waargemaakt(printed, "search", "--json", "--limit", "1000", pair.question)

    snippets = [json.loads(line)["snippet"] for line in done.stdout.splitlines()]
    assert any(f" {pair.text} " in snippet for snippet in snippets) == pair.match, done.stderr
