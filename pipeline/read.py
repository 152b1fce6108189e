"""From the bytes of a PDF to its pages: pdfium reads, pdfplumber finds tables, and each stands in for the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial

from pipeline.hidden import without_hidden
from pipeline.lines import lines
from pipeline.page import Finish, Opened, Page, UnreadableError, Wanted, every_page
from pipeline.read_pdfium import TOO_FULL, read_with_pdfium
from pipeline.read_pdfplumber import read_with_pdfplumber

_NO_PAGE = "is a damaged PDF: no page was found in it. Ask for a new copy."

Read = Callable[[bytes, Wanted, Finish], Opened]
"""Reads the wanted pages of a PDF, each finished before the next."""


class Reader(Enum):
    """Which library reads. `auto`: pdfium, and pdfplumber for pages with ruled tables; each stands in for the other."""

    AUTO = "auto"
    PDFPLUMBER = "pdfplumber"
    PDFIUM = "pdfium"


def read_pdf(
    data: bytes, *, reader: Reader = Reader.AUTO, wanted: Wanted = every_page, finish: Finish = without_hidden
) -> Opened:
    """The wanted pages of a PDF, each finished before the next is read.

    A page that no reader can read is there with its `failure` filled. Raises UnreadableError for what is empty, no PDF,
    locked with a password, damaged beyond reading, or without pages.
    """
    _refuse_what_is_no_pdf(data)
    first, second = read_with_pdfium, read_with_pdfplumber
    if reader is Reader.PDFPLUMBER:
        first, second = second, first
    try:
        opened = first(data, wanted, finish)
    except UnreadableError as error:
        opened = _by_the_other(partial(second, data, wanted, finish), error)
    if not opened.count:
        opened = _by_the_other(partial(second, data, wanted, finish), UnreadableError(_NO_PAGE))
    if not opened.count:
        raise UnreadableError(_NO_PAGE)
    again = {
        page.number
        for page in opened.pages
        if page.failure not in ("", TOO_FULL) or _is_blank(page) or (reader is Reader.AUTO and page.ruled)
    }
    return _with(opened, partial(second, data, again.__contains__, finish)) if again else opened


def lined(page: Page) -> Page:
    """The page with its lines in place of its characters, which are many."""
    page = without_hidden(page)
    return replace(page, chars=(), lines=lines(page))


def _refuse_what_is_no_pdf(data: bytes) -> None:
    if not data:
        raise UnreadableError("is empty (0 bytes). Fetch it again.")
    # Readers accept a header within the first kilobyte (ISO 32000-1, implementation note 13).
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("is not a PDF: it does not begin with %PDF. Save the document as PDF first.")


def _by_the_other(read: Callable[[], Opened], error: UnreadableError) -> Opened:
    """What the second reader makes of a file that the first cannot open; when neither can, what the first said."""
    try:
        return read()
    except UnreadableError:
        raise error from None


def _with(opened: Opened, read: Callable[[], Opened]) -> Opened:
    """The pages that failed, are blank or may hold a table, as the second reader sees them, where it sees more."""
    try:
        others = {page.number: page for page in read().pages}
    except UnreadableError:
        return opened
    return replace(opened, pages=tuple(_better(page, others.get(page.number)) for page in opened.pages))


def _better(page: Page, other: Page | None) -> Page:
    if other is None:
        return page
    if other.failure:
        # What one reader finds blank and the other cannot read is not known to be blank.
        return replace(page, failure=page.failure or (other.failure if _is_blank(page) else ""))
    return other if page.failure or other.tables or _is_blank(page) else page


def _is_blank(page: Page) -> bool:
    """There is nothing on the page at all, and nothing was left out."""
    return not (page.failure or page.chars or page.lines or page.images or page.panels or page.hint)
