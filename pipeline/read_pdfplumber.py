"""From the bytes of a PDF to its pages with their tables, by pdfplumber: the reference reader. Alone knows it."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus.model import Box
from pipeline.page import Cell, Char, Finish, Opened, Page, Panel, Table, UnreadableError, Wanted, as_it_is, every_page
from pipeline.read_fields import MOST_NOTES, UNSEEN_FLAGS, Over, not_read
from pipeline.read_pdfium import MOST_CHARS, TOO_FULL

for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.ERROR)

_DAMAGE = (
    *(PDFException, PSException, PdfminerException, MalformedPDFException),
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, struct.error, zlib.error),
)
"""What pdfminer raises on damaged files: its own errors, and bare Python ones from inside its parser."""

_MOST_BYTES = 20_000_000
"""A page that takes more to draw than this would be read for minutes."""
_MIN_TABLE = 2
_MIN_FILLED, _MIN_FILLED_CELLS = 0.3, 4
_DEEPEST = 8
"""How far up the parents of a form field are followed."""
_PUSHED = 1 << 16
"""The flag of a button that is pushed, rather than ticked (ISO 32000-1, table 226)."""
_SHOWN = re.compile(rb"\((?:[^()\\]|\\.)+\)\s*T[jJ]|<[0-9A-Fa-f\s]+>\s*Tj|\]\s*TJ", re.DOTALL)
"""Operators that show text (ISO 32000-1, table 109)."""
_COLUMN_GAP = 6.0
"""Columns of a table without column rules keep this many points apart."""


def read_with_pdfplumber(data: bytes, wanted: Wanted = every_page, finish: Finish = as_it_is) -> Opened:
    """The wanted pages of a PDF with their tables.

    A page that cannot be read is there with its `failure` filled. Raises UnreadableError for what is locked with a
    password, damaged beyond reading, or without pages.
    """
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            count = len(pdf.pages)
            pages = tuple(map(finish, _pages(pdf.pages, wanted)))
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


def _pages(pages: Iterable[PlumberPage], wanted: Wanted) -> Iterator[Page]:
    for number, page in enumerate(pages, start=1):
        if not wanted(number):
            continue
        try:
            yield _page(number, page)
        except RecursionError:
            yield Page(number, 0.0, 0.0, failure="de pagina verwijst naar zichzelf")
        except _DAMAGE as error:
            yield Page(number, 0.0, 0.0, failure=f"de inhoud is beschadigd: {type(error).__name__}")
        finally:
            page.close()


def _page(number: int, page: PlumberPage) -> Page:
    left, top = float(page.bbox[0]), float(page.bbox[1])
    width, height = float(page.width), float(page.height)
    if sum(len(part.get_data()) for part in page.page_obj.contents if isinstance(part, PDFStream)) > _MOST_BYTES:
        return Page(number, width, height, failure=f"meer dan {_MOST_BYTES // 1_000_000} MB aan tekenopdrachten")
    if len(page.chars) > MOST_CHARS:
        return Page(number, width, height, failure=TOO_FULL)
    return Page(
        number,
        width,
        height,
        tuple(_char(char, left, top, height) for char in page.chars),
        tuple(_panels(page.rects + page.curves, left, top)),
        tuple(_box(image, left, top) for image in page.images),
        tuple(_tables(page, left, top)),
        hint=not_read(_over(page), "".join(char["text"] for char in page.chars)),
    )


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


def _box(found: dict[str, Any], left: float, top: float) -> Box:
    return Box(found["x0"] - left, found["top"] - top, found["x1"] - left, found["bottom"] - top)


def _char(char: dict[str, Any], left: float, top: float, height: float) -> Char:
    matrix = char["matrix"]
    # A page with its origin elsewhere shifts the matrix as it shifts the box.
    baseline = char["bottom"] - top - (matrix[5] - char["y0"])
    return Char(
        char["text"],
        char["x0"] - left,
        char["top"] - top,
        char["x1"] - left,
        char["bottom"] - top,
        baseline,
        char["size"],
        char["fontname"],
        _colour(char["non_stroking_color"]),
        not char["upright"],
    )


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


def _panels(shapes: Iterable[dict[str, Any]], left: float, top: float) -> Iterator[Panel]:
    for shape in shapes:
        if shape["fill"]:
            yield Panel(_box(shape, left, top), _colour(shape["non_stroking_color"]))


def _tables(page: PlumberPage, left: float, top: float) -> Iterator[Table]:
    """Ruled tables, and tables with row rules alone."""
    boxes: list[Box] = []
    for found in page.find_tables():
        table = _table(found, page, left, top)
        if table:
            boxes.append(table.box)
            yield table
    for region in _row_ruled(page):
        if any(box.holds(Box(*region), slack=5) for box in boxes):
            continue
        for found in _between_rules(page, region):
            table = _table(found, page, left, top)
            if table:
                yield table


def _between_rules(page: PlumberPage, region: tuple[float, float, float, float]) -> list[Any]:
    """Tables with row rules alone: columns begin where words line up, and reach to the ends of the rules."""
    rows = {"horizontal_strategy": "lines"}
    part = page.crop(region)
    columns = {
        round(cell[0], 1)
        for found in part.find_tables({**rows, "vertical_strategy": "text", "min_words_vertical": 2})
        for cell in found.cells
    }
    words = part.extract_words()
    inner = [at for at in sorted(columns)[1:] if _parts_columns(at, words)]
    if not inner:
        return []
    edges = [region[0], *inner, region[2]]
    found: list[Any] = part.find_tables({**rows, "vertical_strategy": "explicit", "explicit_vertical_lines": edges})
    return found


def _parts_columns(at: float, words: Iterable[dict[str, Any]]) -> bool:
    """In every row the words left of this place keep a clear gap from those right of it."""
    rows: dict[int, tuple[float, float]] = {}
    for word in words:
        left, right = rows.get(round(word["bottom"] / 4), (-1e9, 1e9))
        before = word["x0"] < at - 1
        rows[round(word["bottom"] / 4)] = (max(left, word["x1"]), right) if before else (left, min(right, word["x0"]))
    return all(right - left >= _COLUMN_GAP for left, right in rows.values())


def _table(found: Any, page: PlumberPage, left: float, top: float) -> Table | None:
    """The table with its cells, or None when it is a frame or a picture rather than a table."""
    columns = sorted({round(cell[0]) for cell in found.cells})
    rows = sorted({round(cell[1]) for cell in found.cells})
    if len(columns) < _MIN_TABLE or len(rows) < _MIN_TABLE:
        return None
    chars = [(c["x0"] + c["x1"], c["top"] + c["bottom"]) for c in page.chars if c["text"].strip()]
    filled = sum(any(x0 < x / 2 < x1 and y0 < y / 2 < y1 for x, y in chars) for x0, y0, x1, y1 in found.cells)
    if filled < max(_MIN_FILLED * len(found.cells), _MIN_FILLED_CELLS):
        return None
    cells = tuple(
        Cell(rows.index(round(y0)), columns.index(round(x0)), Box(x0 - left, y0 - top, x1 - left, y1 - top))
        for x0, y0, x1, y1 in sorted(found.cells, key=lambda cell: (round(cell[1]), round(cell[0])))
    )
    x0, y0, x1, y1 = found.bbox
    return Table(Box(x0 - left, y0 - top, x1 - left, y1 - top), cells)


def _row_ruled(page: PlumberPage) -> Iterator[tuple[float, float, float, float]]:
    """Regions with at least four horizontal rules of one width, evenly apart: a table without column rules."""
    stacks: dict[tuple[int, int], set[float]] = defaultdict(set)
    for edge in page.horizontal_edges:
        if edge["x1"] - edge["x0"] > 60:
            stacks[round(edge["x0"]), round(edge["x1"])].add(round(edge["top"], 1))
    for (x0, x1), tops in stacks.items():
        gaps = [below - above for above, below in zip(sorted(tops), sorted(tops)[1:], strict=False)]
        if len(gaps) >= 3 and max(gaps) < 60 and max(gaps) < 3 * sorted(gaps)[len(gaps) // 2]:
            yield max(x0 - 1, page.bbox[0]), min(tops) - 1, min(x1 + 1, page.bbox[2]), max(tops) + 1
