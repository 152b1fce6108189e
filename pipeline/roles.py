"""From chunks in reading order to their roles, by size, weight, colour and place beside the document's body text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Role
from pipeline.chunks import Chunk
from pipeline.furniture import NOTE_MARK
from pipeline.lines import is_private

_LARGER = 1.12
"""From this share of the body size on, text is larger than the body."""
_DISPLAY = 1.7
"""From this share of the body size on, text is display type: titles, pull quotes."""
_HEADING_WORDS = 22
_OPENING_QUOTE = re.compile(r"^[\"“„‘'’«»]")
_DIVIDER_WORDS = 15

Style = tuple[int, bool, str, bool]
"""Size in half points, bold, colour, on a tab: what makes two headings of one level."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the running text of a document looks like."""

    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A chunk at its place in the reading order of its page."""

    page: int
    chunk: Chunk
    first: bool
    page_words: int
    page_height: float


def body_style(chunks: Iterable[Chunk]) -> Body:
    """The style of most characters. Size in points."""
    weight: Counter[tuple[float, bool, str]] = Counter()
    for chunk in chunks:
        for line in chunk.lines:
            if not line.turned:
                weight[round(line.size * 2) / 2, line.bold, line.colour] += len(line.text)
    if not weight:
        return Body(10.0, False, "")
    size, bold, colour = weight.most_common(1)[0][0]
    return Body(size, bold, colour)


def roles(placed: Sequence[Placed], body: Body) -> list[Role]:
    """The role of each chunk; `placed` is a whole document in reading order."""
    found: list[Role] = []
    for at, one in enumerate(placed):
        after = placed[at + 1] if at + 1 < len(placed) else None
        found.append(_role(one, found[-1] if found else None, after, body))
    return _with_unmarked_items(placed, found)


def _role(one: Placed, before: Role | None, after: Placed | None, body: Body) -> Role:
    chunk = one.chunk
    if chunk.cells:
        return Role.TABLE
    if chunk.tab and len(chunk.text) > 1:
        return Role.HEADING
    if _is_divider(one, body):
        return Role.TITLE if one.page == 1 else Role.DIVIDER
    if _is_quote(one, body):
        return Role.PULL_QUOTE
    if _is_heading(one, after, body):
        return _heading_role(one, body)
    if _is_item(chunk):
        return Role.LIST_ITEM if chunk.panel is None else Role.SIDEBAR_ITEM
    if _is_footnote(one, body):
        return Role.FOOTNOTE
    if _stands_out(chunk, body) and len(chunk.text.split()) >= 12 and chunk.panel is None:
        return Role.INTRO
    if before is Role.PULL_QUOTE and len(chunk.text) < 80:
        return Role.CAPTION
    return Role.CAPTION if _is_caption(chunk, body) else Role.PARAGRAPH


def _heading_role(one: Placed, body: Body) -> Role:
    if one.chunk.panel is not None:
        return Role.SIDEBAR_HEADING
    display = one.chunk.size >= _DISPLAY * body.size or one.chunk.lines[0].spaced
    return Role.TITLE if display and one.first else Role.HEADING


def _is_divider(one: Placed, body: Body) -> bool:
    return one.page_words <= _DIVIDER_WORDS and one.chunk.size >= _DISPLAY * body.size


def is_capitals(text: str) -> bool:
    """Mostly capitals, apart from small words."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 2 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _is_quote(one: Placed, body: Body) -> bool:
    chunk = one.chunk
    return (
        chunk.size >= 1.3 * body.size
        and bool(_OPENING_QUOTE.match(chunk.text))
        and len(chunk.text.split()) >= 4
        and not (one.first or chunk.lines[0].spaced)
    )


def _stands_out(chunk: Chunk, body: Body) -> bool:
    """Larger than the body, bold where the body is not, or in a colour of its own."""
    return (
        chunk.size >= _LARGER * body.size
        or (chunk.bold and not body.bold)
        or all(line.spaced for line in chunk.lines)
        or all(line.colour not in (body.colour, "", "white") and not line.marker for line in chunk.lines)
    )


def _is_heading(one: Placed, after: Placed | None, body: Body) -> bool:
    chunk = one.chunk
    words = len(chunk.text.split())
    if not _stands_out(chunk, body) or words > _HEADING_WORDS or not any(char.isalpha() for char in chunk.text):
        return False
    if chunk.size < 0.95 * body.size and chunk.panel is None and not is_capitals(chunk.text):
        return False
    if chunk.text.rstrip().endswith((".", ",", ";")) and chunk.size < _DISPLAY * body.size:
        return False
    if is_bullet(chunk.marker):
        return False
    return (chunk.size >= _DISPLAY * body.size and one.page > 1) or _heads(one, after, body)


def _heads(one: Placed, after: Placed | None, body: Body) -> bool:
    """Text, or a lesser heading, comes next: right below, or at the head of the next column or page."""
    if after is None:
        return False
    chunk, below = one.chunk, after.chunk
    if not below.cells and below.size > chunk.size * 1.05 and _stands_out(below, body) and not (chunk.tab or below.tab):
        return False
    if after.page != one.page:
        return after.page == one.page + 1 and not chunk.panel
    gap = below.box.top - chunk.box.bottom
    if gap < -chunk.size:
        return True  # on to the next column
    overlaps = min(chunk.box.x1, below.box.x1) > max(chunk.box.x0, below.box.x0)
    return overlaps and gap < 3 * max(chunk.size, body.size)


def is_bullet(marker: str) -> bool:
    """A list marker that is no number or letter."""
    return bool(marker) and (is_private(marker) or not any(char.isalnum() for char in marker))


def _is_item(chunk: Chunk) -> bool:
    return bool(chunk.marker)


def _is_footnote(one: Placed, body: Body) -> bool:
    chunk = one.chunk
    low = chunk.box.top > 0.75 * one.page_height
    return low and chunk.size < 0.92 * body.size and bool(NOTE_MARK.match(chunk.text))


def _is_caption(chunk: Chunk, body: Body) -> bool:
    words = len(chunk.text.split())
    small = chunk.size < 0.9 * body.size and words < 40
    return small or (_stands_out(chunk, body) and words < 16)


def _with_unmarked_items(placed: Sequence[Placed], found: list[Role]) -> list[Role]:
    """A paragraph that hangs exactly as the items before it do is an item that lost its marker."""
    result = list(found)
    for at in range(1, len(placed)):
        before, one = placed[at - 1], placed[at]
        if result[at] is not Role.PARAGRAPH or result[at - 1] is not Role.LIST_ITEM:
            continue
        hang = _hang(placed, result, at - 1)
        step = one.chunk.box.top - before.chunk.box.bottom
        near = one.page != before.page or 0 <= step < 1.2 * one.chunk.size
        if hang is not None and abs(one.chunk.box.x0 - hang) < 1.5 and near and one.chunk.size == before.chunk.size:
            result[at] = Role.LIST_ITEM
    return result


def _hang(placed: Sequence[Placed], found: Sequence[Role], at: int) -> float | None:
    """Where the text of this list's items begins: the left edge of a second line, if the marker stands left of it."""
    while at >= 0 and found[at] is Role.LIST_ITEM:
        lines = placed[at].chunk.lines
        if len(lines) > 1 and lines[0].marker and lines[1].box.x0 > lines[0].box.x0 + 3:
            return lines[1].box.x0
        at -= 1
    return None


def levels(placed: Sequence[Placed], found: Sequence[Role]) -> list[int]:
    """For each chunk 0, or its heading level: 1 for the largest style, a tab's style right above what follows it."""
    styles = [_style(one.chunk) if role.is_heading else None for one, role in zip(placed, found, strict=True)]
    ranks: dict[Style, float] = {style: float(style[0]) + (0.5 if style[1] else 0) for style in styles if style}
    under: dict[Style, Counter[Style]] = defaultdict(Counter)
    for style, following in pairwise(styles):
        if style and following and style[3] and not following[3]:
            under[style][following] += 1
    for style, count in under.items():
        ranks[style] = max(ranks[count.most_common(1)[0][0]] + 0.25, ranks[style])
    order = sorted(set(ranks.values()), reverse=True)
    return [order.index(ranks[style]) + 1 if style else 0 for style in styles]


def _style(chunk: Chunk) -> Style:
    return round(chunk.size * 2), chunk.bold, chunk.lines[0].colour, chunk.tab
