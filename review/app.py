"""A source to the web application. Alone knows its addresses and what each answers; keeps nothing but the source."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from corpus.model import DocId, Review
from review.forms import ID, Back, JudgeForm, fields, judge_form, name_form, pair_from
from review.guard import HEADERS, Guard, check_sender, token_cookie
from review.html import STATIC, render
from review.links import LinkFor, boxes_from, no_link, page_link
from review.report import Report
from review.rows import report_rows
from review.source import MissingError, NotDrawnError, Source
from review.todo import Task, next_task, task
from review.views import evidence_views, page_note
from review.write import ReportFormat, rendered

NAME_COOKIE = "waargemaakt_naam"
YEAR = 365 * 24 * 60 * 60
STATIC_FILES = {
    "style.css": "text/css",
    "app.css": "text/css",
    "report.js": "text/javascript",
    "judge.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
NOT_DRAWN = "no-picture.svg"
ADVICE = {
    400: ("Dit kan niet", "Het verzoek is niet goed te lezen. Ga terug en probeer het opnieuw."),
    403: ("Geen toegang", "Deze pagina is alleen vanaf deze computer te gebruiken."),
    404: ("Niet gevonden", "Deze pagina is er niet, of het document zit niet meer in de werkmap."),
    405: ("Dit kan niet", "Deze pagina kan dat niet. Ga terug naar het overzicht."),
    413: ("Te veel tekst", "Er is meer tekst verstuurd dan in een oordeel past. Ga terug en kort de tekst in."),
    500: (
        "Er ging iets mis",
        "Uw laatste oordeel is misschien niet bewaard. Start het programma opnieuw en kijk dat na.",
    ),
}


def create_app(source: Source, *, token: str, link: LinkFor = no_link) -> Starlette:
    """The application around a source.

    `token` is a secret that is new each time the application starts (`secrets.token_urlsafe()`); forms without it are
    refused. `link` gives the addresses of pages within the HTML report that is downloaded; within the application
    pages open in the application itself.
    """
    desk = _Desk(source, token, link, Lock())
    return Starlette(
        routes=[
            Route("/", desk.home),
            Route("/beoordelen", desk.queue, methods=["GET"]),
            Route("/beoordelen", desk.judge, methods=["POST"]),
            Route("/naam", desk.name, methods=["POST"]),
            Route("/pagina/{document}/{page:int}", desk.page),
            Route("/beeld/{document}/{page:int}.png", desk.image),
            Route("/origineel/{document}.pdf", desk.original),
            Route("/rapport.{format}", desk.download),
            Route("/static/{name}", _static),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={HTTPException: _refuse, MissingError: _missing, 500: _failed},
    )


@dataclass(frozen=True, slots=True)
class _Judging:
    """What a page needs to show forms."""

    token: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class _Desk:
    source: Source
    token: str
    link: LinkFor
    lock: Lock

    def home(self, request: Request) -> Response:
        judging = self._judging(request)
        return self._page("home.html", report=self._report(), link=page_link, judging=judging, here="report")

    def queue(self, request: Request) -> Response:
        """One proposal: the one asked for with `paar`, or the next open one, after `na` where that is given."""
        judging = self._judging(request)
        given = self.source.report_input()
        report = report_rows(given)
        asked, past = request.query_params.get("paar"), request.query_params.get("na")
        after = pair_from(past) if past else None
        before = task(report, after) if after else None
        shown = _found(report, asked) if asked else next_task(report, judging.reviewer, after=after)
        return self._page(
            "queue.html",
            report=report,
            row=shown.row if shown else None,
            proposal=shown.proposal if shown else None,
            before=before.proposal if before and before.proposal.verdict else None,
            views=evidence_views(given, shown.proposal) if shown else (),
            link=page_link,
            judging=judging,
            here="queue",
        )

    async def judge(self, request: Request) -> Response:
        """Keep a decision, then back to where the reviewer was; to a script, the parts of the page that changed."""
        form = judge_form(await fields(request.stream()))
        check_sender(request, form.token, self.token)
        reviewer = form.reviewer or _reviewer(request)
        if not reviewer:
            raise HTTPException(400, "Vul uw naam in: bij elk oordeel staat wie het heeft gegeven.")
        await run_in_threadpool(self._keep, form, reviewer)
        if "x-fragment" in request.headers:
            return await run_in_threadpool(self._changed, form, reviewer)
        pair = ".".join(form.pair)
        address = f"/beoordelen?na={pair}" if form.back is Back.QUEUE else f"/#voorstel-{'-'.join(form.pair)}"
        return _remembered(RedirectResponse(address, HTTPStatus.SEE_OTHER), reviewer)

    async def name(self, request: Request) -> Response:
        """Remember who judges."""
        form = name_form(await fields(request.stream()))
        check_sender(request, form.token, self.token)
        return _remembered(RedirectResponse("/#naam", HTTPStatus.SEE_OTHER), form.reviewer)

    def page(self, request: Request) -> Response:
        """A page of a document, with the boxes of the address marked."""
        document, number = _document(request), int(request.path_params["page"])
        found = page_note(self.source.report_input(), document, number)
        if found is None:
            raise HTTPException(404)
        try:
            boxes = boxes_from(request.query_params.get("boxes", ""))
        except ValueError as error:
            raise HTTPException(400, "Dit adres wijst geen plek op de pagina aan.") from error
        return self._page("page.html", document=found.document, note=found.note, boxes=boxes, here="")

    def image(self, request: Request) -> Response:
        """The picture of a page; of one that cannot be drawn, a sheet that says so."""
        try:
            picture = self.source.page_image(_document(request), int(request.path_params["page"]))
        except NotDrawnError:
            return Response((STATIC / NOT_DRAWN).read_bytes(), HTTPStatus.NOT_FOUND, media_type="image/svg+xml")
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    def original(self, request: Request) -> Response:
        """The PDF, under a policy of its own: the browser's reader needs more than our pages do."""
        document = _document(request)
        headers = {
            "Content-Disposition": f'inline; filename="{document}.pdf"',
            "Content-Security-Policy": "frame-ancestors 'none'",
        }
        return Response(self.source.original(document), media_type="application/pdf", headers=headers)

    def download(self, request: Request) -> Response:
        try:
            format = ReportFormat(request.path_params["format"])
        except ValueError as error:
            raise HTTPException(404) from error
        headers = {"Content-Disposition": f'attachment; filename="rapport.{format.value}"'}
        content = rendered(self._report(), format, link=self.link)
        return Response(content, media_type=format.media_type, headers=headers)

    def _report(self) -> Report:
        return report_rows(self.source.report_input())

    def _judging(self, request: Request) -> _Judging:
        return _Judging(self.token, _reviewer(request))

    def _page(self, template: str, **values: object) -> Response:
        answer = HTMLResponse(render(template, **values))
        answer.set_cookie(token_cookie(self.token), self.token, httponly=True, samesite="strict")
        return answer

    def _keep(self, form: JudgeForm, reviewer: str) -> None:
        """Add the decision, unless it is the very one that counts already: a form sent twice is one decision."""
        with self.lock:
            found = task(self._report(), form.pair)
            if found is None:
                raise HTTPException(404, "Dit voorstel is er niet meer. Uw oordeel is niet bewaard.")
            if not _is_same(found, form, reviewer):
                pledge, result = found.row.pledge, found.proposal.result
                texts = pledge.text, result.heading, form.note
                self.source.add_review(
                    Review(self.source.now(), reviewer, pledge.id, result.id, form.judgement, *texts)
                )

    def _changed(self, form: JudgeForm, reviewer: str) -> Response:
        report = self._report()
        found = task(report, form.pair)
        if found is None:
            raise HTTPException(404)
        theme = next((at for at, theme in enumerate(report.themes, 1) if found.row in theme.rows), "")
        judging = _Judging(self.token, reviewer)
        return HTMLResponse(
            render("fragment.html", report=report, row=found.row, theme=theme, link=page_link, judging=judging)
        )


def _found(report: Report, asked: str) -> Task:
    found = task(report, pair_from(asked))
    if found is None:
        raise HTTPException(404, "Dit voorstel is er niet meer.")
    return found


def _is_same(found: Task, form: JudgeForm, reviewer: str) -> bool:
    if found.proposal.verdict is None:
        return False
    last = found.proposal.verdict.latest.review
    return (last.judgement, last.reviewer, last.note) == (form.judgement, reviewer, form.note)


def _document(request: Request) -> DocId:
    """The document of the address; 404 when it cannot be one, so that no path ever reaches the source."""
    document = str(request.path_params["document"])
    if not ID.fullmatch(document):
        raise HTTPException(404)
    return DocId(document)


def _reviewer(request: Request) -> str:
    try:
        return name_form({"reviewer": unquote(request.cookies.get(NAME_COOKIE, ""))}).reviewer
    except HTTPException:
        return ""


def _remembered(answer: Response, reviewer: str) -> Response:
    answer.set_cookie(NAME_COOKIE, quote(reviewer), max_age=YEAR, httponly=True, samesite="strict")
    return answer


def _static(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in STATIC_FILES:
        raise HTTPException(404)
    return Response((STATIC / name).read_bytes(), media_type=STATIC_FILES[name])


def _refuse(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    own = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    return _explained(error.status_code, own)


def _missing(request: Request, error: Exception) -> Response:
    return _explained(404)


def _failed(request: Request, error: Exception) -> Response:
    answer = _explained(500)
    answer.headers.update(HEADERS)
    return answer


def _explained(status: int, advice: str = "") -> Response:
    title, usual = ADVICE.get(status, ADVICE[400])
    return HTMLResponse(render("error.html", title=title, advice=advice or usual, here=""), status)
