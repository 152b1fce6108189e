"""The text of a profile to its checked values, or to an error that names file, line and what was expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from corpus.profile_concepts import ConceptSource, Text, Texts, added, first_wrong
from corpus.profile_text import SHIPPED
from corpus.toml_lines import Key, line_of, path_of


class ProfileError(Exception):
    """A profile cannot be used."""


class BrokenProfileError(ProfileError):
    """A profile cannot be used as it is written."""

    def __init__(self, path: Path, line: int, expected: str) -> None:
        super().__init__(f"{path}, line {line}: {expected}")
        self.line = line


class UnknownProfileError(ProfileError):
    """There is no profile of that name, or no file at that place."""

    def __init__(self, name: str | Path) -> None:
        super().__init__(
            f"There is no profile '{name}'. Shipped are: {', '.join(profiles())}; "
            "one of your own is given by its path, which ends in .toml."
        )


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Values of which a key that is not known is an error."""


class ThemeSource(_Struct, frozen=True):
    """A `[[theme]]` as written."""

    name: Text
    spellings: Texts = ()
    subthemes: Texts = ()


class SidebarSource(_Struct, frozen=True):
    """The `[sidebar]` as written."""

    owner: Text = ""
    assigned: Text = ""
    other: Text = ""


class SectionKindsSource(_Struct, frozen=True):
    """The `[section_kinds]` as written."""

    interview: Texts = ()
    foreword: Texts = ()
    colophon: Texts = ()
    quote: Texts = ()


class Source(_Struct, frozen=True):
    """A profile as written; what is not given is empty.

    Once read, `concepts_version` names every list that was added: "eigen 3, algemeen 1".
    """

    name: Text
    version: Annotated[int, msgspec.Meta(ge=1)]
    concepts_version: Annotated[int, msgspec.Meta(ge=1)] | Text = 1
    based_on: Text = ""
    organisation: str = ""
    recognise: Texts = ()
    cues: Texts = ()
    plan_words: Texts = ()
    report_words: Texts = ()
    theme: tuple[ThemeSource, ...] = ()
    sidebar: SidebarSource = SidebarSource()
    section_kinds: SectionKindsSource = SectionKindsSource()
    concept: tuple[ConceptSource, ...] = ()


Table = TypeVar("Table", SidebarSource, SectionKindsSource)

_NEEDED = ("cues", "plan_words", "report_words")
_TABLES: dict[Key, type[msgspec.Struct]] = {
    "theme": ThemeSource,
    "concept": ConceptSource,
    "sidebar": SidebarSource,
    "section_kinds": SectionKindsSource,
}
_PLAIN = {
    "array": "a list",
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table",
    "int | str": "a whole number or a text",
    "date": "a date, which stands between quotes here",
}


def profiles() -> tuple[str, ...]:
    """The names of the shipped profiles, in alphabetical order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def find_profile(name: str, folder: Path) -> Path:
    """The file of a shipped profile, or, for what ends in `.toml`, that file, seen from the folder."""
    if name.lower().endswith(".toml"):
        path = folder / Path(name).expanduser()
    else:
        path = SHIPPED / f"{name}.toml"
        if name not in profiles():
            raise UnknownProfileError(name)
    if not path.is_file():
        raise UnknownProfileError(path)
    return path


def read_source(path: Path) -> tuple[Source, str]:
    """The values of a profile, with those of the one it is based on where it gives none, and all text they came from.

    Raises BrokenProfileError for the first thing that is wrong.
    """
    source, text = _read_chain(path, ())
    for key in _NEEDED:
        if not getattr(source, key):
            raise BrokenProfileError(path, 1, f"the key '{key}' is missing; give it, or say based_on = \"algemeen\"")
    return source, text


def _read_chain(path: Path, above: tuple[Path, ...]) -> tuple[Source, str]:
    text = _text(path)
    source = _numbered(_checked(path, text))
    if not source.based_on:
        return source, text
    try:
        base_path = find_profile(source.based_on, path.parent).resolve()
    except UnknownProfileError as error:
        raise BrokenProfileError(path, line_of(text, ("based_on",)), str(error)) from error
    if base_path in (*above, path.resolve()):
        raise BrokenProfileError(path, line_of(text, ("based_on",)), "the profile is based on itself; name another")
    base, base_text = _read_chain(base_path, (*above, path.resolve()))
    return _over(source, base), text + base_text


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenProfileError(path, line, "the file is not UTF-8; save it as UTF-8 and try again") from error


def _checked(path: Path, text: str) -> Source:
    try:
        source = msgspec.convert(tomllib.loads(text), Source)
    except tomllib.TOMLDecodeError as error:
        raise BrokenProfileError(path, *_syntax(text, str(error))) from error
    except msgspec.ValidationError as error:
        raise BrokenProfileError(path, *_schema(text, str(error))) from error
    for key, pattern in _patterns(source):
        wrong = _wrong_pattern(key, pattern)
        if wrong:
            raise BrokenProfileError(path, line_of(text, key, pattern), wrong)
    misplaced = first_wrong(source.concept)
    if misplaced:
        line = line_of(text, misplaced.path, f'"{misplaced.text}"')
        raise BrokenProfileError(path, line, misplaced.expected)
    return source


def _numbered(source: Source) -> Source:
    """With the name of the profile before the version of its concept list; no list, no version."""
    version = f"{source.name} {source.concepts_version}" if source.concept else ""
    return msgspec.structs.replace(source, concepts_version=version)


def _syntax(text: str, message: str) -> tuple[int, str]:
    place = re.search(r"at line (\d+)", message)
    line = int(place[1]) if place else len(text.splitlines())
    expected = re.sub(r" \(at .*\)$", "", message)
    hint = "; write expressions between single quotes: 'a\\s+b'" if "\\" in expected else ""
    return line, f"this is not TOML: {expected}{hint}"


def _schema(text: str, message: str) -> tuple[int, str]:
    """Line and plain words for a message of msgspec, such as "Expected `str`, got `int` - at `$.theme[0].name`"."""
    said, _, place = message.partition(" - at ")
    path = path_of(place.strip("`"))
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", said)
    if unknown:
        return line_of(text, (*path, unknown[1])), _unknown_key(unknown[1], path)
    missing = re.fullmatch(r"Object missing required field `(.*)`", said)
    if missing:
        return line_of(text, path), f"the key '{missing[1]}' is missing"
    return line_of(text, path), _plain(said)


def _unknown_key(key: str, path: tuple[Key, ...]) -> str:
    table = _TABLES[path[0]] if path else Source
    close = get_close_matches(key, table.__struct_fields__, n=1)
    meant = f"did you mean '{close[0]}'?" if close else f"there can be: {', '.join(table.__struct_fields__)}"
    return f"there is no key '{key}' here; {meant}"


def _plain(said: str) -> str:
    if said == "Expected `array` of length >= 1":
        return "this list is empty; give at least one text, or leave the key out"
    if said == "Expected `str` of length >= 1":
        return "this text is empty; write something, or leave the key out"
    return (
        re.sub(r"`([\w| ]+)`", lambda name: _PLAIN.get(name[1], name[1]), said)
        .replace("Expected", "expected")
        .replace("got", "found")
    )


def _patterns(source: Source) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every regular expression, with the path of its key."""
    for pattern in source.cues:
        yield ("cues",), pattern
    for key in SidebarSource.__struct_fields__:
        pattern = getattr(source.sidebar, key)
        if pattern:
            yield ("sidebar", key), pattern
    for key in SectionKindsSource.__struct_fields__:
        for pattern in getattr(source.section_kinds, key):
            yield ("section_kinds", key), pattern


def _wrong_pattern(key: tuple[Key, ...], pattern: str) -> str | None:
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        return f"'{pattern}' is not a regular expression: {error}"
    if compiled.search(""):
        return f"'{pattern}' matches an empty line, and so everything; ask for at least one word"
    if key == ("sidebar", "owner") and "owner" not in compiled.groupindex:
        return "the expression must name the owner: '(?P<owner>…)' around the name"
    return None


def _over(source: Source, base: Source) -> Source:
    """The values of the first, with those of the base where it gives none; its concepts are added to the base's."""
    return Source(
        name=source.name,
        version=source.version,
        concepts_version=", ".join(filter(None, (str(source.concepts_version), str(base.concepts_version)))),
        organisation=source.organisation or base.organisation,
        recognise=source.recognise or base.recognise,
        cues=source.cues or base.cues,
        plan_words=source.plan_words or base.plan_words,
        report_words=source.report_words or base.report_words,
        theme=source.theme or base.theme,
        sidebar=_filled(source.sidebar, base.sidebar),
        section_kinds=_filled(source.section_kinds, base.section_kinds),
        concept=added(source.concept, base.concept),
    )


def _filled(table: Table, base: Table) -> Table:
    """The table, key by key, with the base's where it gives none."""
    values = {key: getattr(table, key) or getattr(base, key) for key in table.__struct_fields__}
    return msgspec.structs.replace(table, **values)
