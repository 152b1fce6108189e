"""A rectangle and a palette to a drawing of a river, a ferry, a boathouse or reeds. Alone knows how to draw those.

The origin is the top left corner of the page and y runs down, as everywhere in the samples.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sin

from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box
from corpus.samples.look import Look
from corpus.samples.typeset import PAGE_HEIGHT, PAGE_WIDTH, Shape

Motif = Callable[[Canvas, Box, Look], None]

PAGE = Box(0, 0, PAGE_WIDTH, PAGE_HEIGHT)


def picture(box: Box, look: Look, motif: Motif, *, radius: float = 9) -> Shape:
    """A river landscape with the motif on it, cut off at the edges of the box."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(box.x0, box.top, box.width, box.height, radius)
        canvas.clipPath(path, stroke=0, fill=0)
        _landscape(canvas, box, look)
        motif(canvas, box, look)
        canvas.restoreState()

    return draw


def panel(box: Box, colour: str, *circles: tuple[float, float, float, str]) -> Shape:
    """A coloured plane with circles (x, y, radius, colour) on it, cut off at its edges."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(box.x0, box.top, box.width, box.height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFillColor(colour)
        canvas.rect(box.x0, box.top, box.width, box.height, stroke=0, fill=1)
        for x, y, radius, shade in circles:
            canvas.setFillColor(shade)
            canvas.circle(x, y, radius, stroke=0, fill=1)
        canvas.restoreState()

    return draw


def rule(x0: float, x1: float, y: float, colour: str, width: float = 0.6) -> Shape:
    """A horizontal line."""

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.line(x0, y, x1, y)

    return draw


def waves(canvas: Canvas, box: Box, colours: tuple[str, ...]) -> None:
    """Bands of water, each with a wavy upper edge, from the top of the box down."""
    step = box.height / len(colours)
    for index, colour in enumerate(colours):
        top = box.top + index * step
        path = canvas.beginPath()
        path.moveTo(box.x0, box.bottom)
        path.lineTo(box.x0, top)
        for part in range(12):
            x = box.x0 + part * box.width / 12
            lift = step * 0.22 * sin(part * 1.9 + index)
            path.curveTo(x + box.width / 36, top + lift, x + box.width / 18, top - lift, x + box.width / 12, top)
        path.lineTo(box.x1, box.bottom)
        path.close()
        canvas.setFillColor(colour)
        canvas.drawPath(path, stroke=0, fill=1)


def ferry(canvas: Canvas, box: Box, look: Look) -> None:
    """A small ferry with a wheelhouse, a flag and three travellers."""
    unit = min(box.width / 12, box.height / 7)
    x, y = box.x0 + box.width * 0.5 - 3 * unit, box.top + box.height * 0.68
    _polygon(
        canvas, look.dark, [(x - unit, y), (x + 7 * unit, y), (x + 6.2 * unit, y + unit), (x - 0.2 * unit, y + unit)]
    )
    _polygon(
        canvas,
        look.sun,
        [(x - unit, y), (x + 7 * unit, y), (x + 6.9 * unit, y + 0.2 * unit), (x - 0.9 * unit, y + 0.2 * unit)],
    )
    canvas.setFillColor("#ffffff")
    canvas.rect(x + 0.3 * unit, y - 1.6 * unit, 1.7 * unit, 1.6 * unit, stroke=0, fill=1)
    canvas.setFillColor(look.bright)
    canvas.rect(x + 0.6 * unit, y - 1.3 * unit, 1.1 * unit, 0.6 * unit, stroke=0, fill=1)
    _polygon(
        canvas,
        look.themes[0],
        [(x + unit, y - 2.9 * unit), (x + 2.1 * unit, y - 2.6 * unit), (x + unit, y - 2.3 * unit)],
    )
    canvas.setStrokeColor(look.dark)
    canvas.setLineWidth(unit * 0.08)
    canvas.line(x + unit, y - 2.9 * unit, x + unit, y - 1.6 * unit)
    for index, colour in enumerate(look.themes):
        _traveller(canvas, x + (3 + 1.2 * index) * unit, y, unit, colour)


def boathouse(canvas: Canvas, box: Box, look: Look) -> None:
    """A boathouse on the bank with a slipway."""
    unit = min(box.width / 12, box.height / 7)
    x, y = box.x0 + box.width * 0.42, box.top + box.height * 0.56
    _polygon(
        canvas, look.themes[0], [(x, y - 2 * unit), (x + 2.2 * unit, y - 3.4 * unit), (x + 4.4 * unit, y - 2 * unit)]
    )
    canvas.setFillColor("#ffffff")
    canvas.rect(x + 0.3 * unit, y - 2 * unit, 3.8 * unit, 2.1 * unit, stroke=0, fill=1)
    canvas.setFillColor(look.dark)
    canvas.rect(x + 1.2 * unit, y - 1.5 * unit, 2 * unit, 1.6 * unit, stroke=0, fill=1)
    _polygon(
        canvas,
        look.sun,
        [
            (x + 1.2 * unit, y + 0.1 * unit),
            (x + 3.2 * unit, y + 0.1 * unit),
            (x + 4.2 * unit, y + 1.5 * unit),
            (x + 1.2 * unit, y + 1.5 * unit),
        ],
    )


def reeds(canvas: Canvas, box: Box, look: Look) -> None:
    """Reeds in front of the water."""
    canvas.setLineWidth(2)
    for index in range(34):
        x = box.x0 + (index * 37 % 101) / 100 * box.width
        top = box.bottom - box.height * (0.35 + (index * 53 % 31) / 90)
        lean = 8 * sin(index)
        canvas.setStrokeColor(look.themes[1] if index % 3 else look.dark)
        canvas.line(x, box.bottom, x + lean, top)
        canvas.setFillColor(look.sun)
        canvas.ellipse(x + lean - 2.2, top - 9, x + lean + 2.2, top + 9, stroke=0, fill=1)


def _landscape(canvas: Canvas, box: Box, look: Look) -> None:
    canvas.setFillColor(look.pale)
    canvas.rect(box.x0, box.top, box.width, box.height, stroke=0, fill=1)
    canvas.setFillColor(look.sun)
    canvas.circle(box.x0 + box.width * 0.8, box.top + box.height * 0.3, box.height * 0.13, stroke=0, fill=1)
    canvas.setFillColor(look.tints[1])
    canvas.ellipse(
        box.x0 - box.width * 0.3, box.top + box.height * 0.36, box.x0 + box.width * 0.7, box.top + box.height * 0.95,
        stroke=0, fill=1,
    )  # fmt: skip
    canvas.setFillColor(look.themes[1])
    canvas.rect(box.x0, box.top + box.height * 0.57, box.width, box.height * 0.08, stroke=0, fill=1)
    water = Box(box.x0, box.top + box.height * 0.64, box.x1, box.bottom)
    waves(canvas, water, ("#9cc9d8", look.bright, look.dark))


def _traveller(canvas: Canvas, x: float, foot: float, unit: float, colour: str) -> None:
    canvas.setFillColor(colour)
    canvas.roundRect(x, foot - 1.1 * unit, 0.6 * unit, 1.1 * unit, 0.2 * unit, stroke=0, fill=1)
    canvas.setFillColor("#d9a27c")
    canvas.circle(x + 0.3 * unit, foot - 1.4 * unit, 0.26 * unit, stroke=0, fill=1)


def _polygon(canvas: Canvas, colour: str, points: list[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=0, fill=1)
