"""How quickly pages are read, against plain pdfplumber and plain pdfium, and how memory grows with their number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import cast

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from bench.memory import most_held
from corpus.model import DocId
from corpus.wordlist import dutch_words_lower
from pipeline.layout import layout
from pipeline.read import Reader, lined, read_pdf

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("WAARGEMAAKT_SHARED") or ROOT.parent / "shared")
ROUNDS = 3
FEW, MANY = 100, 1000
"""The numbers of pages between which memory is compared."""


def main(arguments: Sequence[str]) -> None:
    """Measure all and print the tables; `time WAY FILE...` and `memory WAY FILE` are what the child processes do."""
    if arguments:
        what, way, *files = arguments
        print(json.dumps(_timed(WAYS[way], files) if what == "time" else _peak(READINGS[way], files[0])))
        return
    documents = _documents()
    pages = sum(_page_count(path) for path in documents)
    print(f"{pages} pages of {', '.join(path.name for path in documents)}; best of {ROUNDS}, in CPU time\n", flush=True)
    _print_speed(_rounds(documents), pages)
    _print_memory(documents)


def _documents() -> list[Path]:
    """The shared documents, or else the samples."""
    found = sorted((SHARED / "documents").glob("*.pdf"))
    return found or sorted((ROOT / "corpus" / "samples").glob("*.pdf"))


def _page_count(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return len(pdf)
    finally:
        pdf.close()


# Ways to read


Lap = Callable[[str], None]
"""Called with the name of what was just done."""
Way = Callable[[bytes, Lap], None]


def _extract_text(data: bytes, lap: Lap) -> None:
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
    lap("read")


def _page_chars(data: bytes, lap: Lap) -> None:
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            len(page.chars)
            page.close()
    lap("read")


def _raw_pdfium(data: bytes, lap: Lap) -> None:
    """Code, place and type size of every character, and nothing else."""
    pdf = pypdfium2.PdfDocument(data)
    rectangle = pdfium.FS_RECTF()
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        for at in range(pdfium.FPDFText_CountChars(text.raw)):
            pdfium.FPDFText_GetUnicode(text.raw, at)
            pdfium.FPDFText_GetLooseCharBox(text.raw, at, rectangle)
            pdfium.FPDFText_GetFontSize(text.raw, at)
        text.close()
        page.close()
    pdf.close()
    lap("read")


def _ours(reader: Reader) -> Way:
    """From bytes to blocks, without what is done once for all documents: loading the word list."""

    def read(data: bytes, lap: Lap) -> None:
        opened = read_pdf(data, reader=reader)
        lap("read")
        pages = tuple(map(lined, opened.pages))
        lap("lines")
        layout(pages, DocId("bench"), known=dutch_words_lower().__contains__)
        lap("layout")

    return read


TEXT, CHARS, RAW = "pdfplumber extract_text()", "pdfplumber page.chars", "pypdfium2, every character"
OURS = {reader: f"ours, {reader.value}" for reader in Reader}
WAYS: dict[str, Way] = {
    TEXT: _extract_text,
    CHARS: _page_chars,
    RAW: _raw_pdfium,
    **{name: _ours(reader) for reader, name in OURS.items()},
}


# Speed

Seconds = dict[str, float]
"""What each lap took."""


def _timed(way: Way, files: Iterable[str]) -> list[Seconds]:
    """CPU seconds of each lap, document by document; what is done once in a process is done before."""
    dutch_words_lower()
    contents = [Path(file).read_bytes() for file in files]
    way(min(contents, key=len), lambda name: None)
    return [_laps(way, data) for data in contents]


def _laps(way: Way, data: bytes) -> Seconds:
    laps: Seconds = {}
    ends = [process_time()]

    def lap(name: str) -> None:
        ends.append(process_time())
        laps[name] = ends[-1] - ends[-2]

    way(data, lap)
    return laps


Round = dict[str, list[Seconds]]
"""What each way took, document by document."""


def _rounds(documents: Sequence[Path]) -> list[Round]:
    """The ways take turns, so that none has the quiet minutes of the machine to itself."""
    return [
        {way: cast(list[Seconds], json.loads(_child("time", way, *documents))) for way in WAYS} for _ in range(ROUNDS)
    ]


def _best(rounds: Sequence[Round]) -> dict[str, Seconds]:
    """The least CPU time of each way for each document, over all documents."""
    return {
        way: _sum(min(tries, key=_whole) for tries in zip(*(one[way] for one in rounds), strict=True)) for way in WAYS
    }


def _whole(laps: Seconds) -> float:
    return sum(laps.values())


def _sum(parts: Iterable[Seconds]) -> Seconds:
    whole: Seconds = {}
    for laps in parts:
        for name, seconds in laps.items():
            whole[name] = whole.get(name, 0.0) + seconds
    return whole


def _print_speed(rounds: Sequence[Round], pages: int) -> None:
    best = _best(rounds)
    print(f"{'way to read':28} {'pages/s':>8} {'ms/page':>8}   of which")
    for way, laps in best.items():
        parts = ", ".join(f"{name} {1000 * seconds / pages:.1f}" for name, seconds in laps.items() if len(laps) > 1)
        print(f"{way:28} {pages / _whole(laps):8.1f} {1000 * _whole(laps) / pages:8.1f}   {parts}".rstrip())
    print(f"\n{'ratio':50} {'best':>6} {'goal':>6} {'':8} in each round")
    for goal in GOALS:
        ratio = goal.ratio(best)
        each = " ".join(f"{goal.ratio({way: _sum(laps) for way, laps in one.items()}):.3f}" for one in rounds)
        verdict = "reached" if ratio <= goal.most else "missed"
        print(f"{goal.ours + ' / ' + goal.against:50} {ratio:6.3f} {goal.most:6.2f} {verdict:8} {each}")


@dataclass(frozen=True, slots=True)
class Goal:
    """One way takes at most so many times the time of another."""

    ours: str
    against: str
    most: float

    def ratio(self, times: dict[str, Seconds]) -> float:
        return _whole(times[self.ours]) / _whole(times[self.against])


GOALS = (Goal(OURS[Reader.PDFPLUMBER], CHARS, 1.15), Goal(OURS[Reader.PDFIUM], TEXT, 0.2))


# Memory

READINGS = {"nothing but the file": None, **{name: reader for reader, name in OURS.items()}}
"""What is done with a file when its memory is measured."""


def _peak(reader: Reader | None, file: str) -> float:
    """The most megabytes that this process held when it read a file to lines, as the child of a run does."""
    data = Path(file).read_bytes()
    if reader:
        read_pdf(data, reader=reader, finish=lined)
    elif not data:
        sys.exit(f"{file} is empty")
    return most_held()


def _print_memory(documents: Sequence[Path]) -> None:
    with TemporaryDirectory() as folder:
        few, many = (_repeated(documents, count, Path(folder)) for count in (FEW, MANY))
        sizes = " and ".join(f"{path.stat().st_size / 1024**2:.1f} MB" for path in (few, many))
        print(f"\nPeak memory in MB, reading {FEW} and {MANY} pages (files of {sizes}) to lines in one process")
        print(f"{'what is read':28} {FEW:>8} {MANY:>8} {'more':>8}   kB/page")
        for way in READINGS:
            low, high = (float(_child("memory", way, path)) for path in (few, many))
            print(f"{way:28} {low:8.0f} {high:8.0f} {high - low:8.0f}   {1024 * (high - low) / (MANY - FEW):.0f}")


def _repeated(documents: Sequence[Path], count: int, folder: Path) -> Path:
    """A document of so many pages: those of the documents, over and over."""
    whole = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(path) for path in documents]
    for source in _over_and_over(sources):
        wanted = list(range(min(len(source), count - len(whole))))
        whole.import_pages(source, wanted)
        if len(whole) == count:
            break
    path = folder / f"{count}.pdf"
    whole.save(path)
    return path


def _over_and_over(sources: Sequence[pypdfium2.PdfDocument]) -> Iterator[pypdfium2.PdfDocument]:
    while True:
        yield from sources


def _child(what: str, way: str, *files: Path) -> str:
    """What a process of its own measured, as JSON."""
    print(f"measuring {what}: {way}", file=sys.stderr)
    command = [sys.executable, "-m", "bench.reading", what, way, *map(str, files)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:])
