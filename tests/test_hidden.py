"""Text that nobody sees is left out and told of; the layer that text recognition put over a scan is the text."""

from __future__ import annotations

from io import BytesIO

from building import DOC
from reportlab.pdfgen.canvas import Canvas

from pipeline.layout import layout
from pipeline.read import Reader, read_pdf


def _pdf(*, visible: str, invisible: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    if visible:
        canvas.drawString(72, 700, visible)
    if invisible:
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(3)
        text.textLine(invisible)
        canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def test_invisible_text_is_left_out_and_told() -> None:
    """White-out in words: what is drawn without ink does not get between the lines, and is a problem of the page."""
    opened = read_pdf(_pdf(visible="Dit staat er echt.", invisible="dit ziet niemand"), reader=Reader.PDFIUM)

    blocks, problems = layout(opened.pages, DOC, known=lambda word: True)

    assert [block.text for block in blocks] == ["Dit staat er echt."]
    assert [problem.message for problem in problems] == ["14 tekens buiten beeld of onzichtbaar zijn niet meegelezen"]


def test_the_text_layer_of_a_scan_is_its_text() -> None:
    """Where all text is invisible, it is what a scanner recognised."""
    opened = read_pdf(_pdf(visible="", invisible="Dit herkende de scanner."), reader=Reader.PDFIUM)

    blocks, problems = layout(opened.pages, DOC, known=lambda word: True)

    assert [block.text for block in blocks] == ["Dit herkende de scanner."]
    assert problems == ()
