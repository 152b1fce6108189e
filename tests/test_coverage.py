"""How much of what a text asks others answer: literally, in a compound, or by a concept."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching import dutch_sense

from corpus.profile import Concept
from pipeline.coverage import Asked, Told, coverage, grams, pieces_asked, pieces_told, spread, together

CONCEPT = Concept("wateroverlast", ("natte kelders",), ("overstroming",))


def said(*keys: str) -> Told:
    return Told({key: float(keys.count(key)) for key in keys}, len(keys))


def wanted(*keys: str) -> tuple[Asked, ...]:
    return tuple(Asked(key, 1.0, {key: 1.0}) for key in keys)


def test_a_rare_word_counts_for_more() -> None:
    """A text that has the rare word of a question answers more of it than one with the common word."""
    texts = coverage([said("de", "huur"), said("de", "loon"), said("de", "loon"), said("de", "zorg")])

    shares = texts.shares(wanted("huur", "loon"))

    assert shares[0] > shares[1] == shares[2]
    assert shares[3] == 0
    assert texts.rarity("huur") > texts.rarity("loon") > texts.rarity("de") > 0


def test_small_words_ask_nothing() -> None:
    """What is asked are the words that say something, in the order of the text."""
    asked = dutch_sense().asked("Wij zorgen voor de huur van een huis")

    assert [one.word for one in asked] == ["zorgen", "huur", "huis"]


def test_an_aside_counts_for_half() -> None:
    """Examples and reasons after the core of a pledge weigh half; an opening of one word is no core."""
    asked = dutch_sense().asked("Goedkope stages voor studenten, zoals in de zorg")
    short = dutch_sense().asked("Zorg: voldoende bedden")

    assert {one.word: one.weight for one in asked} == {"goedkope": 1.0, "stages": 1.0, "studenten": 1.0, "zorg": 0.5}
    assert {one.weight for one in short} == {1.0}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("De stages zijn geregeld.", "stage"),
        ("De stagebegeleiding is geregeld.", "stage"),
    ],
)
def test_a_word_is_found_inflected_and_in_a_compound(text: str, key: str) -> None:
    """A plural answers its singular, and so does a compound it is part of."""
    sense = dutch_sense()
    texts = coverage([sense.told(text), sense.told("De huren zijn verlaagd.")])

    answer = texts.answer(sense.asked("Elke stage telt"), 0)

    assert 0 < answer.share < 1
    assert [word for word, _ in answer.words] == [key]


def test_a_word_counts_once_by_its_surest_way() -> None:
    """What is said in the same word counts fully, by a concept less; the concept that was used is told."""
    sense = dutch_sense(CONCEPT)
    texts = coverage([sense.told(text) for text in ("Minder wateroverlast.", "Minder natte kelders.", "Meer bomen.")])
    asked = sense.asked("Geen wateroverlast")

    same, other, none = (texts.answer(asked, at) for at in range(3))

    assert same.share > other.share > none.share == 0
    assert same.words == (("wateroverlast", "wateroverlast"),)
    assert other.words == (("wateroverlast", "begrip:wateroverlast"),)


def test_parts_are_as_rare_as_their_wholes() -> None:
    """A word that one section says in every sentence is as rare as in that section alone."""
    parts = [said("huur"), said("huur"), said("huur"), said("loon")]
    wholes = coverage([together(parts[:3]), together(parts[3:])])

    found = coverage(parts, wholes=wholes)

    assert found.rarity("huur") == found.rarity("loon") == wholes.rarity("loon")
    assert together(parts[:3]) == Told({"huur": 3.0}, 3)


def test_a_long_text_has_something_against_it() -> None:
    """Of two texts that say a word once the shorter answers more, unless length does not count."""
    texts = [said("huur", "stad"), said("huur", *"abcdefgh")]

    leaning, upright = (coverage(texts, leaning=how).shares(wanted("huur")) for how in (0.75, 0.0))

    assert leaning[0] > leaning[1]
    assert upright[0] == upright[1]


keys = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(st.lists(keys, max_size=6), st.lists(st.sampled_from("abcdefgh"), max_size=6))
def test_a_share_is_between_nought_and_one(texts: list[list[str]], asked: list[str]) -> None:
    """Whatever the texts and the question, only texts that share a word answer any of it, as the answer says."""
    found = coverage([said(*text) for text in texts])

    shares = found.shares(wanted(*asked))

    assert all(0 <= share <= 1 for share in shares)
    assert [bool(share) for share in shares] == [bool(set(text) & set(asked)) for text in texts]
    for at, share in enumerate(shares):
        assert found.answer(wanted(*asked), at).share == pytest.approx(share)


def test_a_number_stands_above_the_mean_of_all() -> None:
    """Texts that have nothing count in the mean too; when all are the same nothing stands out."""
    seen = spread(numpy.array([1.0, 0.0, 0.0, 1.0]))

    assert (seen.mean, seen.deviation) == (0.5, 0.5)
    assert (seen.above(1.0), seen.above(0.0)) == (1.0, -1.0)
    assert spread(numpy.zeros(0)).above(0.0) == 0.0
    assert spread(numpy.array([2.0, 2.0])).above(2.0) == 0.0


def test_nothing_asked_is_not_answered() -> None:
    """An empty question, an unknown word and no texts at all give no shares above nought."""
    assert coverage([]).shares(wanted("huur")).tolist() == []
    assert coverage([said("huur")]).shares(()).tolist() == [0.0]
    assert coverage([said("huur"), said()]).shares(wanted("loon")).tolist() == [0.0, 0.0]


def test_pieces_of_words_are_found_inside_compounds() -> None:
    """The letters of `stage` come back in `stagebegeleiding`."""
    assert set(grams("stage")) & set(grams("de stagebegeleiding"))
    texts = coverage([pieces_told("de stagebegeleiding"), pieces_told("de huur")])

    assert texts.shares(pieces_asked("stage"))[0] > texts.shares(pieces_asked("stage"))[1] == 0
    assert grams("a . 12") == ("_a_", "_12_")
