"""From a profile to what the stages ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.model import SectionKind
from pipeline.assigned import BoxRules
from pipeline.concepts import ConceptLike
from pipeline.outline import Theme
from pipeline.recognise import KindWords
from pipeline.values_organisations import is_organisation


class ThemeLike(Protocol):
    """A theme of a profile."""

    @property
    def name(self) -> str: ...
    @property
    def spellings(self) -> tuple[str, ...]: ...


class OwnerRule(Protocol):
    """How a box names a person."""

    @property
    def owner(self) -> re.Pattern[str] | None: ...
    @property
    def assigned(self) -> re.Pattern[str] | None: ...


class ProfileLike(Protocol):
    """What the stages use of a profile."""

    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def themes(self) -> Sequence[ThemeLike]: ...
    @property
    def cues(self) -> Sequence[re.Pattern[str]]: ...
    @property
    def plan_words(self) -> tuple[str, ...]: ...
    @property
    def report_words(self) -> tuple[str, ...]: ...
    @property
    def sidebar(self) -> OwnerRule: ...
    @property
    def concepts(self) -> Sequence[ConceptLike]: ...
    @property
    def section_kinds(self) -> Sequence[tuple[SectionKind, re.Pattern[str]]]: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What is particular to an organisation, as the stages ask for it."""

    profile: str
    organisation: str
    themes: tuple[Theme, ...]
    is_cue: Callable[[str], bool]
    is_owner_box: Callable[[str], bool]
    box: BoxRules
    kind_of: Callable[[str], SectionKind | None]
    kind_words: KindWords
    organisations: tuple[tuple[str, tuple[str, ...]], ...]


def rules(profile: ProfileLike) -> Rules:
    """A profile as the stages ask for it: its patterns match whole lines, but that of a box only the beginning."""
    owner, assigned = profile.sidebar.owner, profile.sidebar.assigned
    return Rules(
        profile.name,
        profile.organisation,
        tuple(Theme(theme.name, theme.spellings) for theme in profile.themes),
        lambda line: any(cue.fullmatch(line.strip()) for cue in profile.cues),
        lambda heading: bool(owner and owner.match(heading.strip())),
        BoxRules(
            lambda heading: named.group("owner") if owner and (named := owner.match(heading.strip())) else None,
            lambda label: bool(assigned and assigned.fullmatch(label.strip())),
        ),
        lambda heading: next((kind for kind, cue in profile.section_kinds if cue.fullmatch(heading.strip())), None),
        KindWords(profile.plan_words, profile.report_words),
        (
            *(((profile.organisation, ()),) if profile.organisation else ()),
            *((one.term, one.variants) for one in profile.concepts if is_organisation(one.term)),
        ),
    )
