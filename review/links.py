"""A place in a document to an address. Alone knows the addresses of the application's own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from corpus.model import Box, DocId, Document

LinkFor = Callable[[Document, int, tuple[Box, ...]], str | None]
"""Where a page of a document opens, with boxes in points to mark; None when it cannot be opened."""

SAFE_SCHEMES = frozenset({"", "http", "https", "file"})
MOST_BOXES = 100
"""More lines than any page has; keeps addresses short enough for every browser."""


def no_link(document: Document, page: int, boxes: tuple[Box, ...]) -> None:
    """For a report that stands alone."""


def page_link(document: Document, page: int, boxes: tuple[Box, ...]) -> str | None:
    """The application's own view of a page."""
    if page < 1:
        return None
    address = f"/pagina/{document.id}/{page}"
    return f"{address}?boxes={boxes_text(boxes)}" if boxes else address


def boxes_text(boxes: Iterable[Box]) -> str:
    """Boxes as they stand in an address: four numbers of points each.

    >>> boxes_text([Box(10, 20.5, 30, 40)])
    '10,20.5,30,40'
    """
    return ";".join(
        ",".join(f"{side:.1f}".removesuffix(".0") for side in (box.x0, box.top, box.x1, box.bottom))
        for box in list(boxes)[:MOST_BOXES]
    )


def boxes_from(text: str) -> tuple[Box, ...]:
    """The boxes of an address; ValueError when it does not hold boxes.

    >>> boxes_from("10,20,30,40")
    (Box(x0=10.0, top=20.0, x1=30.0, bottom=40.0),)
    """
    boxes = []
    for part in filter(None, text.split(";")):
        x0, top, x1, bottom = (float(side) for side in part.split(","))
        if not all(0 <= side < 100_000 for side in (x0, top, x1, bottom)) or x1 <= x0 or bottom <= top:
            raise ValueError(f"{part} is not a box on a page")
        boxes.append(Box(x0, top, x1, bottom))
    if len(boxes) > MOST_BOXES:
        raise ValueError(f"more than {MOST_BOXES} boxes")
    return tuple(boxes)


def safe_href(address: str | None) -> str | None:
    """The address when it leads to a page or file; None for `javascript:` and its like.

    >>> safe_href("originals/plan.pdf#page=3"), safe_href("javascript:alert(1)")
    ('originals/plan.pdf#page=3', None)
    """
    if address is None:
        return None
    try:
        scheme = urlsplit(address.strip()).scheme
    except ValueError:
        return None
    return address if scheme.lower() in SAFE_SCHEMES else None


def document_link(document: DocId) -> str:
    """The application's copy of the original."""
    return f"/origineel/{document}.pdf"
