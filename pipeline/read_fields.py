"""From the form fields and notes that lie over a page to a hint that says which text the page does not have."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

_DEEPEST = 8
"""How deep forms within an appearance are followed."""
_BY_CHANCE = 6
"""A text of fewer letters may stand on the page without being the same."""
_FEW, _LONG = 3, 80
"""How many texts a message names, and up to how many characters of each."""
MOST_NOTES = 10_000
"""More fields and notes than this are not looked at on a page."""
UNSEEN_FLAGS = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
"""Fields and notes that are shown to nobody (ISO 32000-1, table 165)."""
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
"""What is ticked holds a mark, no text."""
_SILENT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
"""A link only points; a popup repeats the note that it belongs to."""


@dataclass(frozen=True, slots=True)
class Over:
    """What lies over a page: a form field or a note, its text, and whether it draws text of its own."""

    field: bool
    text: str
    drawn: bool = False


def not_read(found: Iterable[Over], page_text: str) -> str:
    """In Dutch, how many form fields and notes hold text that is not part of the page, and which; '' when none does.

    >>> not_read([Over(True, "Jansen"), Over(True, "Amsterdam"), Over(True, ""), Over(False, "Ja")], "Ja, te Amsterdam")
    '1 invulveld en 1 opmerking bevatten tekst die niet is meegelezen: ‘Jansen’, ‘Ja’'
    """
    own = _letters(page_text)
    left_out = [one for one in found if _is_left_out(one, own)]
    if not left_out:
        return ""
    fields = sum(one.field for one in left_out)
    notes = len(left_out) - fields
    told = [
        f"{count} {one if count == 1 else more}"
        for count, one, more in ((fields, "invulveld", "invulvelden"), (notes, "opmerking", "opmerkingen"))
        if count
    ]
    verb = "bevat" if len(left_out) == 1 else "bevatten"
    texts = named([one.text for one in left_out])
    return f"{' en '.join(told)} {verb} tekst die niet is meegelezen" + (f": {texts}" if texts else "")


def named(texts: Sequence[str]) -> str:
    """The first few of the texts in quotation marks, each cut off where it is long, and how many more there are.

    >>> named(["Aisha de Wit", "", "ja", "nee", "weet niet"])
    '‘Aisha de Wit’, ‘ja’, ‘nee’ en nog 2'
    """
    plain = [text for text in (" ".join(text.split()) for text in texts) if text]
    shown = [f"‘{text if len(text) <= _LONG else text[:_LONG].rstrip() + '…'}’" for text in plain[:_FEW]]
    more = len(texts) - len(shown)
    return ", ".join(shown) + (f" en nog {more}" if shown and more else "")


def _is_left_out(one: Over, own: str) -> bool:
    """It has text that the letters of the page do not have; a short text can be there by chance."""
    text = _letters(one.text)
    return (len(text) < _BY_CHANCE or text not in own) if text else one.drawn


def over_page(page: pdfium.FPDF_PAGE, form: pdfium.FPDF_FORMHANDLE | None) -> Iterator[Over]:
    """The fields and notes of a page as pdfium sees them; `form` is the form of the document, when it has one."""
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        try:
            yield from _over(note, form)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _over(note: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE | None) -> Iterator[Over]:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind in _SILENT or pdfium.FPDFAnnot_GetFlags(note) & UNSEEN_FLAGS:
        return
    field = kind == pdfium.FPDF_ANNOT_WIDGET
    if field and form and pdfium.FPDFAnnot_GetFormFieldType(form, note) in _TICKED:
        return
    if field and form:
        text = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
    else:
        key = b"V" if field else b"Contents"
        text = _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size))
    things = (pdfium.FPDFAnnot_GetObject(note, at) for at in range(pdfium.FPDFAnnot_GetObjectCount(note)))
    yield Over(field, text, any(_draws_text(thing, 0) for thing in things))


def _draws_text(thing: pdfium.FPDF_PAGEOBJECT, depth: int) -> bool:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inside = range(max(pdfium.FPDFFormObj_CountObjects(thing), 0))
        return any(_draws_text(pdfium.FPDFFormObj_GetObject(thing, at), depth + 1) for at in inside)
    return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT)


def _string(get: Callable[[object, int], int]) -> str:
    """What a function of pdfium gives that fills a buffer with UTF-16, and says how many bytes that takes."""
    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _letters(text: str) -> str:
    """Only what tells words apart, so that line ends and spaces do not."""
    return re.sub(r"[\W_]", "", text).lower()
