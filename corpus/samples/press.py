"""Finished sheets in, the bytes of a PDF out. Alone knows how a page is drawn.

The same sheets always give the same bytes: no clock, no compression (whose output differs between zlib versions), and
no font but the fourteen that every reader has.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from corpus.samples.typeset import PAGE_HEIGHT, PAGE_WIDTH, Line, Sheet

_BULLET = rb"(\177)", rb"(\225)"
"""reportlab writes a bullet with a code that many readers do not know; the second is the one of the PDF standard
(ISO 32000-1, annex D.2)."""


def press(sheets: Sequence[Sheet], title: str) -> bytes:
    """A PDF with a page for each sheet; its text stands in the file in the order of the pieces' turns."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle(title)
    canvas.setAuthor("Vereniging Veerhuizen")
    canvas.setCreator("Vereniging Veerhuizen")
    canvas.setSubject("Voorbeelddocument")
    for sheet in sheets:
        _draw(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return file.getvalue().replace(*_BULLET)


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, 0, PAGE_HEIGHT)
    for shape in sheet.shapes:
        shape(canvas)
    canvas.restoreState()
    for piece in sorted(sheet.pieces, key=lambda piece: piece.turn):
        for line in (piece.bullet, *piece.lines):
            if line:
                _write(canvas, line)


def _write(canvas: Canvas, line: Line) -> None:
    text = canvas.beginText(line.x, PAGE_HEIGHT - line.baseline)
    text.setFont(line.style.font, line.style.size)
    text.setCharSpace(line.style.spacing)
    text.setFillColor(line.style.colour)
    text.textOut(line.text)
    canvas.drawText(text)
