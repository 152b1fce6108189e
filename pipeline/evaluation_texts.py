"""From what was found and what people say there is to figures: pledges, sections, stages, and goals with an owner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Assignment, Pledge, PledgeClass, Section, Stage
from pipeline.comparison import same_part, same_text, word_likeness, words
from pipeline.evaluation import Found

_WHOLE = 0.95
"""A text so like the expected one is whole."""
_SAME_NAME = 0.85
"""A theme so like the expected one is that theme: a tab breaks its words, a page may abbreviate them."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A text and where it belongs; None where nobody said."""

    text: str
    heading: str = ""
    theme: str | None = None
    subtheme: str | None = None


def filed(one: Pledge | Section) -> Filed:
    """A pledge or section as we have it."""
    return Filed(one.text, one.heading, one.theme, one.subtheme)


@dataclass(frozen=True, slots=True)
class TextFigures:
    """Shares from 0 to 1: of the expected texts those found whole, those under the right theme and sub-theme; and of
    the texts found those expected. None of what nobody said or nothing could tell; `missed` is what to look at."""

    name: str
    expected: int
    found: float
    precision: float | None
    whole: float | None
    theme: float | None
    subtheme: float | None
    missed: tuple[str, ...]

    def rows(self) -> dict[str, float | None]:
        """Name and value of every figure, as they are printed."""
        if self.precision is None:
            shares = {"found": self.found, "whole": self.whole}
        else:
            shares = {"recall": self.found, "precision": self.precision, "F1": Found(self.precision, self.found).f1}
        return {self.name: self.expected, **shares, "theme": self.theme, "subtheme": self.subtheme}


def pledge_figures(expected: Sequence[Filed], found: Sequence[Filed], *, optional: Sequence[str] = ()) -> TextFigures:
    """Pledges found whole, by nearly the same words; a part of an `optional` text is neither right nor wrong. Themes
    are those of the pledges that were found."""
    pairs = [(one, next((own for own in found if _whole(own.text, one.text)), None)) for one in expected]
    hits = [(one, own) for one, own in pairs if own]
    right = [own for own in found if any(_whole(own.text, one.text) for one in expected)]
    tolerated = sum(own not in right and any(same_part(own.text, text) for text in optional) for own in found)
    judged = len(found) - tolerated
    return TextFigures(
        "pledges",
        len(expected),
        len(hits) / len(expected) if expected else 0.0,
        len(right) / judged if judged else 0.0,
        None,
        _same_share([(one.theme, own.theme) for one, own in hits]),
        _same_share([(one.subtheme, own.subtheme) for one, own in hits]),
        tuple(one.text for one, own in pairs if own is None),
    )


def section_figures(expected: Sequence[Filed], found: Sequence[Filed]) -> TextFigures:
    """Each expected section against the one under its heading that is most like it; themes are those of all that are
    expected. `missed` names the headings of those not found or not whole."""
    pairs = [(one, _section(one, found)) for one in expected]
    seen = [one for one, own in pairs if own]
    whole = [one for one, own in pairs if own and word_likeness(words(one.text), words(own.text)) >= _WHOLE]
    count = len(expected)
    return TextFigures(
        "sections",
        count,
        len(seen) / count if count else 0.0,
        None,
        len(whole) / count if count else 0.0,
        _same_share([(one.theme, own.theme if own else None) for one, own in pairs]),
        _same_share([(one.subtheme, own.subtheme if own else None) for one, own in pairs]),
        tuple(one.heading for one in expected if one not in whole),
    )


def _section(one: Filed, found: Sequence[Filed]) -> Filed | None:
    named = [own for own in found if same_text(own.heading, one.heading)]
    wanted = words(one.text)
    return max(named, default=None, key=lambda own: word_likeness(wanted, words(own.text)))


def _whole(one: str, other: str) -> bool:
    return same_text(one, other, at_least=_WHOLE)


def _same_share(pairs: Sequence[tuple[str | None, str | None]]) -> float | None:
    """The share of pairs of an expected and a found name that are alike; None when no name was expected."""
    said = [(one, own) for one, own in pairs if one is not None]
    same = sum(same_text(own or "", one, at_least=_SAME_NAME) for one, own in said)
    return same / len(said) if said else None


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How many sentences were given a stage by a reader, the share of them that are sentences to us, and the share of
    those that have the reader's stage; both from 0 to 1."""

    expected: int
    found: float
    right: float | None
    missed: tuple[str, ...]

    def rows(self) -> dict[str, float | None]:
        """Name and value of every figure, as they are printed."""
        return {"sentences": self.expected, "found": self.found, "stage": self.right}


def stage_figures(expected: Mapping[str, Stage], found: Iterable[tuple[str, Stage]]) -> StageFigures:
    """Sentences are known by their words; `missed` are those with another stage, or that are no sentence to us."""
    stages = {tuple(words(text)): stage for text, stage in found}
    known = {text: stages.get(tuple(words(text))) for text in expected}
    seen = [text for text, stage in known.items() if stage]
    right = [text for text in seen if known[text] is expected[text]]
    return StageFigures(
        len(expected),
        len(seen) / len(expected) if expected else 0.0,
        len(right) / len(seen) if seen else None,
        tuple(text for text in expected if text not in right),
    )


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that a report assigns to a person, with the pledges that say it: any of them is right, or none when there
    are none. One that is not `assigned` stands beside the goals, and should be linked to nothing."""

    text: str
    owner: str
    pledges: tuple[str, ...]
    assigned: bool = True


def goals(pledges: Iterable[Pledge], assignments: Iterable[Assignment]) -> tuple[Goal, ...]:
    """The goals among the pledges as we have them, each with the pledges that it was found to restate."""
    known = {one.id: one for one in pledges}
    linked: dict[str, list[str]] = {}
    for one in assignments:
        if one.pledge in known:
            linked.setdefault(one.goal, []).append(known[one.pledge].text)
    return tuple(
        Goal(one.text, one.owner or "", tuple(linked.get(one.id, ())))
        for one in known.values()
        if one.pledge_class is PledgeClass.ASSIGNED
    )


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """How many goals there are, the share of them linked rightly or rightly to nothing, the share with the right owner,
    and how many items are linked that are no goals."""

    expected: int
    linked: float
    owner: float
    strays: int
    missed: tuple[str, ...]

    def rows(self) -> dict[str, float | None]:
        """Name and value of every figure, as they are printed."""
        return {
            "goals": self.expected,
            "linked": self.linked,
            "owner": self.owner,
            "other items linked": self.strays,
        }


def goal_figures(expected: Sequence[Goal], found: Sequence[Goal]) -> GoalFigures:
    """Each expected goal against the one of ours in nearly the same words."""
    pairs = [(one, next((own for own in found if _whole(own.text, one.text)), None)) for one in expected]
    goals = [(one, own) for one, own in pairs if one.assigned]
    linked = [one for one, own in goals if own and _accepted(own.pledges, one.pledges)]
    owned = [one for one, own in goals if own and same_text(own.owner, one.owner)]
    count = len(goals)
    return GoalFigures(
        count,
        len(linked) / count if count else 0.0,
        len(owned) / count if count else 0.0,
        sum(bool(own and own.pledges) for one, own in pairs if not one.assigned),
        tuple(one.text for one, _ in goals if one not in linked),
    )


def _accepted(own: Collection[str], wanted: Collection[str]) -> bool:
    return any(_whole(one, other) for one in own for other in wanted) if wanted and own else not (own or wanted)
