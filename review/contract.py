"""From what is kept to the four streams of the export contract, one JSON object a line. Fields never change meaning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from corpus.model import (
    Assignment,
    Block,
    Box,
    DocId,
    Document,
    Judgement,
    Match,
    Place,
    Pledge,
    Result,
    Review,
    Section,
    Sentence,
    StatementId,
)
from review.library import Library, owned

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


STREAMS = ("blocks", "sections", "statements", "matches", "reviews")


def exported(library: Library, stream: str, documents: Iterable[Document]) -> Iterator[str]:
    """The lines of one of the STREAMS, for these documents; reviews are of no document, and all given."""
    if stream == "reviews":
        yield from review_lines(library.reviews())
        return
    for document in documents:
        if stream == "statements":
            assignments = library.assignments()
            pledges = owned(library.pledges(document.id), assignments)
            yield from statement_lines(document, pledges, library.results(document.id), assignments)
        elif stream == "sections":
            yield from section_lines(document, library.sections(document.id))
        elif stream == "blocks":
            reading = library.reading(document.id)
            yield from block_lines(document, reading.sections, reading.furniture)
        else:
            yield from _matches(library, document)


def _matches(library: Library, report: Document) -> Iterator[str]:
    return match_lines(
        library.matches(report.id),
        {report.id: report},
        {pledge.id: pledge for pledge in library.pledges()},
        {result.id: result for result in library.results(report.id)},
        {(review.pledge, review.result): review.judgement for review in library.reviews()},
    )


def block_lines(document: Document, sections: Iterable[Section], furniture: Iterable[Block]) -> Iterator[str]:
    """Every block of a document in page and reading order, with the section it belongs to."""
    placed = [(block, section) for section in sections for block in section.blocks]
    loose: list[tuple[Block, Section | None]] = [(block, None) for block in furniture]
    for block, section in sorted([*placed, *loose], key=lambda pair: (pair[0].page, pair[0].order)):
        yield _line(
            document=document.name,
            page=block.page,
            order=block.order,
            role=block.role.value,
            level=block.level,
            text=block.text,
            bbox=_box(block.box),
            theme=section.theme if section else None,
            subtheme=section.subtheme if section else None,
            section=section.heading if section else None,
            continues=block.continues,
        )


def section_lines(document: Document, sections: Iterable[Section]) -> Iterator[str]:
    """Every section of a document, its text whole."""
    for section in sections:
        yield _line(
            document=document.name,
            page=section.page,
            pages=list(section.pages),
            heading=section.heading,
            kind=section.kind.value,
            path=list(section.path),
            theme=section.theme,
            subtheme=section.subtheme,
            text=section.text,
        )


def statement_lines(
    document: Document, pledges: Iterable[Pledge], results: Iterable[Result], assignments: Iterable[Assignment] = ()
) -> Iterator[str]:
    """Every pledge and every result of a document; of an assigned goal also which pledges it restates."""
    restated: dict[StatementId, list[Json]] = {}
    for one in assignments:
        if one.pledge:
            restated.setdefault(one.goal, []).append(one.pledge)
    for pledge in pledges:
        yield _line(
            id=pledge.id,
            document=document.name,
            kind="pledge",
            **{"class": pledge.pledge_class.value},
            text=pledge.text,
            label=pledge.label,
            theme=pledge.theme,
            subtheme=pledge.subtheme,
            section=pledge.heading,
            page=pledge.quote.page,
            boxes=_places(pledge.quote.places),
            owner=pledge.owner,
            confidence=round(pledge.confidence, 2),
            checkable=pledge.check.verdict.value if pledge.check else None,
            checkable_why=pledge.check.why if pledge.check else None,
            restates=restated.get(pledge.id, []),
        )
    for result in results:
        yield _line(
            id=result.id,
            document=document.name,
            kind="result",
            text=result.text,
            theme=result.theme,
            subtheme=result.subtheme,
            section=result.heading,
            page=result.quote.page,
            boxes=_places(result.quote.places),
            owner=None,
            stage=result.stage.value,
            part_of=result.part_of,
            sentences=[_sentence(one) for one in result.sentences],
        )


def _sentence(sentence: Sentence) -> Json:
    return {
        "text": sentence.quote.text,
        "stage": sentence.stage.value,
        "values": [
            {"kind": one.kind.value, "text": one.quote.text, "norm": one.norm, "boxes": _places(one.quote.places)}
            for one in sentence.values
        ],
    }


def match_lines(
    matches: Iterable[Match],
    documents: Mapping[DocId, Document],
    pledges: Mapping[StatementId, Pledge],
    results: Mapping[StatementId, Result],
    judgements: Mapping[tuple[StatementId, StatementId], Judgement],
) -> Iterator[str]:
    """Every candidate, with the reviewer's judgement where there is one."""
    for match in matches:
        pledge, result, report = pledges[match.pledge], results[match.result], documents[match.report]
        judgement = judgements.get((match.pledge, match.result))
        yield _line(
            pledge_id=pledge.id,
            pledge_text=pledge.text,
            report=report.name,
            year=report.year,
            result_id=result.id,
            result_heading=result.heading,
            result_text=result.text,
            evidence=match.evidence.text,
            page=match.evidence.page or result.quote.page,
            boxes=_places(match.evidence.places),
            score=round(match.score, 6),
            raw=match.raw,
            label=match.label.value,
            components={component.name: component.contribution for component in match.components},
            why={component.name: component.why for component in match.components},
            judgement=judgement.value if judgement else None,
        )


def review_lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Every decision, in the order in which they were made."""
    for review in reviews:
        yield _line(
            at=review.at.isoformat(),
            reviewer=review.reviewer,
            pledge_id=review.pledge,
            result_id=review.result,
            judgement=review.judgement.value,
            pledge_text=review.pledge_text,
            result_heading=review.result_heading,
            note=review.note,
        )


def _line(**fields: Json) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _box(box: Box) -> Json:
    return [round(edge, 1) for edge in (box.x0, box.top, box.x1, box.bottom)]


def _places(places: Iterable[Place]) -> Json:
    return [{"page": place.page, "bbox": _box(box)} for place in places for box in place.boxes]
