"""Which Dutch words find which, measured on pairs of words, and what a text becomes when it is analysed."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import simplemma
import Stemmer
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.wordlist import dutch_words
from index.compounds import Splitter, plain_words
from index.dutch import Analyser, Concept, count_words
from index.expand import Steps
from index.lemmas import dutch_lemmas
from index.pairs import ways
from index.spelling import Spellings, closest

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("WAARGEMAAKT_SHARED", HERE.parents[1] / "shared"))
GOLD = SHARED / "gold" / "word-pairs.json"
FLOORS = {"werkwoord": 0.85}
"""The least right of a category; 0.93 where nothing else is said."""
CONCEPTS = (
    Concept(("WTK", "watertoekomstkaart", "kaart van de toekomst van het water")),
    Concept(("overlast", "hinder"), ("geluidshinder", "stankoverlast")),
)
GOLD_CONCEPTS = (
    Concept(("leven lang ontwikkelen", "LLO", "levenlangontwikkelen")),
    Concept(("beroepspraktijkvorming", "bpv")),
    Concept(("middelbaar beroepsonderwijs", "mbo")),
    Concept(("bedrijfstakgroep", "btg")),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Words asked, a text, and whether the one should find the other."""

    category: str
    question: str
    text: str
    match: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs are found rightly, wrongly, and not."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def own_pairs() -> list[Pair]:
    """The pairs of the case file; `\\n` in it is a line end."""
    lines = (HERE / "cases" / "dutch" / "pairs.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Pair(category, question, text.replace("\\n", "\n"), yes == "ja") for category, question, text, yes in rows]


def score(analyser: Analyser, pairs: Iterable[Pair]) -> Score:
    """The pairs asked one by one."""
    counts = {(expected, found): 0 for expected in (True, False) for found in (True, False)}
    for pair in pairs:
        counts[pair.match, ways(analyser, pair.question, pair.text) is not None] += 1
    return Score(counts[True, True], counts[False, True], counts[True, False])


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    """The analysis with the word list and two concepts, and nothing counted."""
    return Analyser(dutch_words, CONCEPTS)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return own_pairs()


def test_there_are_enough_pairs(pairs: list[Pair]) -> None:
    """The own list has eighty pairs or more, a third of them pairs that should not match."""
    assert len(pairs) >= 80
    assert sum(not pair.match for pair in pairs) >= len(pairs) / 4


def test_own_pairs_are_found_category_by_category(analyser: Analyser, pairs: list[Pair]) -> None:
    """In each category of the own list nearly all pairs are right: found where they should be, and only there."""
    by_category: dict[str, list[bool]] = defaultdict(list)

    for pair in pairs:
        found = ways(analyser, pair.question, pair.text) is not None
        by_category[pair.category].append(found == pair.match)

    below = {
        category: sum(right) / len(right)
        for category, right in by_category.items()
        if sum(right) / len(right) < FLOORS.get(category, 0.93)
    }
    assert not below


@pytest.mark.skipif(not GOLD.exists(), reason="the shared word pairs are not here")
def test_shared_pairs_reach_precision_and_recall() -> None:
    """On the shared pairs of words precision is at least 0.97 and recall at least 0.95."""
    texts = [path.read_text("utf-8") for path in sorted((SHARED / "documents").glob("*.txt"))]
    rows = json.loads(GOLD.read_text("utf-8"))
    shared = [Pair(row["category"], row["query"], row["text"], row["match"]) for row in rows]

    reached = score(Analyser(dutch_words, GOLD_CONCEPTS).for_corpus(texts), shared)

    assert reached.precision >= 0.97
    assert reached.recall >= 0.95


@pytest.mark.parametrize(
    ("question", "text", "label"),
    [
        ("dijk", "dijk", "letterlijk"),
        ("dijk", "Dijk", "letterlijk"),
        ("patienten", "patiënten", "letterlijk"),
        ("ov kaart", "ov-kaart", "letterlijk"),
        ("dijk", "dijken", "verbuiging"),
        ("water", "grondwater", "via samenstelling"),
        ("watertekort", "tekort aan water", "via samenstelling"),
        ("natuurbeheer", "natuur- en waterbeheer", "via samenstelling"),
        ("WTK", "watertoekomstkaart", "via begrip: WTK"),
        ("hinder", "geluidshinder", "via samenstelling"),
        ("hinder", "stankoverlast", "via begrip: overlast"),
        ("bilbiotheek", "bibliotheek", "via spelling: bibliotheek"),
        ("bilbiotheek~", "bibliotheek", "via gelijkende spelling"),
    ],
)
def test_how_a_word_was_found(analyser: Analyser, question: str, text: str, label: str) -> None:
    """A hit says how it was found: as typed, inflected, in or as the parts of a compound, by a concept, by spelling."""
    found = ways(analyser, question, text)

    assert found is not None
    assert found[0].label == label


@pytest.mark.parametrize(
    ("steps", "question", "text"),
    [
        (Steps(exact=True), "dijk", "dijken"),
        (Steps(exact=True), "bilbiotheek", "bibliotheek"),
        (Steps(compounds=False), "water", "grondwater"),
        (Steps(compounds=False), "watertekort", "tekort aan water"),
        (Steps(concepts=False), "WTK", "watertoekomstkaart"),
    ],
)
def test_each_step_can_be_left_out(analyser: Analyser, steps: Steps, question: str, text: str) -> None:
    """Without a step of the analysis its hits are not found, and with it they are."""
    assert ways(analyser, question, text) is not None
    assert ways(analyser, question, text, steps=steps) is None


def test_offsets_are_those_of_the_text_as_given(analyser: Analyser) -> None:
    """A token stands where its word stands in the text, soft hyphens, accents and line ends included."""
    text = "De wa\u00adterkwa-\nliteit van 2.500 zwem\u2011plassen: “goed”, zei één collega’s buur."

    places = [text[token.start : token.end] for token in analyser.tokens(text)]

    assert places[:5] == ["De", "wa\u00adterkwa-\nliteit", "van", "2.500", "zwem\u2011plassen"]
    assert places[5:] == ["goed", "zei", "één", "collega’s", "buur"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("energie- en watertekort", "energietekort"),
        ("school-, water- en landschapsbeheer", "waterbeheer"),
        ("school-, water- en landschapsbeheer", "schoolbeheer"),
        ("stagebegeleiding en -beoordeling", "stagebeoordeling"),
        ("in- en uitstroom", "instroom"),
        ("in-\nen uitstroom", "instroom"),
        ("voor- of nadelen", "voordeel"),
        ("mbo- en hbo-scholen", "mboscholen"),
        ("ov-kaarten en -abonnementen", "ovabonnementen"),
        ("watertoe- komst", "watertoekomst"),
    ],
)
def test_an_ellipsis_is_completed(analyser: Analyser, text: str, word: str) -> None:
    """A word whose end or front stands in another word is found as the whole word that is meant."""
    found = {term for token in analyser.tokens(text) for term in (token.exact, *token.stems, *token.parts)}

    assert found & set(analyser.form(word).stems)


@pytest.mark.parametrize(
    ("text", "word"),
    [("het water – en land", "waterland"), ("- een punt\n- een plan", "puntplan"), ("2022-2030 en plan", "2022plan")],
)
def test_a_dash_is_no_ellipsis(analyser: Analyser, text: str, word: str) -> None:
    """A dash between words, before an item or between years completes nothing."""
    terms = {term for token in analyser.tokens(text) for term in (token.exact, *token.stems, *token.parts)}

    assert word not in terms


def test_a_hyphened_word_is_found_joined_and_in_pieces(analyser: Analyser) -> None:
    """A hyphened word is kept with the hyphen closed, and as each of its pieces."""
    (token,) = analyser.tokens("zij\u2010instromers")

    assert token.exact == "zijinstromers"
    assert token.pieces == ("zij", "instromers")
    assert "zijinstromer" in token.stems
    assert "instromer" in token.parts


def test_a_part_inside_a_longer_compound_is_found() -> None:
    """Neighbouring parts count as one part too: a waterkwaliteit in waterkwaliteitsmeting."""
    (token,) = Analyser(dutch_words).tokens("waterkwaliteitsmeting")

    assert {"water", "kwaliteit", "meting", "waterkwaliteit"} <= set(token.parts)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("grondwater", ("grond", "water")),
        ("omgevingsvergunning", ("omgeving", "vergunning")),
        ("museumbezoekers", ("museum", "bezoekers")),
        ("natuurbeheerplan", ("natuur", "beheer", "plan")),
        ("cyberveiligheid", ("cyber", "veiligheid")),
        ("voorzitter", ()),
        ("onderwijs", ()),
        ("vriendschap", ()),
        ("besteding", ()),
        ("architectuur", ()),
        ("belangrijk", ()),
        ("minister", ()),
        ("verstikkende", ()),
    ],
)
def test_compounds_are_split_where_a_reader_sees_the_parts(word: str, parts: tuple[str, ...]) -> None:
    """A compound is split into its words; a word that only looks like one is left whole."""
    plain = plain_words(dutch_words())
    splitter = Splitter(lambda: plain, dutch_lemmas().get, {})

    found = splitter.split(word)

    assert found.leaves == parts


def test_a_short_part_counts_when_the_corpus_uses_it() -> None:
    """A part of three letters is seen once the corpus has it often as a word."""
    plain = plain_words(dutch_words())

    without = Splitter(lambda: plain, dutch_lemmas().get, {}).split("wetsontwerp")
    with_it = Splitter(lambda: plain, dutch_lemmas().get, {"wet": 9, "ontwerp": 2}).split("wetsontwerp")

    assert without.leaves == ()
    assert with_it.leaves == ("wet", "ontwerp")


def test_the_stemmer_is_the_one_of_kraaij_and_pohlmann() -> None:
    """The `dutch` of the stemming library is the newer algorithm, not the older one of Porter."""
    assert "dutch_porter" in Stemmer.algorithms()
    assert Stemmer.Stemmer("dutch").stemWord("stages") == "stage"
    assert Stemmer.Stemmer("dutch_porter").stemWord("stages") == "stages"


def test_the_lemmas_are_those_of_the_library() -> None:
    """A form in the lemma list has the lemma that the library gives for it."""
    lemmas = dutch_lemmas()

    for form in ("leraren", "musea", "geschreven", "grotere"):
        assert lemmas[form] == simplemma.lemmatize(form, lang="nl")


def test_counts_hold_hyphened_words_joined_and_in_pieces() -> None:
    """A hyphened word is counted as one word and as its pieces."""
    assert count_words(["De ov-kaart, de OV‑kaart"]) == {"de": 2, "ov": 2, "kaart": 2, "ovkaart": 2}


def test_terms_to_compare_texts_by(analyser: Analyser) -> None:
    """For comparing texts each word gives its dictionary form, and that of each word it is made of."""
    assert analyser.terms("Museumbezoekers lazen") == ("museumbezoeker", "museum", "bezoeker", "lezen")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("dijk", "dijk", 0), ("dijk", "dijken", 2), ("vergunnign", "vergunning", 1), ("", "dijk", 4), ("abc", "cab", 2)],
)
def test_distance_between_spellings(one: str, other: str, apart: int) -> None:
    """A letter more, less or other, or two neighbours swapped, is one step."""
    assert Spellings.of([other]).similar(one, 4) == [(other, apart)]
    assert Spellings.of([one]).similar(other, 4) == [(one, apart)]


def test_the_nearest_word_is_the_one_used_most() -> None:
    """Of two words as near, the one used more is taken; a word far from all has none."""
    counts = {"dijken": 2, "dijker": 5, "sluizen": 9}

    assert closest("dijkem", Spellings.of(counts), counts) == "dijker"
    assert closest("bibliotheek", Spellings.of(counts), counts) is None


@given(st.text(max_size=60))
@example("ʼ")
def test_any_text_can_be_analysed(text: str) -> None:
    """Whatever the characters, tokens stand in order, in the text, and are found under something."""
    tokens = Analyser(lambda: frozenset({"dijk", "water"}), lemmas=dict).tokens(text)

    assert all(0 <= token.start < token.end <= len(text) and token.exact and token.stems for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
