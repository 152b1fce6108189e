"""The pipeline itself: from the pages of a document to all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.model import (
    Block,
    DocId,
    Document,
    DocumentKind,
    Given,
    PageNote,
    PageVerdict,
    Reading,
    Role,
)
from pipeline.dutch import Known
from pipeline.glyphs import UNREADABLE
from pipeline.layout import layout
from pipeline.outline import outline
from pipeline.page import Opened, Page
from pipeline.passages import passages
from pipeline.pledges import pledges
from pipeline.recognise import Recognised, recognise
from pipeline.results import ReportRules, Split, results
from pipeline.rules import Rules


def read_document(
    opened: Opened,
    name: str,
    document: DocId,
    *,
    rules_for: Callable[[str], Rules],
    given: Given,
    known: Known,
    split: Split,
) -> Reading:
    """Lay out, outline and classify a PDF as it was read.

    `name` is the file name without its ending; `rules_for` chooses the rules by the opening text.
    """
    blocks, problems = layout(opened.pages, document, known=known)
    rules = rules_for(_opening(blocks, opened, name))
    about = _about(
        document, name, opened, recognise(blocks, name=name, title=opened.title, words=rules.kind_words), rules, given
    )
    sections, outline_problems = outline(
        blocks, document=document, themes=rules.themes, kind_of=rules.kind_of, known=known
    )
    pledged, pledge_problems = pledges(sections, is_cue=rules.is_cue, known=known)
    reported, result_problems = results(sections, split=split, rules=ReportRules(rules.is_owner_box))
    plan = about.kind is DocumentKind.PLAN
    pledged, reported = (pledged, ()) if plan else ((), reported)
    return Reading(
        about,
        tuple(_note(page, blocks) for page in opened.pages),
        sections,
        tuple(block for block in blocks if block.role.is_furniture),
        pledged,
        reported,
        passages(sections, pledged, reported, known=known),
        (*problems, *outline_problems, *(pledge_problems if plan else result_problems)),
    )


def _opening(blocks: Sequence[Block], opened: Opened, name: str) -> str:
    text = [block.text for block in blocks if block.page <= 3]
    return "\n".join((name, opened.title, opened.author, *text))


def _about(document: DocId, name: str, opened: Opened, found: Recognised, rules: Rules, given: Given) -> Document:
    kind = given.kind or found.kind
    return Document(
        document,
        name,
        kind,
        given.title or found.title,
        given.organisation or rules.organisation or opened.author,
        rules.profile,
        len(opened.pages),
        given.year or (found.year if kind is DocumentKind.REPORT else None),
        given.period or (found.period if kind is DocumentKind.PLAN else None),
    )


def _note(page: Page, blocks: Sequence[Block]) -> PageNote:
    """What the reader says of a page. A page with text that is none (unmapped glyphs) is doubtful."""
    if page.failure:
        return PageNote(page.number, page.width, page.height, PageVerdict.FAILED, page.failure)
    held = [block for block in blocks if block.page == page.number]
    text = " ".join(block.text for block in held if block.role is not Role.PAGE_NUMBER)
    if text and page.confidence is not None:
        sure = f"met tekstherkenning gelezen, zekerheid {page.confidence:.0%}".replace("%", " procent")
        return PageNote(page.number, page.width, page.height, PageVerdict.SCANNED, sure)
    if not text and page.hint:
        return PageNote(page.number, page.width, page.height, PageVerdict.EMPTY, page.hint)
    if not text:
        reason = "er staat een afbeelding, maar geen tekst" if page.images or page.panels else "er staat niets op"
        return PageNote(page.number, page.width, page.height, PageVerdict.EMPTY, reason)
    odd = text.count(UNREADABLE)
    if odd:
        return PageNote(
            page.number, page.width, page.height, PageVerdict.DOUBTFUL, f"{odd} tekens zonder leesbare letter"
        )
    return PageNote(page.number, page.width, page.height, PageVerdict.GOOD)
