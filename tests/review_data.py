"""A small plan and two annual reports of the fictional Vereniging Veerhuizen, matched and judged, for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas
from review_texts import PLEDGES, RESULTS_2023, RESULTS_2024

from corpus.model import (
    Box,
    Component,
    Continuation,
    DocId,
    Document,
    DocumentKind,
    Judgement,
    Label,
    Match,
    PageNote,
    PageVerdict,
    Pledge,
    PledgeClass,
    Problem,
    Quote,
    Reading,
    Result,
    Review,
    SectionId,
    Sentence,
    Stage,
    StatementId,
    Word,
    content_id,
)
from review.report import Basis, ReportInput
from review.source import MissingError

ORGANISATION = "Vereniging Veerhuizen"
NOW = datetime(2025, 11, 3, 14, 5, tzinfo=UTC)
WIDTH, HEIGHT = 595.0, 842.0

REIZIGER, OMGEVING, VAKMANSCHAP = "Veer & reiziger", "Veer & omgeving", "Veer & vakmanschap"
THEMES = {
    "Toegankelijk": REIZIGER,
    "Betaalbaar": REIZIGER,
    "Schoon varen": OMGEVING,
    "Stille oevers": OMGEVING,
    "Opleiden": VAKMANSCHAP,
    "Veilig werken": VAKMANSCHAP,
}

IN_TEXT = "Wij zullen ieder jaar openbaar verantwoorden hoe het met deze toezeggingen staat."

LINKS: tuple[tuple[int, int, int, Label, float], ...] = (
    (1, 13, 0, Label.DIRECT, 0.93), (1, 1, 2, Label.DIRECT, 0.86), (1, 2, 0, Label.RELATED, 0.34),
    (2, 14, 0, Label.DIRECT, 0.91), (2, 3, 0, Label.DIRECT, 0.84), (2, 2, 0, Label.SUPPORTING, 0.57),
    (3, 15, 1, Label.DIRECT, 0.95), (3, 4, 1, Label.SUPPORTING, 0.66), (3, 16, 0, Label.RELATED, 0.28),
    (4, 16, 0, Label.SUPPORTING, 0.62),
    (5, 17, 0, Label.DIRECT, 0.9), (5, 5, 0, Label.DIRECT, 0.78), (5, 18, 0, Label.SUPPORTING, 0.49),
    (5, 6, 0, Label.RELATED, 0.31), (5, 20, 0, Label.RELATED, 0.24),
    (6, 18, 0, Label.DIRECT, 0.88), (6, 6, 0, Label.SUPPORTING, 0.7), (6, 17, 0, Label.RELATED, 0.29),
    (7, 6, 0, Label.RELATED, 0.36), (7, 5, 1, Label.RELATED, 0.33),
    (8, 20, 0, Label.DIRECT, 0.87), (8, 7, 1, Label.SUPPORTING, 0.55),
    (10, 21, 1, Label.DIRECT, 0.92), (10, 8, 1, Label.DIRECT, 0.89), (10, 9, 0, Label.RELATED, 0.4),
    (10, 22, 0, Label.RELATED, 0.38),
    (11, 22, 1, Label.SUPPORTING, 0.64), (11, 9, 0, Label.RELATED, 0.27),
    (12, 23, 0, Label.DIRECT, 0.83), (12, 10, 0, Label.RELATED, 0.35), (12, 11, 0, Label.RELATED, 0.22),
    (12, 24, 0, Label.RELATED, 0.2), (12, 1, 0, Label.RELATED, 0.19), (12, 14, 0, Label.RELATED, 0.18),
)  # fmt: skip
"""Pledge, result (both from 1, the second year's results after the first's), evidence sentence, label, score."""

DECISIONS = (
    (1, 13, Judgement.DIRECT, "A. de Wit", 2, ""),
    (1, 2, Judgement.NONE, "A. de Wit", 2, "Gaat over informatie, niet over de toegang zelf."),
    (2, 14, Judgement.DIRECT, "A. de Wit", 3, ""),
    (3, 15, Judgement.SUPPORTING, "B. Zwart", 3, ""),
    (3, 15, Judgement.DIRECT, "A. de Wit", 5, "Hetzelfde tarief geldt op negentien veren."),
    (4, 16, Judgement.UNSURE, "B. Zwart", 5, "Eén gemeente van de vier: is dit genoeg?"),
    (6, 18, Judgement.DIRECT, "B. Zwart", 6, ""),
    (7, 6, Judgement.NONE, "A. de Wit", 6, "Subsidie voor walstroom, geen fonds voor motoren."),
    (10, 21, Judgement.DIRECT, "B. Zwart", 7, ""),
    (11, 22, Judgement.SUPPORTING, "A. de Wit", 8, ""),
)

CONTINUED = ((13, 1), (14, 3), (15, 4), (17, 5), (18, 6), (20, 7), (21, 8))
"""Results of the second year, each with the one of the first year that it goes on with."""


def _document(name: str, kind: DocumentKind, title: str, pages: int, year: int | None = None) -> Document:
    period = (2024, 2030) if kind is DocumentKind.PLAN else None
    return Document(DocId(content_id(name)), name, kind, title, ORGANISATION, "algemeen", pages, year, period)


PLAN = _document("koers-2030", DocumentKind.PLAN, "Koers 2030", 6)
REPORT_2023 = _document("jaarverslag-2023", DocumentKind.REPORT, "Jaarverslag 2023", 14, 2023)
REPORT_2024 = _document("jaarverslag-2024", DocumentKind.REPORT, "Jaarverslag 2024", 16, 2024)


def typeset(text: str, page: int, top: float, *, left: float = 70, right: float = 525) -> Quote:
    """The text in lines of 15 points, each character half of eleven points wide."""
    words, x, at = [], left, 0
    for part in text.split():
        start, wide = text.index(part, at), 5.5 * len(part)
        if x + wide > right:
            x, top = left, top + 15
        words.append(Word(start, start + len(part), page, Box(x, top, x + wide, top + 11)))
        x, at = x + wide + 5.5, start + len(part)
    return Quote(text, tuple(words))


def pledges() -> tuple[Pledge, ...]:
    """The twelve listed pledges and one of the running text."""
    listed = [
        _pledge(item, PledgeClass.LISTED, page=2 + at // 4, top=120 + 90 * (at % 4))
        for at, item in enumerate(_items(PLEDGES))
    ]
    return (*listed, _pledge(_Item("", "", "-", IN_TEXT), PledgeClass.IN_TEXT, page=5, top=200))


@dataclass(frozen=True, slots=True)
class _Item:
    subtheme: str
    name: str
    fact: str
    text: str


def _items(source: str) -> Iterator[_Item]:
    """The items of a text in `review_texts`."""
    for part in re.split(r"\n(?=\S)", source.strip()):
        facts, _, text = part.partition("\n")
        subtheme, name, fact = facts.split(" | ")
        yield _Item(subtheme, name, fact, " ".join(text.split()))


def _pledge(item: _Item, pledge_class: PledgeClass, *, page: int, top: float) -> Pledge:
    return Pledge(
        StatementId(content_id(PLAN.id, page, item.text)),
        PLAN.id,
        pledge_class,
        typeset(item.text, page, top),
        THEMES.get(item.subtheme),
        item.subtheme or None,
        SectionId(content_id(PLAN.id, page)),
        item.subtheme or "Tot slot",
        None if item.fact == "-" else item.fact,
        item.name,
    )


def results(document: Document, source: str) -> tuple[Result, ...]:
    """One result for each item of the text, two on a page."""
    return tuple(
        _result(document, item, typeset(item.text, 3 + at // 2, 160 + 330 * (at % 2)))
        for at, item in enumerate(_items(source))
    )


def _result(document: Document, item: _Item, quote: Quote) -> Result:
    return Result(
        StatementId(content_id(document.id, quote.page, quote.text)),
        document.id,
        item.name,
        quote,
        THEMES[item.subtheme],
        item.subtheme,
        SectionId(content_id(document.id, item.name)),
        Stage(item.fact),
        tuple(Sentence(part, Stage(item.fact)) for part in _sentences(quote)),
    )


def _sentences(quote: Quote) -> Iterator[Quote]:
    start = 0
    for part in quote.text.replace(". ", ".\n").split("\n"):
        yield quote.cut(start, start + len(part))
        start += len(part) + 1


def match(pledge: Pledge, result: Result, sentence: int, label: Label, score: float) -> Match:
    """A match whose four components add up to its raw score."""
    raw = round(score * 1.7 - 0.35, 4)
    parts = (
        Component("vectors", raw * 0.52, "De betekenis van de twee teksten lijkt op elkaar."),
        Component("words", raw * 0.31, f"Gedeelde woorden: {', '.join(sorted(_shared(pledge, result))) or 'geen'}."),
        Component("theme", 0.2 if pledge.theme == result.theme else -0.05, _theme_why(pledge, result)),
    )
    rest = Component("stage", raw - sum(part.contribution for part in parts), "Het verslag zegt hoe ver het is.")
    evidence = result.sentences[sentence].quote
    return Match(pledge.id, result.id, result.document, score, raw, label, evidence, (*parts, rest))


def _shared(pledge: Pledge, result: Result) -> set[str]:
    words = [{word.strip(".,").lower() for word in item.text.split() if len(word) > 5} for item in (pledge, result)]
    return words[0] & words[1]


def _theme_why(pledge: Pledge, result: Result) -> str:
    same = pledge.theme == result.theme
    return "Beide staan onder hetzelfde thema." if same else "Ze staan onder verschillende thema’s."


@dataclass(frozen=True, slots=True)
class Sample:
    """The parts of the sample by number, from 1, as `LINKS` and `DECISIONS` count them."""

    pledges: tuple[Pledge, ...]
    results: tuple[Result, ...]

    def review(self, pledge: int, result: int, judgement: Judgement, reviewer: str, day: int, note: str = "") -> Review:
        """A decision in October 2025."""
        made, found = self.pledges[pledge - 1], self.results[result - 1]
        at = datetime(2025, 10, day, 10, tzinfo=UTC)
        return Review(at, reviewer, made.id, found.id, judgement, made.text, found.heading, note)

    def continuation(self, result: int, earlier: int) -> Continuation:
        """A result that goes on with an earlier one."""
        later, before = self.results[result - 1], self.results[earlier - 1]
        return Continuation(later.document, later.id, before.id, 0.5, "Beide noemen hetzelfde.")

    def link(self, pledge: int, result: int, sentence: int, label: Label, score: float) -> Match:
        return match(self.pledges[pledge - 1], self.results[result - 1], sentence, label, score)


SAMPLE = Sample(pledges(), results(REPORT_2023, RESULTS_2023) + results(REPORT_2024, RESULTS_2024))


def notes(document: Document, odd: dict[int, tuple[PageVerdict, str]]) -> tuple[PageNote, ...]:
    """A note for every page; those not named were read well."""
    return tuple(
        PageNote(page, WIDTH, HEIGHT, *odd.get(page, (PageVerdict.GOOD, ""))) for page in range(1, document.pages + 1)
    )


def sample_input(*, judged: bool = True) -> ReportInput:
    """The whole sample, with or without what people decided."""
    proposed = [SAMPLE.link(*link) for link in LINKS]
    pairs = {(item.pledge, item.result) for item in proposed}
    compared = [
        match(pledge, result, 0, Label.NONE, 0.05 + 0.01 * ((3 * at + other) % 11))
        for at, pledge in enumerate(SAMPLE.pledges)
        for other, result in enumerate(SAMPLE.results)
        if (pledge.id, result.id) not in pairs
    ]
    scan = {7: (PageVerdict.SCANNED, "De pagina is een foto zonder tekst.")}
    doubt = {1: (PageVerdict.EMPTY, ""), 9: (PageVerdict.DOUBTFUL, "De volgorde van de kolommen is onzeker.")}
    odd_heading = Problem("outline", "De kop ‘Lage waterstand’ slaat een niveau over.", REPORT_2024.id, 6)
    return ReportInput(
        readings=(
            Reading(PLAN, notes(PLAN, {}), pledges=SAMPLE.pledges),
            Reading(REPORT_2023, notes(REPORT_2023, scan), results=SAMPLE.results[:12]),
            Reading(REPORT_2024, notes(REPORT_2024, doubt), results=SAMPLE.results[12:], problems=(odd_heading,)),
        ),
        generated_at=NOW,
        matches=(*proposed, *compared),
        continuations=tuple(SAMPLE.continuation(*pair) for pair in CONTINUED),
        reviews=tuple(SAMPLE.review(*decision) for decision in DECISIONS) if judged else (),
        problems=(Problem("read", "Het bestand ‘bijlage.pdf’ is met een wachtwoord beveiligd en is overgeslagen."),),
        basis=Basis(meaning=True, concepts="veerhuizen 1"),
        notes=("Waargemaakt 0.1.0",),
    )


def page_png(given: ReportInput, document: DocId, page: int) -> bytes:
    """A picture of a page at 72 pixels an inch, its words drawn where they stand."""
    picture = Image.new("RGB", (round(WIDTH), round(HEIGHT)), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(10)
    for text, box in words_on(given, document, page):
        pen.text((box.x0, box.top), text, fill="black", font=font)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def pdf(given: ReportInput, document: Document) -> bytes:
    """The document as a PDF, its words where the quotes say they stand."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in range(1, document.pages + 1):
        canvas.setFont("Courier", 9)
        for text, box in words_on(given, document.id, page):
            canvas.drawString(box.x0, HEIGHT - box.bottom, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def words_on(given: ReportInput, document: DocId, page: int) -> Iterator[tuple[str, Box]]:
    """Every word of a pledge or result on a page, with its place."""
    for reading in given.readings:
        if reading.document.id != document:
            continue
        for quote in [item.quote for item in reading.pledges] + [item.quote for item in reading.results]:
            yield from ((quote.text[word.start : word.end], word.box) for word in quote.words if word.page == page)


def hostile_input(text: str) -> ReportInput:
    """The sample, with a text in every place where a document's words end up on a page."""
    given = sample_input()
    return replace(given, readings=tuple(_hostile(reading, text) for reading in given.readings), notes=(text,))


def _hostile(reading: Reading, text: str) -> Reading:
    return replace(
        reading,
        document=replace(reading.document, title=text, organisation=text, name=text),
        pledges=tuple(
            replace(
                item, label=text, owner=text, theme=text, subtheme=text, quote=Quote(text + item.text, item.quote.words)
            )
            for item in reading.pledges
        ),
        results=tuple(replace(item, heading=text) for item in reading.results),
        problems=(Problem("read", text, reading.document.id, 1),),
    )


@dataclass
class Shelf:
    """A source in memory, with the sample on it; each decision is a minute later than the one before."""

    given: ReportInput

    def report_input(self) -> ReportInput:
        return self.given

    def add_review(self, review: Review) -> None:
        self.given = replace(self.given, reviews=(*self.given.reviews, review))

    def page_image(self, document: DocId, page: int) -> bytes:
        if not 1 <= page <= self._document(document).pages:
            raise MissingError(document, page)
        return page_png(self.given, document, page)

    def original(self, document: DocId) -> bytes:
        return pdf(self.given, self._document(document))

    def now(self) -> datetime:
        return NOW + timedelta(minutes=len(self.given.reviews))

    def _document(self, document: DocId) -> Document:
        for reading in self.given.readings:
            if reading.document.id == document:
                return reading.document
        raise MissingError(document)
