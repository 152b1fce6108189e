"""From words found on the picture of a page to characters as they are printed, and the coloured areas they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

import numpy

from corpus.model import Box, around
from pipeline.areas import areas, is_other
from pipeline.ink import Colour, Ink, Pixels, colour, ink_of, middle, spelled, stroke
from pipeline.page import Char, Panel

_BOLD, _ALWAYS_BOLD = 1.25, 0.18
"""Strokes this much thicker than usual, for their size, are bold, and so are those that are this thick, in sizes."""
_TALL = 0.74
"""How high capitals and ascenders stand in common text fonts, in sizes: 0.70 to 0.76."""
_HANGING = frozenset("gjpqy,;()Q[]/…-–")
"""What hangs under the line, or floats above it."""
_LONG = 4
"""Fewer standing words do not tell how a line runs."""
_AROUND = 0.1
"""The paper is looked at this far around a word, in heights."""
_GUTTER = 1.6
"""White this many times as wide as words are high is no space between words."""
_WHITE = 0.95
"""Paper lighter than this is white."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word as it was found, its box in points; `sure` from 0 to 1."""

    text: str
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The pixels of a page, each so many `points` wide and high."""

    pixels: Pixels
    points: float

    def ink(self, box: Box) -> Ink | None:
        """What is printed in a box in points."""
        x0, top, x1, bottom = (round(edge / self.points) for edge in (box.x0, box.top, box.x1, box.bottom))
        margin = max(round(_AROUND * (bottom - top)), 1)
        if min(x0, top) < margin:
            return None
        return ink_of(self.pixels[top - margin : bottom + margin, x0 - margin : x1 + margin], margin)


def printed(lines: Iterable[Sequence[Found]], picture: Picture) -> tuple[tuple[Char, ...], tuple[Panel, ...]]:
    """The letters of all lines with the size, weight and colour of their type as measured, and the coloured areas.

    A letter has the baseline that its line would have on a page that was put straight on the scanner; its box is where
    it stands.
    """
    parts = [part for line in lines for part in _parted(line, picture)]
    slope = _slope([word for word, _ in part] for part in parts)
    found = [_line(part, slope, picture.points) for part in parts]
    return tuple(_typed(found, slope)), tuple(_panels(found, picture))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is printed, in points; no size when no letter is tall enough to tell."""

    words: Sequence[Found]
    baseline: float
    size: float | None
    stroke: float
    colour: Colour
    paper: Colour | None

    @property
    def length(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)


_Seen = tuple[Found, Ink | None]
"""A word and its ink; nothing where it has no letters."""


def _parted(line: Sequence[Found], picture: Picture) -> Iterator[list[_Seen]]:
    """The line, parted at a gutter, and where the paper has another colour: there a label stands beside a text.

    A mark without letters, such as that of a list item, stays with what follows it.
    """
    gutter = _GUTTER * median(word.box.height for word in line)
    part: list[_Seen] = []
    paper: Colour | None = None
    for word in line:
        ink = picture.ink(word.box) if any(map(str.isalpha, word.text)) else None
        apart = paper is not None and word.box.x0 - part[-1][0].box.x1 > gutter
        if apart or (ink and paper and is_other(ink.paper, paper)):
            yield part
            part, paper = [], None
        paper = ink.paper if ink else paper
        part.append((word, ink))
    yield part


def _slope(lines: Iterable[Sequence[Found]]) -> float:
    """How many points lines fall for each point to the right: 0 on a page that was put straight on the scanner."""
    long = [stood for line in lines if len(stood := _standing(line)) >= _LONG]
    return middle((_falls(stood), round(stood[-1].box.x0 - stood[0].box.x0)) for stood in long)


def _falls(line: Sequence[Found]) -> float:
    return float(numpy.polyfit([word.box.x0 for word in line], [word.box.bottom for word in line], 1)[0])


def _standing(line: Sequence[Found]) -> list[Found]:
    """The words in which nothing hangs under the line or floats above it."""
    return [word for word in line if any(map(str.isalnum, word.text)) and not set(word.text) & _HANGING]


def _line(line: Sequence[_Seen], slope: float, points: float) -> _Line:
    words = [_straight(word, slope) for word, _ in line]
    inks = [ink for _, ink in line if ink]
    feet = [word.box.top + ink.foot * points for word, (_, ink) in zip(words, line, strict=True) if ink]
    baseline = median([word.box.bottom for word in _standing(words)] or feet or [word.box.bottom for word in words])
    paper = inks[0].paper if inks else None
    return _Line(
        [word for word, _ in line], baseline, _size(words, baseline), stroke(inks) * points, colour(inks), paper
    )


def _straight(word: Found, slope: float) -> Found:
    """The word where it would stand if its line did not fall."""
    box, fall = word.box, slope * word.box.x0
    return replace(word, box=Box(box.x0, box.top - fall, box.x1, box.bottom - fall))


def _size(line: Sequence[Found], baseline: float) -> float | None:
    tall = sorted(
        baseline - word.box.top
        for word in line
        if len(word.text) > 1 and any(c.isupper() or c.isdigit() or c in "bdfhkl" for c in word.text)
    )
    return mean(tall[len(tall) // 4 : len(tall) - len(tall) // 4]) / _TALL if tall else None


def _typed(lines: Sequence[_Line], slope: float) -> Iterator[Char]:
    usual = middle((line.size, line.length) for line in lines if line.size) or 10.0
    plain = middle((line.stroke / (line.size or usual), line.length) for line in lines if line.stroke)
    for line in lines:
        size = line.size or usual
        bold = line.stroke > min(_BOLD * plain, _ALWAYS_BOLD) * size
        letter = Char(
            "", 0, 0, 0, 0, line.baseline, round(4 * size) / 4, "ocr-bold" if bold else "ocr", spelled(line.colour)
        )
        for word in line.words:
            yield from _letters(word, letter, slope, last=word is line.words[-1])


def _letters(word: Found, like: Char, slope: float, *, last: bool) -> Iterator[Char]:
    """The letters of a word, side by side in equal parts, and the space after it, unless it is the last of its line."""
    x0, step = word.box.x0, word.box.width / len(word.text)
    stands = like.baseline + slope * x0
    at_height = like._replace(top=stands - 0.8 * like.size, bottom=stands + 0.2 * like.size)
    for at, text in enumerate(word.text):
        yield at_height._replace(text=text, x0=x0 + at * step, x1=x0 + (at + 1) * step)
    if not last:
        yield at_height._replace(text=" ", x0=word.box.x1, x1=word.box.x1)


def _panels(lines: Iterable[_Line], picture: Picture) -> Iterator[Panel]:
    """The coloured areas that lines stand on."""
    spots = [(_scaled(line.box, 1 / picture.points), line.paper) for line in lines if line.paper]
    for area in areas(picture.pixels, spots):
        name = "white" if min(area.colour) > _WHITE else spelled(area.colour)
        yield Panel(_scaled(area.box, picture.points), name)


def _scaled(box: Box, by: float) -> Box:
    return Box(box.x0 * by, box.top * by, box.x1 * by, box.bottom * by)
