"""What a question means, and what is said of one that means nothing: a case file holds the question and the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import QueryError, parse
from index.query_tree import And, Field, Fuzzy, Near, Not, Or, Phrase, Tree, written

CASES = sorted((Path(__file__).parent / "cases" / "query").glob("*.txt"))


def outline(tree: Tree, depth: int = 0) -> str:
    """The tree with a node on each line, what is in it indented."""
    margin = "  " * depth
    match tree:
        case And(parts) | Or(parts):
            return "\n".join([margin + type(tree).__name__, *(outline(part, depth + 1) for part in parts)])
        case Not(part):
            return f"{margin}Not\n{outline(part, depth + 1)}"
        case Phrase(words):
            return "\n".join([f"{margin}Phrase", *(outline(word, depth + 1) for word in words)])
        case Near(words, distance):
            return "\n".join([f"{margin}Near {distance}", *(outline(word, depth + 1) for word in words)])
        case Field(name, value):
            return f"{margin}Field {name.name} {value}"
        case Fuzzy(text, distance):
            return f"{margin}Fuzzy {text} {distance or ''}".rstrip()
        case _:
            return f"{margin}{type(tree).__name__} {written(tree)}"


def answer(question: str) -> str:
    """The outline of the question's tree; for an error a caret under the place, the message, and what was expected."""
    try:
        return outline(parse(question))
    except QueryError as error:
        shown = question if len(question) <= 120 else ""
        caret = f"{shown}\n{' ' * error.position}^\n" if shown else ""
        return f"{caret}! {error.position}: {error.message}\n  verwacht: {error.expected}"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_question(case: Path) -> None:
    """A question is read as its case file says, or is refused with the place and what could stand there."""
    question, expected = case.read_text("utf-8").split("\n----\n")

    read = answer(question)

    assert read == expected.rstrip("\n")


def test_question_that_is_too_long() -> None:
    """A question of more than a thousand characters is refused before it is read."""
    question = "woord " * 167

    with pytest.raises(QueryError) as caught:
        parse(question)

    assert caught.value.position == 1000
    assert "te lang" in caught.value.message


def test_question_with_too_many_words() -> None:
    """A question of more than sixty words is refused at the first word too many."""
    question = " ".join(["dijk"] * 61)

    with pytest.raises(QueryError) as caught:
        parse(question)

    assert caught.value.position == 60 * len("dijk ")


def test_question_with_too_many_brackets() -> None:
    """Brackets more than twenty deep are refused."""
    question = "(" * 25 + "dijk" + ")" * 25

    with pytest.raises(QueryError, match="haakjes"):
        parse(question)


@given(st.text(alphabet='ab()"“”-+~*?:.& \tENOFIT0159', max_size=40))
def test_any_text_is_read_or_refused(question: str) -> None:
    """Whatever is typed gives a tree, or an error with a place in the question and something expected."""
    try:
        tree = parse(question)
    except QueryError as error:
        assert 0 <= error.position <= len(question)
        assert error.message and error.expected
    else:
        assert written(tree)


@given(st.text(alphabet='ab()"- EN OF NIET', max_size=40))
def test_a_tree_in_words_is_read_as_the_same_tree(question: str) -> None:
    """The reading that is shown of a question means the same when it is asked again."""
    try:
        tree = parse(question)
    except QueryError:
        return

    again = parse(written(tree))

    assert written(again) == written(tree)
