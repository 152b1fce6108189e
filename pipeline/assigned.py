"""From the boxes of a report that say who answers for what to goals with an owner, and to the pledges they restate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from corpus.model import (
    Assignment,
    Block,
    Pledge,
    PledgeClass,
    Quote,
    Section,
    StatementId,
    content_id,
)
from pipeline.coverage import Numbers, Sense, coverage
from pipeline.dutch import Known, joined
from pipeline.pledges import short_label
from pipeline.vectors import Embed

_LEAST = 0.11
"""A pledge less like a goal is not what the goal restates. Chosen on 18 goals of one report: see docs/matching.md."""
_LEAST_WITHOUT_VECTORS = 0.12
_BACK, _MEANING = 0.5, 4.0
"""What the pledge's words in the goal, and likeness of meaning, count against the goal's words in the pledge."""
_ASIDE = 0.7
_LEANING = 0.3
"""Pledges are all short: a longer one has little against it."""
_LEAST_GOALS = 5
"""With fewer goals there is no telling which pledges lie close to every goal."""
_TAKEN_OVER = re.compile(r"\b(?i:overgenomen|overgedragen)\s+(?:van|door)\s+(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+[\w’'-]+)*)")


@dataclass(frozen=True, slots=True)
class BoxRules:
    """How a box names a person (None: this heading names nobody), and the label above items that restate the plan."""

    owner: Callable[[str], str | None]
    is_assigned: Callable[[str], bool]


def goals(sections: Iterable[Section], *, rules: BoxRules, known: Known) -> tuple[Pledge, ...]:
    """Every goal that a report assigns to a person; what stands under another label in the box is none."""
    return tuple(
        _goal(section, quote, owner)
        for section in sections
        if (owner := rules.owner(section.heading))
        for quote in _assigned(section.blocks, rules, known)
    )


def _assigned(blocks: Iterable[Block], rules: BoxRules, known: Known) -> Iterator[Quote]:
    inside, held = False, list[Quote]()
    for block in blocks:
        if block.role.is_heading:
            inside = rules.is_assigned(block.text)
        elif inside and block.continues and held:
            held[-1] = joined(held[-1], block.quote, known)
        elif inside:
            held.append(block.quote)
    yield from held


def _goal(section: Section, quote: Quote, owner: str) -> Pledge:
    return Pledge(
        StatementId(content_id(section.document, quote.page, owner, quote.text)),
        section.document,
        PledgeClass.ASSIGNED,
        quote,
        section.theme,
        section.subtheme,
        section.id,
        section.heading,
        owner,
        short_label(quote.text),
    )


def assign(
    goals: Sequence[Pledge], pledges: Sequence[Pledge], *, sense: Sense, embed: Embed | None
) -> tuple[Assignment, ...]:
    """For every goal the pledge it restates, or none; one that takes over another person's goals has their pledges."""
    if not goals or not pledges:
        return ()
    own = [goal for goal in goals if not _TAKEN_OVER.search(goal.text)]
    found = tuple(_assignments(own, pledges, sense, embed))
    taken = (one for goal in goals if goal not in own for one in _taken_over(goal, own, found))
    return (*found, *taken)


def _assignments(
    goals: Sequence[Pledge], pledges: Sequence[Pledge], sense: Sense, embed: Embed | None
) -> Iterator[Assignment]:
    if not goals:
        return
    forth = coverage((sense.told(pledge.text) for pledge in pledges), leaning=_LEANING)
    asked = [forth.weigh(sense.asked(goal.text, aside=_ASIDE)) for goal in goals]
    likeness = numpy.stack([one.shares() for one in asked]) + _BACK * _backward(goals, pledges, sense)
    if embed:
        likeness += _MEANING * _meanings(goals, pledges, embed)
    for goal, one, row in zip(goals, asked, likeness, strict=True):
        best = int(row.argmax())
        score = max(0.0, min(1.0, float(row[best])))
        sure = score >= (_LEAST if embed else _LEAST_WITHOUT_VECTORS)
        words = ", ".join(dict.fromkeys(word for word, _ in one.answer(best).words[:4]))
        why = f"Zegt hetzelfde als de toezegging: {words or 'in andere woorden'}." if sure else _NONE
        yield Assignment(goal.id, pledges[best].id if sure else None, goal.owner or "", round(score, 4), why)


_NONE = "Geen toezegging van het plan zegt hetzelfde."


def _backward(goals: Sequence[Pledge], pledges: Sequence[Pledge], sense: Sense) -> Numbers:
    """For each goal how much it answers of the core of each pledge: the examples and reasons are the plan's own."""
    texts = coverage(sense.told(goal.text) for goal in goals)
    return numpy.stack([texts.shares(sense.asked(pledge.text, aside=0.0)) for pledge in pledges], axis=1)


def _meanings(goals: Sequence[Pledge], pledges: Sequence[Pledge], embed: Embed) -> Numbers:
    """How alike each goal and each pledge are by vector, less what the pledge has in common with all goals."""
    rows = embed([goal.text for goal in goals]) @ embed([f"{one.subtheme or ''}: {one.text}" for one in pledges]).T
    common = rows.mean(axis=0) if len(goals) >= _LEAST_GOALS else 0.0
    return numpy.asarray(rows - common, dtype=numpy.float64)


def _taken_over(goal: Pledge, others: Iterable[Pledge], found: Sequence[Assignment]) -> Iterator[Assignment]:
    """The pledges of the person named, by first or full name; of nobody when nobody of that name has goals."""
    match = _TAKEN_OVER.search(goal.text)
    name = match.group("name").rstrip(".").lower() if match else ""
    mine = {other.id for other in others if f"{other.owner} ".lower().startswith(f"{name} ")}
    links = [one for one in found if one.goal in mine and one.pledge]
    if not links:
        yield Assignment(goal.id, None, goal.owner or "", 0.0, _NONE)
    for one in links:
        yield replace(one, goal=goal.id, owner=goal.owner or "", why=f"Overgenomen van {one.owner}. {one.why}")
