"""What a question asks beside its words: small words, words written as two, and what is answered when nothing fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_texts import CONCEPTS, DOCUMENTS, passages

from corpus.wordlist import dutch_words
from index.dutch import Analyser
from index.filters import Filters
from index.search import Found, asked, build_index
from index.small_words import is_small


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented plan and reports."""
    place = tmp_path_factory.mktemp("zoekindex")
    build_index(passages(), DOCUMENTS, Analyser(dutch_words, CONCEPTS), place, "first")
    return place


def ask(folder: Path, question: str, filters: Filters | None = None, *, lenient: bool = False) -> Found:
    wanted = filters or Filters()
    return asked(folder, lambda index: index.answer(question, wanted, lenient=lenient), analyser=Analyser(dutch_words))


def marked(found: Found) -> set[str]:
    return {hit.snippet[start:end] for hit in found.hits for start, end in hit.marks}


def test_small_words_are_not_required_and_that_is_told(folder: Path) -> None:
    """Articles, prepositions and question words beside other words need not be there, and are not marked."""
    asked, bare = ask(folder, "hoe hoog is de dijk van de kade"), ask(folder, "dijk kade")

    assert [hit.passage for hit in asked.hits] == [hit.passage for hit in bare.hits] != []
    assert marked(asked) == marked(bare)
    assert asked.notes == (
        "Niet gezocht op ‘hoe’, ‘hoog’, ‘is’, ‘de’, ‘van’; tussen aanhalingstekens telt een klein woord wel.",
    )


def test_small_words_count_in_quotes_alone_and_as_written(folder: Path) -> None:
    """A phrase, an exact search and a question of nothing but small words ask for them."""
    phrase = ask(folder, '"van twee"')
    exact = ask(folder, "van dijken", Filters(exact=True))
    alone = ask(folder, "van de")

    assert marked(phrase) == {"van", "twee"}
    assert marked(exact) == {"van", "dijken"}
    assert marked(alone) == {"van", "de", "De"}
    assert alone.notes == ()


@pytest.mark.parametrize(
    ("word", "before", "small"),
    [("de", "", True), ("De", "", True), ("OP", "", False), ("hoog", "hoe", True), ("hoog", "de", False)],
)
def test_a_word_in_capitals_is_an_abbreviation(word: str, before: str, small: bool) -> None:
    """What is small does not depend on the capital at the start of a sentence, but on what the word does there."""
    assert is_small(word, before) is small


def test_a_word_written_as_two_is_found(folder: Path) -> None:
    """Neighbours that the documents write as one word are found as that word; not when compounds are left out."""
    found = ask(folder, "binnen stad")

    assert marked(found) == {"binnenstad"}
    assert ask(folder, "binnen stad", Filters(compounds=False)).total == 0


def test_a_question_that_nothing_answers_gets_what_has_most_of_it(folder: Path) -> None:
    """The lenient reading is labelled, counts each word, and puts first what has most of them."""
    strict = ask(folder, "vervuiling water gemeenten")
    lenient = ask(folder, "vervuiling water gemeenten", lenient=True)

    assert strict.total == 0
    assert lenient.notes == (
        "Niets heeft alle woorden; dit heeft er de meeste van. "
        "Passages per woord: ‘vervuiling’ 2, ‘water’ 6, ‘gemeenten’ 2.",
    )
    two = [*ask(folder, "vervuiling water").hits, *ask(folder, "water gemeenten").hits]
    assert {hit.passage for hit in lenient.hits[: len(two)]} == {hit.passage for hit in two}
    assert lenient.total == ask(folder, "vervuiling OF water OF gemeenten").total


def test_a_lenient_reading_keeps_to_fields_and_what_was_left_out(folder: Path) -> None:
    """Only words are read leniently: a field, an option and NIET still hold."""
    question = "vervuiling water gemeenten -landbouw soort:toezegging"
    found = ask(folder, question, Filters(document=("koersplan",)), lenient=True)

    assert found.total == 1
    assert marked(found) == {"gemeenten", "watertoekomstkaart"}


def test_a_question_with_an_answer_is_never_read_leniently(folder: Path) -> None:
    """Where something has all the words, or one word was asked, the answer is the same as ever."""
    for question in ("vervuiling landbouw", "gemaal OF binnenstad", "vliegtuig", "vliegtuig raket"):
        assert ask(folder, question, lenient=True) == ask(folder, question)
