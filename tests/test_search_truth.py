"""The index finds exactly what reading every passage would find, on generated texts and questions."""

from __future__ import annotations

import random
from fnmatch import fnmatchcase
from itertools import pairwise, permutations, product
from pathlib import Path

import pytest

from corpus.model import DocId, Document, DocumentKind, Passage, PassageKind, Quote, SectionId
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Concept
from index.expand import Expander, Steps
from index.filters import Filters
from index.marking import Marker
from index.plan import Among
from index.query import parse
from index.query_tree import And, Fuzzy, Near, Not, Or, Phrase, Term, Tree, Wildcard, Word, written
from index.remembered import remembering, vocabulary
from index.search import build_index, search
from index.spelling import Spellings
from index.whoosh_engine import WhooshEngine

WORDS = (
    "dijk dijken dijkversterking water grondwater waterkwaliteit kwaliteit kwaliteiten versterken versterkt "
    "sluis sluizen natuurbeheer beheer natuur de het van"
).split()
DOCUMENT = Document(DocId("9" * 16), "proef.pdf", DocumentKind.REPORT, "Proef", "Proef", "proef", 1, year=2023)
PASSAGES = 50
QUESTIONS = 40


def texts(chance: random.Random) -> list[str]:
    """Short texts of few words, so that phrases and near words occur by chance."""
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 14))) for _ in range(PASSAGES)]


def word(chance: random.Random) -> Word:
    text = chance.choice(WORDS)
    ways: list[Word] = [Term(text), Term(text), Term(text)]
    ways += [Wildcard(f"{text[:3]}*"), Wildcard(f"*{text[-3:]}"), Wildcard(f"{text[0]}?{text[2:]}")]
    ways += [Fuzzy(text, 1)] if len(text) > 2 else []
    chosen = chance.choice(ways)
    long_enough = not isinstance(chosen, Wildcard) or sum(letter.isalnum() for letter in chosen.pattern) > 1
    return chosen if long_enough else Term(text)


def question(chance: random.Random, depth: int = 3) -> Tree:
    """A tree of any of the kinds of nodes, as deep as is said."""
    kind = chance.randrange(7 if depth else 3)
    words = tuple(word(chance) for _ in range(chance.randint(2, 3)))
    if kind == 0:
        return word(chance)
    if kind == 1:
        return Phrase(words)
    if kind == 2:
        return Near(words, chance.randint(0, 5))
    parts = tuple(question(chance, depth - 1) for _ in range(chance.randint(2, 3)))
    if kind == 3:
        return Not(parts[0])
    return Or(parts) if kind == 4 else And(parts)


def holds(tree: Tree, text: list[str]) -> bool:
    """Is the question true of a text, read as it stands?"""
    match tree:
        case And(parts):
            return all(holds(part, text) for part in parts)
        case Or(parts):
            return any(holds(part, text) for part in parts)
        case Not(part):
            return not holds(part, text)
        case Phrase(words):
            places = [[place for place, one in enumerate(text) if fits(asked, one)] for asked in words]
            return any(all(b - a == 1 for a, b in pairwise(chosen)) for chosen in product(*places))
        case Near(words, most):
            return any(
                max(chosen) - min(chosen) - (len(words) - 1) <= most
                for chosen in permutations(range(len(text)), len(words))
                if all(fits(asked, text[place]) for asked, place in zip(words, chosen, strict=True))
            )
        case Term() | Wildcard() | Fuzzy():
            return any(fits(tree, one) for one in text)
    raise AssertionError(tree)


def fits(asked: Word, one: str) -> bool:
    match asked:
        case Term(text):
            return one == text
        case Wildcard(pattern):
            return fnmatchcase(one, pattern)
        case Fuzzy(text, most):
            return bool(Spellings.of([one]).similar(text, most or 1))


def index_of(folder: Path, generated: list[str], analyser: Analyser) -> None:
    passages = [
        Passage(str(number), DOCUMENT.id, number, PassageKind.TEXT, SectionId("s"), "", None, None, 1, Quote(text))
        for number, text in enumerate(generated)
    ]
    build_index(passages, {DOCUMENT.id: DOCUMENT}, analyser, folder, "truth")


@pytest.mark.parametrize("seed", [1, 2])
def test_an_exact_search_finds_what_reading_finds(tmp_path: Path, seed: int) -> None:
    """Word for word, the index and a reader of every text agree on every question."""
    chance = random.Random(seed)
    generated, analyser = texts(chance), Analyser(dutch_words)
    index_of(tmp_path, generated, analyser)

    for _ in range(QUESTIONS):
        tree = question(chance)
        found = search(tmp_path, written(tree), analyser=analyser, filters=Filters(exact=True), limit=PASSAGES)
        read = {str(number) for number, text in enumerate(generated) if holds(tree, text.split())}
        assert {hit.passage for hit in found.hits} == read, written(tree)


def test_the_engine_finds_what_marking_finds(tmp_path: Path) -> None:
    """With the whole analysis, the engine finds a passage exactly when its words are marked."""
    chance = random.Random(3)
    concepts = (Concept(("sluis", "van het water")), Concept(("beheer", "kwaliteit"), ("dijken",)))
    generated, analyser = texts(chance), Analyser(dutch_words, concepts)
    index_of(tmp_path, generated, analyser)
    inner = next(tmp_path.glob("built-*"))
    kept = remembering(inner, analyser)
    tokens = [kept.tokens(text) for text in generated]
    words = vocabulary(inner, kept.counts)

    with WhooshEngine().open(inner / "engine") as reader:
        for _ in range(3 * QUESTIONS):
            tree = parse(written(question(chance)))
            plan = Expander(kept, words, lambda _: Among(frozenset()), Steps()).plan(tree)
            marker = Marker(plan)
            marked = {number for number, text in enumerate(tokens) if marker.marks(text, number) is not None}
            assert set(reader.search(plan)) == marked, written(tree)
