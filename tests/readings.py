"""Small readings, matches and reviews to try the store with: a name goes in, a whole reading comes out."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from corpus.model import (
    Block,
    Box,
    Component,
    DocId,
    Document,
    DocumentKind,
    Judgement,
    Label,
    Match,
    PageNote,
    PageVerdict,
    Passage,
    PassageKind,
    Pledge,
    PledgeClass,
    Problem,
    Quote,
    Reading,
    Result,
    Review,
    Role,
    Section,
    SectionId,
    SectionKind,
    Sentence,
    Stage,
    StatementId,
    Word,
    join_quotes,
)
from corpus.store import Store
from corpus.store_records import Original

PLAN = DocumentKind.PLAN
REPORT = DocumentKind.REPORT


def quote(text: str, page: int = 1) -> Quote:
    """The text, with each of its words at a place of its own."""
    words, start = list[Word](), 0
    for word in text.split(" "):
        end = start + len(word)
        words.append(Word(start, end, page, Box(10.5 * start, 20.25, 10.5 * end, 32.75)))
        start = end + 1
    return Quote(text, tuple(words))


def source(name: str) -> Original:
    digest = sha256(name.encode()).hexdigest()
    return Original(digest, f"originals/{digest}.pdf", 1234)


def block(doc: DocId, page: int, order: int, role: Role, text: str) -> Block:
    return Block(doc, page, order, role, quote(text, page), Box(1, 2, 3, 4.5), level=1 if role.is_heading else 0)


def section(doc: DocId, number: int, text: str) -> Section:
    """A section that begins on one page and ends on the next."""
    heading = block(doc, number, 2, Role.HEADING, f"Kop {number}")
    first, second = (block(doc, number + more, 3, Role.PARAGRAPH, text) for more in (0, 1))
    return Section(
        id=SectionId(f"{doc}-s{number}"),
        document=doc,
        heading=heading.text,
        kind=SectionKind.BODY,
        path=("Deel A", "Hoofdstuk 1"),
        theme="Wonen",
        subtheme=None,
        page=number,
        pages=(number, number + 1),
        blocks=(heading, first, second),
        quote=join_quotes([first.quote, second.quote]),
    )


def reading(
    name: str, kind: DocumentKind = REPORT, *, year: int | None = None, text: str = "De huur daalt."
) -> Reading:
    """A reading with something of everything."""
    doc = source(name).document
    sections = tuple(section(doc, number, text) for number in (1, 2, 3))
    said = quote(text, 2)
    pledged = StatementId(f"{doc}-p")
    return Reading(
        document=Document(doc, name, kind, f"Titel van {name}", "Stichting X", "algemeen", 4, year, (2022, 2030)),
        pages=(PageNote(1, 595.3, 841.9, PageVerdict.GOOD), PageNote(2, 595.3, 841.9, PageVerdict.DOUBTFUL, "scheef")),
        sections=sections,
        furniture=(block(doc, 1, 1, Role.RUNNING_HEADER, "Verslag"), block(doc, 2, 1, Role.PAGE_NUMBER, "2")),
        pledges=(
            Pledge(pledged, doc, PledgeClass.LISTED, said, "Wonen", "Huur", sections[0].id, "Kop 1", "Jo"),
            Pledge(StatementId(f"{doc}-q"), doc, PledgeClass.ASSIGNED, said, None, None, sections[1].id, "Kop 2"),
        ),
        results=(
            Result(
                StatementId(f"{doc}-r"), doc, "Kop 3", said, None, None, sections[2].id, Stage.DONE,
                (Sentence(said, Stage.DONE), Sentence(said, Stage.PLANNED)),
            ),
        ),
        passages=(
            Passage(f"{doc}-1", doc, 1, PassageKind.TEXT, sections[0].id, "Kop 1", "Wonen", None, 2, said),
            Passage(f"{doc}-2", doc, 2, PassageKind.PLEDGE, sections[1].id, "Kop 2", None, None, 2, said),
        ),
        problems=(Problem("layout", "geen tekst op de bladzijde", doc, 4), Problem("read", "geen titel", doc)),
    )  # fmt: skip


def match(plan: Reading, report: Reading, score: float = 0.8) -> Match:
    return Match(
        plan.pledges[0].id, report.results[0].id, report.document.id, score, 0.7, Label.DIRECT, quote("De huur daalt."),
        (Component("woorden", 0.7, "beide noemen ‘huur’"),),
    )  # fmt: skip


def review(judgement: Judgement = Judgement.DIRECT, *, at: datetime | None = None, note: str = "") -> Review:
    moment = at or datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    return Review(moment, "Noor", StatementId("p"), StatementId("r"), judgement, "De huur daalt.", "Kop 3", note)


def save(store: Store, *readings: Reading, stamp: str = "v1") -> None:
    for item in readings:
        store.save_reading(item, source=source(item.document.name), stamp=stamp)
