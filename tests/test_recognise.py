"""From the opening of a document, its name and its metadata to what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import PLAN, REPORTS, case_of, cases, read, told

from corpus.model import DocumentKind
from pipeline.recognise import KindWords, Recognised, organisation_of, recognise

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


@pytest.mark.parametrize(
    "author",
    [
        *("", "  ", "-", "anonymous", "Unknown", "Onbekend", "user", "User1", "Admin", "Administrator", "gebruiker"),
        *("Microsoft Office User", "Windows-gebruiker", "Microsoft Office-gebruiker", "Mac User", "Default User"),
        *("j.jansen@veerhuizen.nl", "jjansen", "j.jansen", "VEER\\jansen", "jansen01", "U123456", "python-docx"),
        *("Adobe InDesign CS6", "Canva", "J. Jansen", "J.M. van der Jansen", "Jansen, J.M.", "n/a"),
    ],
)
def test_an_account_is_no_organisation(author: str) -> None:
    """What a program puts in, an address, the name of an account or a person with initials says not whose it is."""
    assert organisation_of(author) == ""


@pytest.mark.parametrize(
    "author",
    [
        *("Vereniging Veerhuizen", "Gemeente Veerhuizen", "VNG", "Platform31", "N.V. Veerdienst", "Ministerie van OCW"),
        *("Scheepvaart, Vervoer & Haven", "Onbekende Meesters", "Test Aankoop", "Admiraliteit van de Maas"),
    ],
)
def test_the_name_of_an_organisation_is_kept(author: str) -> None:
    """An author that may be an organisation is one."""
    assert organisation_of(f" {author}  ") == author
