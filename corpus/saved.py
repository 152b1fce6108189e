"""Searches that are kept under a name: a TOML text to them, and the text with one more or one less.

A person may write in the file; comments and everything else that stands there stay as they are.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from itertools import pairwise, takewhile
from typing import Annotated, Any

import msgspec

from corpus.workspace import WorkspaceError

_BLOCK = re.compile(r"^(?:[ \t]*#.*\n)*[ \t]*\[\[[ \t]*search[ \t]*\]\]", re.MULTILINE)
"""Where a search begins, with the comment directly above it."""
_ABOUT = "# Bewaarde zoekvragen. Meer erbij: waargemaakt search VRAAG --save NAAM\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A question under a name, with the options it is asked with."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    query: str
    document: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    exact: bool = False
    compounds: bool = True
    concepts: bool = True

    @property
    def options(self) -> dict[str, Any]:
        """All but the name and the question, by their names here."""
        return {name: value for name, value in asdict(self).items() if name not in ("name", "query")}


class SavedSearchesError(WorkspaceError):
    """The file of saved searches cannot be used as it is written."""

    def __init__(self, reason: object) -> None:
        super().__init__(
            f"The saved searches cannot be read: {reason}. Each is a [[search]] with a name and a query; "
            "put the file right, or back from a backup."
        )


class NoSuchSearchError(WorkspaceError):
    """No search was saved under that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        there = (
            f"Saved are: {', '.join(known)}." if known else "None is saved: use `waargemaakt search QUERY --save NAME`."
        )
        super().__init__(f"No search was saved as '{name}'. {there}")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    search: tuple[SavedSearch, ...] = ()


def saved_searches(source: str) -> tuple[SavedSearch, ...]:
    """The searches in a TOML text, in order; SavedSearchesError for what is none, or a name that is used twice."""
    try:
        found = msgspec.convert(tomllib.loads(source), _File).search
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SavedSearchesError(error) from error
    names = [one.name for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SavedSearchesError(f"'{twice}' stands there twice")
    return found


def saved_search(source: str, name: str) -> SavedSearch:
    """The search of this name; NoSuchSearchError when there is none, and what `saved_searches` raises."""
    found = {one.name: one for one in saved_searches(source)}
    if name not in found:
        raise NoSuchSearchError(name, tuple(found))
    return found[name]


def typed(search: SavedSearch) -> str:
    """The question and its options as they are typed.

    >>> typed(SavedSearch(name="dijken", query="dijk NOT kade", year=("2023",), exact=True))
    "'dijk NOT kade' --year 2023 --exact"
    """
    return " ".join([shlex.quote(search.query), *_options(search)])


def _options(search: SavedSearch) -> Iterator[str]:
    for name in ("document", "year", "kind", "theme", "page"):
        for value in getattr(search, name):
            yield f"--{name} {shlex.quote(value)}"
    switches = {"--exact": search.exact, "--no-compounds": not search.compounds, "--no-concepts": not search.concepts}
    yield from (switch for switch, on in switches.items() if on)


def with_search(source: str, search: SavedSearch) -> str:
    """The text with this search, in place of the one of its name if there is one, else at the end.

    SavedSearchesError when the text is none, or the search has no name.
    """
    if not search.name.strip():
        raise SavedSearchesError("a search needs a name")
    head, blocks = _parts(source)
    written = _written(search)
    if search.name in blocks:
        above = _comment(blocks[search.name])
        last = list(blocks)[-1] == search.name
        blocks[search.name] = f"{above}{written}" if last else f"{above}{written}\n"
        return head + "".join(blocks.values())
    return f"{source.rstrip() or _ABOUT.rstrip()}\n\n{written}"


def without_search(source: str, name: str) -> str:
    """The text without the search of this name; raises what `saved_search` raises."""
    saved_search(source, name)
    head, blocks = _parts(source)
    return head + "".join(block for key, block in blocks.items() if key != name)


def _parts(source: str) -> tuple[str, dict[str, str]]:
    """What stands above the searches, and each search as written by its name."""
    names = [one.name for one in saved_searches(source)]
    starts = [found.start() for found in _BLOCK.finditer(source)]
    blocks = [source[start:end] for start, end in pairwise([*starts, len(source)])]
    if len(blocks) != len(names):
        raise SavedSearchesError("a search is written in another way")
    return source[: min(starts, default=len(source))], dict(zip(names, blocks, strict=True))


def _comment(block: str) -> str:
    """The lines above the search in its block."""
    return "".join(takewhile(lambda line: line.lstrip().startswith("#"), block.splitlines(keepends=True)))


def _written(search: SavedSearch) -> str:
    """As TOML; what is as usual is left out."""
    lines = ["[[search]]"]
    for field in fields(search):
        value = getattr(search, field.name)
        if field.default != value:
            lines.append(f"{field.name} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: str | bool | tuple[str, ...]) -> str:
    """JSON writes strings, lists and truth as TOML does, but for one character that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
