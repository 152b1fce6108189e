"""From the pixels of a printed word to how it is printed: the thickness of its strokes, its colour, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[numpy.uint8]
"""Height, width, and red, green and blue from 0 to 255."""
Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

_FAINT = 40
"""What differs less than this from the paper, of 255, is no ink."""
_CORE = 0.8
"""Pixels that differ by this share of the most from the paper have the colour of the ink; others are blurred edges."""
_THIN = 0.65
"""Of strokes of a few pixels even the middle may have no more than this share of the ink's colour."""
_NEUTRAL = 0.15
"""A colour of which red, green and blue differ less is black, grey or white."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A printed word. `area` is how many pixels have ink, `strokes` how often a row of pixels enters ink; `foot` is the
    row, from the top, just under the letters that stand on the line; `paper` is the colour of what is not printed."""

    area: int
    strokes: int
    colour: Colour
    foot: int
    paper: Colour


def ink_of(pixels: Pixels, margin: int) -> Ink | None:
    """The ink of a word on a piece of a picture with so many rows and columns around it; None where there is none.

    Ink is what differs from the paper, the most common colour around the word, by at least half of what the strokes
    differ from it, so that the same letters are as thick in orange, or in white on blue, as in black.
    """
    if min(pixels.shape[:2], default=0) <= 2 * margin + 1:
        return None
    paper = _most_common(_frame(pixels, margin))
    apart = numpy.abs(pixels - paper).max(axis=2)
    most = float(numpy.percentile(apart, 99))
    if most < _FAINT:
        return None
    core = numpy.median(pixels[apart >= _CORE * most], axis=0)
    inked = apart > numpy.abs(core - paper).max() / 2
    entered = inked[:, 0].sum() + (inked[:, 1:] & ~inked[:, :-1]).sum()
    colour, foot = _pure(core / 255, paper / 255), _foot(inked) - margin
    return Ink(int(inked.sum()), int(max(entered, 1)), colour, foot, _colour(paper / 255))


def stroke(inks: Sequence[Ink]) -> float:
    """How thick the strokes of most of a line are, in pixels; 0 without ink."""
    return middle((ink.area / ink.strokes, ink.strokes) for ink in inks)


def middle(weighted: Iterable[tuple[float, int]]) -> float:
    """The middle value, each counted as often as its weight says; 0 without any."""
    values = sorted(weighted)
    half = sum(weight for _, weight in values) / 2
    for value, weight in values:
        half -= weight
        if half <= 0:
            return value
    return 0.0


def colour(inks: Sequence[Ink]) -> Colour:
    """The colour of most words of a line; black without ink."""
    if not inks:
        return 0.0, 0.0, 0.0
    red, green, blue = (median(ink.colour[at] for ink in inks) for at in range(3))
    return red, green, blue


def paper_of(pixels: Pixels) -> Colour:
    """The most common colour."""
    return _colour(_most_common(pixels) / 255)


def is_neutral(colour: Colour) -> bool:
    """It is black, grey or white rather than coloured."""
    return max(colour) - min(colour) < _NEUTRAL


def spelled(colour: Colour) -> str:
    """Red, green and blue in two digits each: how a colour is measured."""
    return " ".join(f"{part:.2f}" for part in colour)


def _frame(pixels: Pixels, margin: int) -> Pixels:
    """The rows and columns around a word, one after the other."""
    sides = pixels[:margin], pixels[-margin:], pixels[:, :margin], pixels[:, -margin:]
    return numpy.concatenate([side.reshape(-1, 1, 3) for side in sides])


def _most_common(pixels: Pixels) -> NDArray[numpy.float64]:
    """The middle of the most common of 4096 colours."""
    coarse = (pixels >> 4).astype(numpy.int32)
    bins = coarse[..., 0] << 8 | coarse[..., 1] << 4 | coarse[..., 2]
    held = pixels[bins == numpy.bincount(bins.ravel()).argmax()]
    return numpy.asarray(numpy.median(held, axis=0))


def _pure(core: NDArray[numpy.float64], paper: NDArray[numpy.float64]) -> Colour:
    """The colour of the ink; black, grey or white ink that coloured paper shines through is just that."""
    measured, thin = _colour(core), _colour(numpy.clip(paper + (core - paper) / _THIN, 0, 1))
    return thin if is_neutral(thin) and not is_neutral(_colour(paper)) else measured


def _colour(parts: NDArray[numpy.float64]) -> Colour:
    return float(parts[0]), float(parts[1]), float(parts[2])


def _foot(inked: NDArray[numpy.bool_]) -> int:
    """Below this row there is less than half of the ink of the fullest row: only tails of letters."""
    rows = inked.sum(axis=1)
    return int(numpy.flatnonzero(rows >= rows.max() / 2)[-1]) + 1
