"""A scan is read with tesseract, and says so."""

from __future__ import annotations

import os
import shutil
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.wordlist import dutch_words_lower
from pipeline.isolation import ocr_safely, read_safely
from pipeline.ocr import OcrMode, with_pictures_read
from pipeline.page import Opened
from pipeline.picture import page_png
from pipeline.read_ocr import HOW_TO_INSTALL, can_read_pictures

PLAN = (Path(__file__).parents[1] / "corpus" / "samples" / "veerhuizen-koersplan-2024-2028.pdf").read_bytes()


@pytest.fixture(scope="module")
def scan() -> bytes:
    """The second page of the sample plan as a picture, without a text layer."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(BytesIO(page_png(PLAN, 2, dots_per_inch=200))), 0, 0, 595, 842)
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def tesseract() -> None:
    """Skips where tesseract is missing, but not on a build machine."""
    if not can_read_pictures():
        if os.environ.get("CI") == "true":
            pytest.fail("tesseract with Dutch is missing: tests/system_packages.sh should have installed it")
        pytest.skip("tesseract with Dutch is not installed (apt install tesseract-ocr tesseract-ocr-nld)")


def words(opened: Opened, page: int) -> list[str]:
    lines = next(one.lines for one in opened.pages if one.number == page) or ()
    return [word.strip(".,:;‘’").lower() for line in lines for word in line.text.split()]


@pytest.mark.usefixtures("tesseract")
def test_a_page_without_text_is_read_from_its_picture(scan: bytes) -> None:
    """Nineteen words of twenty come back, with how sure the reader was."""
    known = dutch_words_lower().__contains__
    wanted = words(read_safely(PLAN), 2)

    read = with_pictures_read(
        read_safely(scan), mode=OcrMode.AUTO, known=known, read=partial(ocr_safely, scan), advice=HOW_TO_INSTALL
    )

    found = words(read, 1)
    assert sum(word in found for word in wanted) >= 0.95 * len(wanted)
    assert 0.5 < (read.pages[0].confidence or 0) <= 1


def test_without_tesseract_the_page_says_how_to_install_it(scan: bytes) -> None:
    """Never a silently empty page."""
    read = with_pictures_read(
        read_safely(scan), mode=OcrMode.AUTO, known=lambda word: True, read=None, advice=HOW_TO_INSTALL
    )

    assert "apt install tesseract-ocr" in read.pages[0].hint


def test_never_leaves_pictures_alone(scan: bytes) -> None:
    """`--ocr never` reads no picture."""
    opened = read_safely(scan)

    assert with_pictures_read(opened, mode=OcrMode.NEVER, known=lambda word: True, read=None, advice="") == opened


def test_a_document_with_text_is_not_read_again() -> None:
    """Good text stays as it is; nothing is drawn or recognised."""
    opened = read_safely(PLAN)
    known = dutch_words_lower().__contains__

    def refuse(numbers: object) -> tuple[()]:
        pytest.fail(f"pages {numbers} were read from their pictures")

    assert with_pictures_read(opened, mode=OcrMode.AUTO, known=known, read=refuse, advice="") == opened


def test_tesseract_is_found_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no program, there is no reading of pictures."""
    monkeypatch.setenv("PATH", "")

    assert shutil.which("tesseract") is None
    assert not can_read_pictures()
