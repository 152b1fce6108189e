"""From the bytes of a PDF to its pages, by pdfium: several times quicker. The only reader that knows pypdfium2."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import hypot, isfinite

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Box
from pipeline.page import Char, Finish, Opened, Page, Panel, UnreadableError, Wanted, as_it_is, every_page
from pipeline.read_fields import not_read, over_page

_INVISIBLE = 3
"""Text render mode: neither filled nor stroked (ISO 32000-1, table 106)."""
_DEEPEST = 8
"""How deep forms within forms are followed."""
_DEEPEST_TAG = 64
"""How deep elements within elements are followed."""
_NAMED = 0.8
"""A structure tree that names fewer of the characters is not the one of this text."""
MOST_CHARS = 200_000
"""A page with more characters is no page that anybody reads."""
TOO_FULL = f"meer dan {MOST_CHARS} tekens"
"""Why such a page is not read."""
_HYPHEN = 0x02
"""What pdfium gives for a hyphen at a line end."""


def read_with_pdfium(data: bytes, wanted: Wanted = every_page, finish: Finish = as_it_is) -> Opened:
    """The wanted pages of a PDF, without their tables; a page that seems to hold a ruled one says so by `ruled`.

    A page that is stored turned is a failure: its coordinates are not those of the page as shown. Raises
    UnreadableError when the file cannot be opened.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(str(error))) from error
    try:
        pdf.init_forms()
        count = len(pdf)
        pages = tuple(finish(_page(pdf, number)) for number in range(1, count + 1) if wanted(number))
        about = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(str(error))) from error
    finally:
        pdf.close()
    title, author = (" ".join(about.get(key, "").replace("\x00", "").split()) for key in ("Title", "Author"))
    return Opened(pages, title, author, count)


def _reason(message: str) -> str:
    if "assword" in message or "ecurity" in message:
        return "is locked with a password. Save a copy without the password, and run again."
    return f"is a damaged PDF ({message[:80]}). Ask for a new copy, or save it anew from its source."


def _page(pdf: pypdfium2.PdfDocument, number: int) -> Page:
    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(number, 0.0, 0.0, failure="de inhoud is beschadigd")
    if page.get_rotation():
        text.close()
        page.close()
        return Page(number, 0.0, 0.0, failure="de bladzijde is gedraaid opgeslagen")
    left, bottom, right, top = page.get_bbox()
    frame = _Frame(left, top)
    try:
        if pdfium.FPDFText_CountChars(text.raw) > MOST_CHARS:
            return Page(number, right - left, top - bottom, failure=TOO_FULL)
        over = list(over_page(page.raw, pdf.formenv.raw if pdf.formenv else None))
        shapes, chars = list(_shapes(page.raw, frame)), _in_tag_order(list(_chars(text.raw, frame)), page.raw)
        return Page(
            number,
            right - left,
            top - bottom,
            tuple(char for char, style in chars if not style.invisible),
            tuple(shape.panel for shape in shapes if shape.filled),
            tuple(shape.panel.box for shape in shapes if shape.image),
            hint=not_read(over, "".join(char.text for char, _ in chars)) if over else "",
            invisible=tuple(char for char, style in chars if style.invisible),
            ruled=_is_ruled(shape.panel.box for shape in shapes if not shape.image),
        )
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the visible page begins in the coordinates of the file, which count upwards."""

    left: float
    top: float


@dataclass(frozen=True, slots=True)
class _Style:
    """What all characters of a text object share."""

    baseline: float
    size: float
    font: str
    colour: str
    turned: bool
    invisible: bool
    content: int = -1


_NO_STYLE = _Style(0.0, 0.0, "", "", False, False)


@dataclass(slots=True)
class _Styles:
    """Text objects to their style; names of fonts are looked up once."""

    frame: _Frame
    fonts: dict[int, str] = field(default_factory=dict)

    def of(self, thing: pdfium.FPDF_PAGEOBJECT, text: pdfium.FPDF_TEXTPAGE, at: int) -> _Style:
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        pdfium.FPDFTextObj_GetFontSize(thing, size)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        turned = abs(matrix.b) > 0.1 * abs(matrix.a) or matrix.a < 0
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        scale = hypot(matrix.c, matrix.d)
        return _Style(
            self.frame.top - y.value,
            round(size.value * scale, 2),
            self._font(pdfium.FPDFTextObj_GetFont(thing)),
            _colour(thing),
            turned,
            mode == _INVISIBLE,
            pdfium.FPDFPageObj_GetMarkedContentID(thing),
        )

    def _font(self, font: pdfium.FPDF_FONT) -> str:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            size = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256) if font else 0
            self.fonts[key] = buffer.raw[: max(size - 1, 0)].decode("utf-8", "replace")
        return self.fonts[key]


def _quick(function: object, result: type, *arguments: type) -> Callable[..., int]:
    """The same function with plain numbers for pointers: for the calls made for every character, half the time."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


_letter_at = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_box_at = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_object_at = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)


Styled = tuple[Char, _Style]


def _in_tag_order(chars: list[Styled], page: pdfium.FPDF_PAGE) -> list[Styled]:
    """The characters in the order of the structure tree, where it is there and names nearly all of them.

    What it does not name, as running heads, comes last. Whether the order can be one of reading is judged later, as
    that of any stream (ISO 32000-1, 14.7: logical structure).
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return chars
    try:
        roots = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)
            for at in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0))
        ]
        rank = {content: at for at, content in enumerate(found for root in roots for found in _contents(root, 0))}
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    named = sum(style.content in rank for _, style in chars)
    if named < _NAMED * len(chars):
        return chars
    return sorted(chars, key=lambda pair: rank.get(pair[1].content, len(rank)))


def _contents(element: pdfium.FPDF_STRUCTELEMENT, depth: int) -> Iterator[int]:
    """The marked contents of an element and what is in it, in order."""
    if not element or depth > _DEEPEST_TAG:
        return
    for at in range(min(max(pdfium.FPDF_StructElement_CountChildren(element), 0), MOST_CHARS)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
        if content >= 0:
            yield content
        else:
            yield from _contents(pdfium.FPDF_StructElement_GetChildAtIndex(element, at), depth + 1)


def _chars(text: pdfium.FPDF_TEXTPAGE, frame: _Frame) -> Iterator[Styled]:
    """The characters in stream order, with their style; what pdfium adds of itself (spaces, line ends) is left out.

    The letters of a ligature, which pdfium gives one by one on the same spot, are one character again.
    """
    handle = ctypes.cast(text, ctypes.c_void_p).value
    rectangle = pdfium.FS_RECTF()
    pointer = ctypes.addressof(rectangle)
    styles, known = _Styles(frame), dict[int, _Style]()
    letters, spot, style = "", (0.0, 0.0, 0.0, 0.0), _NO_STYLE
    for at in range(pdfium.FPDFText_CountChars(text)):
        key = _object_at(handle, at)
        if not key or not _box_at(handle, at, pointer):
            continue
        own = known.get(key)
        if own is None:
            own = known[key] = styles.of(pdfium.FPDFText_GetTextObject(text, at), text, at)
        here = rectangle.left, rectangle.top, rectangle.right, rectangle.bottom
        if letters and own is style and here == spot and here[2] > here[0]:
            letters += _letter(_letter_at(handle, at))
            continue
        if letters:
            yield _char(letters, spot, style, frame), style
        letters, spot, style = _letter(_letter_at(handle, at)), here, own
    if letters:
        yield _char(letters, spot, style, frame), style


def _char(letters: str, spot: tuple[float, float, float, float], style: _Style, frame: _Frame) -> Char:
    return Char(
        letters,
        spot[0] - frame.left,
        frame.top - spot[1],
        spot[2] - frame.left,
        frame.top - spot[3],
        style.baseline,
        style.size,
        style.font,
        style.colour,
        style.turned,
    )


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _colour(thing: pdfium.FPDF_PAGEOBJECT) -> str:
    """As the other reader names it: '' for black, 'white', else shares of red, green and blue."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return ""
    parts = [part.value / 255 for part in (red, green, blue)]
    if not any(parts):
        return ""
    return "white" if all(part >= 0.99 for part in parts) else " ".join(f"{part:.2f}" for part in parts)


@dataclass(frozen=True, slots=True)
class _Shape:
    """An area that is filled, stroked or an image."""

    panel: Panel
    filled: bool = False
    image: bool = False


def _shapes(page: pdfium.FPDF_PAGE, frame: _Frame) -> Iterator[_Shape]:
    """All areas of a page, also those within forms."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _shape(pdfium.FPDFPage_GetObject(page, at), frame, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0), 0)


def _shape(thing: pdfium.FPDF_PAGEOBJECT, frame: _Frame, around: pdfium.FS_MATRIX, depth: int) -> Iterator[_Shape]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, own)
        inner = _product(own, around)
        for at in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
            yield from _shape(pdfium.FPDFFormObj_GetObject(thing, at), frame, inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        yield _Shape(Panel(_bounds(thing, frame, around), ""), image=True)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if pdfium.FPDFPath_GetDrawMode(thing, fill, stroke) and (fill.value or stroke.value):
            yield _Shape(Panel(_bounds(thing, frame, around), _colour(thing)), filled=bool(fill.value))


def _is_ruled(boxes: Iterable[Box]) -> bool:
    """Rows of one width stand one under the other, or rules cross: there may be a table."""
    tops: dict[tuple[int, int], set[int]] = defaultdict(set)
    upright = level = 0
    for box in boxes:
        if box.width > 20 and box.height < 100:
            tops[round(box.x0 / 2), round(box.x1 / 2)] |= {round(box.top), round(box.bottom)}
        upright += box.width < 2 < 8 < box.height
        level += box.height < 2 < 20 < box.width
    return any(len(held) >= 4 for held in tops.values()) or (upright >= 2 and level >= 2)


def _product(one: pdfium.FS_MATRIX, other: pdfium.FS_MATRIX) -> pdfium.FS_MATRIX:
    """First the one, then the other (ISO 32000-1, 8.3.4)."""
    return pdfium.FS_MATRIX(
        one.a * other.a + one.b * other.c,
        one.a * other.b + one.b * other.d,
        one.c * other.a + one.d * other.c,
        one.c * other.b + one.d * other.d,
        one.e * other.a + one.f * other.c + other.e,
        one.e * other.b + one.f * other.d + other.f,
    )


def _bounds(thing: pdfium.FPDF_PAGEOBJECT, frame: _Frame, around: pdfium.FS_MATRIX) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    placed = [(around.a * x + around.c * y + around.e, around.b * x + around.d * y + around.f) for x, y in corners]
    numbers = [number for corner in placed for number in corner]
    if not all(map(isfinite, numbers)):
        return Box(0.0, 0.0, 0.0, 0.0)
    xs, ys = numbers[::2], numbers[1::2]
    return Box(min(xs) - frame.left, frame.top - max(ys), max(xs) - frame.left, frame.top - min(ys))
