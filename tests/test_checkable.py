"""Whether a pledge can be checked, from invented pledges."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import case_of, cases, language, quote

from corpus.model import Check, Checkable
from pipeline.checkable import check
from pipeline.values import values


def checked(text: str) -> Check:
    named = language().organisations([("Veerbond", ())])
    return check(text, values(quote(text), year=None, named=named, singular=language().singular))


@pytest.mark.parametrize("case", cases("checkable"), ids=lambda path: path.stem)
def test_a_verdict_says_in_dutch_what_is_named(case: Path) -> None:
    """An outcome can be checked, a direction in part, a value not; the reason quotes the pledge."""
    source, expected = case_of(case)

    found = [checked(text) for text in source]

    assert [f"{one.verdict.value} | {one.why}" for one in found] == expected


def test_what_counts_is_told_with_number_date_and_actor() -> None:
    """The reason names the outcome, the number, the date and who does it, each once."""
    found = checked("In 2028 opent de Veerbond een meldpunt bij twintig steigers.")

    assert found.verdict is Checkable.YES
    assert found.why == "Noemt een uitkomst die er is of niet: een meldpunt, twintig steigers, 2028, door Veerbond."


@pytest.mark.parametrize("text", ["", "…", "2.", "De", "A" * 5000, ": :"], ids=str.__len__)
def test_odd_text_has_a_verdict(text: str) -> None:
    """Text that says nothing names no outcome and breaks nothing."""
    assert checked(text).verdict is not Checkable.YES
