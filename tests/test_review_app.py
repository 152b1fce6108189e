"""The web application: what it shows, what it keeps, and whom it keeps out, request by request."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from review_data import NOW, PLAN, REPORT_2024, SAMPLE, Shelf, sample_input

from corpus.model import Judgement, Review
from review.app import create_app
from review.serve import NotLocalError, PortTakenError, bound
from review.source import Source

with warnings.catch_warnings():  # newer versions of Starlette ask for httpx2, older ones know httpx alone
    warnings.filterwarnings("ignore", message="Using `httpx`")
    from starlette.testclient import TestClient

TOKEN = "een-geheim-van-deze-test"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(sample_input(judged=False))


def _client(source: Source) -> TestClient:
    return TestClient(create_app(source, token=TOKEN), base_url="http://127.0.0.1:8765", follow_redirects=False)


@pytest.fixture
def client(shelf: Shelf) -> Iterator[TestClient]:
    with _client(shelf) as made:
        made.get("/")
        yield made


def _form(pledge: int, result: int, judgement: str = "direct", **more: str) -> dict[str, str]:
    pair = {"pledge": SAMPLE.pledges[pledge - 1].id, "result": SAMPLE.results[result - 1].id}
    return {"token": TOKEN, "judgement": judgement, "reviewer": "Zoë van Dam", **pair, **more}


def _pair(pledge: int, result: int) -> str:
    return f"{SAMPLE.pledges[pledge - 1].id}.{SAMPLE.results[result - 1].id}"


def test_the_overview_holds_every_pledge_and_a_form_for_the_name(client: TestClient) -> None:
    """The first page is the report; judging starts with a name."""
    page = client.get("/").text

    assert all(f'id="toezegging-{pledge.id}"' in page for pledge in SAMPLE.pledges)
    assert "Begin met beoordelen" in page
    assert 'data-judge="report"' not in page


def test_a_decision_is_kept_with_its_texts(client: TestClient, shelf: Shelf) -> None:
    """A judgement becomes a review with who, when, what and about which words, and the reviewer returns to it."""
    answer = client.post("/beoordelen", data=_form(5, 17, note="Vier van de tien."))

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/#voorstel-{_pair(5, 17).replace('.', '-')}"
    made, found = SAMPLE.pledges[4], SAMPLE.results[16]
    texts = made.text, found.heading, "Vier van de tien."
    assert shelf.given.reviews == (Review(NOW, "Zoë van Dam", made.id, found.id, Judgement.DIRECT, *texts),)


def test_the_name_is_remembered(client: TestClient, shelf: Shelf) -> None:
    """After the first judgement the name is known, whatever letters it has."""
    client.post("/beoordelen", data=_form(5, 17))
    client.post("/beoordelen", data=_form(5, 5, reviewer=""))

    assert [review.reviewer for review in shelf.given.reviews] == ["Zoë van Dam"] * 2
    assert 'value="Zoë van Dam"' in client.get("/").text


def test_a_form_sent_twice_is_one_decision(client: TestClient, shelf: Shelf) -> None:
    """Sending again changes nothing; another judgement is added and the first one kept."""
    for judgement in ("direct", "direct", "none", "none"):
        client.post("/beoordelen", data=_form(5, 17, judgement))

    assert [review.judgement for review in shelf.given.reviews] == [Judgement.DIRECT, Judgement.NONE]


def test_a_script_gets_only_what_changed(client: TestClient) -> None:
    """Judging in place answers with the pledge's row, the progress and the summary."""
    answer = client.post("/beoordelen", data=_form(5, 17), headers={"X-Fragment": "1"})

    assert re.findall(r'id="((?:toezegging|voortgang|samenvatting)[^"]*)"', answer.text) == [
        f"toezegging-{SAMPLE.pledges[4].id}",
        "voortgang",
        "samenvatting",
        "samenvatting-kop",
    ]
    assert "1 van 34 voorstellen beoordeeld" in answer.text


def test_the_queue_offers_the_first_open_proposal(client: TestClient) -> None:
    """A judged proposal makes room for the next, within the pledge first."""
    first = client.get("/beoordelen").text
    answer = client.post("/beoordelen", data=_form(1, 1, back="queue"))
    second = client.get(answer.headers["location"]).text

    assert "Hellingbanen vernieuwd" in first and "<mark>Daarmee is 62 procent" in first
    assert answer.headers["location"] == f"/beoordelen?na={_pair(1, 1)}"
    assert "Bewaard: direct bewijs, ‘Hellingbanen vernieuwd’." in second
    assert '<h2 id="resultaat-kop">Proef met gesproken vaartijden</h2>' in second


def test_the_queue_can_skip_and_comes_round(client: TestClient) -> None:
    """What was passed over without a judgement comes back after the last one."""
    last = client.get(f"/beoordelen?na={_pair(12, 14)}").text

    assert "Drempelvrije veren" in last


def test_doubt_is_for_a_second_reader(client: TestClient, shelf: Shelf) -> None:
    """Who doubts is not asked again; another reviewer is."""
    reviews = [
        SAMPLE.review(pledge, result, Judgement.UNSURE if pledge == 4 else Judgement.DIRECT, "Zoë van Dam", 1)
        for pledge in range(1, 13)
        for result in range(1, 26)
    ]
    shelf.given = replace(shelf.given, reviews=tuple(reviews))
    client.post("/naam", data={"token": TOKEN, "reviewer": "Zoë van Dam"})
    own = client.get("/beoordelen").text
    client.post("/naam", data={"token": TOKEN, "reviewer": "A. de Wit"})
    other = client.get("/beoordelen").text

    assert "Alles is beoordeeld" in own
    assert '<h2 id="toezegging-kop">Avonddienst</h2>' in other


def test_the_page_of_the_evidence_is_shown_with_its_words_marked(client: TestClient) -> None:
    """Boxes lie over the picture of the page at their place in points."""
    boxes = SAMPLE.results[0].sentences[2].quote.places[0].boxes

    page = client.get(f"/beoordelen?paar={_pair(1, 1)}").text

    assert 'viewBox="0 0 595.0 842.0"' in page
    assert page.count('class="sheet__mark"') == len(boxes) == 2
    assert f'class="sheet__mark" x="{boxes[0].x0 - 2}" y="{boxes[0].top - 2}"' in page


def test_every_page_can_be_opened(client: TestClient) -> None:
    """A page view, its picture and the original belong together."""
    view = client.get(f"/pagina/{REPORT_2024.id}/3?boxes=70,160,200,171")
    picture = client.get(f"/beeld/{REPORT_2024.id}/3.png")
    original = client.get(f"/origineel/{PLAN.id}.pdf")

    assert view.text.count('class="sheet__mark"') == 1
    assert Image.open(BytesIO(picture.content)).format == "PNG"
    assert original.content.startswith(b"%PDF-")


@pytest.mark.parametrize("format", ["html", "xlsx", "csv", "json"])
def test_the_report_can_be_downloaded(client: TestClient, format: str) -> None:
    """Each format comes as a file."""
    answer = client.get(f"/rapport.{format}")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="rapport.{format}"'


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/niets", 404, "Niet gevonden"),
        ("/rapport.exe", 404, "Niet gevonden"),
        ("/static/app.py", 404, "Niet gevonden"),
        ("/static/..%2fapp.py", 404, "Niet gevonden"),
        (f"/pagina/{PLAN.id}/99", 404, "Niet gevonden"),
        (f"/beeld/{PLAN.id}/99.png", 404, "Niet gevonden"),
        ("/origineel/..%2f..%2fetc%2fpasswd.pdf", 404, "Niet gevonden"),
        ("/origineel/....pdf", 404, "Niet gevonden"),
        ("/origineel/0000000000000000.pdf", 404, "Niet gevonden"),
        (f"/pagina/{PLAN.id}/1?boxes=a,b", 400, "geen plek op de pagina"),
        (f"/pagina/{PLAN.id}/1?boxes=nan,1,2,3", 400, "geen plek op de pagina"),
        ("/beoordelen?paar=onzin", 400, "geen voorstel"),
        ("/beoordelen?paar=geen.pledge", 404, "Dit voorstel is er niet meer."),
    ],
)
def test_a_wrong_address_is_explained(client: TestClient, address: str, status: int, said: str) -> None:
    """Errors say in Dutch what is wrong, and lead back to the overview."""
    answer = client.get(address)

    assert answer.status_code == status
    assert said in answer.text and "Naar het overzicht" in answer.text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"token": "geraden"}, 403, "Dit formulier is verlopen"),
        ({"token": "é"}, 403, "Dit formulier is verlopen"),
        ({"judgement": "prachtig"}, 400, "Kies een van de vijf oordelen"),
        ({"reviewer": ""}, 400, "Vul uw naam in"),
        ({"reviewer": "x" * 81}, 400, "De naam is te lang"),
        ({"note": "x" * 2001}, 400, "De toelichting is te lang"),
        ({"note": "x" * 20_000}, 413, "Te veel tekst"),
        ({"pledge": "../../etc"}, 400, "geen voorstel"),
        ({"pledge": "0" * 16}, 404, "Dit voorstel is er niet meer"),
    ],
)
def test_a_wrong_form_keeps_nothing(
    client: TestClient, shelf: Shelf, change: dict[str, str], status: int, said: str
) -> None:
    """What is not a judgement from this application's own page is refused with a reason."""
    answer = client.post("/beoordelen", data=_form(5, 17) | change)

    assert answer.status_code == status
    assert said in answer.text
    assert shelf.given.reviews == ()


def test_another_site_cannot_judge(shelf: Shelf) -> None:
    """Without the cookie, or from a page of another address, a form is refused even with the right token."""
    with _client(shelf) as stranger, _client(shelf) as visitor:
        visitor.get("/")
        without = stranger.post("/beoordelen", data=_form(5, 17))
        elsewhere = visitor.post("/beoordelen", data=_form(5, 17), headers={"Origin": "http://veer.example"})

    assert (without.status_code, elsewhere.status_code) == (403, 403)
    assert shelf.given.reviews == ()


@pytest.mark.parametrize("host", ["veer.example", "veer.example:8765", "127.0.0.1.veer.example", "", "localhost@x"])
def test_another_name_for_this_computer_is_refused(client: TestClient, host: str) -> None:
    """A site whose name points at this computer sees nothing."""
    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 403
    assert "Veerhuizen" not in answer.text


@pytest.mark.parametrize("address", ["/", "/beoordelen", "/niets", "/static/report.js", f"/beeld/{PLAN.id}/1.png"])
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    """The browser may load only from the application itself and runs no script or style within a page."""
    headers = client.get(address).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_cookies_stay_within_the_application(client: TestClient) -> None:
    """No other site and no script gets at the token or the name."""
    answer = client.post("/naam", data={"token": TOKEN, "reviewer": "A. de Wit"})

    for cookie in (client.get("/").headers["set-cookie"], answer.headers["set-cookie"]):
        assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()


def test_only_this_computer_can_be_served() -> None:
    """An address that other computers reach is refused, and so is a port in use."""
    with pytest.raises(NotLocalError, match="reachable from other computers"):
        bound("0.0.0.0")
    with bound() as taken, pytest.raises(PortTakenError, match="--port"):
        bound(port=taken.getsockname()[1])
