"""Pages that are pictures of text, or text that is none, to the same pages as read from their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum

from pipeline.dutch import Known
from pipeline.page import Line, Opened, Page

_UNKNOWN = 0.2
"""A page of which more words than this share stand in no word list has a useless text layer."""
_ENOUGH = 30
"""Fewer words than this prove nothing."""
_PICTURE = 0.3
"""A page without text of which pictures cover this share is a scan."""

ReadPictures = Callable[[Sequence[int]], tuple[Page, ...]]
"""Reads the pages of these numbers from their pictures."""


class OcrMode(Enum):
    """When pages are read from their pictures: where they need it, never, or all of them."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def with_pictures_read(
    opened: Opened, *, mode: OcrMode, known: Known, read: ReadPictures | None, advice: str
) -> Opened:
    """The document with scanned pages read from their pictures, where that gives better text.

    `read` is None where no reader of pictures is installed; a page that needs one then gets the `advice`.
    """
    wanted = [page.number for page in opened.pages if mode is OcrMode.ALWAYS or _is_picture(page, known)]
    if mode is OcrMode.NEVER or not wanted:
        return opened
    if read is None:
        hinted = (replace(page, hint=advice) if page.number in wanted else page for page in opened.pages)
        return replace(opened, pages=tuple(hinted))
    others = {page.number: page for page in read(wanted)}
    return replace(opened, pages=tuple(_better(page, others.get(page.number), mode, known) for page in opened.pages))


def _is_picture(page: Page, known: Known) -> bool:
    """Nothing is written on it and a picture covers it, or what is written is no language."""
    if page.failure:
        return False
    lines = page.lines or ()
    if not lines:
        area = sum(box.width * box.height for box in page.images)
        return area > _PICTURE * page.width * page.height
    return unknown_share(lines, known) > _UNKNOWN


def unknown_share(lines: Iterable[Line], known: Known) -> float:
    """The share of the words, of three letters or more, that the word list does not have; 0 for too few to tell."""
    words = [word.lower() for line in lines for word in re.findall(r"[^\W\d_]{3,}", line.text)]
    return sum(not known(word) for word in words) / len(words) if len(words) >= _ENOUGH else 0.0


def _better(page: Page, other: Page | None, mode: OcrMode, known: Known) -> Page:
    """The page as read from its picture when that has text, and at least twice as sure a one where there was text."""
    if other is None or other.failure or not other.lines:
        return replace(page, hint="; ".join(filter(None, (page.hint, other.failure)))) if other else page
    if page.lines and mode is OcrMode.AUTO and unknown_share(other.lines, known) > unknown_share(page.lines, known) / 2:
        return page
    return replace(other, panels=page.panels, images=page.images, hint=page.hint)
