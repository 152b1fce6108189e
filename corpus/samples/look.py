"""A palette and fonts to the style of every sort of text. Alone knows how the samples look."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Role
from corpus.samples.typeset import Style, Styles

INK = "#22313b"
WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """What makes one report different from another: colours (one a theme), fonts and the size of the text."""

    dark: str
    bright: str
    sun: str
    pale: str
    themes: tuple[str, str, str]
    tints: tuple[str, str, str]
    font: str
    bold: str
    italic: str
    size: float
    leading: float


LOOK_2024 = Look(
    dark="#123c50",
    bright="#2f86a6",
    sun="#f2b441",
    pale="#eef5f6",
    themes=("#c8553d", "#2f7d63", "#5a4a8a"),
    tints=("#fbebe5", "#e6f2ec", "#ecebf6"),
    font="Helvetica",
    bold="Helvetica-Bold",
    italic="Helvetica-BoldOblique",
    size=9.8,
    leading=13.9,
)
LOOK_2025 = Look(
    dark="#1f3d2e",
    bright="#3f8f7a",
    sun="#ef8354",
    pale="#f6f2e7",
    themes=("#1d6a96", "#5b7d2e", "#a63d57"),
    tints=("#e4f0f7", "#eef3e2", "#f8e8ec"),
    font="Times-Roman",
    bold="Helvetica-Bold",
    italic="Times-BoldItalic",
    size=11,
    leading=14.4,
)
LOOK_PLAN = Look(
    dark="#123c50",
    bright="#2f86a6",
    sun="#f2b441",
    pale="#eef5f6",
    themes=("#2f86a6", "#2f86a6", "#2f86a6"),
    tints=("#eef5f6", "#eef5f6", "#eef5f6"),
    font="Helvetica",
    bold="Helvetica-Bold",
    italic="Helvetica-Oblique",
    size=10.5,
    leading=15,
)


def report_styles(look: Look, accent: str) -> Styles:
    """For a chapter with this colour, or for the pages outside the chapters."""
    body, tight = (look.font, look.size, look.leading), (look.font, look.size - 0.6, look.leading - 0.6)
    return {
        (Role.TITLE, 1): Style(look.bold, 25, 30, look.dark, after=14, whole=True),
        (Role.HEADING, 1): Style(look.bold, 23, 28, accent, before=16, after=8, whole=True),
        (Role.HEADING, 2): Style(look.bold, 9, 15, WHITE, before=14, after=6, indent=7, tab=accent, whole=True),
        (Role.HEADING, 3): Style(look.bold, look.size + 1, look.leading + 0.6, accent, before=9, after=2, whole=True),
        (Role.INTRO, 0): Style(look.bold, look.size + 1.2, look.leading + 2.6, look.dark, after=12, whole=True),
        (Role.PARAGRAPH, 0): Style(*body, INK, after=6),
        (Role.LIST_ITEM, 0): Style(*tight, INK, after=3, indent=11, bullet="•"),
        (Role.PULL_QUOTE, 0): Style(look.italic, 16, 20, accent, before=12, after=14),
        (Role.SIDEBAR_HEADING, 1): Style(look.bold, look.size + 0.6, look.leading + 0.6, accent, after=5, whole=True),
        (Role.SIDEBAR_HEADING, 2): Style(
            look.bold, look.size - 0.6, look.leading - 0.2, look.dark, before=4, after=2, whole=True
        ),
        (Role.SIDEBAR_ITEM, 0): Style(*tight, INK, after=2, indent=11, bullet="•"),
        (Role.CAPTION, 0): Style(look.font, look.size - 1.2, look.leading - 1, INK, before=2, after=2),
        (Role.TABLE, 0): Style(*body, INK),
    }


def interview_styles(look: Look) -> Styles:
    """With the title and the lead in the middle, and the title letter-spaced."""
    styles = dict(report_styles(look, look.bright))
    styles[Role.TITLE, 1] = Style(look.bold, 15, 24, look.themes[0], after=12, centred=True, spacing=3.4, whole=True)
    styles[Role.INTRO, 0] = Style(
        look.bold, look.size + 1, look.leading + 2, look.dark, after=14, centred=True, whole=True
    )
    styles[Role.PARAGRAPH, 0] = Style(look.font, look.size + 0.5, look.leading + 0.8, INK, after=6)
    return styles


def plan_styles(look: Look = LOOK_PLAN) -> Styles:
    """For the plan: larger text, dashes before the pledges."""
    body = (look.font, look.size, look.leading)
    return {
        (Role.TITLE, 1): Style(look.bold, 30, 36, look.dark, after=2, whole=True),
        (Role.INTRO, 0): Style(look.italic, 13, 18, look.bright, after=20, whole=True),
        (Role.HEADING, 1): Style(look.bold, 18, 23, look.dark, before=20, after=8, whole=True),
        (Role.HEADING, 2): Style(look.bold, 12.5, 17, look.themes[0], before=14, after=4, whole=True),
        (Role.HEADING, 3): Style(look.bold, 12.5, 17, look.themes[0], before=14, after=4, whole=True),
        (Role.HEADING, 4): Style(look.bold, look.size, look.leading, INK, before=4, after=3, whole=True),
        (Role.PARAGRAPH, 0): Style(*body, INK, after=8),
        (Role.LIST_ITEM, 0): Style(*body, INK, after=3, indent=24, bullet="-"),
        (Role.FOOTNOTE, 0): Style(look.font, 8, 11, INK),
    }
