"""The pipeline itself: from the pages of a document to all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from corpus.model import (
    Block,
    Check,
    DocId,
    Document,
    DocumentKind,
    Given,
    PageNote,
    PageVerdict,
    Pledge,
    Problem,
    Quote,
    Reading,
    Result,
    Role,
    Section,
    Staged,
)
from pipeline.assigned import goals
from pipeline.checkable import check
from pipeline.commitment_cues import PATTERNS
from pipeline.commitments import commitments
from pipeline.dutch import Known
from pipeline.glyphs import UNREADABLE
from pipeline.language import Dutch
from pipeline.layout import layout
from pipeline.outline import outline
from pipeline.page import Opened, Page
from pipeline.passages import passages
from pipeline.pledges import pledges
from pipeline.recognise import Recognised, organisation_of, recognise
from pipeline.results import ReportRules, results, valued
from pipeline.rules import Rules
from pipeline.values import values


def read_document(
    opened: Opened,
    name: str,
    document: DocId,
    *,
    rules_for: Callable[[str], Rules],
    given: Given,
    known: Known,
    language: Dutch,
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
    plan = about.kind is DocumentKind.PLAN
    if plan:
        pledged, statement_problems = _pledges(sections, rules, language, known, given.organisation)
        reported: tuple[Result, ...] = ()
    else:
        pledged = goals(sections, rules=rules.box, known=known)
        reported, statement_problems = _results(sections, rules, language, about.year)
    return Reading(
        about,
        tuple(_note(page, blocks) for page in opened.pages),
        sections,
        tuple(block for block in blocks if block.role.is_furniture),
        pledged,
        reported,
        passages(sections, pledged, reported, known=known),
        (*_noted(opened, document), *problems, *outline_problems, *statement_problems),
    )


def _pledges(
    sections: Sequence[Section], rules: Rules, language: Dutch, known: Known, organisation: str | None
) -> Staged[Pledge]:
    """The pledges in lists, and after them those in running text, each with whether it can be checked."""
    named = language.organisations(rules.organisations)

    def judge(quote: Quote) -> Check:
        return check(quote.text, values(quote, year=None, named=named, singular=language.singular))

    listed, problems = pledges(sections, is_cue=rules.is_cue, known=known, check=judge)
    found, more = commitments(
        sections,
        find=language.patterns(PATTERNS),
        split=language.sentences,
        known=known,
        listed=listed,
        organisation=organisation or rules.organisation,
    )
    in_text = (replace(pledge, check=judge(pledge.quote)) for pledge in found)
    return (*listed, *in_text), (*problems, *more)


def _noted(opened: Opened, document: DocId) -> Iterator[Problem]:
    return (Problem("read", note, document) for note in opened.notes)


def _results(sections: Sequence[Section], rules: Rules, language: Dutch, year: int | None) -> Staged[Result]:
    found, problems = results(sections, split=language.sentences, rules=ReportRules(rules.is_owner_box), year=year)
    named = language.organisations(rules.organisations)
    return valued(found, partial(values, year=year, named=named, singular=language.singular)), problems


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
        given.organisation or rules.organisation or organisation_of(opened.author),
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
    if page.doubtful:
        return PageNote(page.number, page.width, page.height, PageVerdict.DOUBTFUL, page.hint)
    odd = text.count(UNREADABLE)
    if odd:
        return PageNote(
            page.number, page.width, page.height, PageVerdict.DOUBTFUL, f"{odd} tekens zonder leesbare letter"
        )
    return PageNote(page.number, page.width, page.height, PageVerdict.GOOD)
