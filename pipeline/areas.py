"""From the picture of a page and the words on it to the coloured areas that words stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from corpus.model import Box
from pipeline.ink import Colour, Pixels, paper_of

_STEP, _CELLS = 2, 3
"""Of the picture one pixel in so many is looked at, either way, and so many of those make a cell, either way."""
_CELL = _STEP * _CELLS
_OTHER = 0.08
"""Paper of which red, green or blue differs more than this, of 1, is other paper."""
_FILLED = 0.5
"""An area goes on where its colour is in more than this share of the next row or column of cells."""
_ROOM = 2
"""An area is this many cells larger than what stands on it, on all sides: else it is part of a photo."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of one colour, in pixels."""

    box: Box
    colour: Colour


def areas(pixels: Pixels, spots: Iterable[tuple[Box, Colour]]) -> tuple[Area, ...]:
    """The areas around spots, in pixels, of which the paper has a colour that is not that of the page."""
    coarse = pixels[::_STEP, ::_STEP]
    page = paper_of(coarse)
    found: list[Area] = []
    for box, colour in spots:
        if not is_other(colour, page) or any(area.box.holds(box, slack=_CELL) for area in found):
            continue
        grown = _grown(_cells(coarse, colour), _scaled(box))
        if grown:
            found.append(Area(grown, colour))
    return tuple(found)


def _cells(coarse: Pixels, colour: Colour) -> NDArray[numpy.bool_]:
    """In which cells the colour is, if only between letters."""
    same = numpy.abs(coarse - numpy.array(colour) * 255).max(axis=2) <= _OTHER * 255
    height, width = same.shape[0] // _CELLS, same.shape[1] // _CELLS
    cells = same[: height * _CELLS, : width * _CELLS].reshape(height, _CELLS, width, _CELLS)
    return numpy.asarray(cells.any(axis=(1, 3)))


def is_other(one: Colour, other: Colour) -> bool:
    """The two are papers of different colours."""
    return any(abs(a - b) > _OTHER for a, b in zip(one, other, strict=True))


def _scaled(box: Box) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = (max(round(edge / _CELL), 0) for edge in (box.x0, box.top, box.x1, box.bottom))
    return x0, top, x1, bottom


def _grown(same: NDArray[numpy.bool_], spot: tuple[int, int, int, int]) -> Box | None:
    """The spot, grown to all sides as far as there is mostly the same colour; None where it hardly grows."""
    x0, top, x1, bottom = spot
    height, width = same.shape
    grew = True
    while grew:
        before = x0, top, x1, bottom
        if x0 > 0 and _is_filled(same[top:bottom, x0 - 1]):
            x0 -= 1
        if x1 < width and _is_filled(same[top:bottom, x1]):
            x1 += 1
        if top > 0 and _is_filled(same[top - 1, x0:x1]):
            top -= 1
        if bottom < height and _is_filled(same[bottom, x0:x1]):
            bottom += 1
        grew = before != (x0, top, x1, bottom)
    room = min(spot[0] - x0, spot[1] - top, x1 - spot[2], bottom - spot[3])
    if room < _ROOM or not _is_filled(same[top:bottom, x0:x1]):
        return None
    return Box(x0 * _CELL, top * _CELL, x1 * _CELL, bottom * _CELL)


def _is_filled(same: NDArray[numpy.bool_]) -> bool:
    return bool(same.size) and bool(same.mean() > _FILLED)
