"""A child process that reads: a PDF on standard input, its pages as JSON on standard output. Holds itself to limits."""

from __future__ import annotations

import signal
import sys

import msgspec

from pipeline.page import Opened, UnreadableError, Wanted
from pipeline.read import Reader, lined, read_pdf
from pipeline.read_ocr import read_with_ocr


class Told(msgspec.Struct):
    """What a child says: the pages with their lines, or why it could not read."""

    opened: Opened | None = None
    error: str = ""


def main(arguments: list[str]) -> None:
    """Read some pages: MEGABYTES, then the name of a reader or `ocr`, then FIRST:STEP:LAST or page numbers with commas.

    Told to stop, it takes what it started with it.
    """
    megabytes, how, which = int(arguments[0]), arguments[1], _wanted(arguments[2])
    _limit(megabytes)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    data = sys.stdin.buffer.read()
    try:
        if how == "ocr":
            told = Told(read_with_ocr(data, which, lined))
        else:
            told = Told(read_pdf(data, reader=Reader(how), wanted=which, finish=lined))
    except UnreadableError as error:
        told = Told(error=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(told))


def _wanted(which: str) -> Wanted:
    if ":" in which:
        first, step, last = map(int, which.split(":"))
        return lambda number: number <= last and number % step == first % step
    return frozenset(map(int, which.split(","))).__contains__


def _limit(megabytes: int) -> None:
    """No more memory than this, and no files; where the system has no such limits, the parent's clock must do."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
