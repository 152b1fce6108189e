"""The plan and two reports of an invented water authority, as passages with the place of each word."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import (
    Box,
    DocId,
    Document,
    DocumentKind,
    Passage,
    PassageKind,
    Quote,
    SectionId,
    Word,
    content_id,
)
from index.dutch import Concept

PLAN = Document(DocId("1" * 16), "koersplan.pdf", DocumentKind.PLAN, "Koersplan Zilverbeek", "Zilverbeek", "proef", 4)
FIRST = Document(
    DocId("2" * 16), "jaarbericht-2022.pdf", DocumentKind.REPORT, "Jaarbericht", "Zilverbeek", "proef", 6, year=2022
)
SECOND = Document(
    DocId("3" * 16), "jaarbericht-2023.pdf", DocumentKind.REPORT, "Jaarbericht", "Zilverbeek", "proef", 6, year=2023
)
DOCUMENTS = {document.id: document for document in (PLAN, FIRST, SECOND)}

CONCEPTS = (
    Concept(("WTK", "watertoekomstkaart", "kaart van het water van later")),
    Concept(("overlast", "hinder"), ("stankoverlast", "geluidshinder")),
)

_TEXTS: tuple[tuple[Document, PassageKind, str, str, int, str], ...] = (
    (PLAN, PassageKind.HEADING, "Schoon water", "Kwaliteit", 1, "Schoon water voor iedereen"),
    (PLAN, PassageKind.PLEDGE, "Schoon water", "Kwaliteit", 1, "Wij halveren de watervervuiling door de landbouw."),
    (PLAN, PassageKind.PLEDGE, "Dijken", "Veiligheid", 2, "In 2030 zijn alle zwakke dijken versterkt."),
    (PLAN, PassageKind.PLEDGE, "Dijken", "Veiligheid", 2, "We maken een watertoekomstkaart met de gemeenten."),
    (PLAN, PassageKind.TEXT, "Bezoekers", "Samen met de streek", 3, "Elke zij-instromer krijgt een eigen begeleider."),
    (FIRST, PassageKind.RESULT, "Dijken", "Veiligheid", 2, "Langs de Zilverbeek is de dijkversterking begonnen."),
    (
        FIRST,
        PassageKind.RESULT,
        "Dijken",
        "Veiligheid",
        2,
        "Aan de kade werkten we aan de versterking van twee dijken.",
    ),
    (
        FIRST,
        PassageKind.RESULT,
        "Schoon water",
        "Kwaliteit",
        3,
        "De waterkwa-\nliteit steeg; natuur- en waterbeheer gaan samen.",
    ),
    (
        FIRST,
        PassageKind.TABLE,
        "Schoon water",
        "Kwaliteit",
        3,
        "Metingen | 2022\ngrondwater | 1.250\noppervlaktewater | 830",
    ),
    (FIRST, PassageKind.TEXT, "Hinder", "Samen met de streek", 4, "Omwonenden meldden minder stankoverlast."),
    (SECOND, PassageKind.RESULT, "Schoon water", "Kwaliteit", 2, "De vervuiling van het water nam met een tiende af."),
    (SECOND, PassageKind.RESULT, "Kaart", "Veiligheid", 3, "De WTK is klaar en wordt door zes gemeenten gebruikt."),
    (SECOND, PassageKind.RESULT, "Dijken", "Veiligheid", 3, "Een sterke dijk beschermt sinds mei de binnenstad."),
    (
        SECOND,
        PassageKind.TEXT,
        "Bezoekers",
        "Samen met de streek",
        4,
        "Onze collega’s leidden patiënten rond bij het gemaal.",
    ),
    (SECOND, PassageKind.TEXT, "Hinder", "Samen met de streek", 5, "Er was geen hinder en geen geluidsoverlast meer."),
)


def passages() -> list[Passage]:
    """All passages of the plan and the reports, in order."""
    return [
        Passage(
            content_id(document.id, order, text),
            document.id,
            order,
            kind,
            SectionId(content_id(document.id, heading)),
            heading,
            theme,
            None,
            page,
            placed(text, page),
        )
        for order, (document, kind, heading, theme, page, text) in enumerate(_TEXTS)
    ]


def placed(text: str, page: int) -> Quote:
    """A text with each of its words in a box: 6 points a letter, 12 a line, a new line where the text has one."""
    return Quote(text, tuple(_words(text, page)))


def _words(text: str, page: int) -> Iterator[Word]:
    place = 0
    for number, line in enumerate(text.split("\n")):
        for word in line.split(" "):
            column = place - text.rfind("\n", 0, place) - 1
            box = Box(50 + 6.0 * column, 100 + 12.0 * number, 50 + 6.0 * (column + len(word)), 110 + 12.0 * number)
            yield Word(place, place + len(word), page, box)
            place += len(word) + 1
