"""From pledges and results to matches: candidates that stand out, each scored by features that say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp

from corpus.model import Component, DocId, Label, Match, MatchModel, Pledge, Problem, Quote, Result, Staged
from pipeline.coverage import Sense
from pipeline.features import FEATURES, Pair
from pipeline.vectors import Embed
from pipeline.views import Look, Report, answers, evidence, indexed, look, meanings, question

_KEPT = 25
"""Candidates kept for each pledge and report, so that a ranking can be measured."""


@dataclass(frozen=True, slots=True)
class Compare:
    """With what pledges and results are compared: how words are understood, and vectors when there are any."""

    sense: Sense
    embed: Embed | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """The year a report is of, and for each plan the first and last year it is for; what is not known is left out."""

    report: int | None = None
    periods: Mapping[DocId, tuple[int, int]] | None = None

    def timely(self, plan: DocId) -> bool:
        """The report is of a year that the plan is for, as far as is known."""
        period = (self.periods or {}).get(plan)
        return self.report is None or period is None or period[0] <= self.report <= period[1]


def match(
    pledges: Sequence[Pledge], results: Sequence[Result], *, by: Compare, model: MatchModel, years: Years | None = None
) -> Staged[Match]:
    """For every pledge the best candidates among the results of one report, best first.

    The components of a match add up to its `raw` score; `score` is the logistic function of that. A pledge from which
    no result stands out is a problem, not a silence.
    """
    found: list[Match] = []
    problems: list[Problem] = []
    for pledge, pairs in compared(pledges, results, by=by, years=years):
        scored = (_match(pair, model) for pair in pairs)
        found += sorted(scored, key=lambda match: (-match.raw, match.result))[:_KEPT]
        if not pairs:
            message = f"geen enkel resultaat deelt een woord met ‘{pledge.label}’"
            problems.append(Problem("match", message, pledge.document, pledge.quote.page))
    return tuple(found), tuple(problems)


def compared(
    pledges: Sequence[Pledge], results: Sequence[Result], *, by: Compare, years: Years | None = None
) -> Iterator[tuple[Pledge, tuple[Pair, ...]]]:
    """Every pledge with its candidates, in the order of the report; nothing without results."""
    if not pledges or not results:
        return
    report = indexed(results, by.sense.told, by.embed)
    alike = meanings(report, pledges, by.embed) if by.embed else repeat(None)
    for pledge, meaning in zip(pledges, alike, strict=False):
        seen = look(report, question(pledge, by.sense), meaning)
        timely = (years or Years()).timely(pledge.document)
        yield pledge, tuple(_pair(pledge, report, seen, one, timely) for one in seen.candidates())


def _pair(pledge: Pledge, report: Report, seen: Look, at: int, timely: bool) -> Pair:
    best = evidence(report, seen, at)
    words, head_words = answers(report, seen, at, best)
    return Pair(
        pledge,
        report.results[at],
        seen.body.above(at),
        seen.heading.above(at),
        seen.around.above(at),
        seen.meaning.above(at) if seen.meaning else None,
        words,
        head_words,
        best,
        timely,
    )


def _match(pair: Pair, model: MatchModel) -> Match:
    weights = dict(model.weights)
    signals = [(name, feature(pair)) for name, feature in FEATURES if name in weights]
    components = (
        Component("uitgangspunt", model.bias, "Een willekeurig resultaat is zelden bewijs voor een toezegging."),
        *(Component(name, weights[name] * signal.strength, signal.why) for name, signal in signals),
    )
    raw = sum(component.contribution for component in components)
    score = 1 / (1 + exp(-raw))
    sentences = pair.result.sentences
    evidence = sentences[pair.evidence].quote if sentences else Quote("")
    return Match(
        pair.pledge.id,
        pair.result.id,
        pair.result.document,
        score,
        raw,
        label(score, model),
        evidence,
        components,
        _concepts(pair),
    )


def _concepts(pair: Pair) -> tuple[str, ...]:
    """The concepts by which words of the pledge are answered, when half or more of the answered words are."""
    answers = (*([pair.words] if pair.body > 0 else []), *([pair.head_words] if pair.heading > 0 else []))
    words = [(word, key.removeprefix("begrip:"), key) for answer in answers for word, key in answer.words]
    found = [concept for word, concept, key in words if concept not in (key, word)]
    return tuple(dict.fromkeys(found)) if 2 * len(found) >= len(words) else ()


def label(score: float, model: MatchModel) -> Label:
    """The strongest label whose threshold the score reaches."""
    return next((name for name, least in model.thresholds if score >= least), Label.NONE)
