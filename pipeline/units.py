"""From the blocks of a section to its paragraphs, items and tables, each whole over line, column and page ends.

Alone knows by its place on the page that a block belongs to a list whose mark it lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Block, Quote, Role, Word
from pipeline.dutch import Known, joined

ITEMS = frozenset({Role.LIST_ITEM, Role.SIDEBAR_ITEM})
_ASIDE = frozenset({Role.PULL_QUOTE, Role.CAPTION, Role.FOOTNOTE})
_GOES_ON = frozenset({Role.PARAGRAPH, Role.INTRO, Role.CAPTION})
_MAY_GO_ON = frozenset({Role.PARAGRAPH, Role.INTRO}) | ITEMS
_ENDED = re.compile(r"[.!?:;…][’”\"')\]]*$")
_BULLET = re.compile(r"^(?:[-–—•▪‣◦●■*o]|\d{1,3}[.)]|[a-z][.)])\s")
NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)]|(?:doel(?:stelling)?|ambitie|actie|maatregel|afspraak|speerpunt|belofte"
    r"|voornemen|toezegging)\s+\d+(?:\.\d+)*\s*[:.–-]?)\s+\w",
    re.IGNORECASE,
)
"""1. Meer woningen; Doel 2: meer woningen."""
_INDENT = 3.0
"""Points by which the lines of an item stand to the right of its mark, at least."""
_SHORT_OF_EDGE = 90.0
"""Points that a line may fall short of the right edge when the word that follows is long."""
_WHITE = 0.25
"""Lines of white between two lines of text that are more than the white of the text itself."""
_LINE = 0.8
"""Lines by which the white above an item may differ from that between its siblings."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, item, table or heading of a section, whole; `first` and `last` are the blocks it is made of."""

    role: Role
    quote: Quote
    first: Block
    last: Block

    @property
    def text(self) -> str:
        return self.quote.text

    def with_more(self, block: Block, known: Known) -> Unit:
        return replace(self, quote=joined(self.quote, block.quote, known), last=block)


def units(blocks: Iterable[Block], known: Known) -> Iterator[Unit]:
    """What goes on elsewhere, or hangs below its first line as a block of its own, is joined to where it began.

    Captions, quotes and footnotes between the two parts come after the whole.
    """
    held = list(blocks)
    pitch = min((step for block in held if block.role in ITEMS for _, _, step in _line_ends(block.quote)), default=0.0)
    for unit in _whole(held, known):
        yield from _apart(unit, pitch) if unit.role in ITEMS else (unit,)


def _whole(held: Sequence[Block], known: Known) -> Iterator[Unit]:
    edges = _right_edges(held)
    whole: Unit | None = None
    aside: list[Unit] = []
    for block in held:
        if whole and (block.continues or _hangs(whole, block, edges)):
            whole = whole.with_more(block, known)
        elif whole and whole.role in _MAY_GO_ON and block.role in _ASIDE:
            aside.append(_alone(block))
        else:
            yield from (*((whole,) if whole else ()), *aside)
            whole, aside = _alone(block), []
    yield from (*((whole,) if whole else ()), *aside)


def items_of(held: Sequence[Unit], start: int, known: Known) -> list[Unit]:
    """The list that begins at `start`: items, or numbered paragraphs, or a table; quotes and captions are passed.

    A paragraph among items that stands where their text stands, as far below the last one, is an item or goes on from
    one; a paragraph that stands anywhere else ends the list.
    """
    found: list[Unit] = []
    for unit in held[start:]:
        if unit.role in _ASIDE:
            continue
        if unit.role is Role.TABLE and not found:
            return [unit]
        if unit.role in ITEMS or _is_goal(unit, found) or (found and _lost_its_mark(unit, found, held)):
            found.append(unit)
        else:
            break
    return found


def _alone(block: Block) -> Unit:
    return Unit(block.role, block.quote, block, block)


def _right_edges(blocks: Iterable[Block]) -> dict[int, float]:
    """How far to the right the text reaches on each page."""
    edges: dict[int, float] = {}
    for block in blocks:
        edges[block.page] = max(edges.get(block.page, 0), block.box.x1)
    return edges


def _line_ends(quote: Quote) -> Iterator[tuple[Word, Word, float]]:
    """The last word of each line, the word after it on the same page, and how much lower that stands."""
    for last, word in pairwise(quote.words):
        step = word.box.bottom - last.box.bottom
        if word.page == last.page and step > last.box.height / 2:
            yield last, word, step


def _apart(unit: Unit, pitch: float) -> Iterator[Unit]:
    """An item, cut where a sentence ends above more white than parts its lines: there one without a mark begins."""
    start = 0
    for last, word, step in _line_ends(unit.quote):
        white = step > pitch + _WHITE * last.box.height
        if white and _ENDED.search(unit.text[: last.end]) and unit.text[word.start].isupper():
            yield replace(unit, quote=unit.quote.cut(start, last.end))
            start = word.start
    yield replace(unit, quote=unit.quote.cut(start, len(unit.text))) if start else unit


def _hangs(unit: Unit, block: Block, edges: dict[int, float]) -> bool:
    """A block in mid-sentence, below or on the page after one that did not end its own."""
    if block.panel != unit.last.panel or _ENDED.search(unit.text) or unit.role not in _MAY_GO_ON:
        return False
    if not block.text[:1].islower() or _BULLET.match(block.text):
        return False
    if block.role in _GOES_ON:
        return block.page == unit.last.page or (unit.role in ITEMS and block.page == unit.last.page + 1)
    # What was taken for an item of its own is one, unless the line above it ran on to the edge.
    indented = block.box.x0 > unit.first.box.x0 + _INDENT
    ran_on = bool(unit.quote.words) and unit.quote.words[-1].box.x1 > edges[unit.last.page] - _SHORT_OF_EDGE
    return block.role in ITEMS and unit.role in ITEMS and block.page == unit.last.page and indented and ran_on


def _is_goal(unit: Unit, found: Sequence[Unit]) -> bool:
    """A paragraph with a number, at the head of the list or among others with one."""
    numbered = unit.role in _GOES_ON and bool(NUMBERED.match(unit.text))
    return numbered and (not found or bool(NUMBERED.match(found[0].text)))


def _lost_its_mark(unit: Unit, found: Sequence[Unit], held: Sequence[Unit]) -> bool:
    """A paragraph whose lines begin where those of the items do, to the right of the margin, no further below."""
    if unit.role not in _GOES_ON or unit.text.endswith(":"):
        return False
    left, page = _left(unit), unit.first.page
    beside = [item for item in found if (item.first.page, item.first.panel) == (page, unit.first.panel)]
    siblings = beside or [item for item in found if item.first.panel == unit.first.panel]
    margins = [
        item.first.box.x0 for item in siblings if item.role in ITEMS and item.first.box.x0 < _left(item) - _INDENT
    ]
    margins += [
        one.first.box.x0
        for one in held
        if one.first.page == siblings[0].first.page and one.role not in ITEMS | {unit.role}
    ]
    aligned = any(abs(_left(item) - left) < _INDENT for item in siblings)
    return aligned and any(margin < left - _INDENT for margin in margins) and _is_near(unit, found)


def _left(unit: Unit) -> float:
    """Where the text of a unit begins, behind the mark of an item."""
    return unit.quote.words[0].box.x0 if unit.quote.words else unit.first.box.x0


def _is_near(unit: Unit, found: Sequence[Unit]) -> bool:
    """As far below the last item as the items are from one another; on another page the place alone counts."""
    last = found[-1].last
    if last.page != unit.first.page:
        return True
    gaps = [b.first.box.top - a.last.box.bottom for a, b in pairwise(found) if a.last.page == b.first.page]
    line = unit.quote.words[0].box.height if unit.quote.words else 12.0
    return unit.first.box.top - last.box.bottom <= max([gap for gap in gaps if gap >= 0], default=0.0) + _LINE * line
