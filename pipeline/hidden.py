"""A page with text that nobody sees to the page without it, and a hint that says how much was left out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.page import Char, Page


def without_hidden(page: Page) -> Page:
    """Leave out what stands outside the page or is drawn invisibly.

    Where all text is invisible it is the layer that text recognition put over a scan, and is the text of the page.
    """
    chars = page.chars or page.invisible
    inside = tuple(char for char in chars if _is_inside(char, page))
    hidden = [char for char in chars if not _is_inside(char, page)] + list(page.invisible if page.chars else ())
    count = sum(not char.text.isspace() for char in hidden)
    told = f"{count} tekens buiten beeld of onzichtbaar zijn niet meegelezen" if count else ""
    return replace(page, chars=inside, invisible=(), hint="; ".join(filter(None, (page.hint, told))))


def _is_inside(char: Char, page: Page) -> bool:
    """Its middle lies on the page; what has no place at all does not."""
    return -2 <= char.x0 + char.x1 <= 2 * page.width + 2 and -2 <= char.top + char.bottom <= 2 * page.height + 2
