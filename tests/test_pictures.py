"""Pages as pictures: drawn in child processes that are killed past their limits, and kept once they are drawn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hostile import bomb, maze, wide
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from test_isolation import children, gone, in_proc, meanwhile, running, seen

from cli import Shelf
from corpus.model import DocId, Document, DocumentKind, Reading
from corpus.workspace import Workspace
from pipeline.album import Album
from pipeline.isolation import Limits, draw_safely
from pipeline.picture import NoPictureError
from review.app import create_app

with warnings.catch_warnings():  # newer versions of Starlette ask for httpx2, older ones know httpx alone
    warnings.filterwarnings("ignore", message="Using `httpx`")
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[1]
DOCUMENT = DocId("0123456789abcdef")


def made(*texts: str, size: tuple[float, float] = (300, 200)) -> bytes:
    """A PDF with one text on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for text in texts:
        canvas.drawString(50, 100, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


FILES = {"doolhof": maze(), "gewoon": made("Gewone tekst")}


def test_a_page_is_drawn() -> None:
    """A page becomes a PNG, as large as is asked, and says how large it is in points."""
    small, large = (draw_safely(made("Een", "Twee"), 2, dots_per_inch=dots) for dots in (72, 144))

    assert [Image.open(BytesIO(drawn.png)).size for drawn in (small, large)] == [(300, 200), (600, 400)]
    assert (large.pixels, large.width, large.height) == (600, 300, 200)


def test_a_page_as_large_as_a_wall_is_drawn_smaller() -> None:
    """A picture never has more than twenty million dots."""
    drawn = draw_safely(made("Tekst", size=(14000, 14000)), 1, dots_per_inch=110)

    width, height = Image.open(BytesIO(drawn.png)).size
    assert 15_000_000 < width * height < 20_100_000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_not_drawn(page: int) -> None:
    """Asking for a page that the document does not have is an error that says how many it has."""
    with pytest.raises(NoPictureError, match=f"There is no page {page}; the document has 1"):
        draw_safely(made("Tekst"), page, dots_per_inch=72)


def test_what_is_no_pdf_is_not_drawn() -> None:
    """Asking for a picture of something else is an error."""
    with pytest.raises(NoPictureError, match="Ask for a new copy"):
        draw_safely(b"geen pdf", 1, dots_per_inch=72)


@in_proc
def test_a_page_that_is_drawn_without_end_is_stopped() -> None:
    """A pattern can take years to draw: past its seconds the child is killed, and nothing of it stays behind."""
    before = children(os.getpid())

    with pytest.raises(NoPictureError, match=r"Page 1 cannot be drawn: it took longer than 1 seconds and was stopped"):
        draw_safely(maze(), 1, dots_per_inch=110, limits=Limits(seconds=1.0))

    assert children(os.getpid()) == before


def test_a_page_that_takes_all_memory_fails_alone() -> None:
    """Past its memory the child fails, not the program that wants the picture."""
    with pytest.raises(NoPictureError, match="perhaps it ran out of memory"):
        draw_safely(bomb(3_000_000), 1, dots_per_inch=110, limits=Limits(megabytes=400))


@in_proc
def test_a_child_that_is_killed_leaves_no_picture() -> None:
    """When the system kills the child that draws, that is an error of one line."""
    with meanwhile(lambda: draw_safely(maze(), 1, dots_per_inch=110)) as drawing:
        child = seen(running("draw_worker", under=os.getpid()))

        os.kill(child, signal.SIGKILL)

        with pytest.raises(NoPictureError, match=r"^Page 1 cannot be drawn: .*signal 9[^\n]*$"):
            drawing.result()
        assert gone(child)


def test_show_tells_that_a_page_cannot_be_drawn(tmp_path: Path) -> None:
    """A page that was read, and is too wide for any picture, is one line and the exit code of unreadable input."""

    def waargemaakt(*words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "cli.py", "-q", "-w", tmp_path / "werkmap", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    (tmp_path / "breed.pdf").write_bytes(wide())
    assert waargemaakt("run", tmp_path / "breed.pdf").returncode == 0

    done = waargemaakt("show", "breed", "--page", "1", "--picture", tmp_path / "breed.png")

    assert done.returncode == 8
    assert done.stderr.startswith("Error: Page 1 cannot be drawn: ") and done.stderr.count("\n") == 1
    assert not (tmp_path / "breed.png").exists()


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    """What was drawn before comes from the folder, also for another album; no document is opened for it."""
    first = Album(tmp_path).png(DOCUMENT, 1, lambda: made("Tekst"))

    again = Album(tmp_path).png(DOCUMENT, 1, lambda: pytest.fail("the document was asked for"))

    assert again == first
    assert [path.suffix for path in tmp_path.iterdir()] == [".png"]


def test_a_page_that_cannot_be_drawn_is_tried_once(tmp_path: Path) -> None:
    """The second time the answer is there at once, and no half picture is kept."""
    album = Album(tmp_path)

    for data in (lambda: b"geen pdf", lambda: pytest.fail("it was tried again")):
        with pytest.raises(NoPictureError):
            album.png(DOCUMENT, 1, data)

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_costs_no_picture(tmp_path: Path) -> None:
    """Where the folder cannot be written the page is drawn all the same."""
    assert Album(tmp_path / "weg").png(DOCUMENT, 1, lambda: made("Tekst")).startswith(b"\x89PNG")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TestClient]:
    """The review server over a workspace with a page that is drawn without end, and one with ordinary text."""
    with Workspace.open(tmp_path / "werkmap", create=True) as workspace:
        for name, data in FILES.items():
            original = workspace.keep_original(data)
            about = Document(original.document, name, DocumentKind.PLAN, name, "", "algemeen", 1)
            workspace.store.save_reading(Reading(about), source=original, stamp="v1")
        app = create_app(Shelf(workspace, Album(workspace.pages, Limits(seconds=1.0))), token="geheim")
        with TestClient(app, base_url="http://127.0.0.1") as client:
            yield client


def test_the_review_server_outlives_a_page_that_cannot_be_drawn(server: TestClient) -> None:
    """In its place comes a sheet that says so, in Dutch; other pages are drawn as ever."""
    maze_page, plain_page = (f"/beeld/{sha256(data).hexdigest()[:16]}/1.png" for data in FILES.values())

    refused, drawn = server.get(maze_page), server.get(plain_page)

    assert (refused.status_code, refused.headers["content-type"]) == (404, "image/svg+xml")
    assert refused.headers["cache-control"] == "no-store"
    assert "Van deze pagina is geen beeld te maken" in refused.text
    assert Image.open(BytesIO(drawn.content)).format == "PNG"
