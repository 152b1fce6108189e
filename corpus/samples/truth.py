"""Finished sheets and their items in, what a reader should find in them out, as JSON. Alone knows those forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from corpus.model import Box, Role, around
from corpus.samples.content import Item
from corpus.samples.typeset import PAGE_HEIGHT, PAGE_WIDTH, Joint, Piece, Sheet

Json = dict[str, object]

OWNER = re.compile(r"Portefeuille van (.+?), (.+):$")
ASSIGNED = "Koersplan 2024-2028:"
PROMISE = re.compile(
    r"Wij zullen daarom elk jaar|Uiterlijk in 2026 heeft ieder lid|Wij gaan met alle betrokken"
    r"|Het bureau helpt ieder lid|De ledenraad bespreekt ieder najaar"
)
"""How the sentences of the plan begin that commit the association outside the lists."""
SEARCHES = {
    "reizigersveiligheid": ("reizigersveiligheid", "veiligheid van reizigers"),
    "veiligheidsbeheersysteem": ("veiligheidsbeheersysteem",),
    "veiligheidsregio": ("veiligheidsregio",),
    "leven lang varen": ("leven lang varen", "llv"),
    "botenhuis": ("botenhuis", "botenhuizen"),
    "schip": ("schip", "schepen"),
    "steigers": ("steiger", "steigers"),
    "vaartijd": ("vaartijd", "vaartijden"),
    "zij-instromers": ("zij-instromers",),
    "Daniel Steigerma": ("daniël steigerma",),
}
"""A search, and the words in print that answer it: a compound, its parts, inflections, an abbreviation, an accent."""


def block_truth(sheets: Sequence[Sheet], document: str, title: str) -> Json:
    """Every block in reading order, page by page, with role, text, box and place in the outline."""
    ids = {id(piece): f"b{number:04}" for number, piece in enumerate(_pieces(sheets), start=1)}
    whole: dict[Item, list[Piece]] = {}
    for piece in _pieces(sheets):
        whole.setdefault(piece.item, []).append(piece)
    pages: list[Json] = [
        {
            "number": sheet.number,
            "label": sheet.label,
            "blocks": [
                {"id": ids[id(piece)], **_block(piece, whole[piece.item]), "para_id": ids[id(whole[piece.item][0])]}
                for piece in _reading_order(sheet)
            ],
        }
        for sheet in sheets
    ]
    return {
        "document": f"{document}.pdf",
        "title": title,
        "page_size": [PAGE_WIDTH, PAGE_HEIGHT],
        "bbox_convention": "points, origin top-left: [x0, top, x1, bottom]",
        "pages": pages,
    }


def pledge_truth(sheets: Sequence[Sheet], document: str) -> Json:
    """The listed pledges of the plan, and what it promises in running text."""
    pledges = [
        {"id": piece.item.note.split()[0], **_outline(piece.item), "text": piece.item.text, "page": sheet.number}
        for sheet in sheets
        for piece in sheet.pieces
        if piece.item.role is Role.LIST_ITEM and not piece.continues
    ]
    prose = (piece.item.text for piece in _pieces(sheets) if piece.item.role is Role.PARAGRAPH and not piece.continues)
    sentences = (sentence for text in prose for sentence in re.split(r"(?<=\.) ", text))
    optional = [sentence for sentence in sentences if PROMISE.match(sentence)]
    return {"document": document, "pledges": pledges, "optional_pledges": optional}


def section_truth(sheets: Sequence[Sheet], document: str) -> Json:
    """The sections of a report's chapters: heading, theme, subtheme, whole text, and the pages they stand on."""
    results: list[Json] = []
    for number, (head, items) in enumerate(_sections(sheets), start=1):
        pages = [s.number for s in sheets if any(p.item.place == head.place or p.item in items for p in s.pieces)]
        text = " ".join(item.text for item in items)
        results.append({"id": f"R{number:02}", **_outline(head), "heading": head.text, "text": text, "pages": pages})
    return {"document": document, "results": results}


def match_truth(plan: Json, sheets: Sequence[Sheet], document: str) -> Json:
    """The pledges, the sections, and for each pledge the sections that answer it (2 directly, 1 in support)."""
    sections = section_truth(sheets, document)
    matches: dict[str, list[tuple[str, int]]] = {}
    for number, (head, _) in enumerate(_sections(sheets), start=1):
        for pledge, grade in re.findall(r"(P\d+) (\d)", head.note):
            matches.setdefault(pledge, []).append((f"R{number:02}", int(grade)))
    return {
        "plan": plan["document"],
        "report": document,
        "pledges": plan["pledges"],
        "results": sections["results"],
        "matches": dict(sorted(matches.items())),
    }


def portfolio_truth(sheets: Sequence[Sheet], document: str) -> Json:
    """The goals that a report lays with a person: whose, what, which pledge they restate, on what page."""
    goals = [
        {**_owner(piece.item), "text": piece.item.text, "pledge": piece.item.note or None, "page": sheet.number}
        for sheet in sheets
        for piece in sheet.pieces
        if piece.item.role is Role.SIDEBAR_ITEM
    ]
    return {"document": document, "goals": goals}


def search_truth(documents: Mapping[str, Sequence[Sheet]]) -> list[Json]:
    """For each search the pages where something answers it, and in which words; a text counts where it begins."""
    return [
        {"query": query, "hits": [hit for name, sheets in documents.items() for hit in _hits(name, sheets, printed)]}
        for query, printed in SEARCHES.items()
    ]


def _hits(document: str, sheets: Sequence[Sheet], printed: tuple[str, ...]) -> Iterator[Json]:
    for sheet in sheets:
        text = " ".join(p.item.text for p in _reading_order(sheet) if not p.continues and not p.item.role.is_furniture)
        for words in printed:
            if re.search(rf"\b{words}\b", text.lower()):
                yield {"document": document, "page": sheet.number, "words": words}


def _block(piece: Piece, siblings: list[Piece]) -> Json:
    item = piece.item
    block: Json = {
        "role": item.role.value,
        "text": _text(piece, last=piece is siblings[-1]),
        "bbox": [round(edge, 1) for edge in _edges(around(line.box for line in piece.lines))],
        "section": item.place.section,
        **_outline(item),
    }
    if item.level:
        block["level"] = item.level
    if item.level == 4:
        block["kind"] = "pledge_intro"
    if item.role is Role.SIDEBAR_ITEM:
        block["group"] = (item.place.group or "").removesuffix(":")
    if item.role is Role.LIST_ITEM and re.match(r"P\d", item.note):
        block["pledge"] = item.note.split()[0]
    if item.role is Role.TABLE:
        block["cells"] = [row.split(" | ") for row in item.text.split("\n")]
    if piece.continues:
        block |= {"continued": True, "join": _join(siblings[siblings.index(piece) - 1])}
    elif len(siblings) > 1:
        block["full_text"] = item.text
    return block


def _text(piece: Piece, *, last: bool) -> str:
    """Of one piece: words joined that a line end broke, except where the piece ends."""
    if piece.item.role is Role.TABLE or (last and not piece.continues):
        return piece.item.text
    text = ""
    for line in piece.lines:
        text += line.text.removesuffix("-") if line.joint is Joint.ADDED_HYPHEN else line.text
        text += " " if line.joint is Joint.SPACE else ""
    cut = piece.lines[-1].joint is Joint.ADDED_HYPHEN
    return text.rstrip() + "-" * cut


def _join(before: Piece) -> str:
    return " " if before.lines[-1].joint is Joint.SPACE else ""


def _sections(sheets: Sequence[Sheet]) -> Iterator[tuple[Item, list[Item]]]:
    """Each section heading in a chapter, and the items under it that are its text."""
    items = list(dict.fromkeys(piece.item for piece in _pieces(sheets)))
    inside = [item for item in items if item.place.theme and item.place.subtheme]
    for _, group in groupby(inside, key=lambda item: item.place.section):
        head, *rest = group
        body = [item for item in rest if item.role in (Role.PARAGRAPH, Role.LIST_ITEM)]
        if body and head.level == 3:
            yield head, body


def _reading_order(sheet: Sheet) -> list[Piece]:
    """Running header first, page number last, the rest as it was set."""
    edge = {Role.RUNNING_HEADER: 0, Role.FOOTNOTE: 2, Role.PAGE_NUMBER: 3}
    return sorted(sheet.pieces, key=lambda piece: edge.get(piece.item.role, 1))


def _pieces(sheets: Iterable[Sheet]) -> Iterator[Piece]:
    return (piece for sheet in sheets for piece in _reading_order(sheet))


def _outline(item: Item) -> Json:
    return {"theme": item.place.theme, "subtheme": item.place.subtheme}


def _owner(item: Item) -> Json:
    named = OWNER.match(item.place.box or "")
    name, function = (named[1], named[2]) if named else (None, None)
    return {"owner": name, "function": function, "assigned": item.place.group == ASSIGNED}


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom
