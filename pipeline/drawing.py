"""From a page and its blocks to a picture of what was made of it: PNG in, PNG out. Alone knows how roles look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from corpus.model import Block, Box, PageNote, Role
from pipeline.isolation import draw_safely
from pipeline.picture import NoPictureError as NoPictureError
from pipeline.picture import keep_whole

_DPI = 144
_LETTER = 8.0
"""The type size of badges and legend, in points of the page."""
_GAP, _PAD, _HIGH, _ARROW, _SWATCH, _ROW = 3.0, 2.5, 10.5, 8.0, 16.0, 13.0
"""White between things; within a badge beside its number; the height of a badge; the room for its arrow; the width of
a sample of a role in the legend; the height of a row there. In points."""
_MARGIN = 1.5
"""Between a block and its outline, in points."""
_CONTINUES = "vervolg van een eerder blok"
_FILL = 34
"""How strongly a block is filled with its colour, of 255: what stands in it stays legible."""


class Stroke(Enum):
    """How a block is outlined; the value is the length of a dash and of the gap after it, in points."""

    SOLID = (1.0, 0.0)
    DASHED = (4.0, 2.0)
    DOTTED = (1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How blocks of a role are drawn, and what the legend calls them."""

    name: str
    colour: str
    stroke: Stroke = Stroke.SOLID

    @property
    def ink(self) -> str:
        """Black or white, whichever stands out more on the colour."""
        return "black" if contrast("black", self.colour) > contrast("white", self.colour) else "white"


_RED, _BLUE, _GREEN, _ORANGE, _SKY, _PINK = "#D55E00", "#0072B2", "#009E73", "#E69F00", "#56B4E9", "#CC79A7"
_GREY, _BLACK = "#5E5E5E", "#000000"

LOOKS = {
    Role.TITLE: Look("titel", _RED, Stroke.DASHED),
    Role.HEADING: Look("kop", _RED),
    Role.INTRO: Look("inleiding", _BLUE, Stroke.DASHED),
    Role.PARAGRAPH: Look("alinea", _BLUE),
    Role.LIST_ITEM: Look("lijstpunt", _GREEN),
    Role.PULL_QUOTE: Look("uitgelicht citaat", _SKY),
    Role.SIDEBAR_HEADING: Look("kop in kader", _PINK, Stroke.DASHED),
    Role.SIDEBAR_ITEM: Look("punt in kader", _PINK),
    Role.TABLE: Look("tabel", _ORANGE),
    Role.CAPTION: Look("bijschrift", _ORANGE, Stroke.DASHED),
    Role.FOOTNOTE: Look("voetnoot", _SKY, Stroke.DASHED),
    Role.RUNNING_HEADER: Look("kopregel", _GREY),
    Role.PAGE_NUMBER: Look("paginanummer", _GREY, Stroke.DASHED),
    Role.FOOTER: Look("voetregel", _GREY, Stroke.DOTTED),
    Role.DIVIDER: Look("scheidingsblad", _BLACK),
}
"""The colours are those that colour-blind people tell apart (Okabe and Ito, Color Universal Design, 2008), and a grey;
roles that share one differ in their outline."""


class NotWrittenError(OSError):
    """The picture cannot be kept where it was asked."""

    def __init__(self, path: Path, reason: str | None) -> None:
        super().__init__(f"{path} cannot be written ({reason}). Choose another place.")


def save_drawing(path: Path, data: bytes, note: PageNote, blocks: Iterable[Block]) -> None:
    """Draw a page of a PDF with those blocks that stand on it, and keep that as a PNG file.

    A file that is there already is replaced once the new one is complete.
    Raises NoPictureError when the page cannot be drawn, and NotWrittenError.
    """
    drawn = draw_safely(data, note.number, dots_per_inch=_DPI)
    size = note.width or drawn.width, note.height or drawn.height
    png = draw_blocks(drawn.png, size, [block for block in blocks if block.page == note.number])
    try:
        keep_whole(path, png)
    except OSError as error:
        raise NotWrittenError(path, error.strerror) from error


def draw_blocks(png: bytes, size: tuple[float, float], blocks: Sequence[Block]) -> bytes:
    """The picture of a page with its blocks on it, as PNG; `size` is that of the page, in points.

    Each block is outlined, filled lightly, and numbered by its place in the reading order, in the colour of its role;
    an arrow before the number says that its text goes on from elsewhere. A legend stands under the page.
    """
    page = Image.open(BytesIO(png)).convert("RGBA")
    scale = page.width / size[0], page.height / size[1]
    sheet = _Sheet.of(page.size, scale)
    for block in blocks:
        sheet.area(_wider(block.box), LOOKS[block.role])
    for block, place in zip(blocks, _badge_places(blocks, size, sheet), strict=True):
        sheet.badge(place, str(block.order), LOOKS[block.role], arrow=block.continues)
    out = BytesIO()
    _under(Image.alpha_composite(page, sheet.image), _legend(blocks, size[0], scale)).convert("RGB").save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Something to draw on in points: `scale` is how many pixels a point is wide and high."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    scale: tuple[float, float]

    @classmethod
    def of(cls, pixels: tuple[int, int], scale: tuple[float, float]) -> _Sheet:
        """One that is still transparent."""
        image = Image.new("RGBA", pixels, (255, 255, 255, 0))
        font = ImageFont.load_default(_LETTER * scale[1])
        return cls(image, ImageDraw.Draw(image), font, scale)

    def width(self, text: str) -> float:
        """How wide a text is, in points."""
        return self.font.getlength(text) / self.scale[0]

    def at(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale[0], y * self.scale[1]

    def area(self, box: Box, look: Look) -> None:
        """An area filled lightly, with an outline that stands out from what is under it by white on both sides."""
        corners = (*self.at(box.x0, box.top), *self.at(box.x1, box.bottom))
        self.pen.rectangle(corners, (*ImageColor.getrgb(look.colour)[:3], _FILL))
        dashes = [(*self.at(x0, y0), *self.at(x1, y1)) for x0, y0, x1, y1 in _outline(box, look.stroke)]
        width = max(round(self.scale[0]), 1)
        for colour, wide in (("white", width + 2), (look.colour, width)):
            for dash in dashes:
                self.pen.line(dash, colour, wide)

    def badge(self, box: Box, text: str, look: Look, *, arrow: bool) -> None:
        """A number on a plate, with an arrow before it when the text goes on from elsewhere."""
        corners = (*self.at(box.x0, box.top), *self.at(box.x1, box.bottom))
        self.pen.rounded_rectangle(corners, 2 * self.scale[0], look.colour, "white", max(round(self.scale[0] / 2), 1))
        room = _ARROW if arrow else 0.0
        if arrow:
            self.arrow(box.x0 + _PAD, (box.top + box.bottom) / 2, look.ink)
        centre = self.at((box.x0 + room + box.x1) / 2, (box.top + box.bottom) / 2)
        self.pen.text(centre, text, look.ink, self.font, anchor="mm")

    def arrow(self, x: float, y: float, colour: str) -> None:
        """Down and then to the right."""
        bend = [self.at(x, y - 3), self.at(x, y + 1), self.at(x + 3, y + 1)]
        self.pen.line(bend, colour, max(round(self.scale[0]), 1))
        self.pen.polygon([self.at(x + 3, y - 1.5), self.at(x + 6, y + 1), self.at(x + 3, y + 3.5)], colour)

    def label(self, x: float, y: float, text: str) -> None:
        self.pen.text(self.at(x, y), text, "black", self.font, anchor="lm")


def _wider(box: Box) -> Box:
    """With room between the text and the outline."""
    return Box(box.x0 - _MARGIN, box.top - _MARGIN, box.x1 + _MARGIN, box.bottom + _MARGIN)


def _outline(box: Box, stroke: Stroke) -> Iterator[tuple[float, float, float, float]]:
    """The dashes around a box, each from a point to a point."""
    for y in (box.top, box.bottom):
        yield from ((x0, y, x1, y) for x0, x1 in _dashes(box.x0, box.x1, stroke))
    for x in (box.x0, box.x1):
        yield from ((x, y0, x, y1) for y0, y1 in _dashes(box.top, box.bottom, stroke))


def _dashes(start: float, end: float, stroke: Stroke) -> Iterator[tuple[float, float]]:
    dash, gap = stroke.value
    if not gap:
        yield start, end
        return
    while start < end:
        yield start, min(start + dash, end)
        start += dash + gap


def _badge_places(blocks: Sequence[Block], size: tuple[float, float], sheet: _Sheet) -> list[Box]:
    """Where each number stands: at a corner of its block, where it hides the least of the text and no other number."""
    words = [word.box for block in blocks for word in block.quote.words if word.page == block.page]
    placed: list[Box] = []
    for block in blocks:
        width = sheet.width(str(block.order)) + 2 * _PAD + (_ARROW if block.continues else 0.0)
        spots = [_moved_inside(spot, size) for spot in _spots(_wider(block.box), width)]
        hidden = [_shared(spot, words) + 10 * _shared(spot, placed) for spot in spots]
        placed.append(spots[hidden.index(min(hidden))])
    return placed


def _spots(box: Box, width: float) -> Iterator[Box]:
    """Beside the top left corner, above it, above and beside the top right one, and on the two corners."""
    left, right, above, beside = box.x0 - width, box.x1, box.top - _HIGH, box.top
    for x, y in (
        (left, beside),
        (left, above),
        (box.x0, above),
        (box.x1 - width, above),
        (right, beside),
        (box.x1 - width, beside),
        (box.x0, beside),
    ):
        yield Box(x, y, x + width, y + _HIGH)


def _moved_inside(box: Box, size: tuple[float, float]) -> Box:
    right, down = max(-box.x0, min(size[0] - box.x1, 0.0)), max(-box.top, min(size[1] - box.bottom, 0.0))
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _shared(box: Box, others: Sequence[Box]) -> float:
    """How much of a box the others cover, in square points."""
    return sum(
        max(min(box.x1, other.x1) - max(box.x0, other.x0), 0.0)
        * max(min(box.bottom, other.bottom) - max(box.top, other.top), 0.0)
        for other in others
    )


def _legend(blocks: Sequence[Block], width: float, scale: tuple[float, float]) -> Image.Image:
    """The roles that occur, and the arrow where it does, in as many rows as they need."""
    ruler = _Sheet.of((1, 1), scale)
    looks: list[Look | None] = [LOOKS[role] for role in Role if any(block.role is role for block in blocks)]
    looks += [None] if any(block.continues for block in blocks) else []
    places, x, y = list[tuple[float, float]](), 2 * _GAP, _ROW / 2 + _GAP
    for look in looks:
        needed = _SWATCH + _GAP + ruler.width(look.name if look else _CONTINUES) + 4 * _GAP
        if x + needed > width and x > 2 * _GAP:
            x, y = 2 * _GAP, y + _ROW
        places.append((x, y))
        x += needed
    height = round((y + _ROW / 2 + _GAP) * scale[1]) if looks else 0
    sheet = _Sheet.of((round(width * scale[0]), height), scale)
    for look, (x, y) in zip(looks, places, strict=True):
        _entry(sheet, look, x, y)
    return sheet.image


def _entry(sheet: _Sheet, look: Look | None, x: float, y: float) -> None:
    """A small block of this look, or the arrow, and what it means."""
    if look:
        sheet.area(Box(x, y - 4, x + _SWATCH, y + 4), look)
    else:
        sheet.arrow(x + _SWATCH / 2 - 3, y - 0.5, "black")
    sheet.label(x + _SWATCH + _GAP, y, look.name if look else _CONTINUES)


def _under(page: Image.Image, legend: Image.Image) -> Image.Image:
    whole = Image.new("RGBA", (page.width, page.height + legend.height), "white")
    whole.paste(page, (0, 0))
    whole.alpha_composite(legend, (0, page.height))
    return whole


def contrast(one: str, other: str) -> float:
    """How much two colours differ in lightness, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
