"""From the bytes of a PDF to its pages, read in child processes that are killed past their limits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from pipeline.page import Opened, Page, UnreadableError
from pipeline.read import Reader
from pipeline.read_worker import Told

_TOLD = msgspec.json.Decoder(Told)
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
    """These pages as read from their pictures, with their lines. Raises UnreadableError past the limits."""
    shares = [share for first in range(jobs) if (share := ",".join(map(str, numbers[first::jobs])))]
    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(lambda share: _child(data, "ocr", share, limits), shares))
    return tuple(sorted((page for part in parts for page in part.pages), key=lambda page: page.number))


def _child(data: bytes, how: str, which: str, limits: Limits) -> Opened:
    words = [str(limits.megabytes), how, which]
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline.read_worker", *words],
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
                f"took longer than {limits.seconds:.0f} seconds to read and was stopped. Save it anew from its source."
            ) from None
        finally:
            _stop(child)
    return _opened(said, child.returncode)


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


def _opened(said: bytes, code: int) -> Opened:
    try:
        told = _TOLD.decode(said)
    except msgspec.DecodeError as error:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise UnreadableError(
            f"made the reader fail ({how}; perhaps it ran out of memory). Save it anew from its source."
        ) from error
    if told.opened is None:
        raise UnreadableError(told.error)
    return told.opened


def cores(most: int = 4) -> int:
    """How many children are worth starting on this machine."""
    return max(1, min(most, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))
