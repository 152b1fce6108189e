"""From the bytes of a PDF to its pages, by pdfium: several times quicker. The only reader that knows pypdfium2."""

from __future__ import annotations

import ctypes
import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Box
from pipeline.page import Finish, Opened, Page, Panel, UnreadableError, Wanted, as_it_is, every_page
from pipeline.read_chars import Frame, Span, chars_of, fill_colour, spans
from pipeline.read_fields import not_read, over_page

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
        with _uncollected():
            pages = tuple(finish(_page(pdf, number)) for number in range(1, count + 1) if wanted(number))
        about = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(str(error))) from error
    finally:
        pdf.close()
    title, author = (" ".join(about.get(key, "").replace("\x00", "").split()) for key in ("Title", "Author"))
    return Opened(pages, title, author, count)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for objects that hold each other, which no part of a page does.

    It would look at every character again and again, for a quarter of the time that reading takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    frame = Frame(left, top)
    try:
        if pdfium.FPDFText_CountChars(text.raw) > MOST_CHARS:
            return Page(number, right - left, top - bottom, failure=TOO_FULL)
        over = list(over_page(page.raw, pdf.formenv.raw if pdf.formenv else None))
        shapes, written = list(_shapes(page.raw, frame)), _in_tag_order(spans(text.raw, frame), page.raw)
        return Page(
            number,
            right - left,
            top - bottom,
            chars_of(written, invisible=False),
            tuple(shape.panel for shape in shapes if shape.filled),
            tuple(shape.panel.box for shape in shapes if shape.image),
            hint=not_read(over, "".join(char.text for span in written for char in span.chars)) if over else "",
            invisible=chars_of(written, invisible=True),
            ruled=_is_ruled(shape.panel.box for shape in shapes if not shape.image),
        )
    finally:
        text.close()
        page.close()


def _in_tag_order(written: list[Span], page: pdfium.FPDF_PAGE) -> list[Span]:
    """The characters in the order of the structure tree, where it is there and names nearly all of them.

    What it does not name, as running heads, comes last. Whether the order can be one of reading is judged later, as
    that of any stream (ISO 32000-1, 14.7: logical structure).
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return written
    try:
        roots = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)
            for at in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0))
        ]
        rank = {content: at for at, content in enumerate(found for root in roots for found in _contents(root, 0))}
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    named = sum(len(span.chars) for span in written if span.style.content in rank)
    if named < _NAMED * sum(len(span.chars) for span in written):
        return written
    return sorted(written, key=lambda span: rank.get(span.style.content, len(rank)))


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


@dataclass(frozen=True, slots=True)
class _Shape:
    """An area that is filled, stroked or an image."""

    panel: Panel
    filled: bool = False
    image: bool = False


def _shapes(page: pdfium.FPDF_PAGE, frame: Frame) -> Iterator[_Shape]:
    """All areas of a page, also those within forms."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _shape(pdfium.FPDFPage_GetObject(page, at), frame, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0), 0)


def _shape(thing: pdfium.FPDF_PAGEOBJECT, frame: Frame, around: pdfium.FS_MATRIX, depth: int) -> Iterator[_Shape]:
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
            yield _Shape(Panel(_bounds(thing, frame, around), fill_colour(thing)), filled=bool(fill.value))


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


def _bounds(thing: pdfium.FPDF_PAGEOBJECT, frame: Frame, around: pdfium.FS_MATRIX) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    placed = [(around.a * x + around.c * y + around.e, around.b * x + around.d * y + around.f) for x, y in corners]
    numbers = [number for corner in placed for number in corner]
    if not all(map(isfinite, numbers)):
        return Box(0.0, 0.0, 0.0, 0.0)
    xs, ys = numbers[::2], numbers[1::2]
    return Box(min(xs) - frame.left, frame.top - max(ys), max(xs) - frame.left, frame.top - min(ys))
