"""From a page of a PDF to its picture, as PNG. Alone draws with pypdfium2."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

_MOST_PIXELS = 20_000_000
"""A page drawn larger than this would fill the memory; it is drawn smaller."""


class NoPictureError(Exception):
    """The page cannot be drawn."""


def page_png(data: bytes, page: int, *, dots_per_inch: int = 110) -> bytes:
    """A page, counted from 1, as PNG. Raises NoPictureError when there is no such page or it cannot be drawn."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NoPictureError("the document cannot be opened for drawing") from error
    try:
        if not 1 <= page <= len(pdf):
            raise NoPictureError(f"there is no page {page}; the document has {len(pdf)}")
        width, height = pdf[page - 1].get_size()
        scale = min(dots_per_inch / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        out = BytesIO()
        pdf[page - 1].render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()
    except pypdfium2.PdfiumError as error:
        raise NoPictureError(f"page {page} cannot be drawn") from error
    finally:
        pdf.close()
