"""From a page of a PDF to its picture, as PNG. Alone draws with pypdfium2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pypdfium2

_MOST_PIXELS = 20_000_000
"""A page drawn larger than this would fill the memory; it is drawn smaller."""


class NoPictureError(Exception):
    """The page cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: PNG, its width in pixels, and the size of the page in points."""

    png: bytes
    pixels: int
    width: float
    height: float


def page_png(data: bytes, page: int, *, dots_per_inch: int = 110) -> bytes:
    """A page, counted from 1, as PNG. Raises NoPictureError when there is no such page or it cannot be drawn."""
    return picture(data, page, dots_per_inch=dots_per_inch).png


def picture(data: bytes, page: int, *, dots_per_inch: int) -> Picture:
    """A page, counted from 1, drawn; raises as `page_png` does."""
    with open_pdf(data) as pdf:
        if not 1 <= page <= len(pdf):
            raise NoPictureError(f"there is no page {page}; the document has {len(pdf)}")
        try:
            width, height = pdf[page - 1].get_size()
            scale = min(dots_per_inch / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            image = pdf[page - 1].render(scale=scale).to_pil()
        except pypdfium2.PdfiumError as error:
            raise NoPictureError(f"page {page} cannot be drawn") from error
    out = BytesIO()
    image.save(out, "PNG")
    return Picture(out.getvalue(), image.width, width, height)


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards; NoPictureError when it cannot be opened."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NoPictureError("the document cannot be opened for drawing") from error
    try:
        yield pdf
    finally:
        pdf.close()
