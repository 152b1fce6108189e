"""From pages that are pictures to their text, by tesseract: characters with their places and how sure it was."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import numpy
from PIL import Image

from corpus.model import Box
from pipeline.page import Finish, Opened, Page, UnreadableError, Wanted, as_it_is
from pipeline.picture import NoPictureError, open_pdf, picture
from pipeline.printed import Found, Picture, printed

_DPI = 300
"""Tesseract reads best at 300 dots per inch (its documentation, Improving the quality of the output)."""
_SECONDS = 120
_MARKED = re.compile(r"^([-–—•»*])_*(\w.{2,})$")
_BULLETS = frozenset("eo©®«»¢°")
"""What tesseract reads in the dots and circles before items; no Dutch line begins with such a word."""
_Line = tuple[str, str, str]
"""The numbers of a line in tesseract's table: of its block, its paragraph and itself."""
_WORD = "5"
"""The level of a word in tesseract's table."""
HOW_TO_INSTALL = (
    "installeer tesseract met Nederlands (apt install tesseract-ocr tesseract-ocr-nld) en lees het document opnieuw"
)


@cache
def can_read_pictures() -> bool:
    """Tesseract and its Dutch are installed; asked once, since it takes a tenth of a second."""
    program = shutil.which("tesseract")
    if not program:
        return False
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "nld" in said.split()


def read_with_ocr(data: bytes, wanted: Wanted, finish: Finish = as_it_is) -> Opened:
    """The wanted pages as tesseract reads their pictures, each with its confidence.

    A page that cannot be drawn or read has its `failure` filled.
    """
    try:
        with open_pdf(data) as pdf:
            numbers = [number for number in range(1, len(pdf) + 1) if wanted(number)]
            return Opened(tuple(finish(_page(data, number)) for number in numbers), "", "", len(pdf))
    except NoPictureError as error:
        raise UnreadableError(f"cannot be drawn ({error}). Ask for a new copy.") from error


def _page(data: bytes, number: int) -> Page:
    try:
        drawn = picture(data, number, dots_per_inch=_DPI)
        rows = list(_read(drawn.png))
    except (NoPictureError, OSError, subprocess.SubprocessError) as error:
        return Page(number, 0.0, 0.0, failure=f"tekstherkenning mislukte ({type(error).__name__})")
    points = drawn.width / drawn.pixels
    words = [word for row in rows for word in _words(row, points)]
    sure = sum(word.sure * len(word.text) for _, word in words) / max(sum(len(word.text) for _, word in words), 1)
    pixels = numpy.asarray(Image.open(io.BytesIO(drawn.png)).convert("RGB"))
    chars, panels = printed(_by_line(words), Picture(pixels, points))
    return Page(number, drawn.width, drawn.height, chars, panels, confidence=round(sure, 3))


def _read(png: bytes) -> Iterator[dict[str, str]]:
    """One row for each thing that tesseract finds on a picture."""
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "nld", "--dpi", str(_DPI), "tsv"],
        input=png,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    yield from csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )


def _words(row: dict[str, str], points: float) -> Iterator[tuple[_Line, Found]]:
    """The word of a row; a list marker that was read together with it is a word of its own. A pixel has `points`."""
    text = (row["text"] or "").strip().strip("_")
    if row["level"] != _WORD or not text:
        return
    left, top, width, height = (float(row[key]) * points for key in ("left", "top", "width", "height"))
    line = row["block_num"], row["par_num"], row["line_num"]
    sure = max(float(row["conf"]), 0) / 100
    marked = _MARKED.match(text)
    if marked:
        yield line, Found(marked.group(1), Box(left, top, left + 0.3 * height, top + height), sure)
        left, width, text = left + 0.9 * height, width - 0.9 * height, marked.group(2)
    yield line, Found(text, Box(left, top, left + max(width, 1.0), top + height), sure)


def _by_line(words: Iterable[tuple[_Line, Found]]) -> list[list[Found]]:
    """The words line by line; none begins before the one to its left ends."""
    lines: dict[_Line, list[Found]] = {}
    for line, word in words:
        held = lines.setdefault(line, [])
        if held and word.box.x0 < held[-1].box.x1:
            before = held[-1].box
            x1 = max(word.box.x0 - 0.2 * word.box.height, before.x0 + 0.5)
            held[-1] = replace(held[-1], box=replace(before, x1=x1))
        held.append(word)
    return [[_bullet(line[0]), *line[1:]] if len(line) > 1 else line for line in lines.values()]


def _bullet(first: Found) -> Found:
    """The first word of a line; one that tesseract makes of a bullet is that bullet."""
    return replace(first, text="•") if first.text in _BULLETS else first
