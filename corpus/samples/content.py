"""A text file in a small markup to items with their role and place in the outline. Alone knows that markup.

A blank line ends an item; its first characters say what it is (`MARKS`). Braces at its end hold a note that is not
printed: the id of a pledge, or the pledges that a section answers with their grade (`{P01 2, P06 1}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.model import Role

MARKS: tuple[tuple[str, Role, int], ...] = (
    ("#####", Role.HEADING, 3),
    ("####", Role.HEADING, 3),
    ("###", Role.HEADING, 2),
    ("##", Role.HEADING, 1),
    ("#", Role.TITLE, 1),
    ("=", Role.HEADING, 1),
    ("@", Role.HEADING, 4),
    ("[[", Role.SIDEBAR_HEADING, 2),
    ("[", Role.SIDEBAR_HEADING, 1),
    ("*", Role.SIDEBAR_ITEM, 0),
    ("-", Role.LIST_ITEM, 0),
    (">", Role.PULL_QUOTE, 0),
    ("!", Role.INTRO, 0),
    ("^", Role.FOOTNOTE, 0),
    ("~", Role.CAPTION, 0),
    ("|", Role.TABLE, 0),
    ("%", Role.DIVIDER, 0),
)
"""What an item begins with, its role, and the level of a heading; `#####` heads a box, `=` belongs to no theme."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the outline an item stands; `box` is the heading of the coloured box around it, `group` that within."""

    theme: str | None = None
    subtheme: str | None = None
    section: str | None = None
    box: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of text before it has a place on a page. A table has one row a line."""

    role: Role
    text: str
    level: int = 0
    note: str = ""
    place: Place = Place()


def read_items(text: str) -> tuple[Item, ...]:
    """The items of a text file, in order."""
    place = Place()
    items: list[Item] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        mark, item = _item(chunk)
        place = _next_place(place, mark, item)
        items.append(replace(item, place=place))
    return tuple(items)


def parts(items: Iterable[Item]) -> tuple[tuple[Item, ...], ...]:
    """Cut before every title, divider and heading that belongs to no theme."""
    found: list[list[Item]] = []
    for item in items:
        outside = item.level == 1 and item.role is Role.HEADING and item.place.theme is None
        if not found or outside or item.role in (Role.TITLE, Role.DIVIDER):
            found.append([])
        found[-1].append(item)
    return tuple(tuple(part) for part in found)


def boxes(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Items one by one, and those of one coloured box together."""
    box: list[Item] = []
    for item in items:
        if box and item.place.box != box[0].place.box:
            yield tuple(box)
            box = []
        if item.place.box:
            box.append(item)
        else:
            yield (item,)
    if box:
        yield tuple(box)


def _item(chunk: str) -> tuple[str, Item]:
    mark, role, level = next((row for row in MARKS if chunk.startswith(row[0] + " ")), ("", Role.PARAGRAPH, 0))
    if role is Role.TABLE:
        rows = (line.removeprefix("| ").strip() for line in chunk.splitlines())
        return mark, Item(role, "\n".join(rows))
    text = " ".join(chunk.removeprefix(mark).split())
    noted = re.fullmatch(r"(.*?)\s*\{(.*)\}", text)
    if noted:
        return mark, Item(role, noted[1], level, noted[2])
    return mark, Item(role, text, level)


def _next_place(place: Place, mark: str, item: Item) -> Place:
    text = item.text
    match mark:
        case "#" | "=":
            return Place(section=text)
        case "%":
            return Place(theme=text.split(" ", 1)[1])
        case "##":
            return Place(theme=text, section=text)
        case "###":
            return replace(place, subtheme=text, section=text, box=None, group=None)
        case "####":
            return replace(place, section=text, box=None, group=None)
        case "#####":
            return replace(place, section=text, box=text, group=None)
        case "[":
            return replace(place, box=text, group=None)
        case "[[":
            return replace(place, group=text)
        case "*" | "-":
            return place
        case _:
            return replace(place, box=None, group=None)
