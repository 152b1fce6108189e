"""The report and the web application in a real browser: filtering, judging, and that nothing leaves the computer."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from review_data import PLAN, SAMPLE, Shelf, hostile_input, sample_input

from corpus.model import Box, Document, Judgement
from review.app import create_app
from review.html import html_report
from review.report import ReportInput
from review.rows import report_rows
from review.serve import bound, server
from review.source import Source

TOKEN = "een-geheim-van-deze-test"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(sample_input(judged=False))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests are skipped, but not where CI is set."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield made
        made.close()


@dataclass
class Visit:
    """A page in the browser, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def stayed_home(self) -> bool:
        return all(
            urlsplit(url).scheme == "file" or urlsplit(url).hostname == "127.0.0.1"
            for url in self.requests
            if not url.startswith("data:")
        )


@contextmanager
def _visit(browser: Browser, *, javascript: bool = True) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=javascript)
    visit = Visit(context.new_page())
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()


@contextmanager
def _running(source: Source) -> Iterator[str]:
    with bound() as listening:
        running = server(create_app(source, token=TOKEN))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join()


def _saved(tmp_path: Path, given: ReportInput) -> str:
    def link(document: Document, page: int, boxes: tuple[Box, ...]) -> str:
        return f"originals/{document.id}.pdf#page={page}"

    path = tmp_path / "rapport.html"
    path.write_text(html_report(report_rows(given), link), "utf-8")
    return path.as_uri()


def test_the_file_filters_by_theme_status_and_text(browser: Browser, tmp_path: Path) -> None:
    """The saved report can be narrowed down, asks nothing of the network and raises no error."""
    with _visit(browser) as visit:
        page = visit.page
        page.goto(_saved(tmp_path, sample_input()))
        shown, counts = page.locator("[data-row]:visible"), []
        for change in (
            lambda: page.select_option("[name=theme]", label="Veer & omgeving"),
            lambda: page.select_option("[name=status]", label="Direct bewijs"),
            lambda: page.fill("[name=text]", "WALSTROOM  aanlegplaats"),
            lambda: page.fill("[name=text]", "zeppelin"),
        ):
            change()
            counts.append((shown.count(), page.locator("[data-count]").inner_text()))

        assert counts == [
            (5, "5 van 13 toezeggingen"),
            (3, "3 van 13 toezeggingen"),
            (2, "2 van 13 toezeggingen"),
            (0, "0 van 13 toezeggingen"),
        ]
        assert page.get_by_text("Geen toezegging past bij dit filter.").is_visible()
        page.get_by_role("button", name="Wis filter").click()
        page.wait_for_function("document.querySelector('[data-count]').textContent.startsWith('13 ')")
        assert page.get_by_text("Walstroom op elke aanlegplaats waar een pont overnacht.").is_visible()
        assert visit.stayed_home and not visit.complaints


def test_the_file_is_complete_without_script(browser: Browser, tmp_path: Path) -> None:
    """With JavaScript off everything can be read and opened, and no button stands there that does nothing."""
    with _visit(browser, javascript=False) as visit:
        page = visit.page
        page.goto(_saved(tmp_path, sample_input()))
        page.get_by_text("Waarom dit voorstel").first.click()

        assert page.locator("[data-row]:visible").count() == 13
        assert page.locator("button:visible").count() == 0
        assert page.get_by_text("Beide staan onder hetzelfde thema.").first.is_visible()


def test_nothing_runs_off_the_screen(browser: Browser, tmp_path: Path) -> None:
    """On a wide screen and on a telephone the report fits its width, also with long words and everything opened."""
    widths, needed = [1280, 390, 320], []
    with _visit(browser) as visit:
        visit.page.goto(_saved(tmp_path, hostile_input("Vlootvernieuwingsfinancieringsregelingsvoorwaarden" * 2)))
        visit.page.get_by_role("button", name="Alles openklappen").click()
        for width in widths:
            visit.page.set_viewport_size({"width": width, "height": 800})
            needed.append(visit.page.evaluate("document.documentElement.scrollWidth"))

    assert needed == widths


def test_hostile_text_stays_text_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    """A script in a document is read, not run, in the file and in the application."""
    given = hostile_input("<script>document.title='geraakt'</script><img src=x onerror=\"document.title='geraakt'\">")
    with _visit(browser) as visit, _running(Shelf(given)) as address:
        titles = []
        for place in (_saved(tmp_path, given), f"{address}/", f"{address}/beoordelen"):
            visit.page.goto(place)
            titles.append(visit.page.title())

        assert "geraakt" not in titles
        assert visit.page.get_by_text("onerror").first.is_visible()
        assert visit.stayed_home and not visit.complaints


def test_judging_by_keyboard_is_kept(browser: Browser, shelf: Shelf) -> None:
    """In the queue one key judges and brings the next; what was judged is there after a reload."""
    with _visit(browser) as visit, _running(shelf) as address:
        page = visit.page
        page.goto(f"{address}/beoordelen")
        page.fill("[name=reviewer]", "Zoë van Dam")
        page.get_by_role("heading", name="Hellingbanen vernieuwd").click()
        for key, heading in (("1", "Proef met gesproken"), ("n", "Drie op de vier"), ("5", "Vaartijden in de")):
            page.wait_for_load_state("load")
            page.keyboard.press(key)
            page.get_by_role("heading", name=heading).wait_for()
        page.goto(f"{address}/")
        page.reload()

        assert [review.judgement for review in shelf.given.reviews] == [Judgement.DIRECT, Judgement.UNSURE]
        assert page.get_by_text("direct bewijs, volgens Zoë van Dam op 3 november 2025").is_visible()
        assert "1 van 34 voorstellen beoordeeld, 1 met twijfel." in page.locator("#voortgang").inner_text()
        assert visit.stayed_home and not visit.complaints


def test_judging_on_the_overview_stays_in_place(browser: Browser, shelf: Shelf) -> None:
    """A click keeps the judgement, updates row and summary, and leaves reader and focus where they were."""
    with _visit(browser) as visit, _running(shelf) as address:
        page = visit.page
        page.goto(f"{address}/")
        page.fill("#naam [name=reviewer]", "A. de Wit")
        page.click("#naam button")
        row = page.locator(f"#toezegging-{SAMPLE.pledges[4].id}")
        row.get_by_role("button", name="Ondersteunend").first.click()
        page.get_by_text("Bewaard.").wait_for()

        assert page.url == f"{address}/#naam"
        assert [review.judgement for review in shelf.given.reviews] == [Judgement.SUPPORTING]
        assert page.evaluate("document.activeElement.value") == "supporting"
        assert row.get_by_text("ondersteunend, volgens A. de Wit").is_visible()
        assert "1 van 34" in page.locator("#voortgang").inner_text()
        assert row.get_by_role("button", name="Kopieer citaat").first.is_visible()
        assert visit.stayed_home and not visit.complaints


def test_a_judgement_moves_the_years_along(browser: Browser, shelf: Shelf) -> None:
    """Rejecting the only evidence of a year makes the pledge fall silent, in its row and among the changes."""
    with _visit(browser) as visit, _running(shelf) as address:
        page = visit.page
        page.goto(f"{address}/")
        page.fill("#naam [name=reviewer]", "A. de Wit")
        page.click("#naam button")
        before = page.locator("#jaar-op-jaar").inner_text()
        row = page.locator(f"#toezegging-{SAMPLE.pledges[1].id}")
        proposal = row.locator(f"#voorstel-{SAMPLE.pledges[1].id}-{SAMPLE.results[13].id}")
        proposal.get_by_role("button", name="Geen bewijs").click()
        page.get_by_text("Bewaard.").wait_for()

        assert "0 toezeggingen" in before.split("Stilgevallen")[1][:40]
        assert "2. Reisinformatie" in page.locator("#jaar-op-jaar").inner_text().split("Stilgevallen")[1][:60]
        assert "stilgevallen" in row.locator(".year").last.inner_text()
        assert visit.stayed_home and not visit.complaints


def test_a_year_leads_to_its_strongest_result(browser: Browser, tmp_path: Path) -> None:
    """The line of years names each year in words and leads to what was reported then."""
    with _visit(browser) as visit:
        page = visit.page
        page.goto(_saved(tmp_path, sample_input()))
        years = page.locator(f"#toezegging-{SAMPLE.pledges[0].id} .year")
        told = [" ".join(text.split()) for text in years.all_inner_texts()]
        years.last.get_by_role("link").click()

        assert told == [
            "2023 Voorstel: direct bewijs Hellingbanen vernieuwd, p. 3",
            "2024 opnieuw beantwoord Direct bewijs, beoordeeld Drie op de vier ponten drempelvrij, p. 3",
        ]
        assert page.locator(":target h6").inner_text() == "Drie op de vier ponten drempelvrij"


def test_paper_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    """What changed from year to year is printed whole, without a click."""
    with _visit(browser) as visit:
        visit.page.goto(_saved(tmp_path, sample_input()))
        visit.page.emulate_media(media="print")

        for heading in ("Lage waterstand", "Walstroom op elf aanlegplaatsen", "Handboek veilig aanleggen"):
            assert visit.page.locator("#jaar-op-jaar .changes > li", has_text=heading).first.is_visible()


def test_enter_in_a_note_does_not_judge(browser: Browser, shelf: Shelf) -> None:
    """Only a button or key that names a judgement gives one."""
    with _visit(browser) as visit, _running(shelf) as address:
        page = visit.page
        page.goto(f"{address}/beoordelen")
        page.fill("[name=reviewer]", "A. de Wit")
        page.fill("[name=note]", "1 van de 4")
        page.press("[name=note]", "Enter")
        judged_by_enter = shelf.given.reviews
        page.get_by_role("button", name="Geen bewijs").click()
        page.get_by_text("Bewaard: geen bewijs").wait_for()

        assert judged_by_enter == ()
        assert [(review.judgement, review.note) for review in shelf.given.reviews] == [(Judgement.NONE, "1 van de 4")]


def test_judging_works_without_script(browser: Browser, shelf: Shelf) -> None:
    """With JavaScript off the same buttons send a form."""
    with _visit(browser, javascript=False) as visit, _running(shelf) as address:
        page = visit.page
        page.goto(f"{address}/beoordelen")
        page.fill("[name=reviewer]", "A. de Wit")
        page.get_by_role("button", name="Verwant").click()

        assert page.get_by_text("Bewaard: verwant").is_visible()
        assert [review.judgement for review in shelf.given.reviews] == [Judgement.RELATED]


def test_every_control_has_a_name(browser: Browser, shelf: Shelf) -> None:
    """A screen reader can say what each button, link, field and picture is."""
    unnamed = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, [role=img]")]
        .filter((part) => !(part.textContent.trim() || part.ariaLabel || part.labels?.length))
        .map((part) => part.outerHTML)"""
    with _visit(browser) as visit, _running(shelf) as address:
        found = []
        for place in ("/", "/beoordelen", f"/pagina/{PLAN.id}/2"):
            visit.page.goto(address + place)
            found += visit.page.evaluate(unnamed)

        assert found == []
