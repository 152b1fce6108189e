"""From the results of one report to how they look from a pledge: what each shares with it, against all the others."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, chain

import numpy

from corpus.model import Pledge, Result, Stage
from pipeline.coverage import Answer, Asked, Coverage, Sense, Spread, Told, coverage, spread, together
from pipeline.ranking import Ranking, grams, rank
from pipeline.vectors import Embed, Vectors

Split = Callable[[str], tuple[tuple[int, int], ...]]
"""Start and end of each sentence of a text."""

_SHORTLIST = 60
"""So many of the best results by each way of looking are candidates."""
_LEANING = 0.3
"""Sentences are all short: a longer one has little against it."""
_HAPPENED = 1.1
"""Of two sentences that answer nearly as much, the one that tells of something done or going on is the evidence."""
_LEAST_PLEDGES = 5
"""With fewer pledges there is no telling which results lie close to every pledge."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking from a pledge: what each result has of it (none: 0), and how that is spread over all."""

    shares: Mapping[int, float]
    spread: Spread

    def above(self, at: int) -> float:
        """By how many standard deviations result `at` stands above the mean of the report."""
        return self.spread.above(self.shares.get(at, 0.0))

    def best(self, number: int) -> list[int]:
        """The results that have most of it."""
        return nlargest(number, self.shares, key=lambda at: (self.shares[at], -at))


@dataclass(frozen=True, slots=True)
class Look:
    """The report from one pledge: by its best sentences, its headings, its neighbours, by pieces of words, which find
    what no word list knows, and by meaning when there are vectors.

    `sentences` is what each sentence of the report answers of the pledge, those left out that answer nothing.
    """

    sentences: Mapping[int, float]
    body: View
    heading: View
    around: View
    pieces: View
    meaning: View | None

    def candidates(self) -> list[int]:
        """The results that stand out in any way, in the order of the report: never all of a large one."""
        ways = [self.body, self.heading, self.pieces, *([self.meaning] if self.meaning else [])]
        return sorted({at for way in ways for at in way.best(_SHORTLIST)})


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a report, indexed in every way in which pledges look at them.

    The sentences of result `at` are those from `starts[at]` to `starts[at + 1]`; of a result without, its text is one.
    """

    results: tuple[Result, ...]
    starts: tuple[int, ...]
    sentences: Coverage
    body: Coverage
    heading: Coverage
    pieces: Ranking
    groups: Mapping[int, str]
    sizes: Mapping[str, int]
    vectors: Vectors | None


def indexed(results: Sequence[Result], told: Callable[[str], Told], embed: Embed | None) -> Report:
    """The results of a report, ready to be looked at."""
    groups = {at: f"{result.theme}\x1f{result.subtheme}" for at, result in enumerate(results) if result.subtheme}
    headings = [told(result.heading) for result in results]
    said = [[told(text) for text in _sentences(result)] for result in results]
    body = coverage(together((heading, *parts)) for heading, parts in zip(headings, said, strict=True))
    return Report(
        tuple(results),
        tuple(accumulate((len(parts) for parts in said), initial=0)),
        coverage(chain.from_iterable(said), leaning=_LEANING, wholes=body),
        body,
        coverage(together((heading, told(one.subtheme or ""))) for heading, one in zip(headings, results, strict=True)),
        rank([grams(f"{result.heading} {result.text}") for result in results]),
        groups,
        Counter(groups.values()),
        embed([f"{result.heading}. {result.text}" for result in results]) if embed and results else None,
    )


def _sentences(result: Result) -> list[str]:
    return [sentence.quote.text for sentence in result.sentences] or [result.text]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a report for a pledge: its own words, and those with its subtheme, which headings repeat."""

    own: tuple[Asked, ...]
    with_subtheme: tuple[Asked, ...]
    pieces: tuple[str, ...]


def question(pledge: Pledge, sense: Sense) -> Question:
    """The pledge as a question; examples and reasons in it weigh less than its core."""
    return Question(
        sense.asked(pledge.text), sense.asked(f"{pledge.subtheme or ''}. {pledge.text}"), grams(pledge.text)
    )


def look(report: Report, asked: Question, meaning: Sequence[float] | None) -> Look:
    """The report from one pledge; `meaning` is how alike each result is by its vector."""
    count = len(report.results)
    sentences, body = report.sentences.shares(asked.own), report.body.shares(asked.own)
    heading = report.heading.shares(asked.with_subtheme)
    return Look(
        sentences,
        _view(_best(report, sentences), count),
        _view(heading, count),
        _around(report, body),
        _view(report.pieces.scores(asked.pieces), count),
        View(dict(enumerate(meaning)), spread(meaning, count)) if meaning is not None else None,
    )


def _best(report: Report, sentences: Mapping[int, float]) -> dict[int, float]:
    """For each result what its best sentence answers: a subject that a section comes back to is not told twice."""
    best: dict[int, float] = {}
    for place, share in sentences.items():
        at = bisect_right(report.starts, place) - 1
        best[at] = max(share, best.get(at, 0.0))
    return best


def evidence(report: Report, seen: Look, at: int) -> int:
    """The place, from 0, of the sentence of result `at` that answers most; of equals one that tells of something done,
    then the first."""
    start = report.starts[at]

    def answers(place: int) -> float:
        happened = report.results[at].sentences[place].stage in (Stage.DONE, Stage.ONGOING)
        return seen.sentences.get(start + place, 0.0) * (_HAPPENED if happened else 1.0)

    return max(range(len(report.results[at].sentences)), key=answers, default=0)


def answered(report: Report, asked: Question, at: int, place: int) -> Answer:
    """What sentence `place` of result `at` answers of the pledge, with the words."""
    return report.sentences.answer(asked.own, report.starts[at] + place)


def _view(shares: Mapping[int, float], count: int) -> View:
    return View(shares, spread(shares.values(), count))


def meanings(report: Report, pledges: Sequence[Pledge], embed: Embed, split: Split) -> Vectors:
    """For each pledge how alike each result is to the sentence of it that is most like it (cosine).

    What a result has in common with all pledges is taken off: some texts lie close to every other ("hubs": Radovanović
    et al. 2010, Hubs in Space).
    """
    if report.vectors is None:
        raise ValueError("The report was indexed without vectors.")
    sentences = [[pledge.text[start:end] for start, end in split(pledge.text)] or [pledge.text] for pledge in pledges]
    rows = embed([sentence for some in sentences for sentence in some]) @ report.vectors.T
    ends = numpy.cumsum([len(some) for some in sentences])
    best = numpy.stack([part.max(axis=0) for part in numpy.split(rows, ends[:-1])])
    return best - best.mean(axis=0) if len(pledges) >= _LEAST_PLEDGES else best


def _around(report: Report, body: Mapping[int, float]) -> View:
    """What the other results under the same subtheme have on average: a subject is often reported in several pieces."""
    sums: dict[str, float] = defaultdict(float)
    for at, share in body.items():
        if at in report.groups:
            sums[report.groups[at]] += share
    shares = {
        at: (sums[group] - body.get(at, 0.0)) / (report.sizes[group] - 1)
        for at, group in report.groups.items()
        if group in sums and report.sizes[group] > 1
    }
    return _view(shares, len(report.results))
