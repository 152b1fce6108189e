"""From pledges and results to matches: candidates that share something, each scored by features that say why."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from corpus.model import Component, Label, Match, MatchModel, Pledge, Problem, Quote, Result, Staged
from pipeline.features import FEATURES, Pair, fields, pairs
from pipeline.ranking import Terms

_KEPT = 25
"""Candidates kept for each pledge and report, so that a ranking can be measured."""


def match(pledges: Sequence[Pledge], results: Sequence[Result], *, terms: Terms, model: MatchModel) -> Staged[Match]:
    """For every pledge the best candidates among the results of one report, best first.

    The components of a match add up to its `raw` score; `score` is the logistic function of that. A pledge that shares
    nothing with any result is a problem, not a silence.
    """
    by = fields(results, terms)
    found: list[Match] = []
    problems: list[Problem] = []
    for pledge in pledges:
        scored = [_match(pair, model) for pair in pairs(pledge, results, by)]
        found += sorted(scored, key=lambda match: (-match.raw, match.result))[:_KEPT]
        if results and not scored:
            message = f"geen enkel resultaat deelt een woord met ‘{pledge.label}’"
            problems.append(Problem("match", message, pledge.document, pledge.quote.page))
    return tuple(found), tuple(problems)


def _match(pair: Pair, model: MatchModel) -> Match:
    weights = dict(model.weights)
    signals = [(name, feature(pair)) for name, feature in FEATURES]
    components = (
        Component("uitgangspunt", model.bias, "Een willekeurig resultaat is zelden bewijs voor een toezegging."),
        *(Component(name, weights.get(name, 0.0) * signal.strength, signal.why) for name, signal in signals),
    )
    raw = sum(component.contribution for component in components)
    score = 1 / (1 + exp(-raw))
    sentences = pair.result.sentences
    evidence = sentences[pair.best_sentence].quote if sentences else Quote("")
    return Match(
        pair.pledge.id, pair.result.id, pair.result.document, score, raw, label(score, model), evidence, components
    )


def label(score: float, model: MatchModel) -> Label:
    """The strongest label whose threshold the score reaches."""
    return next((name for name, least in model.thresholds if score >= least), Label.NONE)
