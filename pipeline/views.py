"""From the results of one report to how they look from a pledge: what each shares with it, against all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy
from numpy.typing import NDArray

from corpus.model import Pledge, Result, Stage
from pipeline.coverage import (
    Answer,
    Asked,
    Coverage,
    Numbers,
    Sense,
    Spread,
    Told,
    Weighed,
    coverage,
    pieces_asked,
    pieces_told,
    spread,
    together,
)
from pipeline.vectors import Embed, Vectors

_SHORTLIST = 60
"""So many of the best results by each way of looking are candidates."""
_LEANING = 0.3
"""Sentences are all short: a longer one has little against it."""
_HAPPENED = 1.1
"""Of two sentences that answer nearly as much, the one that tells of something done or going on is the evidence."""
_SAYING = 3
"""So many of its sentences, of which the heading is one, together say what a result means: a single one may lie close
by chance, and all of them say much besides."""
_LEAST_PLEDGES = 5
"""With fewer pledges there is no telling which results lie close to every pledge."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking from a pledge: what each result has of it, and how that is spread over all."""

    shares: Numbers
    spread: Spread

    def above(self, at: int) -> float:
        """By how many standard deviations result `at` stands above the mean of the report."""
        return self.spread.above(float(self.shares[at]))

    def best(self, number: int) -> list[int]:
        """The results that have most of it, and none that has nothing."""
        order = numpy.argsort(-self.shares, kind="stable")[:number].tolist()
        return [at for at in order if self.shares[at]]


@dataclass(frozen=True, slots=True)
class Look:
    """The report from one pledge: by its best sentences, its headings, its neighbours, by pieces of words, which find
    what no word list knows, and by meaning when there are vectors.

    `asked` is what is asked of sentences, and what of headings; `sentences` is how much of it each sentence answers.
    """

    asked: tuple[Weighed, Weighed]
    sentences: Numbers
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
    `groups` is the number of the subtheme that each result stands under, -1 for none. `vectors` has a row for each
    heading (where there is none the whole text) and sentence; those of result `at` start at `starts[at] + at`.
    """

    results: tuple[Result, ...]
    starts: tuple[int, ...]
    sentences: Coverage
    body: Coverage
    heading: Coverage
    pieces: Coverage
    groups: NDArray[numpy.intp]
    vectors: Vectors | None


def indexed(results: Sequence[Result], told: Callable[[str], Told], embed: Embed | None) -> Report:
    """The results of a report, ready to be looked at."""
    headings = [told(result.heading) for result in results]
    said = [[told(text) for text in _sentences(result)] for result in results]
    body = coverage(together((heading, *parts)) for heading, parts in zip(headings, said, strict=True))
    return Report(
        tuple(results),
        tuple(accumulate((len(parts) for parts in said), initial=0)),
        coverage(chain.from_iterable(said), leaning=_LEANING, wholes=body),
        body,
        coverage(together((heading, told(one.subtheme or ""))) for heading, one in zip(headings, results, strict=True)),
        coverage(pieces_told(f"{result.heading} {result.text}") for result in results),
        _groups(results),
        embed([text for result in results for text in (result.heading or result.text, *_sentences(result))])
        if embed and results
        else None,
    )


def whole(result: Result) -> str:
    """A result as one text, by which its vector is made and kept."""
    return f"{result.heading}. {result.text}"


def _groups(results: Sequence[Result]) -> NDArray[numpy.intp]:
    numbers: dict[tuple[str | None, str], int] = {}
    found = [numbers.setdefault((one.theme, one.subtheme), len(numbers)) if one.subtheme else -1 for one in results]
    return numpy.array(found, dtype=numpy.intp)


def _sentences(result: Result) -> list[str]:
    return [sentence.quote.text for sentence in result.sentences] or [result.text]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a report for a pledge: its own words, and those with its subtheme, which headings repeat."""

    own: tuple[Asked, ...]
    with_subtheme: tuple[Asked, ...]
    pieces: tuple[Asked, ...]


def question(pledge: Pledge, sense: Sense) -> Question:
    """The pledge as a question; examples and reasons in it weigh less than its core."""
    return Question(
        sense.asked(pledge.text), sense.asked(f"{pledge.subtheme or ''}. {pledge.text}"), pieces_asked(pledge.text)
    )


def look(report: Report, asked: Question, meaning: Numbers | None) -> Look:
    """The report from one pledge; `meaning` is how alike each result is by the vectors of its
    sentences."""
    own, with_subtheme = report.sentences.weigh(asked.own), report.heading.weigh(asked.with_subtheme)
    sentences = own.shares()
    return Look(
        (own, with_subtheme),
        sentences,
        # What a subject gets that a section comes back to is not told twice: its best sentence counts.
        _view(numpy.maximum.reduceat(sentences, report.starts[:-1])),
        _view(with_subtheme.shares()),
        _view(_around(report, report.body.shares(asked.own))),
        _view(report.pieces.shares(asked.pieces)),
        _view(meaning) if meaning is not None else None,
    )


def evidence(report: Report, seen: Look, at: int) -> int:
    """The place, from 0, of the sentence of result `at` that answers most; of equals one that tells of something done,
    then the first."""
    start = report.starts[at]

    def answers(place: int) -> float:
        happened = report.results[at].sentences[place].stage in (Stage.DONE, Stage.ONGOING)
        return float(seen.sentences[start + place]) * (_HAPPENED if happened else 1.0)

    return max(range(len(report.results[at].sentences)), key=answers, default=0)


def answers(report: Report, seen: Look, at: int, place: int) -> tuple[Answer, Answer]:
    """What sentence `place` of result `at`, and what its heading, answers of the pledge, with the words."""
    own, with_subtheme = seen.asked
    return own.answer(report.starts[at] + place), with_subtheme.answer(at)


def _view(shares: Numbers) -> View:
    return View(shares, spread(shares))


def meanings(report: Report, pledges: Sequence[Pledge], embed: Embed) -> Iterator[Numbers]:
    """For each pledge how alike each result is: the mean of the likeness (cosine) of its three most alike sentences.

    What a sentence has in common with all pledges is taken off: some texts lie close to every other ("hubs":
    Radovanović et al. 2010, Hubs in Space).
    """
    if report.vectors is None:
        raise ValueError("The report was indexed without vectors.")
    asked = embed([pledge.text for pledge in pledges])
    if len(pledges) >= _LEAST_PLEDGES:
        asked = asked - asked.mean(axis=0)
    lengths = numpy.diff(report.starts) + 1
    result = numpy.repeat(numpy.arange(len(lengths)), lengths)
    counts = numpy.arange(len(result)) - (numpy.cumsum(lengths) - lengths)[result] < _SAYING

    def saying(alike: NDArray[numpy.float32]) -> Numbers:
        """Of each result the mean of its highest numbers, of one for each row of the vectors."""
        highest_first = numpy.lexsort((-alike, result))
        sums = numpy.bincount(result, weights=numpy.where(counts, alike[highest_first], 0.0))
        return numpy.asarray(sums / numpy.minimum(lengths, _SAYING))

    # Pledge by pledge: the likeness of all pledges to all sentences may not fit in memory.
    vectors = report.vectors
    return (saying(row @ vectors.T) for row in asked)


def _around(report: Report, body: Numbers) -> Numbers:
    """What the other results under the same subtheme have on average: a subject is often reported in several pieces."""
    grouped = report.groups >= 0
    groups = report.groups[grouped]
    sums, sizes = numpy.bincount(groups, weights=body[grouped]), numpy.bincount(groups)
    around = numpy.zeros_like(body)
    around[grouped] = (sums[groups] - body[grouped]) / numpy.maximum(sizes[groups] - 1, 1)
    return numpy.maximum(around, 0.0)
