"""From the text of a table to the rows of a table of goals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import BAR, Quote

_GOALS = (
    r"(?:hoofd|sub|kern)?doel(?:stelling)?(?:en)?|ambities?|acties?|actiepunt(?:en)?|maatregel(?:en)?|voornemens?"
    r"|afspra(?:ak|ken)|speerpunt(?:en)?|toezegging(?:en)?|beloftes?|inspanning(?:en)?|activiteit(?:en)?"
    r"|(?:beoogd )?resulta(?:at|ten)"
)
_GOAL_HEAD = re.compile(
    rf"^(?:(?:onze|wat|welke|het)\s+)?(?:{_GOALS}|(?:wat|hoe|dit) gaan (?:we|wij)\b.*|wat willen (?:we|wij)\b.*)$", re.I
)
_HEADS = re.compile(
    rf"^(?:{_GOALS}|nr\.?|nummer|#|thema|onderwerp|wie|wat|wanneer|hoe|waar|jaar|planning|termijn|deadline|status|eigenaar"
    r"|verantwoordelijk\w*|trekker|indicator(?:en)?|kpi|budget|kosten|toelichting|omschrijving)?$",
    re.IGNORECASE,
)
"""What stands at the head of a column of such a table."""


def has_goals(table: Quote) -> bool:
    """Whether a column of the table says that it holds goals, actions or agreements."""
    return any(_GOAL_HEAD.match(cell) for cell in _cells(table.text.split("\n", 1)[0]))


def rows(table: Quote) -> Iterator[Quote]:
    """The rows of a table, without the one that heads its columns."""
    lines = list(re.finditer(r"[^\n]+", table.text))
    headed = bool(lines) and all(_HEADS.match(cell) or _GOAL_HEAD.match(cell) for cell in _cells(lines[0].group()))
    for line in lines[headed:]:
        yield table.cut(*line.span())


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(BAR)]
