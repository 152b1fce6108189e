"""From the bytes of a PDF to its pages and pictures, made in child processes that are killed past their limits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.draw_worker import Drawn
from pipeline.page import Opened, Page, UnreadableError
from pipeline.picture import NoPictureError, Picture
from pipeline.read import Reader
from pipeline.read_worker import Told

T = TypeVar("T")

_TOLD, _DRAWN = msgspec.json.Decoder(Told), msgspec.json.Decoder(Drawn)
"""Made once, before there are threads: two that look into a new type at the same time crash the interpreter."""
_ROOT = Path(__file__).parents[1]
_GRACE = 1.0
"""Seconds for a child that is told to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may take: seconds by the clock, megabytes of memory for each child, pages."""

    seconds: float = 300.0
    megabytes: int = 3000
    pages: int = 5000


_LIMITS = Limits()
_TO_RECOGNISE = 30.0
"""Seconds for each page that is read from its picture: several times what an ordinary one takes."""
TO_DRAW = Limits(seconds=20.0, megabytes=1000)
"""Somebody is waiting for a picture."""


def read_safely(data: bytes, *, reader: Reader = Reader.AUTO, jobs: int = 1, limits: Limits = _LIMITS) -> Opened:
    """All pages of a PDF with their lines, the same whatever the number of `jobs` that read them.

    A crash, a hang or a bomb is an UnreadableError of this document, as is what `read_pdf` raises.
    """
    shares = [f"{first}:{jobs}:{limits.pages}" for first in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(lambda share: _child(data, reader.value, share, limits), shares))
    whole = replace(parts[0], pages=tuple(sorted((p for part in parts for p in part.pages), key=lambda p: p.number)))
    if whole.count > limits.pages:
        raise UnreadableError(f"has {whole.count} pages, more than the {limits.pages} that are read. Split it.")
    return whole


def ocr_safely(data: bytes, numbers: Sequence[int], *, jobs: int = 1, limits: Limits = _LIMITS) -> tuple[Page, ...]:
    """These pages as read from their pictures, with their lines. Raises UnreadableError past the limits.

    To the seconds that are allowed, some are added for each page.
    """
    shares = [share for first in range(jobs) if (share := numbers[first::jobs])]

    def part(share: Sequence[int]) -> Opened:
        longer = replace(limits, seconds=limits.seconds + _TO_RECOGNISE * len(share))
        return _child(data, "ocr", ",".join(map(str, share)), longer)

    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(part, shares))
    return tuple(sorted((page for part in parts for page in part.pages), key=lambda page: page.number))


def draw_safely(data: bytes, page: int, *, dots_per_inch: int, limits: Limits = TO_DRAW) -> Picture:
    """A page, counted from 1, drawn. Raises NoPictureError; a crash, a hang or a bomb is one too."""
    words = [str(limits.megabytes), str(page), str(dots_per_inch)]
    try:
        drawn = _heard("pipeline.draw_worker", words, data, limits, _DRAWN)
    except UnreadableError as error:
        raise NoPictureError(f"Page {page} cannot be drawn: it {error}") from error
    if drawn.picture is None:
        raise NoPictureError(drawn.error)
    return drawn.picture


def _child(data: bytes, how: str, which: str, limits: Limits) -> Opened:
    told = _heard("pipeline.read_worker", [str(limits.megabytes), how, which], data, limits, _TOLD)
    if told.opened is None:
        raise UnreadableError(told.error)
    return told.opened


def _heard(worker: str, words: Sequence[str], data: bytes, limits: Limits, decoder: msgspec.json.Decoder[T]) -> T:
    """What a child says of the data. Raises UnreadableError for one that does not end in time, or says nothing."""
    with subprocess.Popen(
        [sys.executable, "-m", worker, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
    ) as child:
        try:
            said, _ = child.communicate(data, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise UnreadableError(
                f"took longer than {limits.seconds:.0f} seconds and was stopped. Save it anew from its source."
            ) from None
        finally:
            _stop(child)
    try:
        return decoder.decode(said)
    except msgspec.DecodeError as error:
        how = f"signal {-child.returncode}" if child.returncode < 0 else f"exit code {child.returncode}"
        raise UnreadableError(
            f"made the reader fail ({how}; perhaps it ran out of memory). Save it anew from its source."
        ) from error


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End a child that did not end by itself; first it may end what it started."""
    child.terminate()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        child.kill()


def _environment() -> dict[str, str]:
    """Nothing but what Python needs to start."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR", "HOME")
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        **{k: os.environ[k] for k in kept if k in os.environ},
    }


def cores(most: int = 4) -> int:
    """How many children are worth starting on this machine."""
    return max(1, min(most, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))
