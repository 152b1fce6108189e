"""Pictures of pages with their blocks: what is drawn where, in which colour, and that text stays legible."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Block, Box, DocId, PageNote, PageVerdict, Quote, Role, Word
from pipeline.drawing import LOOKS, NotWrittenError, contrast, draw_blocks, save_drawing
from pipeline.picture import NoPictureError

ROOT = Path(__file__).parents[1]
SIZE = (200.0, 100.0)
"""The page of these tests, in points; its picture has two pixels to a point."""
BOX = Box(60, 30, 160, 60)


def block(role: Role = Role.PARAGRAPH, box: Box = BOX, *, order: int = 1, continues: bool = False) -> Block:
    """A block of one word that fills it."""
    quote = Quote("woord", (Word(0, 5, 1, box),))
    return Block(DocId("0123456789abcdef"), 1, order, role, quote, box, continues=continues)


def white_page() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 200), "white").save(out, "PNG")
    return out.getvalue()


def drawn(*blocks: Block) -> Image.Image:
    """The white page with these blocks on it."""
    return Image.open(BytesIO(draw_blocks(white_page(), SIZE, blocks))).convert("RGB")


def colours(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(image.width * image.height) or []}


def pixels(box: Box, *, wider: float) -> tuple[int, int, int, int]:
    """A box on the picture, with this many points more on every side."""
    x0, top, x1, bottom = (
        round(2 * edge) for edge in (box.x0 - wider, box.top - wider, box.x1 + wider, box.bottom + wider)
    )
    return x0, top, x1, bottom


def rgb(role: Role) -> tuple[int, ...]:
    return ImageColor.getrgb(LOOKS[role].colour)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of one page."""
    path = tmp_path_factory.mktemp("pdf") / "jaarverslag-2031.pdf"
    canvas = Canvas(str(path), pagesize=SIZE)
    canvas.drawString(20, 50, "In 2031 is het meldpunt geopend.")
    canvas.save()
    return path


def test_every_role_can_be_told_from_the_others() -> None:
    """No two roles have both colour and outline in common, and every role has a name of its own."""
    looks = [LOOKS[role] for role in Role]

    assert len({(look.colour, look.stroke) for look in looks}) == len(Role)
    assert len({look.name for look in looks}) == len(Role)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_numbers_stand_out_on_their_badge(role: Role) -> None:
    """Number and badge differ as much as readable text must (WCAG 2.2, level AA)."""
    look = LOOKS[role]

    assert contrast(look.ink, look.colour) >= 4.5


def test_contrast_is_measured_as_the_guideline_does() -> None:
    """Black on white is 21, equal colours are 1, and a known pair in between is what others compute."""
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#0072B2", "#0072B2") == pytest.approx(1)
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("role", [Role.PARAGRAPH, Role.HEADING, Role.TABLE, Role.FOOTER])
def test_a_block_has_the_colour_of_its_role(role: Role) -> None:
    """The outline has the colour in full, the inside a little of it."""
    picture = drawn(block(role))
    inside = picture.crop(pixels(BOX, wider=-3))

    assert rgb(role) in colours(picture.crop(pixels(BOX, wider=3)))
    assert not colours(inside) & {(255, 255, 255), rgb(role)}
    assert min(inside.convert("L").tobytes()) > 200


def test_the_rest_of_the_page_is_as_it_was() -> None:
    """Nothing is drawn far from a block."""
    picture = drawn(block())

    assert colours(picture.crop((350, 0, 400, 200))) == {(255, 255, 255)}


def test_a_page_without_blocks_is_left_as_it_is() -> None:
    """There is no legend either."""
    assert drawn().size == (400, 200)
    assert colours(drawn()) == {(255, 255, 255)}


def test_the_legend_names_each_role_that_occurs_once() -> None:
    """It stands under the page, with a sample of each role there and of no other."""
    both = drawn(block(), block(Role.TABLE, Box(60, 65, 160, 90), order=2))
    below = both.crop((0, 200, 400, both.height))
    twice = drawn(block(), block(box=Box(60, 65, 160, 90), order=2))
    once = drawn(block())

    assert {rgb(Role.PARAGRAPH), rgb(Role.TABLE)} <= colours(below)
    assert rgb(Role.HEADING) not in colours(below)
    assert twice.crop((0, 200, 400, twice.height)).tobytes() == once.crop((0, 200, 400, once.height)).tobytes()


def test_a_legend_that_does_not_fit_goes_on_in_a_next_row() -> None:
    """Each of the roles on a page is in the legend, however many there are."""
    all_roles = [block(role, order=at) for at, role in enumerate(Role, start=1)]

    picture = drawn(*all_roles)

    assert {rgb(role) for role in Role} <= colours(picture.crop((0, 200, 400, picture.height)))
    assert picture.height - 200 > 3 * (drawn(block()).height - 200)


def test_a_block_that_goes_on_from_elsewhere_has_a_sign() -> None:
    """Its badge has an arrow, and the legend tells what that means."""
    plain, goes_on = drawn(block()), drawn(block(continues=True))

    changed = ImageChops.difference(plain, goes_on)
    on_page, in_legend = changed.crop((0, 0, 400, 200)).getbbox(), changed.crop((0, 200, 400, plain.height)).getbbox()

    assert on_page and on_page[2] <= 2 * BOX.x0
    assert in_legend


@pytest.mark.parametrize(
    "box", [BOX, Box(0, 0, 60, 20), Box(150, 80, 200, 100), Box(0, 30, 200, 60)], ids=["free", "first", "last", "wide"]
)
def test_a_number_hides_no_text_and_stays_on_the_page(box: Box) -> None:
    """Where there is room around a block its number stands beside or above it, also at the edges of the page."""
    picture = drawn(block(box=box))
    around_it = picture.crop((0, 0, 400, 200))
    around_it.paste("white", pixels(box, wider=4))

    assert len(colours(picture.crop(pixels(box, wider=-3)))) == 1
    assert rgb(Role.PARAGRAPH) in colours(around_it)


def test_two_numbers_never_cover_each_other() -> None:
    """Blocks on one spot have their numbers side by side."""
    one = block(order=8)
    both = drawn(one, replace(one, role=Role.HEADING, order=9))
    heading_alone = drawn(replace(one, role=Role.HEADING, order=9))

    first_badge = both.crop((0, 60, 116, 76))

    assert rgb(Role.PARAGRAPH) in colours(first_badge)
    assert rgb(Role.HEADING) in colours(heading_alone.crop((0, 60, 116, 76)))
    assert rgb(Role.HEADING) not in colours(first_badge)


def test_only_blocks_of_the_page_are_drawn(pdf: Path, tmp_path: Path) -> None:
    """Blocks of other pages are left out."""
    note = PageNote(1, *SIZE, PageVerdict.GOOD)
    target = tmp_path / "bladzijde.png"

    save_drawing(target, pdf.read_bytes(), note, [block(), replace(block(Role.TABLE), page=2)])

    found = colours(Image.open(BytesIO(target.read_bytes())).convert("RGB"))
    assert rgb(Role.PARAGRAPH) in found
    assert rgb(Role.TABLE) not in found


def test_a_picture_that_cannot_be_made_leaves_the_old_one(pdf: Path, tmp_path: Path) -> None:
    """There is no such page, or no such folder: what stood there stands there still, and nothing else does."""
    target = tmp_path / "bladzijde.png"
    target.write_bytes(b"oud")
    note = PageNote(1, *SIZE, PageVerdict.GOOD)

    with pytest.raises(NoPictureError):
        save_drawing(target, pdf.read_bytes(), replace(note, number=2), [])
    with pytest.raises(NotWrittenError, match="Choose another place"):
        save_drawing(tmp_path / "geen" / "bladzijde.png", pdf.read_bytes(), note, [])

    assert target.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [target]


def test_show_draws_a_page(pdf: Path, tmp_path: Path) -> None:
    """`show --picture` keeps a PNG beside telling the blocks, and asks for the page when that is not given."""

    def waargemaakt(*words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "cli.py", "-q", "-w", tmp_path / "werkmap", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    target = tmp_path / "bladzijde.png"
    assert waargemaakt("run", pdf).returncode == 0

    unasked = waargemaakt("show", pdf.stem, "--picture", target)
    done = waargemaakt("show", pdf.stem, "--page", "1", "--picture", target)
    nowhere = waargemaakt("show", pdf.stem, "--page", "1", "--picture", tmp_path / "geen" / "bladzijde.png")

    assert (unasked.returncode, done.returncode, nowhere.returncode) == (2, 0, 3)
    assert "--page" in unasked.stderr
    assert "meldpunt" in done.stdout
    assert "Choose another place" in nowhere.stderr
    assert target.read_bytes().startswith(b"\x89PNG")
