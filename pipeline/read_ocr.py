"""From pages that are pictures to their text, by tesseract: characters with their places and how sure it was."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy
from PIL import Image

from pipeline.page import Char, Finish, Opened, Page, UnreadableError, Wanted, as_it_is
from pipeline.picture import NoPictureError, open_pdf, picture

_DPI = 300
"""Tesseract reads best at 300 dots per inch (its documentation, Improving the quality of the output)."""
_SECONDS = 120
_BOLD = 1.22
"""Strokes this much thicker than usual, for their size, are bold."""
_INK = 175
"""Darker grey than this is ink."""
_RULED = re.compile(r"^([-–—•*])_+$")
_MARKED = re.compile(r"^([-–—•»*])_*(\w.{2,})$")
_WORD = "5"
"""The level of a word in tesseract's table."""
HOW_TO_INSTALL = (
    "de pagina is een afbeelding zonder leesbare tekst: installeer tesseract met Nederlands "
    "(apt install tesseract-ocr tesseract-ocr-nld) en lees het document opnieuw"
)


def can_read_pictures() -> bool:
    """Tesseract and its Dutch are installed."""
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
    sure = sum(word.sure * len(word.text) for word in words) / max(sum(len(word.text) for word in words), 1)
    chars = tuple(_typed(_by_line(words), Image.open(io.BytesIO(drawn.png)).convert("L"), points))
    return Page(number, drawn.width, drawn.height, chars, confidence=round(sure, 3))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as tesseract found it, its box in points."""

    line: tuple[str, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float


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


def _words(row: dict[str, str], points: float) -> Iterator[_Word]:
    """The word of a row; a list marker that was read together with it is a word of its own. A pixel has `points`."""
    text = _RULED.sub(r"\1", (row["text"] or "").strip())
    if row["level"] != _WORD or not text:
        return
    left, top, width, height = (float(row[key]) * points for key in ("left", "top", "width", "height"))
    line = tuple(row[key] for key in ("block_num", "par_num", "line_num"))
    sure = max(float(row["conf"]), 0) / 100
    marked = _MARKED.match(text)
    if marked:
        yield _Word(line, marked.group(1), left, top, left + 0.3 * height, top + height, sure)
        left, width, text = left + 0.9 * height, width - 0.9 * height, marked.group(2)
    yield _Word(line, text, left, top, left + max(width, 1.0), top + height, sure)


def _by_line(words: Iterable[_Word]) -> list[list[_Word]]:
    """The words line by line; none begins before the one to its left ends."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in words:
        held = lines.setdefault(word.line, [])
        if held and word.x0 < held[-1].x1:
            held[-1] = replace(held[-1], x1=max(word.x0 - 0.2 * (word.bottom - word.top), held[-1].x0 + 0.5))
        held.append(word)
    return list(lines.values())


def _typed(lines: Sequence[Sequence[_Word]], image: Image.Image, points: float) -> Iterator[Char]:
    """The letters of all lines, with the size and weight of their type."""
    measures = [_measure(line) for line in lines]
    sizes = sorted(size for _, size in measures if size) or [10.0]
    usual = sizes[len(sizes) // 2]
    strokes = [_stroke(line, image, points) / (size or usual) for line, (_, size) in zip(lines, measures, strict=True)]
    plain = sorted(strokes)[len(strokes) // 2] if strokes else 0.0
    for line, (baseline, size), stroke in zip(lines, measures, strokes, strict=True):
        font = "ocr-bold" if stroke > _BOLD * plain else "ocr"
        # Where every word has a tail, their bottom is that of the tails.
        baseline = baseline if _standing(line) else baseline - 0.21 * (size or usual)
        for word in line:
            yield from _chars(word, baseline, size or usual, font)


def _standing(line: Sequence[_Word]) -> list[float]:
    """The bottoms of the words that stand on the baseline: nothing in them hangs under it or floats above."""
    return [word.bottom for word in line if not set(word.text) & set("gjpqy,;()Q[]/…-–")]


def _measure(line: Sequence[_Word]) -> tuple[float, float | None]:
    """The baseline and type size of a line, in points; no size when no letter is tall enough to tell."""
    standing = _standing(line)
    bottoms = sorted(standing or [word.bottom for word in line])
    baseline = bottoms[len(bottoms) // 2]
    tall = sorted(
        baseline - word.top
        for word in line
        if len(word.text) > 1 and any(c.isupper() or c.isdigit() or c in "bdfhkl" for c in word.text)
    )
    # Capitals and ascenders stand 0.72 of the type size high in common text fonts.
    return baseline, round(2 * tall[len(tall) // 2] / 0.72) / 2 if tall and standing else None


def _stroke(line: Sequence[_Word], image: Image.Image, points: float) -> float:
    """How thick the strokes of a line are, in pixels: its ink, divided by how often a row of pixels enters ink."""
    box = min(w.x0 for w in line), min(w.top for w in line), max(w.x1 for w in line), max(w.bottom for w in line)
    left, top, right, bottom = (round(edge / points) for edge in box)
    ink = numpy.asarray(image.crop((left, top, right, bottom))) < _INK
    if ink.shape[0] < 2 or ink.shape[1] < 2:
        return 0.0
    return float(ink.sum()) / max(int((ink[:, 1:] & ~ink[:, :-1]).sum()), 1)


def _chars(word: _Word, baseline: float, size: float, font: str) -> Iterator[Char]:
    """The letters of a word, side by side in equal parts, and the space after it."""
    step = (word.x1 - word.x0) / len(word.text)
    top, bottom = baseline - 0.8 * size, baseline + 0.2 * size
    for at, letter in enumerate(word.text):
        x0 = word.x0 + at * step
        yield Char(letter, x0, top, x0 + step, bottom, baseline, size, font, "")
    yield Char(" ", word.x1, top, word.x1, bottom, baseline, size, font, "")
