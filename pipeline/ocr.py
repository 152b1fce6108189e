"""Pages that are pictures of text, or text that is none, to the same pages as read from their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from enum import Enum

from pipeline.dutch import Known
from pipeline.page import Line, Opened, Page, UnreadableError
from pipeline.styles import in_few_styles

_UNKNOWN = 0.2
"""A page of which more words than this share stand in no word list has a useless text layer."""
_ENOUGH = 30
"""Fewer words than this prove nothing."""
_PICTURE = 0.3
"""A page without text of which pictures cover this share is a scan."""

_NO_WORDS = "de tekst lijkt niet uit Nederlandse woorden te bestaan"
_NO_TEXT = "de pagina is een afbeelding zonder leesbare tekst"
_SWITCHED_OFF = "tekstherkenning was uitgeschakeld"
_FAILED = "tekstherkenning duurde te lang of mislukte"
_NOTHING_FOUND = "tekstherkenning vond niets"

ReadPictures = Callable[[Sequence[int]], tuple[Page, ...]]
"""Reads the pages of these numbers from their pictures; raises UnreadableError where that takes too much."""


class OcrMode(Enum):
    """When pages are read from their pictures: where they need it, never, or all of them."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def with_pictures_read(
    opened: Opened, *, mode: OcrMode, known: Known, read: ReadPictures | None, advice: str
) -> Opened:
    """The document with scanned pages read from their pictures, where that gives better text.

    `read` is None where no reader of pictures is installed; a page that needs one then gets the `advice`. A text layer
    that is no language, and is not replaced, is doubtful.
    """
    wanted = {page.number for page in opened.pages if mode is OcrMode.ALWAYS or _lack(page, known)}
    if not wanted:
        return opened
    if mode is OcrMode.NEVER:
        return _each(opened, wanted, lambda page: _told(page, known, _SWITCHED_OFF) if page.lines else page)
    if read is None:
        return _each(opened, wanted, lambda page: _told(page, known, advice))
    try:
        others = {page.number: page for page in in_few_styles(read(sorted(wanted)))}
    except UnreadableError:
        return _each(opened, wanted, lambda page: _told(page, known, _FAILED))
    return _each(opened, wanted, lambda page: _better(page, others.get(page.number), mode, known))


def _each(opened: Opened, wanted: Container[int], change: Callable[[Page], Page]) -> Opened:
    """The document with the wanted pages changed."""
    return replace(opened, pages=tuple(change(page) if page.number in wanted else page for page in opened.pages))


def _told(page: Page, known: Known, why: str) -> Page:
    """The page with what it lacks, and why that was not mended; text that is no language is doubtful."""
    lack = _lack(page, known)
    hint = f"{lack}: {why}" if lack else why
    return replace(page, hint="; ".join(filter(None, (page.hint, hint))), doubtful=lack == _NO_WORDS)


def _lack(page: Page, known: Known) -> str:
    """In Dutch, that nothing is written on it and a picture covers it, or that what is written is no language."""
    if page.failure:
        return ""
    if page.lines:
        return _NO_WORDS if unknown_share(page.lines, known) > _UNKNOWN else ""
    area = sum(box.width * box.height for box in page.images)
    return _NO_TEXT if area > _PICTURE * page.width * page.height else ""


def unknown_share(lines: Iterable[Line], known: Known) -> float:
    """The share of the words, of three letters or more, that the word list does not have; 0 for too few to tell."""
    words = [word.lower() for line in lines for word in re.findall(r"[^\W\d_]{3,}", line.text)]
    return sum(not known(word) for word in words) / len(words) if len(words) >= _ENOUGH else 0.0


def _better(page: Page, other: Page | None, mode: OcrMode, known: Known) -> Page:
    """The page as read from its picture when that has text, and at least twice as sure a one where there was text."""
    if other is None or other.failure:
        return _told(page, known, other.failure if other else _FAILED)
    if not other.lines:
        return _told(page, known, _NOTHING_FOUND) if page.lines else page
    if page.lines and mode is OcrMode.AUTO and unknown_share(other.lines, known) > unknown_share(page.lines, known) / 2:
        return page
    return replace(other, panels=page.panels or other.panels, images=page.images, hint=page.hint)
