"""A profile, what is particular to an organisation, from TOML to a `Profile`.

The shipped profiles lie in `corpus/profiles/`; a user's own may lie anywhere. `docs` and the opening lines of
`algemeen.toml` tell how one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import SectionKind, content_id
from corpus.profile_source import (
    BrokenProfileError,
    ProfileError,
    SectionKindsSource,
    Source,
    UnknownProfileError,
    find_profile,
    profiles,
    read_source,
)

__all__ = (
    "GENERAL",
    "BrokenProfileError",
    "Concept",
    "Profile",
    "ProfileError",
    "SidebarRules",
    "Theme",
    "UnknownProfileError",
    "choose_profile",
    "load_profile",
    "profiles",
)

GENERAL = "algemeen"
"""The profile for an organisation that none was written for."""

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme under which pledges and results stand, the other ways it is spelled, and its subthemes."""

    name: str
    spellings: tuple[str, ...] = ()
    subthemes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the field and what else it is called (`variants`: abbreviations, synonyms).

    `narrower` are its kinds and parts; `related` is what is about the same subject: only matching goes by that, search
    does not. A name that begins with `=` counts only as it is written, not inflected and not inside another word.
    """

    term: str
    variants: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SidebarRules:
    """How a box tells who answers for what; None where the organisation has no such box.

    `owner` has a group `owner` that holds the name; `assigned` is the label above items that restate the plan, `other`
    the label above the rest.
    """

    owner: Pattern | None = None
    assigned: Pattern | None = None
    other: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is particular to an organisation. Every pattern ignores case.

    `recognise` are the names by which its documents are known; `cues` match the whole of a line that introduces a list
    of pledges; `plan_words` and `report_words` tell a plan from a report; `section_kinds` match the heading or first
    line of a section that is no plain text. `concepts_version` names each list of concepts and its version: "mbo-raad
    2, algemeen 1". `digest` changes with every change of the source.
    """

    name: str
    version: int
    organisation: str
    recognise: tuple[str, ...]
    themes: tuple[Theme, ...]
    cues: tuple[Pattern, ...]
    plan_words: tuple[str, ...]
    report_words: tuple[str, ...]
    sidebar: SidebarRules
    section_kinds: tuple[tuple[SectionKind, Pattern], ...]
    concepts: tuple[Concept, ...]
    concepts_version: str
    digest: str

    @property
    def stamp(self) -> str:
        """Name, version and digest: what was derived under another stamp is stale."""
        return f"{self.name} {self.version} {self.digest}"


def load_profile(name_or_path: str | Path) -> Profile:
    """The shipped profile of this name, or the one in this file when it ends in `.toml`.

    Raises UnknownProfileError, or BrokenProfileError with file, line and what was expected; both are ProfileErrors.
    """
    return _built(*read_source(find_profile(str(name_or_path), Path())))


def profile_source(name_or_path: str | Path) -> str:
    """What stands in a profile, as TOML that means the same in any folder. Raises as `load_profile` does."""
    path = find_profile(str(name_or_path), Path())
    read_source(path)

    def whole(match: re.Match[str]) -> str:
        return f"{match.group(1)}'{(path.parent / match.group(2)).resolve().as_posix()}'"

    return re.sub(r"""(?m)^(based_on\s*=\s*)["'](.+\.toml)["']""", whole, path.read_text("utf-8"))


def choose_profile(text: str, candidates: Iterable[Profile]) -> Profile:
    """The profile whose names occur most in this text, the opening of a document; the general one when none does."""
    found = [(_mentions(text, profile.recognise), profile) for profile in candidates]
    most, best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best if best and most else load_profile(GENERAL)


def _mentions(text: str, names: Sequence[str]) -> int:
    """How often one of the names stands in the text as words of its own, also over a line end."""
    if not names:
        return 0
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return len(re.findall(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", text, re.IGNORECASE))


def _built(source: Source, text: str) -> Profile:
    sidebar = source.sidebar
    return Profile(
        name=source.name,
        version=source.version,
        organisation=source.organisation,
        recognise=source.recognise,
        themes=tuple(Theme(theme.name, theme.spellings, theme.subthemes) for theme in source.theme),
        cues=tuple(map(_pattern, source.cues)),
        plan_words=source.plan_words,
        report_words=source.report_words,
        sidebar=SidebarRules(*map(_pattern_or_none, (sidebar.owner, sidebar.assigned, sidebar.other))),
        section_kinds=_section_kinds(source.section_kinds),
        concepts=tuple(Concept(one.term, one.variants, one.narrower, one.related) for one in source.concept),
        concepts_version=str(source.concepts_version),
        digest=content_id(text),
    )


def _section_kinds(source: SectionKindsSource) -> tuple[tuple[SectionKind, Pattern], ...]:
    by_kind = (
        (SectionKind.INTERVIEW, source.interview),
        (SectionKind.FOREWORD, source.foreword),
        (SectionKind.COLOPHON, source.colophon),
        (SectionKind.QUOTE, source.quote),
    )
    return tuple((kind, _pattern(expression)) for kind, expressions in by_kind for expression in expressions)


def _pattern(expression: str) -> Pattern:
    return re.compile(expression, re.IGNORECASE)


def _pattern_or_none(expression: str) -> Pattern | None:
    return _pattern(expression) if expression else None
