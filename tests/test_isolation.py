"""Documents are read in child processes that are killed past their limits: whatever a file does, it fails alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from building import PLAN, REPORTS
from hostile import bomb
from reportlab.pdfgen.canvas import Canvas

from pipeline.isolation import Limits, ocr_safely, read_safely
from pipeline.page import UnreadableError
from pipeline.read import Reader
from pipeline.read_ocr import can_read_pictures

PROC = Path("/proc/self/task")
LONG = bomb(3_000_000)
"""Takes pdfium far longer than any test."""

in_proc = pytest.mark.skipif(not PROC.is_dir(), reason="processes are looked up in /proc, which is not here")


def children(of: int) -> set[int]:
    """The numbers of the processes that this one started, and that were not waited for."""
    try:
        found = [(task / "children").read_text().split() for task in Path(f"/proc/{of}/task").iterdir()]
    except OSError:
        return set()
    return {int(number) for numbers in found for number in numbers}


def running(word: str, *, under: int) -> Callable[[], int | None]:
    """Looks for a child of a process that was started with this word."""

    def look() -> int | None:
        return next((child for child in children(under) if word in words_of(child)), None)

    return look


def words_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\x00", b" ").decode()
    except OSError:
        return ""


def seen(look: Callable[[], int | None]) -> int:
    """What is looked for, as soon as it is there."""
    for _ in range(3000):
        found = look()
        if found is not None:
            return found
        time.sleep(0.01)
    pytest.fail("the process was not started")


def gone(process: int) -> bool:
    """The process ends within seconds, or has ended."""
    for _ in range(500):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.01)
    return False


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[Future[object]]:
    """Do this in a thread while the test looks on; a child that is left over is killed."""
    with ThreadPoolExecutor(1) as pool:
        try:
            yield pool.submit(work)
        finally:
            for child in children(os.getpid()):
                if "read_worker" in words_of(child):
                    os.kill(child, signal.SIGKILL)


def test_the_same_pages_whatever_the_number_of_children() -> None:
    """Pages are shared out, and come back in order."""
    report = REPORTS[0].read_bytes()
    alone = read_safely(report, jobs=1)

    together = read_safely(report, jobs=3)

    assert together == alone
    assert [page.number for page in alone.pages] == list(range(1, 11))


def test_what_is_no_pdf_says_so_through_the_child() -> None:
    """The child's own message arrives."""
    with pytest.raises(UnreadableError, match="is not a PDF"):
        read_safely(b"gewone tekst")


@in_proc
def test_a_hang_is_stopped_by_the_clock() -> None:
    """Past its seconds the child is killed, the message says what to do, and nothing stays behind."""
    before = children(os.getpid())

    with pytest.raises(UnreadableError, match=r"took longer than 1 seconds and was stopped\. Save it anew"):
        read_safely(LONG, reader=Reader.PDFPLUMBER, limits=Limits(seconds=1.0))

    assert children(os.getpid()) == before


@in_proc
def test_a_reader_that_is_killed_is_a_problem_of_its_document() -> None:
    """When the system kills a child, as it does when memory is short, the run goes on and the message says so."""
    with meanwhile(lambda: read_safely(LONG, reader=Reader.PDFIUM)) as reading:
        child = seen(running("read_worker", under=os.getpid()))

        os.kill(child, signal.SIGKILL)

        with pytest.raises(UnreadableError, match=r"made the reader fail \(signal 9; perhaps it ran out of memory\)"):
            reading.result()
        assert gone(child)


@in_proc
def test_a_reader_starts_without_the_secrets_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that opens a stranger's file has what Python needs to start, and nothing else."""
    monkeypatch.setenv("GEHEIME_SLEUTEL", "x")
    with meanwhile(lambda: read_safely(LONG, reader=Reader.PDFIUM, limits=Limits(seconds=20))):
        child = seen(running("read_worker", under=os.getpid()))

        names = {line.split(b"=")[0].decode() for line in Path(f"/proc/{child}/environ").read_bytes().split(b"\x00")}

    assert "PATH" in names
    assert names <= {"", "PYTHONPATH", "PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR", "HOME"}


@in_proc
@pytest.mark.skipif(
    not can_read_pictures() and os.environ.get("CI") != "true", reason="tesseract with Dutch is not installed"
)
def test_a_reader_of_pictures_takes_tesseract_with_it() -> None:
    """When a child that reads pictures is stopped, so is the tesseract that it started."""
    with meanwhile(lambda: ocr_safely(PLAN.read_bytes(), [1, 2, 3, 4])) as reading:
        child = seen(running("read_worker", under=os.getpid()))
        tesseract = seen(running("tesseract", under=child))

        os.kill(child, signal.SIGTERM)

        with pytest.raises(UnreadableError, match="made the reader fail"):
            reading.result()
        assert gone(child) and gone(tesseract)


@in_proc
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_bomb_fails_alike_whatever_the_number_of_readers(jobs: int) -> None:
    """One message for the document, however many children it felled, and none of them stays."""
    before, limits = children(os.getpid()), Limits(megabytes=400)
    assert read_safely(PLAN.read_bytes(), reader=Reader.PDFIUM, jobs=jobs, limits=limits).count == 4

    with pytest.raises(UnreadableError, match="perhaps it ran out of memory"):
        read_safely(LONG, reader=Reader.PDFIUM, jobs=jobs, limits=limits)

    assert children(os.getpid()) == before


def test_a_page_with_more_letters_than_anybody_reads_fails_alone() -> None:
    """Hundreds of thousands of characters on one page are a failed page, of a document of which the rest is read."""
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.addLiteral("BT /F1 11 Tf 40 700 Td " + "0 -12 Td (Steeds) Tj " * 40_000 + "ET")
    canvas.showPage()
    canvas.drawString(72, 700, "Dit staat er wel")
    canvas.save()

    full, other = read_safely(out.getvalue(), jobs=2).pages

    assert (full.failure, full.lines) == ("meer dan 200000 tekens", ())
    assert [line.text for line in other.lines or ()] == ["Dit staat er wel"]


def test_pages_beyond_the_limit_are_not_read() -> None:
    """Of a document with too many pages, those beyond the limit cost no time: it is refused all the same."""
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(300):
        canvas.drawString(72, 700, f"Bladzijde {number}")
        canvas.showPage()
    canvas.save()

    with pytest.raises(UnreadableError, match=r"has 300 pages, more than the 2 that are read\. Split it\."):
        read_safely(out.getvalue(), jobs=2, limits=Limits(pages=2))
