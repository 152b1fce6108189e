"""From characters to running Dutch text: lines of a page, words broken at a line end, odd characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import case_of, cases, drawn, misplaced, pages, places, unplaced
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Quote
from pipeline.dutch import clean, joined, running_text, vocabulary, without_marker
from pipeline.hidden import without_hidden
from pipeline.lines import lines
from pipeline.page import Line, Page


def printed(source: list[str]) -> tuple[Page, tuple[Line, ...]]:
    """Lines of text as they stand on a page, one under the other."""
    chars = tuple(char for at, text in enumerate(source) for char in drawn(text, 72, 100 + 12 * at, 10))
    page = Page(1, 595, 842, chars)
    return page, lines(page)


def shown(line: Line) -> str:
    marker = f"[{line.marker}] " if line.marker else ""
    return ("{turned} " if line.turned else "") + marker + line.text


@pytest.mark.parametrize("case", cases("page"), ids=lambda path: path.stem)
def test_characters_become_the_lines_that_a_person_sees(case: Path) -> None:
    """What stands on one baseline in one column is a line, whatever way and order it was drawn in."""
    source, expected = case_of(case)
    (page,) = pages(source)

    found = lines(without_hidden(page))

    assert [shown(line) for line in found] == expected


@pytest.mark.parametrize("case", cases("lines"), ids=lambda path: path.stem)
def test_a_hyphen_at_a_line_end_is_dropped_only_when_it_broke_a_word(case: Path) -> None:
    """Words broken at a line end are joined; the hyphens of names, abbreviations and left-out words are kept."""
    source, expected = case_of(case)
    known = frozenset(source.pop(0).split()[1:]) if source[0].startswith("known ") else frozenset()
    _, found = printed(source)
    held = vocabulary(found) | known

    text = running_text(found, held.__contains__).text

    assert [text] == expected


@pytest.mark.parametrize("case", cases("lines"), ids=lambda path: path.stem)
def test_joined_words_keep_their_places(case: Path) -> None:
    """Each word of a text knows its box on the page, a broken word those of both its halves."""
    source = [line for line in case_of(case)[0] if not line.startswith("known ")]
    page, found = printed(source)

    said = running_text(found, vocabulary(found).__contains__)

    assert unplaced(said) == ""
    assert misplaced(said, places([page])) == []


def test_two_halves_of_a_word_over_a_page_end_are_joined() -> None:
    """A paragraph that a page end broke off inside a word has that word whole, with a place on both pages."""
    drawing = "page 595 842", "at 72 800 10 | Meer vrij-", "page 595 842", "at 72 60 10 | heid voor scholen."
    (before,), (after,) = map(lines, pages(drawing))
    halves = [running_text([line], lambda word: False) for line in (before, after)]

    whole = joined(halves[0], halves[1], lambda word: False)

    assert whole.text == "Meer vrijheid voor scholen."
    assert [(whole.text[word.start : word.end], word.page) for word in whole.words] == [
        ("Meer", 1),
        ("vrij", 1),
        ("heid", 2),
        ("voor", 2),
        ("scholen.", 2),
    ]


def test_a_bullet_is_no_part_of_the_text_of_an_item_but_a_number_is() -> None:
    """A bullet or dash before an item is left out; a number stays, because people refer to it."""
    _, (bullet, number) = printed(["• Meer stages", "3. Meer stages"])
    texts = [running_text([line], lambda word: False) for line in (bullet, number)]

    items = [without_marker(text, line.marker) for text, line in zip(texts, (bullet, number), strict=True)]

    assert [item.text for item in items] == ["Meer stages", "3. Meer stages"]
    assert items[0].words[0].box.x0 > 72


def test_words_at_a_line_end_are_no_evidence_of_spelling() -> None:
    """The words of a document leave out what a line end may have broken, and have the first parts of hyphened ones."""
    _, found = printed(["Alle mbo-scholen en leden leidinggeven-", "den doen dit jaar samen mee"])

    words = vocabulary(found)

    assert {"mbo-scholen", "mbo-", "doen", "samen"} <= words
    assert not {"leidinggeven-", "leidinggeven", "den"} & words


@given(st.text())
def test_cleaned_text_is_clean(text: str) -> None:
    """Cleaning a second time changes nothing, and leaves no double spaces, soft hyphens or ligatures."""
    once = clean(text)

    assert clean(once) == once
    assert once == once.strip()
    assert not set(once) & set("\u00ad\xa0\n\t\ufb01\u200b") and "  " not in once


@given(st.lists(st.from_regex(r"[a-zé]{1,9}-?", fullmatch=True), min_size=1, max_size=8), st.booleans())
def test_no_letter_is_lost_at_a_line_end(texts: list[str], everything_is_a_word: bool) -> None:
    """Whatever the hyphens at line ends, every letter of every line is in the running text, in its order."""
    _, found = printed(texts)

    said = running_text(found, lambda word: everything_is_a_word)

    letters = "".join(texts).replace("-", "")
    assert said.text.replace("-", "").replace(" ", "") == letters
    assert unplaced(said) == ""
    assert all(word.start < word.end <= len(said.text) for word in said.words)


def test_no_lines_are_no_text() -> None:
    """A page without text gives an empty quote, not an error."""
    assert running_text([], lambda word: True) == Quote("")
