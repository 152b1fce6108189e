"""Lists under a cue as they stand on a page: items whose mark was lost, what follows a list, goals in tables."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from building import DOC, block, language, told
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Checkable, Pledge, Section
from pipeline.checkable import check
from pipeline.layout import layout
from pipeline.outline import outline
from pipeline.pledges import pledges
from pipeline.read import read_pdf

CUE = "Daar gaan we voor:"
MARGIN, MARK, TEXT = 72.0, 80.0, 94.0
"""Where paragraphs, the marks of items and the text of items begin."""

Line = tuple[str, float, str, float]
"""Mark, left edge, text, and the white above the line in points."""


def drawn(*pages: Sequence[Line]) -> bytes:
    """A plan with a heading, some text and a cue, and these lines under it, page after page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number, lines in enumerate(pages):
        y = 780.0
        if not number:
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(MARGIN, y, "Varen in de buurt")
            canvas.setFont("Helvetica", 10)
            for text in (
                "De rivier is breed en de ponten zijn oud, maar iedereen vaart er graag mee.",
                "In de zomer is het er drukker dan in de winter, als het vriest en waait.",
            ):
                y -= 24 if y == 780 else 12
                canvas.drawString(MARGIN, y, text)
            canvas.setFont("Helvetica-Bold", 11)
            y -= 26
            canvas.drawString(MARGIN, y, CUE)
        canvas.setFont("Helvetica", 10)
        for mark, left, text, above in lines:
            y -= 12 + above
            if mark:
                canvas.drawString(MARK, y, mark)
            canvas.drawString(left, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def sections_of(data: bytes) -> tuple[Section, ...]:
    blocks, _ = layout(read_pdf(data).pages, DOC, known=lambda word: False)
    found, _ = outline(blocks, document=DOC, themes=(), kind_of=lambda _: None, known=lambda word: False)
    return found


def listed(sections: Sequence[Section]) -> list[Pledge]:
    found, problems = pledges(sections, is_cue=lambda line: line == CUE, known=lambda word: False)
    assert problems == ()
    return list(found)


def test_an_item_that_lost_its_dash_is_still_an_item() -> None:
    """An item without a mark is known by its place: its lines begin where those of its siblings do."""
    data = drawn(
        [
            ("–", TEXT, "Stille motoren in alle ponten van de bond.", 4),
            ("", TEXT, "Een steiger in elk dorp langs de rivier, met een hek en een bank voor wie er", 4),
            ("", TEXT, "op een pont moet wachten.", 0),
            ("–", TEXT, "Lagere prijzen voor scholieren.", 4),
        ]
    )

    found = [pledge.text for pledge in listed(sections_of(data))]

    assert found == [
        "Stille motoren in alle ponten van de bond.",
        "Een steiger in elk dorp langs de rivier, met een hek en een bank voor wie er op een pont moet wachten.",
        "Lagere prijzen voor scholieren.",
    ]


def test_the_last_item_may_have_lost_its_dash() -> None:
    """So is the last one; the paragraph that follows the list, at the margin, is no item."""
    data = drawn(
        [
            ("–", TEXT, "Stille motoren in alle ponten van de bond.", 4),
            ("–", TEXT, "Lagere prijzen voor scholieren.", 4),
            ("", TEXT, "Een steiger in elk dorp langs de rivier.", 4),
            ("", MARGIN, "Dat alles kost geld, en daarover praten de veren met de gemeenten langs de rivier.", 8),
            ("", MARGIN, "In het voorjaar is er meer bekend over de bijdrage van de provincie daaraan.", 0),
        ]
    )

    found = [pledge.text for pledge in listed(sections_of(data))]

    assert found == [
        "Stille motoren in alle ponten van de bond.",
        "Lagere prijzen voor scholieren.",
        "Een steiger in elk dorp langs de rivier.",
    ]


def test_an_indented_paragraph_further_down_ends_the_list() -> None:
    """White between the list and what follows says that the list is over, wherever its lines begin."""
    data = drawn(
        [
            ("–", TEXT, "Stille motoren in alle ponten van de bond.", 4),
            ("–", TEXT, "Lagere prijzen voor scholieren.", 4),
            ("", TEXT, "Bron: onderzoek onder schippers in de zomer.", 40),
        ]
    )

    found = [pledge.text for pledge in listed(sections_of(data))]

    assert found == ["Stille motoren in alle ponten van de bond.", "Lagere prijzen voor scholieren."]


def test_an_item_over_a_page_end_is_whole() -> None:
    """An item that runs on over a page end is one pledge, and the list goes on behind it, dash or no dash."""
    data = drawn(
        [
            *(("–", TEXT, f"Een steiger bij pont {number} en een hek daarlangs.", 4) for number in range(36)),
            ("–", TEXT, "Lagere prijzen voor scholieren die elke dag met het kleine veer over de rivier", 4),
        ],
        [
            ("", TEXT, "naar hun school in de stad moeten varen.", 0),
            ("–", TEXT, "Een vest voor iedere reiziger, ook in de winter, als er maar weinig mensen op", 8),
            ("", TEXT, "de ponten zijn.", 0),
            ("", TEXT, "Stille motoren in alle ponten van de bond.", 8),
        ],
    )

    found = [pledge.text for pledge in listed(sections_of(data))]

    assert found[36:] == [
        "Lagere prijzen voor scholieren die elke dag met het kleine veer over de rivier naar hun school in de stad "
        "moeten varen.",
        "Een vest voor iedere reiziger, ook in de winter, als er maar weinig mensen op de ponten zijn.",
        "Stille motoren in alle ponten van de bond.",
    ]


def test_the_rows_of_a_table_under_a_cue_are_pledges() -> None:
    """Each row of a table that a cue introduces is a pledge, but for the row that heads its columns."""
    blocks = [
        block("Koers", "1"),
        block(CUE, "text", order=2),
        block("Doel | Wanneer\nStille motoren | 2028\nVeilige steigers | 2030", "table", order=3),
    ]
    sections, _ = outline(blocks, document=DOC, themes=(), kind_of=lambda _: None, known=lambda word: False)

    assert [pledge.text for pledge in listed(sections)] == ["Stille motoren | 2028", "Veilige steigers | 2030"]


def test_a_listed_pledge_is_headed_by_what_stands_above_the_cue() -> None:
    """The heading of a listed pledge is that of the section a reader is in, not the cue."""
    source = ["1 | Wonen", "2 | Huren", "text | De huur is hoog.", f"2 | {CUE}", "item | Lagere huren."]
    given = told([f"cue {CUE}", *source])
    sections, _ = outline(given.blocks, document=DOC, themes=(), kind_of=given.kind_of, known=lambda word: False)

    assert [pledge.heading for pledge in listed(sections)] == ["Huren"]


def test_a_listed_pledge_tells_whether_it_can_be_checked() -> None:
    """The verdict of whoever checks pledges is kept with each of them."""
    given = told([f"cue {CUE}", "1 | Wonen", f"text | {CUE}", "item | Het invoeren van een norm."])
    sections, _ = outline(given.blocks, document=DOC, themes=(), kind_of=given.kind_of, known=lambda word: False)

    (found,), _ = pledges(
        sections, is_cue=given.is_cue, known=lambda word: False, check=lambda quote: check(quote.text)
    )

    assert found.check and found.check.verdict is Checkable.YES
    assert language().sentences(found.check.why) == ((0, len(found.check.why)),)
