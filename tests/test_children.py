"""Documents are read in child processes that are killed past their limits: whatever a file does, it fails alone."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from pipeline.isolation import Limits, read_safely
from pipeline.page import UnreadableError
from pipeline.read import Reader

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
REPORT = (SAMPLES / "veerhuizen-jaarverslag-2024.pdf").read_bytes()


def bomb(operators: int) -> bytes:
    """A small file whose one page draws a line of text so many times."""
    stream = zlib.compress(b"BT /F 11 Tf 40 700 Td (Steeds hetzelfde) Tj ET\n" * operators, 9)
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"


def children() -> set[str]:
    """The process numbers of our children."""
    tasks = Path("/proc/self/task")
    return {child for task in tasks.iterdir() for child in (task / "children").read_text().split()}


def test_the_same_pages_whatever_the_number_of_children() -> None:
    """Pages are shared out, and come back in order."""
    alone = read_safely(REPORT, jobs=1)

    together = read_safely(REPORT, jobs=3)

    assert together == alone
    assert [page.number for page in alone.pages] == list(range(1, 11))


def test_a_hang_is_stopped_by_the_clock() -> None:
    """Past its seconds the child is killed, and the message says what to do."""
    with pytest.raises(UnreadableError, match="took longer than 1 seconds to read and was stopped"):
        read_safely(bomb(3_000_000), reader=Reader.PDFPLUMBER, limits=Limits(seconds=1.0))


def test_a_bomb_runs_out_of_its_own_memory() -> None:
    """Past its memory the child fails, not the run; an ordinary document is read within the same limits."""
    limits = Limits(megabytes=400)

    with pytest.raises(UnreadableError, match="perhaps it ran out of memory"):
        read_safely(bomb(3_000_000), reader=Reader.PDFPLUMBER, limits=limits)

    assert read_safely(REPORT, reader=Reader.PDFPLUMBER, limits=limits).count == 10


def test_more_pages_than_are_read_is_an_error() -> None:
    """A document beyond the limit says how many pages it has."""
    with pytest.raises(UnreadableError, match="has 10 pages, more than the 5"):
        read_safely(REPORT, limits=Limits(pages=5))


def test_what_is_no_pdf_says_so_through_the_child() -> None:
    """The child's own message arrives."""
    with pytest.raises(UnreadableError, match="is not a PDF"):
        read_safely(b"gewone tekst")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are counted in /proc, which is not here")
def test_no_child_stays_behind() -> None:
    """After a failure as after a success."""
    before = children()

    with pytest.raises(UnreadableError):
        read_safely(bomb(3_000_000), reader=Reader.PDFPLUMBER, jobs=2, limits=Limits(seconds=0.5))

    assert children() == before
