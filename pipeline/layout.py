"""From pages to blocks: what stands on each page, in the order in which a person reads it, and as what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.model import BAR, Block, Box, DocId, Problem, Quote, Role, Staged, Word, around, join_quotes
from pipeline.chunks import Chunk, chunks
from pipeline.dutch import Known, clean, running_text, vocabulary, without_marker
from pipeline.furniture import Furniture, furniture
from pipeline.glyphs import repaired
from pipeline.lines import lines
from pipeline.order import Item, reading_order
from pipeline.page import Line, Page, Table
from pipeline.panels import Boxes, boxes
from pipeline.roles import Placed, body_style, levels, roles

_REACH = 1.8
"""A heading binds what begins within this many of its sizes below it."""
_OPEN_ROLES = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.INTRO, Role.SIDEBAR_ITEM})
_ENDS = (".", "!", "?", ":", ";", "…", ".’", ".'", '."', ".”", ".)", "!’", "?’", "’", "”", '"')


def layout(pages: Sequence[Page], document: DocId, *, known: Known) -> Staged[Block]:
    """The blocks of a document in reading order, page by page, furniture first on each page.

    `known` says of a lower-case word whether it is in a word list. What could not be read is a problem.
    """
    found, unread = repaired({page.number: _lines(page) for page in pages}, known, document)
    ways = furniture(pages, found)
    placed = [one for page in pages for one in _placed(page, _body(found[page.number], ways[page.number]))]
    words = vocabulary(line for page in found.values() for line in page)
    blocks = _blocks(placed, document, lambda word: known(word) or word in words)
    return _numbered([*_ways(ways, found, document), *blocks]), (*_problems(pages, document), *unread)


def _lines(page: Page) -> Sequence[Line]:
    return lines(page) if page.lines is None else page.lines


def _body(lines: Sequence[Line], ways: Mapping[int, Role]) -> list[Line]:
    return [line for at, line in enumerate(lines) if at not in ways]


def _problems(pages: Iterable[Page], document: DocId) -> Iterator[Problem]:
    for page in pages:
        if page.failure:
            yield Problem("read", f"de pagina kon niet worden gelezen ({page.failure})", document, page.number)
        elif page.hint:
            yield Problem("read", page.hint, document, page.number)


def _placed(page: Page, body: Sequence[Line]) -> Iterator[Placed]:
    """The chunks of a page in reading order; what stands in a box stays together."""
    tables = _in_tables(page.tables, body)
    in_table = {id(line) for _, lines in tables for line in lines}
    rest = [line for line in body if id(line) not in in_table]
    areas = boxes(page, rest)
    groups = [*_groups(rest, areas), *(_table_group(table, lines) for table, lines in tables)]
    order = reading_order([_item(at, group) for at, group in enumerate(groups)])
    words = sum(len(line.words) for line in body)
    chunked = [chunk for at in order for chunk in groups[at][1]]
    for at, chunk in enumerate(chunked):
        yield Placed(page.number, chunk, at == 0, words, page.height)


Group = tuple[Box, tuple[Chunk, ...]]
"""Chunks that stay together in the reading order, already in their own order, and the box around them."""


def _in_tables(tables: Sequence[Table], body: Sequence[Line]) -> list[tuple[Table, list[Line]]]:
    held = [(table, [line for line in body if table.box.holds(line.box, slack=3)]) for table in tables]
    return [(table, lines) for table, lines in held if lines]


def _table_group(table: Table, lines: Sequence[Line]) -> Group:
    return table.box, (Chunk(tuple(sorted(lines, key=lambda line: line.stream)), cells=table.cells),)


def _groups(lines: Sequence[Line], areas: Boxes) -> Iterator[Group]:
    per_area: dict[int | None, list[Line]] = defaultdict(list)
    for line, area in zip(lines, areas.of_line, strict=True):
        per_area[area].append(line)
    for area, held in per_area.items():
        if area is None or area in areas.tabs:
            found = chunks(held, tab=area is not None)
            yield from ((chunk.box, (chunk,)) for chunk in found)
        else:
            inside = chunks(held, panel=area)
            order = reading_order([_item(at, (chunk.box, (chunk,))) for at, chunk in enumerate(inside)])
            yield areas.boxes[area], tuple(inside[at] for at in order)


def _item(at: int, group: Group) -> Item:
    box, held = group
    head = held[0]
    heading = len(held) == 1 and (head.bold or head.tab) and len(head.lines) <= 4 and not head.cells
    return Item(at, box, min(chunk.stream for chunk in held), _REACH * head.size if heading else 0.0)


def _blocks(placed: Sequence[Placed], document: DocId, known: Known) -> list[Block]:
    body = body_style(one.chunk for one in placed)
    found = roles(placed, body)
    blocks: list[Block] = []
    marked: list[bool] = []
    for one, role, level in zip(placed, found, levels(placed, found), strict=True):
        quote = _table_text(one.chunk) if one.chunk.cells else running_text(one.chunk.lines, known)
        if role in (Role.LIST_ITEM, Role.SIDEBAR_ITEM):
            quote = without_marker(quote, one.chunk.marker)
        if quote.text:
            panel = 0 if one.chunk.panel is None else one.chunk.panel + 1
            box, tab = one.chunk.box, one.chunk.tab
            blocks.append(Block(document, one.page, 0, role, quote, box, level, panel=panel, tab=tab))
            marked.append(bool(one.chunk.marker))
    return _continued(blocks, marked)


def _continued(blocks: Sequence[Block], marked: Sequence[bool]) -> list[Block]:
    """Say of the blocks in which a paragraph goes on that a column or page end broke off that they do."""
    told: list[Block] = []
    last: Block | None = None
    for block, marker in zip(blocks, marked, strict=True):
        goes_on = last is not None and not marker and _goes_on(last, block)
        told.append(replace(block, continues=goes_on))
        if block.role.is_heading and not block.panel:
            last = None
        elif block.role in _OPEN_ROLES:
            last = block
    return told


def _goes_on(last: Block, block: Block) -> bool:
    if block.role not in _OPEN_ROLES or last.panel != block.panel:
        return False
    moved = block.page != last.page or block.box.top < last.box.top or block.box.x0 > last.box.x1
    broken = not last.text.endswith(_ENDS)
    return moved and broken and (block.text[:1].islower() or len(last.text) > 60)


def _table_text(chunk: Chunk) -> Quote:
    """Row under row, cells parted by a bar, as `corpus.place.cell_at` reads it back."""
    rows: dict[int, dict[int, list[tuple[str, Word]]]] = defaultdict(lambda: defaultdict(list))
    for line in chunk.lines:
        for word in line.words:
            x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
            cell = min(chunk.cells, key=lambda cell: _distance(cell.box, x, y))
            piece = clean(line.text[word.start : word.end]).replace(BAR, "")
            if piece:
                rows[cell.row][cell.column].append((piece, word))
    return join_quotes([_row_text(rows[row]) for row in sorted(rows)], "\n")


def _row_text(cells: Mapping[int, Sequence[tuple[str, Word]]]) -> Quote:
    """The cells of a row; an empty one keeps its place."""
    text, words = "", list[Word]()
    for column in range(max(cells) + 1):
        text += f" {BAR}" if column else ""
        for piece, word in cells.get(column, ()):
            text += " " if text else ""
            words.append(Word(len(text), len(text) + len(piece), word.page, word.box))
            text += piece
    return Quote(text, tuple(words))


def _distance(box: Box, x: float, y: float) -> float:
    return max(box.x0 - x, 0, x - box.x1) + max(box.top - y, 0, y - box.bottom)


def _ways(ways: Furniture, found: Mapping[int, Sequence[Line]], document: DocId) -> Iterator[Block]:
    for page, held in ways.items():
        for at, role in sorted(held.items()):
            quote = running_text([found[page][at]], lambda word: False)
            if quote.text:
                yield Block(document, page, 0, role, quote, around(word.box for word in quote.words))


def _numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """In page order, counted from 1 on each page."""
    numbered: list[Block] = []
    counts: dict[int, int] = defaultdict(int)
    for block in sorted(blocks, key=lambda block: block.page):
        counts[block.page] += 1
        numbered.append(replace(block, order=counts[block.page]))
    return tuple(numbered)
