"""A page with text that nobody sees to the page without it, and a hint that says how much was left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.page import Char, Page


def without_hidden(page: Page) -> Page:
    """Leave out what stands outside the page or is drawn invisibly.

    Where all text is invisible it is the layer that text recognition put over a scan, and is the text of the page.
    """
    chars = page.chars or page.invisible
    inside = _inside(chars, page)
    if len(inside) == len(page.chars) and not page.invisible:
        return page
    count = _inked(chars) - _inked(inside) + _inked(page.invisible if page.chars else ())
    told = f"{count} tekens buiten beeld of onzichtbaar zijn niet meegelezen" if count else ""
    return replace(page, chars=inside, invisible=(), hint="; ".join(filter(None, (page.hint, told))))


def _inside(chars: Iterable[Char], page: Page) -> tuple[Char, ...]:
    """Those whose middle lies on the page; what has no place at all does not."""
    wide, high = 2 * page.width + 2, 2 * page.height + 2
    return tuple([c for c in chars if -2 <= c.x0 + c.x1 <= wide and -2 <= c.top + c.bottom <= high])


def _inked(chars: Iterable[Char]) -> int:
    return sum(not char.text.isspace() for char in chars)
