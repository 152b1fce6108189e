"""From the bytes of a PDF to its pages with their tables, by pdfplumber and pdfminer: the reference reader."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, TypeVar

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTCurve, LTImage, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import fix_fontname_bytes
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus.model import Box
from pipeline.page import Char, Finish, Opened, Page, Panel, UnreadableError, Wanted, as_it_is, every_page
from pipeline.read_fields import MOST_NOTES, UNSEEN_FLAGS, Over, not_read
from pipeline.read_forms import Forms, drawn
from pipeline.read_pdfium import MOST_CHARS, TOO_FULL
from pipeline.read_tables import Shape, Shapes, tables

for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.ERROR)

_DAMAGE = (
    *(PDFException, PSException, PdfminerException, MalformedPDFException),
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, struct.error, zlib.error),
    *(MemoryError, RuntimeError),
)
"""What pdfminer raises on damaged files: its own errors, and bare Python ones from inside its parser."""

_MOST_BYTES = 20_000_000
"""A page that takes more to draw than this would be read for minutes."""
_DEEPEST = 8
"""How far up the parents of a form field are followed."""
_PUSHED = 1 << 16
"""The flag of a button that is pushed, rather than ticked (ISO 32000-1, table 226)."""
_SHOWN = re.compile(rb"\((?:[^()\\]|\\.)+\)\s*T[jJ]|<[0-9A-Fa-f\s]+>\s*Tj|\]\s*TJ", re.DOTALL)
"""Operators that show text (ISO 32000-1, table 109)."""


def read_with_pdfplumber(data: bytes, wanted: Wanted = every_page, finish: Finish = as_it_is) -> Opened:
    """The wanted pages of a PDF with their tables.

    A page that cannot be read is there with its `failure` filled. Raises UnreadableError for what is locked with a
    password, damaged beyond reading, or without pages.
    """
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            count = len(pdf.pages)
            pages = tuple(map(finish, _pages(pdf, wanted)))
            title, author = (_metadata(pdf.metadata, key) for key in ("Title", "Author"))
    except RecursionError as error:
        raise UnreadableError("is a PDF that refers to itself without end. Save it anew from its source.") from error
    except _DAMAGE as error:
        raise UnreadableError(_reason(error)) from error
    return Opened(pages, title, author, count)


def _reason(error: BaseException) -> str:
    causes: list[BaseException] = []
    link: BaseException | None = error
    while link and link not in causes:
        causes += [link, *(arg for arg in link.args if isinstance(arg, BaseException))]
        link = link.__cause__ or link.__context__
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return "is locked with a password. Save a copy without the password, and run again."
    detail = next((str(cause) for cause in causes if str(cause)), type(error).__name__)
    return f"is a damaged PDF ({detail[:80]}). Ask for a new copy, or save it anew from its source."


def _metadata(metadata: dict[str, Any], key: str) -> str:
    value = metadata.get(key, "")
    return " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else ""


def _pages(pdf: PDF, wanted: Wanted) -> Iterator[Page]:
    forms = Forms()
    for number, page in enumerate(pdf.pages, start=1):
        if not wanted(number):
            continue
        try:
            yield _page(number, page, forms)
        except RecursionError:
            yield Page(number, 0.0, 0.0, failure="de pagina verwijst naar zichzelf")
        except _DAMAGE as error:
            yield Page(number, 0.0, 0.0, failure=f"de inhoud is beschadigd: {type(error).__name__}")


def _page(number: int, page: PlumberPage, forms: Forms) -> Page:
    width, height = float(page.width), float(page.height)
    if sum(len(part.get_data()) for part in page.page_obj.contents if isinstance(part, PDFStream)) > _MOST_BYTES:
        return Page(number, width, height, failure=f"meer dan {_MOST_BYTES // 1_000_000} MB aan tekenopdrachten")
    items = list(drawn(page.page_obj, page.pdf.rsrcmgr, forms))
    letters, rects, curves = _only(items, LTChar), _only(items, LTRect), _only(items, LTCurve)
    if len(letters) > MOST_CHARS:
        return Page(number, width, height, failure=TOO_FULL)
    chars = tuple(_chars(letters, height))
    shapes = Shapes(*([_shape(item, height) for item in kind] for kind in (_only(items, LTLine), rects, curves)))
    over = list(_over(page))
    return Page(
        number,
        width,
        height,
        chars,
        tuple(_panels([*rects, *curves], [*shapes.rects, *shapes.curves])),
        tuple(_box(image, height) for image in _only(items, LTImage)),
        tuple(tables(shapes, chars, width)),
        hint=not_read(over, "".join(char.text for char in chars)) if over else "",
    )


def _panels(items: Iterable[LTCurve], shapes: Iterable[Shape]) -> Iterator[Panel]:
    for item, shape in zip(items, shapes, strict=True):
        if item.fill:
            yield Panel(shape.box, _colour(item.non_stroking_color))


def _over(page: PlumberPage) -> Iterator[Over]:
    """The form fields and notes that lie over a page, as far as they can be read."""
    try:
        notes = list_value(page.page_obj.annots or [])[:MOST_NOTES]
    except _DAMAGE:
        return
    for note in notes:
        try:
            yield from _note(dict_value(note))
        except _DAMAGE:
            continue


def _note(note: dict[str, Any]) -> Iterator[Over]:
    kind = _name(note.get("Subtype"))
    if kind in {"Link", "Popup"} or _flags(note.get("F")) & UNSEEN_FLAGS:
        return
    field = kind == "Widget"
    if field and _name(_inherited(note, "FT")) == "Btn" and not _flags(_inherited(note, "Ff")) & _PUSHED:
        return
    said = _inherited(note, "V") if field else resolve1(note.get("Contents"))
    text = decode_text(said) if isinstance(said, bytes) else ""
    drawn = resolve1(dict_value(note["AP"]).get("N")) if "AP" in note else None
    yield Over(field, text, isinstance(drawn, PDFStream) and bool(_SHOWN.search(drawn.get_data())))


def _inherited(field: dict[str, Any], key: str) -> object:
    """What a form field has under a key, or else what it belongs to (ISO 32000-1, 12.7.3.2)."""
    for _ in range(_DEEPEST):
        if key in field:
            return resolve1(field[key])
        if "Parent" not in field:
            return None
        field = dict_value(field["Parent"])
    return None


def _flags(value: object) -> int:
    found = resolve1(value)
    return found if isinstance(found, int) else 0


def _name(value: object) -> str:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""


_Kind = TypeVar("_Kind", bound=LTItem)


def _only(items: Iterable[LTItem], kind: type[_Kind]) -> list[_Kind]:
    """The items of one kind: a line and a rectangle are no curve, though pdfminer derives them from it."""
    return [item for item in items if type(item) is kind]


# In pdfminer the corner of the page is (0, 0), wherever it is in the file, and heights count upwards.


def _box(item: LTComponent, height: float) -> Box:
    return Box(item.x0, height - item.y1, item.x1, height - item.y0)


def _shape(item: LTCurve, height: float) -> Shape:
    points = [(x, height - y) for x, y in item.pts] if type(item) is LTCurve else ()
    return Shape(_box(item, height), item.height, points)


def _chars(items: Iterable[LTChar], height: float) -> Iterator[Char]:
    shown, colour = None, ""
    for item in items:
        if item.graphicstate.ncolor is not shown:
            shown = item.graphicstate.ncolor
            colour = _colour(shown)
        yield Char(
            item.get_text(),
            item.x0,
            height - item.y1,
            item.x1,
            height - item.y0,
            height - item.matrix[5],
            item.size,
            _font(item.fontname),
            colour,
            not item.upright,
        )


def _font(name: object) -> str:
    return name if isinstance(name, str) else fix_fontname_bytes(name) if isinstance(name, bytes) else str(name)


def _colour(value: object) -> str:
    """A short name of a colour, equal for equal colours; black and 'none given' are ''."""
    if value is None:
        return ""
    parts = value if isinstance(value, tuple | list) else (value,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if not any(numbers):
        return "" if len(numbers) != 4 else "white"
    if len(numbers) == 4 and numbers[:3] == [0, 0, 0]:
        return ""
    return "white" if len(numbers) != 4 and all(n >= 0.99 for n in numbers) else " ".join(f"{n:.2f}" for n in numbers)
