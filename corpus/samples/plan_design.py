"""The items of the plan in, its four pages out. Alone knows where things stand in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Box, Role
from corpus.samples.content import Item, Place
from corpus.samples.look import INK, LOOK_PLAN, plan_styles
from corpus.samples.shapes import boathouse, ferry, panel, picture, reeds, rule
from corpus.samples.typeset import PAGE_HEIGHT, PAGE_WIDTH, Column, Sheet, Style, pour, stamp

PAGES = 4
MARGIN, GAP, BOTTOM = 84.0, 24.0, 764.0


def plan_sheets(items: tuple[Item, ...]) -> tuple[Sheet, ...]:
    """A title, two themes in one column, and the third on a page with two columns."""
    styles, sheets = plan_styles(), [Sheet(number, f"{number}/{PAGES}") for number in range(1, PAGES + 1)]
    themes = [index for index, item in enumerate(items) if item.role is Role.HEADING and item.level == 1]
    flow = [_numbered(item, items, themes) for item in items if item.role is not Role.FOOTNOTE]
    last = flow.index(_numbered(items[themes[-1]], items, themes))
    pour(flow[:last], _single(sheets[:-1]), styles)
    head = Column(sheets[-1], MARGIN, 92, PAGE_WIDTH - 2 * MARGIN, BOTTOM)
    head = pour(flow[last : last + 2], iter([head]), styles)
    pour(flow[last + 2 :], _double(sheets[-1], head.cursor + 6, 612), styles)
    _decorate(sheets)
    for note in (item for item in items if item.role is Role.FOOTNOTE):
        _foot(note, sheets)
    for sheet in sheets[1:]:
        number = Item(Role.PAGE_NUMBER, sheet.label or "")
        stamp(sheet, number, Style(LOOK_PLAN.font, 9, 11, INK), PAGE_WIDTH - MARGIN, 816, right=True)
    return tuple(sheets)


def _numbered(item: Item, items: tuple[Item, ...], themes: list[int]) -> Item:
    """The heading of a theme with its number; its place in the outline stays without."""
    for number, index in enumerate(themes, start=1):
        if items[index] is item:
            return replace(item, text=f"{number}. {item.text}")
    return item


def _single(sheets: list[Sheet]) -> Iterator[Column]:
    for sheet in sheets:
        yield Column(sheet, MARGIN, 296 if sheet.number == 1 else 76, PAGE_WIDTH - 2 * MARGIN, BOTTOM)


def _double(sheet: Sheet, top: float, bottom: float) -> Iterator[Column]:
    margin = MARGIN - 24
    width = (PAGE_WIDTH - 2 * margin - GAP) / 2
    for x in (margin, margin + width + GAP):
        yield Column(sheet, x, top, width, bottom)


def _decorate(sheets: list[Sheet]) -> None:
    scene = Box(0, 0, PAGE_WIDTH, 262)
    sheets[0].shapes.append(picture(scene, LOOK_PLAN, ferry, radius=0))
    for sheet in sheets[1:]:
        band = Box(0, 0, PAGE_WIDTH, 46)
        sheet.shapes.append(panel(band, LOOK_PLAN.dark, (PAGE_WIDTH - 70, 46, 26, LOOK_PLAN.sun)))
    for sheet, top, motif in ((sheets[2], 520, reeds), (sheets[3], 628, boathouse)):
        sheet.shapes.append(picture(Box(MARGIN, top, PAGE_WIDTH - MARGIN, BOTTOM), LOOK_PLAN, motif))
    for sheet in sheets:
        sheet.shapes.append(panel(Box(0, PAGE_HEIGHT - 10, PAGE_WIDTH, PAGE_HEIGHT), LOOK_PLAN.bright))


def _foot(note: Item, sheets: list[Sheet]) -> None:
    """At the foot of the page where its number stands in the text."""
    sign = note.text[0]
    sheet = next(sheet for sheet in sheets for piece in sheet.pieces if any(sign in line.text for line in piece.lines))
    sheet.shapes.append(rule(MARGIN, MARGIN + 120, 778, INK))
    column = Column(sheet, MARGIN, 782, PAGE_WIDTH - 2 * MARGIN, 830)
    pour([replace(note, place=Place(theme=note.place.theme))], iter([column]), plan_styles())
