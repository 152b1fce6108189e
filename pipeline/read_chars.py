"""From a text page of pdfium to its characters with their style, all at once. It alone knows pdfium's characters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, compress, pairwise, repeat
from math import hypot
from operator import eq, ne

import pypdfium2.raw as pdfium

from pipeline.page import Char

_INVISIBLE = 3
"""Text render mode: neither filled nor stroked (ISO 32000-1, table 106)."""
_HYPHEN = 0x02
"""What pdfium gives for a hyphen at a line end."""
_ASK = re.compile("[\x00\ufffe]")
"""In the text of a whole page pdfium has these for what it may call otherwise when asked for one character."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: pdfium gives rare characters as two of these (Unicode 15.0, 3.9, D91)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the visible page begins in the coordinates of the file, which count upwards."""

    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of a text object share; `content` is the marked content in which they are, -1 for none."""

    baseline: float
    size: float
    font: str
    colour: str
    turned: bool
    invisible: bool
    content: int


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that follow each other in one text object."""

    style: Style
    chars: Sequence[Char]


def chars_of(spans: Sequence[Span], *, invisible: bool) -> tuple[Char, ...]:
    """The characters that are drawn with ink, or those without."""
    return tuple(chain.from_iterable(span.chars for span in spans if span.style.invisible is invisible))


def spans(text: pdfium.FPDF_TEXTPAGE, frame: Frame) -> list[Span]:
    """The characters in stream order; what pdfium adds of itself (spaces, line ends) is left out.

    The letters of a ligature, which pdfium gives one by one on the same spot, are one character again.
    """
    count = max(pdfium.FPDFText_CountChars(text), 0)
    objects = list(map(_object_at, repeat(text), range(count)))
    letters, boxes, styles = _letters(text, count), _boxes(text, count, frame), _Styles(text, frame)
    found: list[Span] = []
    for start, stop in pairwise(_edges(objects)):
        if objects[start]:
            style = styles.of(objects[start], start)
            chars = _chars(letters[start:stop], [side[start:stop] for side in boxes], style)
            found.append(Span(style, chars))
    return found


def _quick(function: object, result: type) -> Callable[..., int]:
    """The same function without a look at its arguments: for the calls made for every character, half the time."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result)(address or 0)


_letter_at = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_box_at = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_object_at = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)


def _edges(objects: Sequence[int | None]) -> Iterator[int]:
    """Where another text object begins, and the end."""
    yield from () if not objects else (0,)
    yield from compress(range(1, len(objects)), map(ne, objects[1:], objects))
    yield len(objects)


def _letters(text: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """The letter of each character, with one call for the page where that gives as many."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer) - 1
    letters = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written != count or len(letters) != count:
        return "".join(map(_letter, map(_letter_at, repeat(text), range(count))))
    return _ASK.sub(lambda match: _letter(_letter_at(text, match.start())), letters)


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _boxes(text: pdfium.FPDF_TEXTPAGE, count: int, frame: Frame) -> tuple[list[float], ...]:
    """The left sides of all characters, their tops, right sides and bottoms; all 0 for what has no place."""
    size = ctypes.sizeof(pdfium.FS_RECTF)
    rectangles = (pdfium.FS_RECTF * max(count, 1))()
    places = map(ctypes.byref, repeat(rectangles), range(0, size * count, size))
    list(map(_box_at, repeat(text), range(count), places))
    sides = memoryview(rectangles).cast("B").cast("f").tolist()
    left, top = frame.left, frame.top
    return (
        [side - left for side in sides[0::4]],
        [top - side for side in sides[1::4]],
        [side - left for side in sides[2::4]],
        [top - side for side in sides[3::4]],
    )


_char: Callable[[tuple[object, ...]], Char] = partial(tuple.__new__, Char)
"""A character from its parts, without counting them: there are thousands on a page."""


def _chars(letters: str, sides: Sequence[Sequence[float]], style: Style) -> Sequence[Char]:
    """The characters of a text object; a height that is the same for all of them takes memory once."""
    lefts, tops, rights, bottoms = sides
    high, low = (repeat(side[0]) if side.count(side[0]) == len(side) else side for side in (tops, bottoms))
    shared = map(repeat, (style.baseline, style.size, style.font, style.colour, style.turned))
    chars = list(map(_char, zip(letters, lefts, high, rights, low, *shared, strict=False)))
    return _mended(chars) if any(map(eq, lefts, lefts[1:])) or _SURROGATE.search(letters) else chars


def _mended(chars: Sequence[Char]) -> list[Char]:
    """Characters on one spot as one, and the two halves of a character as that."""
    whole: list[Char] = []
    for char in chars:
        if whole and char[1:5] == whole[-1][1:5] and char.x1 > char.x0:
            whole[-1] = whole[-1]._replace(text=whole[-1].text + char.text)
        else:
            whole.append(char)
    halved = (char.text.encode("utf-16", "surrogatepass") for char in whole)
    return [char._replace(text=half.decode("utf-16", "replace")) for char, half in zip(whole, halved, strict=True)]


@dataclass(slots=True)
class _Styles:
    """Text objects to their style; what is the same for many is looked up once."""

    text: pdfium.FPDF_TEXTPAGE
    frame: Frame
    known: dict[int, Style] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)

    def of(self, key: int, at: int) -> Style:
        """The style of a text object, by its address and the place of its first character."""
        if key not in self.known:
            self.known[key] = self._style(pdfium.FPDFText_GetTextObject(self.text, at), at)
        return self.known[key]

    def _style(self, thing: pdfium.FPDF_PAGEOBJECT, at: int) -> Style:
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        pdfium.FPDFTextObj_GetFontSize(thing, size)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.text, at, x, y)
        return Style(
            self.frame.top - y.value,
            round(size.value * hypot(matrix.c, matrix.d), 2),
            self._font(pdfium.FPDFTextObj_GetFont(thing)),
            fill_colour(thing),
            abs(matrix.b) > 0.1 * abs(matrix.a) or matrix.a < 0,
            pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE,
            pdfium.FPDFPageObj_GetMarkedContentID(thing),
        )

    def _font(self, font: pdfium.FPDF_FONT) -> str:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            size = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256) if font else 0
            self.fonts[key] = buffer.raw[: max(size - 1, 0)].decode("utf-8", "replace")
        return self.fonts[key]


def fill_colour(thing: pdfium.FPDF_PAGEOBJECT) -> str:
    """As the other reader names it: '' for black, 'white', else shares of red, green and blue."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return ""
    return _colour_name(red.value, green.value, blue.value)


@cache
def _colour_name(red: int, green: int, blue: int) -> str:
    """
    >>> _colour_name(255, 128, 0)
    '1.00 0.50 0.00'
    """
    parts = [part / 255 for part in (red, green, blue)]
    if not any(parts):
        return ""
    return "white" if all(part >= 0.99 for part in parts) else " ".join(f"{part:.2f}" for part in parts)
