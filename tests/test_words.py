"""The word list: which spellings it knows."""

from __future__ import annotations

from corpus.wordlist import dutch_words, dutch_words_lower


def test_knows_inflected_words_and_compounds() -> None:
    """Plurals, verb forms and established compounds are words of their own in the list."""
    words = dutch_words()

    assert {"school", "scholen", "gediscrimineerd", "arbeidsmarkt", "beroepsonderwijs", "geïnvesteerd"} <= words


def test_knows_no_halves_of_broken_words() -> None:
    """What is left of a word at the end of a line is no word, so that a broken word can be told from a compound."""
    words = dutch_words_lower()

    assert not {"beroepsonder", "discrimi", "investe", "arbeidsm", ""} & words


def test_keeps_the_capital_of_a_name() -> None:
    """A name is in the list with its capital, and without it only in the lower-case list."""
    assert "Amsterdam" in dutch_words()
    assert "amsterdam" not in dutch_words()
    assert "amsterdam" in dutch_words_lower()


def test_is_whole() -> None:
    """The list has over four hundred thousand entries, none with a line end or outer space."""
    words = dutch_words()

    assert len(words) > 400_000
    assert all(word == word.strip() for word in words)


def test_licence_travels_with_the_list() -> None:
    """The licence beside the list names OpenTaal and both licences it offers."""
    from corpus import wordlist

    licence = (wordlist._LIST.parent / "LICENCE").read_text("utf-8")

    assert "OpenTaal" in licence
    assert "BSD" in licence
    assert "Creative Commons, Attribution 3.0" in licence
