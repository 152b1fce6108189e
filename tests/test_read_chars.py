"""Characters as pdfium gives them: rare ones whole, ligatures in one piece, what has no meaning kept in its place."""

from __future__ import annotations

import pytest

from pipeline.page import Char
from pipeline.read import Reader, read_pdf

_MEANINGS = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <00> <FF> endcodespacerange
{count} beginbfchar {pairs} endbfchar endcmap end end"""


def with_meanings(text: str, **meanings: str) -> bytes:
    """A PDF with one line of Helvetica, in which some letters mean something else: UTF-16 in hexadecimals."""
    pairs = " ".join(f"<{ord(letter):02X}> <{meaning}>" for letter, meaning in meanings.items())
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(f"BT /F1 20 Tf 50 100 Td ({text}) Tj ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        _stream(_MEANINGS.format(count=len(meanings), pairs=pairs)),
    ]
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 7 >>\n%%EOF".encode("ascii")


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def chars(data: bytes) -> tuple[Char, ...]:
    return read_pdf(data, reader=Reader.PDFIUM).pages[0].chars


@pytest.mark.parametrize(
    ("meaning", "text"),
    [
        ("D835DC00", "\U0001d400"),
        ("00660069", "fi"),
        ("006600660069", "ffi"),
        ("00660069D835DC00", "fi\U0001d400"),
        ("D835", "\ufffd"),
        ("0002", "-"),
        ("20AC", "€"),
        ("FFFE", "\ufffe"),
        ("0000", "\ufffd"),
    ],
    ids=["rare", "ligature", "ligature_of_three", "ligature_with_rare", "half", "hyphen", "euro", "none", "zero"],
)
def test_one_drawn_character_is_one_character(meaning: str, text: str) -> None:
    """Whatever a drawn character means, it is one, in its place; the others keep their meaning and their order."""
    found = chars(with_meanings("aQb", Q=meaning))

    assert [char.text for char in found] == ["a", text, "b"]
    assert [char.x0 for char in found] == sorted(char.x0 for char in found)
    assert {char.size for char in found} == {20.0}


def test_what_has_no_meaning_does_not_shift_the_rest() -> None:
    """Characters without a meaning and rare ones on one page leave every other character what it is."""
    data = with_meanings("xAyBzCwDv", A="D835DC00", B="0000", C="FFFE", D="00660066")

    found = [char.text for char in chars(data)]

    assert found == ["x", "\U0001d400", "y", "\ufffd", "z", "\ufffe", "w", "ff", "v"]


def test_spaces_that_were_not_drawn_are_not_there() -> None:
    """What pdfium adds of itself between words that stand apart is no character of the page."""
    data = with_meanings("een) Tj 80 0 Td (twee", Q="0051")

    assert "".join(char.text for char in chars(data)) == "eentwee"
