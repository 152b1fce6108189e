"""Questions that are asked again and again to what is new: passages that did not answer the last time.

What was seen stands in a file that can be thrown away: without it everything counts as seen for the first time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.model import content_id
from index.hits import Hit
from index.query import QueryError
from index.questions import Question, told
from index.search import Searcher

_SEEN = "seen.json"


@dataclass(frozen=True, slots=True)
class Seen:
    """The keys of what answered a question the last time; `asked` stands for the question and its options."""

    asked: str
    passages: frozenset[str]


@dataclass(frozen=True, slots=True)
class News:
    """How many passages answer a question, and those that are new; `first` when it was never asked before, as it now
    stands: nothing is new then. `error` says in Dutch why it could not be asked."""

    question: Question
    total: int = 0
    new: tuple[Hit, ...] = ()
    first: bool = False
    error: str | None = None


def catch_up(index: Searcher, questions: Iterable[Question], folder: Path, *, anew: bool = False) -> tuple[News, ...]:
    """What is new for each question since the last time, which is kept in the folder; from now on it is seen.

    With `anew` nothing is new: what answers the questions is taken as seen.
    """
    seen = read_seen(folder)
    found, now = news(index, questions, {} if anew else seen)
    write_seen(folder, seen | now)
    return found


def news(
    index: Searcher, questions: Iterable[Question], seen: Mapping[str, Seen]
) -> tuple[tuple[News, ...], dict[str, Seen]]:
    """What is new for each question since it was `seen`, by name, and what is seen now."""
    found = [_asked(index, question, seen.get(question.name)) for question in questions]
    return tuple(one for one, _ in found), {one.question.name: now for one, now in found if now}


def _asked(index: Searcher, question: Question, seen: Seen | None) -> tuple[News, Seen | None]:
    """The news of one question, and what is seen now: what it was before when the question cannot be asked."""
    if question.fault:
        return News(question, error=question.fault), seen
    asked = content_id(question.text, repr(question.filters))
    before = seen.passages if seen and seen.asked == asked else None
    try:
        found = index.fresh(question.text, question.filters, before)
    except QueryError as error:
        return News(question, error=told(error)), seen
    return News(question, found.total, found.hits, first=before is None), Seen(asked, found.keys)


def read_seen(folder: Path) -> dict[str, Seen]:
    """What was kept in a folder; nothing when there is no such file, or it is not one of ours."""
    try:
        found = json.loads((folder / _SEEN).read_text("utf-8"))
        return {name: Seen(str(one["asked"]), frozenset(one["passages"])) for name, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_seen(folder: Path, seen: Mapping[str, Seen]) -> None:
    """Keep what was seen in a folder, in one step."""
    new = folder / f"{_SEEN}.new"
    found = {name: {"asked": one.asked, "passages": sorted(one.passages)} for name, one in seen.items()}
    new.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    new.replace(folder / _SEEN)
