"""An index folder to what can be told of it: whether it can be searched, if not why, how large it is and its engine."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from index.dutch import VERSION
from index.engine import Engine
from index.engines import better_engine
from index.folder import SCHEMA, Health, Made, look
from index.records import count_records
from index.search import health


class Cause(Enum):
    """What an index was made of, or with, that is not the same any more."""

    DOCUMENTS = "documents"
    LISTS = "lists"
    ANALYSER = "analyser"
    ENGINE = "engine"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class IndexState:
    """What is known of an index. `changed` says why it is stale, and is empty for any other health.

    `engine` is the name and version of what wrote it, None when it does not say; `passages` is how many it holds, None
    when that cannot be told; `size` is in bytes; `better` names an engine that suits so many passages better, if any.
    """

    health: Health
    changed: tuple[Cause, ...]
    engine: str | None
    passages: int | None
    size: int
    better: str | None = None


def index_state(folder: Path, stamp: str, engine: Engine) -> IndexState:
    """What can be told of the index in this folder without opening what only an engine should open.

    `stamp` is what the index should have been built with: `name=value` for each thing it depends on, with spaces
    between. Of these `lists` is named as a cause; whatever else differs is a change of the documents.
    """
    found, state = look(folder), health(folder, stamp, engine=engine)
    if found is None:
        return IndexState(state, (), None, None, _size(folder))
    inner, made = found
    changed = _changed(made, Made(stamp, VERSION, engine.version)) if state is Health.STALE else ()
    readable = state in (Health.GOOD, Health.STALE) and made.schema == SCHEMA
    passages = _passages(inner) if readable else None
    better = better_engine(passages or 0, made.engine)
    return IndexState(state, changed, made.engine, passages, _size(folder), better.value if better else None)


def _changed(made: Made, wanted: Made) -> tuple[Cause, ...]:
    then, now = _named(made.stamp), _named(wanted.stamp)
    others = {name for name in then.keys() | now.keys() if name != "lists"}
    differs = {
        Cause.DOCUMENTS: any(then.get(name) != now.get(name) for name in others),
        Cause.LISTS: then.get("lists") != now.get("lists"),
        Cause.ANALYSER: made.analyser != wanted.analyser,
        Cause.ENGINE: made.engine != wanted.engine,
        Cause.SCHEMA: made.schema != wanted.schema,
    }
    return tuple(cause for cause, is_other in differs.items() if is_other)


def _passages(inner: Path) -> int | None:
    """None when another process has just put a new index in its place."""
    try:
        return count_records(inner)
    except FileNotFoundError:
        return None


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.lstat().st_size if path.is_file() else 0
    return total


def _named(stamp: str) -> dict[str, str]:
    return {name: value for name, _, value in (word.partition("=") for word in stamp.split())}
