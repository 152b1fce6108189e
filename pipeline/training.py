"""From pairs that people graded to a model that weighs the reasons, and what it reaches on pledges it never saw.

The model is a logistic one with an L2 penalty and no weight below nought (a reason never speaks against itself), fitted
by Newton's method with an active set (Bertsekas 1982, Projected Newton Methods). It learns from the grades as
probabilities: grade 2 is 1, grade 1 a half. What was judged of other documents may be learned from beside, for less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy
from numpy.typing import NDArray

from corpus.model import Label, MatchModel, Pledge
from pipeline.evaluation import Found, Grades, MatchFigures, Proposal, match_figures
from pipeline.features import FEATURES, Pair
from pipeline.truth import Alignment

Numbers = NDArray[numpy.float64]

FIXED: Mapping[str, float] = {"tijd": 2.0}
"""Reasons that one report cannot teach, each with the weight it always has: all pairs of a report are alike in them."""
PENALTY = 5.0
"""Half of it times the sum of squared weights is added to the loss: with few pledges a weight must earn its size."""
_LEAST_PLEDGES = 5
_STEPS = tuple(round(step / 100, 2) for step in range(2, 99))
"""Thresholds that are tried: finer would be of these examples only."""
_SILENCE = 0.2
"""What silence where there is nothing to say counts against the F1 of the decisions."""
_ROUNDS = 100


class TooFewExamplesError(Exception):
    """There is too little to learn from."""

    def __init__(self, pledges: int) -> None:
        super().__init__(
            f"Only {pledges} pledges have a result that somebody called evidence; the least to learn from is "
            f"{_LEAST_PLEDGES}. Judge more proposals first, also those that are no evidence."
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that was graded, 0 to 2, with the strength of each feature."""

    pledge: str
    result: str
    strengths: Mapping[str, float]
    grade: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Examples of other documents, each of which counts as `share` of one: they take part in every fit, and in no
    threshold or figure."""

    examples: tuple[Example, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Trained:
    """A new model with what it reaches beside the one there was.

    `before` are the figures of the old model on the same examples, `after` those of the new way on pledges left out
    one by one. `quality` is how precise and complete each label is then. `better`: the new one is worth taking.
    """

    model: MatchModel
    before: MatchFigures
    after: MatchFigures
    quality: tuple[tuple[Label, Found], ...]
    better: bool


def examples(
    compared: Iterable[tuple[Pledge, Sequence[Pair]]], grades: Grades, alignment: Alignment
) -> tuple[Example, ...]:
    """The candidates that the truth knows; a pair without a grade has 0."""
    return tuple(
        Example(pledge, result, strengths(pair), grades[pledge].get(result, 0.0))
        for one, pairs in compared
        if (pledge := alignment.pledges.get(one.id)) and pledge in grades
        for pair in pairs
        if (result := alignment.results.get(pair.result.id))
    )


def reviewed_examples(
    compared: Iterable[tuple[Pledge, Sequence[Pair]]], grades: Mapping[str, Mapping[str, float]]
) -> tuple[Example, ...]:
    """The candidates that reviewers judged, and no others: nobody said that those are no evidence."""
    return tuple(
        Example(one.id, pair.result.id, strengths(pair), grades[one.id][pair.result.id])
        for one, pairs in compared
        for pair in pairs
        if pair.result.id in grades.get(one.id, {})
    )


def strengths(pair: Pair) -> dict[str, float]:
    """What each feature finds in a pair."""
    return {name: feature(pair).strength for name, feature in FEATURES}


def train(
    given: Sequence[Example],
    grades: Grades,
    *,
    before: MatchModel,
    features: Sequence[str],
    fixed: Mapping[str, float] = FIXED,
    penalty: float = PENALTY,
    beside: Beside | None = None,
) -> Trained:
    """Fit the weights of these features, and choose thresholds on scores of pledges that were left out of the fit.

    `grades` has what the examples miss too: evidence that is no candidate counts as not found. A feature without any
    weight is left out of the model. Raises TooFewExamplesError when fewer than five pledges have evidence.
    """
    by_pledge = _by_pledge(given)
    taught = sum(any(one.grade > 0 for one in own) for own in by_pledge.values())
    if taught < _LEAST_PLEDGES:
        raise TooFewExamplesError(taught)
    learner = _Learner(tuple(features), fixed, penalty, beside or Beside())
    left_out = tuple(_left_out(by_pledge, learner))
    thresholds = _thresholds(left_out, grades)
    after = match_figures(grades, _labelled(left_out, thresholds))
    old = scored_figures(given, before, grades)
    model = _as_model(learner.fit(given), learner, thresholds, before.version)
    quality = tuple((label, _quality(left_out, least, label, grades)) for label, least in thresholds)
    return Trained(model, old, after, quality, _worth(after) > _worth(old))


def scored_figures(given: Sequence[Example], model: MatchModel, grades: Grades) -> MatchFigures:
    """What a model reaches on examples; evidence that is no candidate counts as not found."""
    return match_figures(grades, _labelled(_scored(given, model), model.thresholds))


def _by_pledge(given: Iterable[Example]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    for one in given:
        found[one.pledge].append(one)
    return dict(found)


def _as_model(
    weights: Numbers, learner: _Learner, thresholds: tuple[tuple[Label, float], ...], version: str
) -> MatchModel:
    fitted = zip(learner.features, weights[1:].tolist(), strict=True)
    named = [(name, round(weight, 2)) for name, weight in fitted if round(weight, 2) > 0]
    return MatchModel(version, round(float(weights[0]), 2), (*named, *learner.fixed.items()), thresholds)


# Fitting


@dataclass(frozen=True, slots=True)
class _Learner:
    """What is fitted: these features, beside the ones with a fixed weight."""

    features: tuple[str, ...]
    fixed: Mapping[str, float]
    penalty: float
    beside: Beside

    def rows(self, given: Sequence[Example]) -> Numbers:
        """One row for each example: 1 for the bias, then the strengths."""
        return numpy.array([[1.0, *(one.strengths[name] for name in self.features)] for one in given])

    def offsets(self, given: Sequence[Example]) -> Numbers:
        """What the fixed features add to the sum of each example."""
        return numpy.array([sum(weight * one.strengths[name] for name, weight in self.fixed.items()) for one in given])

    def fit(self, given: Sequence[Example]) -> Numbers:
        """Bias and weights that make the grades most likely."""
        every = (*given, *self.beside.examples)
        targets = numpy.clip(numpy.array([one.grade / 2 for one in every]), 0.0, 1.0)
        counts = numpy.repeat((1.0, self.beside.share), (len(given), len(self.beside.examples)))
        return fit(self.rows(every), targets, self.offsets(every), penalty=self.penalty, counts=counts)

    def sums(self, given: Sequence[Example], weights: Numbers) -> Numbers:
        """The sum of each example before calibration."""
        return numpy.asarray(self.rows(given) @ weights + self.offsets(given))


def fit(rows: Numbers, targets: Numbers, offsets: Numbers, *, penalty: float, counts: Numbers | None = None) -> Numbers:
    """The weights, one for each column, that minimise the log loss plus half the penalty on their squares.

    The first column is the bias: it is not penalised, and may be below nought. `counts` is how often each row counts,
    once when not given.
    """
    often = numpy.ones(len(rows)) if counts is None else counts
    ridge = numpy.full(rows.shape[1], penalty)
    ridge[0] = 1e-6
    weights = numpy.zeros(rows.shape[1])

    def loss(tried: Numbers) -> float:
        sums = rows @ tried + offsets
        return float(often @ (numpy.logaddexp(0, sums) - targets * sums) + 0.5 * ridge @ (tried * tried))

    for _ in range(_ROUNDS):
        step = _step(rows, targets, offsets, weights, ridge, often)
        size = 1.0
        while size > 1e-6 and loss(_allowed(weights - size * step)) > loss(weights):
            size /= 2
        following = _allowed(weights - size * step)
        if numpy.abs(following - weights).max() < 1e-9:
            break
        weights = following
    return weights


def _step(
    rows: Numbers, targets: Numbers, offsets: Numbers, weights: Numbers, ridge: Numbers, often: Numbers
) -> Numbers:
    """Newton's step for the weights that are free: one at nought that would go below it stays."""
    chances = 1 / (1 + numpy.exp(-(rows @ weights + offsets)))
    slope = rows.T @ (often * (chances - targets)) + ridge * weights
    bend = (rows * (often * chances * (1 - chances))[:, None]).T @ rows + numpy.diag(ridge)
    free = ~((weights <= 0) & (slope > 0))
    free[0] = True
    step = numpy.zeros_like(weights)
    step[free] = numpy.linalg.solve(bend[numpy.ix_(free, free)], slope[free])
    return step


def _allowed(weights: Numbers) -> Numbers:
    """No weight but the bias is below nought."""
    return numpy.concatenate([weights[:1], numpy.maximum(weights[1:], 0.0)])


# What it is worth


def _left_out(by_pledge: Mapping[str, list[Example]], learner: _Learner) -> Iterator[Proposal]:
    """Each example scored by a model that did not see its pledge."""
    for pledge, own in by_pledge.items():
        others = [one for other, held in by_pledge.items() if other != pledge for one in held]
        yield from _proposed(own, learner.sums(own, learner.fit(others)))


def _scored(given: Sequence[Example], model: MatchModel) -> Iterator[Proposal]:
    """Each example as a model has it."""
    sums = [model.bias + sum(weight * one.strengths[name] for name, weight in model.weights) for one in given]
    return _proposed(given, numpy.array(sums))


def _proposed(given: Sequence[Example], sums: Numbers) -> Iterator[Proposal]:
    for one, chance in zip(given, (1 / (1 + numpy.exp(-sums))).tolist(), strict=True):
        yield Proposal(one.pledge, one.result, chance, Label.NONE)


def _labelled(proposals: Iterable[Proposal], thresholds: Sequence[tuple[Label, float]]) -> tuple[Proposal, ...]:
    """Each with the strongest label whose threshold it reaches."""
    return tuple(
        replace(one, label=next((label for label, least in thresholds if one.score >= least), Label.NONE))
        for one in proposals
    )


def _thresholds(left_out: Sequence[Proposal], grades: Grades) -> tuple[tuple[Label, float], ...]:
    """The steps at which direct F1 and silence, and related F1, are highest; below them half of the second."""

    def direct(least: float) -> float:
        found = match_figures(grades, _labelled(left_out, ((Label.DIRECT, least),)))
        return found.direct.f1 + _SILENCE * (found.silent or 0.0)

    def related(least: float) -> float:
        return match_figures(grades, _labelled(left_out, ((Label.SUPPORTING, least),))).related.f1

    high = max(_STEPS, key=direct)
    low = max((step for step in _STEPS if step <= high), key=related)
    return (Label.DIRECT, high), (Label.SUPPORTING, low), (Label.RELATED, round(low / 2, 2))


def _quality(left_out: Sequence[Proposal], least: float, label: Label, grades: Grades) -> Found:
    """How precise and complete it is to choose from here: direct evidence for `direct`, else whatever is related."""
    found = match_figures(grades, _labelled(left_out, ((Label.DIRECT, least),)))
    return found.direct if label is Label.DIRECT else found.related


def _worth(figures: MatchFigures) -> float:
    """What is compared: the ranking, both decisions, and silence."""
    ranking, silence = figures.ndcg_10 or 0.0, figures.silent or 0.0
    return ranking + figures.direct.f1 + figures.related.f1 + _SILENCE * silence


# Writing


def model_toml(model: MatchModel, *, quality: Sequence[tuple[Label, Found]] = (), about: str = "") -> str:
    """The model as `load_match_model` reads it; `about` is a comment above it, `quality` what each label is worth."""
    lines = [*(f"# {line}" for line in about.splitlines()), f'version = "{model.version}"', f"bias = {model.bias:.2f}"]
    lines += ["", "[weights]", *(f"{name} = {weight:.2f}" for name, weight in model.weights)]
    lines += ["", "[thresholds]", *(f"{label.value} = {least:.2f}" for label, least in model.thresholds)]
    if quality:
        found = (f"{one.value} = {{ precision = {of.precision:.2f}, recall = {of.recall:.2f} }}" for one, of in quality)
        lines += ["", "[quality]", *found]
    return "\n".join(lines) + "\n"
