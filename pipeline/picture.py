"""From a page of a PDF to its picture, as PNG. Alone draws with pypdfium2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pypdfium2

_MOST_PIXELS = 20_000_000
"""A page drawn larger than this would fill the memory; it is drawn smaller."""


class NoPictureError(Exception):
    """The page cannot be drawn. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: PNG, its width in pixels, and the size of the page in points."""

    png: bytes
    pixels: int
    width: float
    height: float


def picture(data: bytes, page: int, *, dots_per_inch: int) -> Picture:
    """A page, counted from 1, drawn. Raises NoPictureError when there is no such page or it cannot be drawn.

    For child processes: a hostile page can crash or hang what draws it; see `pipeline.isolation.draw_safely`.
    """
    with open_pdf(data) as pdf:
        if not 1 <= page <= len(pdf):
            raise NoPictureError(f"There is no page {page}; the document has {len(pdf)}.")
        try:
            width, height = pdf[page - 1].get_size()
            scale = min(dots_per_inch / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            image = pdf[page - 1].render(scale=scale).to_pil()
        except pypdfium2.PdfiumError as error:
            raise NoPictureError(f"Page {page} cannot be drawn: it is damaged. Ask for a new copy.") from error
    out = BytesIO()
    image.save(out, "PNG")
    return Picture(out.getvalue(), image.width, width, height)


def keep_whole(path: Path, content: bytes) -> None:
    """Write a file by way of one beside it, so that half a picture never has the name. Raises OSError."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(content)
            file.close()
            beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards; NoPictureError when it cannot be opened."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NoPictureError("The document cannot be opened for drawing. Ask for a new copy.") from error
    try:
        yield pdf
    finally:
        pdf.close()
