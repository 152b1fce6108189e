"""From the bytes of a PDF to what of the document is not on its pages: layers that are switched off, forms of XFA."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from pipeline.read_fields import named

_DAMAGE = (
    *(PDFException, PSException, ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError),
    *(RecursionError, struct.error, zlib.error),
)
"""What pdfminer raises on damaged files."""
_DYNAMIC_FORM = (
    "het document is een dynamisch XFA-formulier: de tekst staat niet op de bladzijden. "
    "Sla het op als gewone PDF en lees het opnieuw"
)


def document_notes(data: bytes) -> tuple[str, ...]:
    """In Dutch, what somebody who reads the pages does not see; nothing of a file that cannot be opened."""
    layers = list(_hidden_layers(data)) if b"/OCProperties" in data or b"/ObjStm" in data else []
    told = f"het document bevat lagen die niet worden getoond: {named(layers)}; tekst daarop kan ontbreken"
    return (*([told] if layers else []), *([_DYNAMIC_FORM] if _is_dynamic_form(data) else []))


def _is_dynamic_form(data: bytes) -> bool:
    """The pages are only made when the form is opened (XFA 3.3, dynamic forms)."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return bool(pdf.get_formtype() == pdfium.FORMTYPE_XFA_FULL)
    except pypdfium2.PdfiumError:
        return False


def _hidden_layers(data: bytes) -> Iterator[str]:
    """The names of the layers that are off when the document is opened (ISO 32000-1, 8.11.4)."""
    try:
        held = dict_value(PDFDocument(PDFParser(BytesIO(data))).catalog.get("OCProperties", {}))
        opening = dict_value(held.get("D", {}))
        layers = [layer for layer in list_value(held.get("OCGs", [])) if isinstance(layer, PDFObjRef)]
        shown, off = (
            {layer.objid for layer in list_value(opening.get(key, [])) if isinstance(layer, PDFObjRef)}
            for key in ("ON", "OFF")
        )
        base = resolve1(opening.get("BaseState"))
        if isinstance(base, PSLiteral) and base.name == "OFF":
            off |= {layer.objid for layer in layers} - shown
        names = [dict_value(layer).get("Name") for layer in layers if layer.objid in off]
        yield from (decode_text(name) if isinstance(name, bytes) else "zonder naam" for name in map(resolve1, names))
    except _DAMAGE:
        return
