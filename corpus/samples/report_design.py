"""The items of a report in, its pages out. Alone knows where things stand in a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Box, Role
from corpus.samples.content import Item, parts
from corpus.samples.look import INK, WHITE, Look, interview_styles, report_styles
from corpus.samples.shapes import PAGE, Motif, boathouse, ferry, panel, picture, reeds
from corpus.samples.typeset import PAGE_HEIGHT, PAGE_WIDTH, Column, Sheet, Style, Styles, pour, stamp

MARGIN, GAP, TOP, BOTTOM = 46.0, 24.0, 78.0, 776.0
WIDE = PAGE_WIDTH - 2 * MARGIN
HALF = (WIDE - GAP) / 2
PANEL = 186.0


@dataclass(frozen=True, slots=True)
class Design:
    """What makes one report different from another.

    `panels`: a chapter opens with a plane on its first page instead of a page of its own. `feet` says for each page of
    each chapter where its columns end; below that is a picture. `interview_foot` says the same for the interview.
    """

    year: int
    look: Look
    panels: bool
    feet: tuple[tuple[float, ...], ...]
    interview_foot: float


@dataclass(slots=True)
class Report:
    """A report in the making."""

    design: Design
    sheets: list[Sheet] = field(default_factory=list)

    def sheet(self, header: str = "", *, panelled: bool = False) -> Sheet:
        """A new page; where there is a header, with that and the page number at the outer edge."""
        sheet = Sheet(len(self.sheets) + 1)
        self.sheets.append(sheet)
        if header:
            _furnish(sheet, header, self.design.look, WHITE if panelled else self.design.look.bright)
        return sheet


def report_sheets(items: tuple[Item, ...], design: Design) -> tuple[Sheet, ...]:
    """Cover, foreword, interview, a chapter for each theme, key figures and colophon."""
    report = Report(design)
    cover, foreword, interview, *chapters, figures, colophon = parts(items)
    _cover(report, cover)
    _foreword(report, foreword)
    _interview(report, interview)
    for index, chapter in enumerate(chapters):
        _chapter(report, chapter, index)
    _closing(report.sheets[-1], figures, colophon, design)
    return tuple(report.sheets)


def _cover(report: Report, items: Sequence[Item]) -> None:
    look, sheet = report.design.look, report.sheet()
    sheet.shapes.append(picture(PAGE, look, ferry if report.design.year % 2 == 0 else boathouse, radius=0))
    sheet.shapes.append(panel(Box(0, 0, PAGE_WIDTH, 300), look.dark, (PAGE_WIDTH - 60, 20, 130, look.themes[0])))
    styles = {
        (Role.TITLE, 1): Style(look.bold, 52, 58, WHITE, whole=True),
        (Role.INTRO, 0): Style(look.italic, 19, 26, look.sun, before=10, whole=True),
        (Role.CAPTION, 0): Style(look.bold, 12, 16, WHITE),
    }
    pour(items[:2], iter([Column(sheet, MARGIN, 92, 400, 300)]), styles)
    pour(items[2:], iter([Column(sheet, MARGIN, 788, 400, 830)]), styles)


def _foreword(report: Report, items: Sequence[Item]) -> None:
    look = report.design.look
    sheet = report.sheet(f"Jaarverslag {report.design.year}")
    styles = dict(report_styles(look, look.bright))
    styles[Role.PARAGRAPH, 0] = Style(look.font, look.size + 1.2, look.leading + 3, INK, after=10)
    styles[Role.CAPTION, 0] = Style(look.bold, look.size, look.leading + 2, look.dark)
    pour(items, iter([Column(sheet, MARGIN + 60, TOP + 20, WIDE - 100, BOTTOM)]), styles)
    sheet.shapes.append(panel(Box(0, 560, 26, PAGE_HEIGHT), look.sun))
    _scene(sheet, Box(MARGIN + 60, 570, PAGE_WIDTH - MARGIN, BOTTOM), look, reeds)


def _interview(report: Report, items: Sequence[Item]) -> None:
    look = report.design.look
    sheet = report.sheet(f"Jaarverslag {report.design.year}")
    styles = interview_styles(look)
    top, foot = TOP + 14, report.design.interview_foot
    top = pour(items[:1], iter([Column(sheet, MARGIN + 80, top, WIDE - 160, foot)]), styles).cursor
    top = pour(items[1:2], iter([Column(sheet, MARGIN + 24, top, WIDE - 48, foot)]), styles).cursor
    pour([item for item in items[2:] if not item.place.box], _pair(sheet, top, foot), styles)
    names = list(dict.fromkeys(item.place.box for item in items if item.place.box))
    strips = [Column(sheet, x, foot + 16, HALF, BOTTOM + 12, look.tints[0]) for x in (MARGIN, MARGIN + HALF + GAP)]
    for name, column in zip(names, strips[-len(names) :], strict=True):
        pour([item for item in items if item.place.box == name], iter([column]), styles)
    if len(names) == 1:
        _scene(sheet, Box(MARGIN, foot + 16, MARGIN + HALF, BOTTOM), look, ferry)


def _chapter(report: Report, items: Sequence[Item], index: int) -> None:
    look = report.design.look
    accent, fill = look.themes[index], look.tints[index]
    header = f"Jaarverslag {report.design.year} | {items[1].text}"
    if report.design.panels:
        sheet, top = report.sheet(header, panelled=True), PANEL + 28
        _divide(sheet, items[0], look, index, tall=PANEL)
    else:
        _divide(report.sheet(), items[0], look, index, tall=PAGE_HEIGHT)
        sheet, top = report.sheet(header), TOP
    styles = report_styles(look, accent)
    head = pour(items[1:3], iter([Column(sheet, MARGIN, top, WIDE, BOTTOM)]), styles)
    pour(items[3:], _columns(report, sheet, header, head.cursor, index, fill), styles)


def _columns(report: Report, sheet: Sheet, header: str, top: float, index: int, fill: str) -> Iterator[Column]:
    """Two on each page, as many pages as there are feet; below them a picture."""
    motifs: tuple[Motif, ...] = (boathouse, reeds, ferry)
    for page, foot in enumerate(report.design.feet[index]):
        if page:
            sheet, top = report.sheet(header), TOP
        if foot < BOTTOM - 60 and not (index == 2 and page):
            _scene(sheet, Box(MARGIN, foot + 16, PAGE_WIDTH - MARGIN, BOTTOM), report.design.look, motifs[index])
        yield from (replace(column, fill=fill) for column in _pair(sheet, top, foot))


def _pair(sheet: Sheet, top: float, bottom: float) -> Iterator[Column]:
    """Two columns; on pages 3, 4, 7 and 8 the right one stands first in the file."""
    yield Column(sheet, MARGIN, top, HALF, bottom)
    yield Column(sheet, MARGIN + HALF + GAP, top, HALF, bottom, turn=4 if sheet.number % 4 in (0, 3) else 5)


def _divide(sheet: Sheet, item: Item, look: Look, index: int, *, tall: float) -> None:
    """The number and the name of the theme in capitals on a coloured plane, over the page or the upper part of it."""
    other = look.themes[(index + 1) % 3]
    circles = ((PAGE_WIDTH - 80, tall - 20, tall * 0.42, other), (PAGE_WIDTH - 250, tall, tall * 0.2, look.sun))
    sheet.shapes.insert(0, panel(Box(0, 0, PAGE_WIDTH, tall), look.themes[index], *circles))
    number, name = item.text.split(" ", 1)
    full = tall == PAGE_HEIGHT
    big = Style(look.bold, 90 if full else 54, 100 if full else 60, look.sun)
    wide = Style(look.bold, 44 if full else 26, 52 if full else 32, WHITE)
    for text, style, top in ((number, big, tall * 0.3), (name.upper(), wide, tall * 0.3 + big.leading)):
        styles: Styles = {(Role.DIVIDER, 0): style}
        pour([replace(item, text=text)], iter([Column(sheet, MARGIN, top, 330, tall)]), styles)


def _closing(sheet: Sheet, figures: Sequence[Item], colophon: Sequence[Item], design: Design) -> None:
    """Key figures and colophon under the text of the last page."""
    look = design.look
    styles = dict(report_styles(look, look.bright))
    styles[Role.HEADING, 1] = Style(look.bold, 17, 22, look.bright, before=16, after=6, whole=True)
    column = Column(sheet, MARGIN, design.feet[-1][-1] + 22, WIDE, BOTTOM, look.tints[0])
    column = pour(figures, iter([column]), styles)
    column = pour(colophon, iter([replace(column, width=WIDE * 0.75)]), styles)
    _scene(sheet, Box(MARGIN, column.cursor + 20, PAGE_WIDTH - MARGIN, BOTTOM), look, boathouse)


def _scene(sheet: Sheet, box: Box, look: Look, motif: Motif) -> None:
    sheet.shapes.append(picture(box, look, motif))


def _furnish(sheet: Sheet, header: str, look: Look, colour: str) -> None:
    sheet.label = str(sheet.number)
    right = sheet.number % 2 == 1
    edge = PAGE_WIDTH - MARGIN if right else MARGIN
    sheet.shapes.append(panel(Box(0, 0, PAGE_WIDTH, 14), look.dark, (edge, 4, 16, look.sun)))
    stamp(sheet, Item(Role.RUNNING_HEADER, header), Style(look.bold, 8, 10, colour), edge, 46, right=right)
    stamp(sheet, Item(Role.PAGE_NUMBER, sheet.label), Style(look.bold, 10, 12, look.dark), edge, 812, right=right)
