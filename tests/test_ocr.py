"""Pages that are pictures, as a person meets them on the command line, and pages whose text is no language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from building import PLAN, opened, words
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.wordlist import dutch_words_lower
from pipeline.isolation import ocr_safely, read_safely
from pipeline.lines import lines
from pipeline.ocr import OcrMode, unknown_share, with_pictures_read
from pipeline.page import Line, Opened, Page, UnreadableError
from pipeline.picture import picture
from pipeline.read import lined, read_pdf
from pipeline.read_ocr import HOW_TO_INSTALL, can_read_pictures

ROOT = Path(__file__).parents[1]
KNOWN = dutch_words_lower().__contains__
WIDTH, HEIGHT = 595, 842


def real_lines() -> Sequence[Line]:
    """The second page of the sample plan as it was typed."""
    return lines(opened(PLAN).pages[1])


def scanned(written: Callable[[str], str] | None = None) -> bytes:
    """A picture of that page, over a text layer that has its lines as they are written here, or over none."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    if written:
        for line in real_lines():
            canvas.setFont("Helvetica", line.size)
            canvas.drawString(line.box.x0, HEIGHT - line.baseline, written(line.text))
    drawn = picture(PLAN.read_bytes(), 2, dots_per_inch=200)
    canvas.drawImage(ImageReader(BytesIO(drawn.png)), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return out.getvalue()


def shifted(text: str) -> str:
    """Each letter as one three further in the alphabet, as where the table of a font is a few places off."""
    return "".join(chr((ord(c.lower()) - 97 + 3) % 26 + 97) if c.isascii() and c.isalpha() else c for c in text)


@pytest.fixture(scope="module")
def tesseract() -> None:
    """Skips where tesseract is missing, but not on a build machine."""
    if not can_read_pictures():
        reason = "tesseract with Dutch is missing: apt install tesseract-ocr tesseract-ocr-nld"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "gescand-plan.pdf"
    path.write_bytes(scanned())
    return path


def waargemaakt(workspace: Path, *arguments: str | Path, path: str | None = None) -> str:
    """What the command prints; with a `path`, only the programs there can be found."""
    plain = {key: value for key, value in os.environ.items() if key != "WAARGEMAAKT_WORKSPACE"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "-w", str(workspace), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=plain if path is None else {**plain, "PATH": path},
    )
    return done.stdout


def share_found(said: str, wanted: str) -> float:
    """The share of the words wanted that were said, each as often as it is there."""
    there, needed = Counter(words(said)), Counter(words(wanted))
    return (there & needed).total() / needed.total()


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_read_and_says_so(scan: Path, tmp_path: Path) -> None:
    """The page is marked as scanned, with how sure the reading is, and its pledges can be worked with."""
    waargemaakt(tmp_path, "run", scan)

    head, *blocks = waargemaakt(tmp_path, "show", scan.stem).splitlines()

    assert head.startswith("— bladzijde 1: gescand (met tekstherkenning gelezen, zekerheid 9")
    assert share_found(" ".join(blocks), " ".join(line.text for line in real_lines())) >= 0.95
    assert len(waargemaakt(tmp_path, "export", "statements").splitlines()) >= 6


@pytest.fixture(scope="module")
def unread(scan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the scan, and with one over text that is no language, both read with `--ocr never`."""
    folder = tmp_path_factory.mktemp("unread")
    other = folder / "verschoven.pdf"
    other.write_bytes(scanned(shifted))
    waargemaakt(folder / "werkmap", "run", "--ocr", "never", scan, other)
    return folder / "werkmap"


def test_a_scan_that_may_not_be_read_is_an_empty_page(scan: Path, unread: Path) -> None:
    """With `--ocr never` the page stays without text, and says that there is a picture on it."""
    said = waargemaakt(unread, "show", scan.stem)

    assert said.splitlines() == ["— bladzijde 1: leeg (er staat een afbeelding, maar geen tekst)"]


def test_a_useless_layer_is_doubtful_where_pictures_are_never_read(unread: Path) -> None:
    """With `--ocr never` text that is no language stays, and the page says that it seems to be none, and why."""
    head, *_ = waargemaakt(unread, "show", "verschoven").splitlines()

    assert head == (
        "— bladzijde 1: twijfelachtig (de tekst lijkt niet uit Nederlandse woorden te bestaan: "
        "tekstherkenning was uitgeschakeld)"
    )


def test_where_tesseract_is_not_installed_the_page_says_how_to_install_it(scan: Path, tmp_path: Path) -> None:
    """Without tesseract on the PATH the run goes on; the page is a problem that says what to type."""
    waargemaakt(tmp_path, "run", scan, path="")

    (document,) = map(json.loads, waargemaakt(tmp_path, "documents", "--json").splitlines())

    assert document["verdicts"] == {"empty": 1}
    (problem,) = document["problems"]
    assert problem["page"] == 1
    assert "apt install tesseract-ocr tesseract-ocr-nld" in problem["message"]


def read_again(data: bytes, mode: OcrMode) -> tuple[Opened, Page]:
    """The document as it was opened, and its one page after pictures were read where that is called for."""
    before = read_safely(data)
    after = with_pictures_read(before, mode=mode, known=KNOWN, read=partial(ocr_safely, data), advice="")
    return before, after.pages[0]


@pytest.mark.usefixtures("tesseract")
def test_a_text_layer_that_is_no_language_is_replaced() -> None:
    """When most words of a page stand in no word list, what is seen on it counts, not what is written under it."""
    before, page = read_again(scanned(shifted), OcrMode.AUTO)

    assert unknown_share(before.pages[0].lines or (), KNOWN) > 0.5
    assert page.confidence is not None
    assert unknown_share(page.lines or (), KNOWN) < 0.1
    assert share_found(_text(page), " ".join(line.text for line in real_lines())) >= 0.9


@pytest.mark.usefixtures("tesseract")
def test_a_good_text_layer_stays_unless_pictures_are_always_read() -> None:
    """A scan that came with its text keeps that; with `always` every page is read from its picture."""
    data = scanned(lambda text: text.replace("’", "'").replace("‘", "'").replace("–", "-"))

    before, page = read_again(data, OcrMode.AUTO)
    _, always = read_again(data, OcrMode.ALWAYS)

    assert page == before.pages[0]
    assert (page.confidence, always.confidence is not None) == (None, True)


def test_a_useless_layer_is_doubtful_where_tesseract_is_missing() -> None:
    """The page says how to install it."""
    before = read_pdf(scanned(shifted), finish=lined)

    after = with_pictures_read(before, mode=OcrMode.AUTO, known=KNOWN, read=None, advice=HOW_TO_INSTALL)

    (page,) = after.pages
    assert page.doubtful
    assert "lijkt niet uit Nederlandse woorden te bestaan: installeer tesseract" in page.hint
    assert page.lines == before.pages[0].lines


def test_where_reading_pictures_fails_the_rest_of_the_document_stays() -> None:
    """A page whose picture takes too much costs only itself, and says so."""
    before = read_pdf(scanned(), finish=lined)

    def too_much(numbers: Sequence[int]) -> tuple[Page, ...]:
        raise UnreadableError("took longer than 300 seconds and was stopped.")

    after = with_pictures_read(before, mode=OcrMode.AUTO, known=KNOWN, read=too_much, advice="raad")

    assert after.pages[0].hint == (
        "de pagina is een afbeelding zonder leesbare tekst: tekstherkenning duurde te lang of mislukte"
    )


def test_a_document_with_text_is_not_read_again() -> None:
    """Good text stays as it is; nothing is drawn or recognised."""
    before = read_safely(PLAN.read_bytes())

    def refuse(numbers: Sequence[int]) -> tuple[Page, ...]:
        pytest.fail(f"pages {numbers} were read from their pictures")

    assert with_pictures_read(before, mode=OcrMode.AUTO, known=KNOWN, read=refuse, advice="") == before


def test_a_few_odd_words_do_not_make_a_layer_useless() -> None:
    """Names and abbreviations alone prove nothing: a page with few words is left as it is."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, "Xyqrt Blorkens Zwpf Hjkl Qwrtz")
    canvas.save()
    before = read_pdf(out.getvalue(), finish=lined)

    after = with_pictures_read(before, mode=OcrMode.AUTO, known=KNOWN, read=None, advice="raad")

    assert after == before


def _text(page: Page) -> str:
    return " ".join(line.text for line in page.lines or ())
