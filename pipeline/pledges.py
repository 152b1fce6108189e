"""From the sections of a plan to its pledges: the items of the lists that a cue introduces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.model import (
    Block,
    Pledge,
    PledgeClass,
    Problem,
    Quote,
    Role,
    Section,
    Staged,
    StatementId,
    content_id,
)
from pipeline.dutch import Known, joined

_ITEMS = frozenset({Role.LIST_ITEM, Role.SIDEBAR_ITEM})
_LABEL_WORDS = 8
_SMALL = frozenset(
    "de het een en of van in op te dat die met voor aan om door als bij naar uit tot over hun die is zijn".split()
)
"""Words that a label should not end with."""


def pledges(sections: Iterable[Section], *, is_cue: Callable[[str], bool], known: Known) -> Staged[Pledge]:
    """The items of every list that a cue introduces, whole, also over a page end.

    A cue is a heading, or the last sentence before a list. A cue that no list follows is a problem.
    """
    found: list[Pledge] = []
    problems: list[Problem] = []
    for section in sections:
        for cue, items in _cued_lists(section, is_cue):
            if items:
                found += [_pledge(section, quote) for quote in _whole(items, known)]
            else:
                message = f"na ‘{cue}’ volgt geen opsomming van toezeggingen"
                problems.append(Problem("statements", message, section.document, section.page))
    return tuple(found), tuple(problems)


def _cued_lists(section: Section, is_cue: Callable[[str], bool]) -> Iterator[tuple[str, list[Block]]]:
    """Each cue in a section with the items right after it."""
    blocks = [block for block in section.blocks if block.role is not Role.FOOTNOTE]
    for at, block in enumerate(blocks):
        if block.role not in _ITEMS and is_cue(_last_line(block)):
            items = _items(blocks[at + 1 :])
            # A heading alone says what follows; a sentence that sounds like a cue needs a list to be one.
            if items or (block.role.is_heading and len(blocks) > 1):
                yield block.text, items


def _last_line(block: Block) -> str:
    """What of a block may be a cue: a heading whole, of a paragraph its last sentence."""
    if block.role.is_heading:
        return block.text
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", block.text)[-1]


def _items(blocks: Sequence[Block]) -> list[Block]:
    """The list at the head of the blocks; what goes on from an item belongs to it, quotes and captions are passed."""
    items: list[Block] = []
    for block in blocks:
        if block.role in _ITEMS or (items and block.continues):
            items.append(block)
        elif block.role not in (Role.PULL_QUOTE, Role.CAPTION):
            break
    return items


def _whole(items: Sequence[Block], known: Known) -> list[Quote]:
    quotes: list[Quote] = []
    for item in items:
        if item.continues and quotes:
            quotes[-1] = joined(quotes[-1], item.quote, known)
        else:
            quotes.append(item.quote)
    return quotes


def _pledge(section: Section, quote: Quote) -> Pledge:
    return Pledge(
        StatementId(content_id(section.document, quote.page, quote.text)),
        section.document,
        PledgeClass.LISTED,
        quote,
        section.theme,
        section.subtheme,
        section.id,
        section.heading,
        label=short_label(quote.text),
    )


def short_label(text: str) -> str:
    """The first words of a statement, at most eight, up to the first break in it; asides between brackets left out.

    >>> short_label("Emancipatie: iedere volwassene moet kunnen leren.")
    'Emancipatie'
    >>> short_label("Het mogelijk maken van (vergaande) samenwerking tussen scholen in de regio en daarbuiten.")
    'Het mogelijk maken van samenwerking tussen scholen…'
    """
    plain = re.sub(r"\s*\([^()]*\)", "", text)
    words = re.split(r"(?<=\w)[:;.!?](?=\s|$)|\s–", plain, maxsplit=1)[0].split()
    label = words[:_LABEL_WORDS]
    while len(words) > len(label) > 2 and label[-1].lower().strip(",") in _SMALL:
        label.pop()
    return " ".join(label).rstrip(",") + ("…" if len(words) > len(label) else "")
