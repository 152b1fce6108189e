"""The report to one HTML file, and values to the application's pages. Alone knows Jinja2 and the templates."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from corpus.model import Document, Place, Quote
from review import words
from review.links import LinkFor, document_link, safe_href
from review.report import STRONGEST_FIRST, Report, shortened

HERE = Path(__file__).parent
STATIC = HERE / "static"


def html_report(report: Report, link: LinkFor) -> str:
    """The report as one page that needs nothing else: style and script inside, and a policy that lets nothing in.

    Everything works without script but filtering, copying and opening all at once. `link` gives the addresses of
    pages; those that are neither page nor file are left out.
    """
    style, script = _static("style.css"), _static("report.js")
    return render(
        "standalone.html",
        report=report,
        link=link,
        judging=None,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    )


def render(template: str, **values: object) -> str:
    """A template of this folder, filled in; every text in it is escaped."""
    return _ENVIRONMENT.get_template(template).render(values)


def _static(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def _hash(text: str) -> str:
    """As a content security policy names an inline text: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _href(link: LinkFor, document: Document, quote: Quote) -> str | None:
    """Where a quotation opens, on the page where it begins."""
    first = quote.places[0] if quote.places else Place(0, ())
    return safe_href(link(document, first.page, first.boxes)) if first.page else None


def _page_href(link: LinkFor, document: Document, page: int) -> str | None:
    return safe_href(link(document, page, ()))


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "words": words,
        "href": _href,
        "page_href": _page_href,
        "document_link": document_link,
        "shortened": shortened,
        "strongest_first": STRONGEST_FIRST,
    }
    return made


_ENVIRONMENT = _environment()
