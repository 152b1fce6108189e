"""From the opening of a document, its name and its metadata to what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import PLAN, REPORTS, case_of, cases, read, told

from corpus.model import DocumentKind
from pipeline.recognise import KindWords, Recognised, recognise

WORDS = KindWords(
    ("koersplan", "beleidsplan", "meerjarenplan", "meerjarenperspectief", "strategisch plan"), ("jaarverslag",)
)


def shown(found: Recognised) -> str:
    period = f"{found.period[0]}-{found.period[1]}" if found.period else "-"
    return f"{found.kind.value} | {found.title} | {found.year or '-'} | {period}"


@pytest.mark.parametrize("case", cases("recognise"), ids=lambda path: path.stem)
def test_a_document_says_what_it_is(case: Path) -> None:
    """Kind, title, and year or period come from title, file name and metadata; where those are mute, from the text."""
    source, expected = case_of(case)
    said = dict(line.split(" ", 1) for line in source if line.startswith(("name ", "title ")))
    blocks = told(line for line in source if not line.startswith(("name ", "title "))).blocks

    found = recognise(blocks, name=said["name"], title=said.get("title", ""), words=WORDS)

    assert [shown(found)] == expected


def test_the_samples_say_what_they_are() -> None:
    """The sample plan has a period, the reports have a year, and all three a title."""
    found = [read(path).document for path in (PLAN, *REPORTS)]

    assert [(about.kind, about.title, about.year, about.period) for about in found] == [
        (DocumentKind.PLAN, "Koersplan 2024-2028", None, (2024, 2028)),
        (DocumentKind.REPORT, "Jaarverslag 2024", 2024, None),
        (DocumentKind.REPORT, "Jaarverslag 2025", 2025, None),
    ]
    assert {about.organisation for about in found} == {"Vereniging Veerhuizen"}
