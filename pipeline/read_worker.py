"""A child process that reads: a PDF on standard input, its pages as JSON on standard output."""

from __future__ import annotations

import sys
from dataclasses import replace

import msgspec

from pipeline.child import hold_to
from pipeline.page import Opened, UnreadableError, Wanted
from pipeline.read import Reader, lined, read_pdf
from pipeline.read_notes import document_notes
from pipeline.read_ocr import read_with_ocr


class Told(msgspec.Struct):
    """What a child says: the pages with their lines, or why it could not read."""

    opened: Opened | None = None
    error: str = ""


def main(arguments: list[str]) -> None:
    """Read some pages: MEGABYTES, the name of a reader or `ocr`, then FIRST:STEP:LAST or page numbers with commas."""
    megabytes, how, which = int(arguments[0]), arguments[1], _wanted(arguments[2])
    hold_to(megabytes)
    data = sys.stdin.buffer.read()
    try:
        if how == "ocr":
            told = Told(read_with_ocr(data, which, lined))
        else:
            opened = read_pdf(data, reader=Reader(how), wanted=which, finish=lined)
            told = Told(replace(opened, notes=document_notes(data)))
    except UnreadableError as error:
        told = Told(error=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(told))


def _wanted(which: str) -> Wanted:
    if ":" in which:
        first, step, last = map(int, which.split(":"))
        return lambda number: number <= last and number % step == first % step
    return frozenset(map(int, which.split(","))).__contains__


if __name__ == "__main__":
    main(sys.argv[1:])
