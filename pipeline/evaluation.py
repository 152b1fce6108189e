"""From what was found and what people say is right to figures: rankings, decisions, and texts found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from corpus.model import Label
from pipeline.comparison import same_part, same_text, word_likeness, words

Grades = Mapping[str, Mapping[str, float]]
"""For each pledge that was judged the results that have to do with it, from 0 to 2; any other result has 0."""

DIRECT, RELATED = 2.0, 1.0
"""From this grade a result is direct evidence, and counts as related."""
_CUT = 10
_WHOLE = 0.95
"""A text so like the expected one is whole."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A result proposed for a pledge, both by the ids that the grades have."""

    pledge: str
    result: str
    score: float
    label: Label


@dataclass(frozen=True, slots=True)
class Found:
    """Of what was chosen how much is right, and of what is right how much was chosen."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class MatchFigures:
    """How good rankings and decisions are, from 0 to 1; None of what no pledge could tell.

    `ndcg_10`: normalised discounted cumulative gain of the ten best, gains 2^grade - 1 (Järvelin and Kekäläinen 2002;
    Burges et al. 2005). Recall and precision of ranks are those of direct evidence. `related` are the decisions
    "direct" or "supporting" about grades from 1; a grade between 0 and 1 counts neither way there. `silent`: the share
    of pledges without direct evidence for which nothing is called direct.
    """

    pledges: int
    ndcg_10: float | None
    recall_5: float | None
    recall_10: float | None
    precision_1: float | None
    related: Found
    direct: Found
    silent: float | None


def match_figures(grades: Grades, proposals: Iterable[Proposal]) -> MatchFigures:
    """The figures over the graded pledges. A result proposed twice for a pledge counts where it stands highest.

    Every proposal counts as judged: leave out those of results that nobody looked at.
    """
    ranked = _ranked(proposals)
    rows = [_Row(own, ranked.get(pledge, ())) for pledge, own in grades.items()]
    graded = [row for row in rows if any(row.grades.values())]
    strong = [row for row in rows if row.strong]
    empty = [row for row in rows if not row.strong]
    return MatchFigures(
        len(rows),
        _mean(row.ndcg for row in graded),
        _mean(row.recall(5) for row in strong),
        _mean(row.recall(10) for row in strong),
        _mean(float(bool(row.ranking) and row.ranking[0].result in row.strong) for row in strong),
        _decided(rows, (Label.DIRECT, Label.SUPPORTING), lambda grade: grade >= RELATED, doubtful=True),
        _decided(rows, (Label.DIRECT,), lambda grade: grade >= DIRECT, doubtful=False),
        _mean(float(not any(one.label is Label.DIRECT for one in row.ranking)) for row in empty),
    )


def _ranked(proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Best first, each result once."""
    ranked: dict[str, dict[str, Proposal]] = defaultdict(dict)
    for one in sorted(proposals, key=lambda one: -one.score):
        ranked[one.pledge].setdefault(one.result, one)
    return {pledge: list(own.values()) for pledge, own in ranked.items()}


@dataclass(frozen=True, slots=True)
class _Row:
    """One pledge: the grades of its results, and the ranking that was proposed."""

    grades: Mapping[str, float]
    ranking: Sequence[Proposal]

    def grade(self, one: Proposal) -> float:
        return self.grades.get(one.result, 0.0)

    @property
    def strong(self) -> set[str]:
        return {result for result, grade in self.grades.items() if grade >= DIRECT}

    @property
    def ndcg(self) -> float:
        ideal = _gain(sorted(self.grades.values(), reverse=True))
        return _gain([self.grade(one) for one in self.ranking]) / ideal if ideal else 0.0

    def recall(self, rank: int) -> float:
        return len({one.result for one in self.ranking[:rank]} & self.strong) / len(self.strong)


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:_CUT]))


def _decided(
    rows: Sequence[_Row], labels: tuple[Label, ...], is_right: Callable[[float], bool], *, doubtful: bool
) -> Found:
    """Decisions over all pledges together; `doubtful`: pairs that readers differed on count neither way."""
    chosen = [row.grade(one) for row in rows for one in row.ranking if one.label in labels]
    judged = [grade for grade in chosen if not (doubtful and 0 < grade < RELATED)]
    right = sum(map(is_right, judged))
    wanted = sum(is_right(grade) for row in rows for grade in row.grades.values())
    return Found(right / len(judged) if judged else 0.0, right / wanted if wanted else 0.0)


def _mean(values: Iterable[float]) -> float | None:
    held = list(values)
    return sum(held) / len(held) if held else None


# Texts


@dataclass(frozen=True, slots=True)
class TextFigures:
    """Of the texts that were expected which share was found, and of those found which share was expected."""

    expected: int
    found: Found
    missed: tuple[str, ...]


def pledge_figures(expected: Sequence[str], found: Sequence[str], *, optional: Sequence[str] = ()) -> TextFigures:
    """Pledges found whole, by nearly the same words; a part of an `optional` text is neither right nor wrong."""
    missed = tuple(text for text in expected if not any(_whole(one, text) for one in found))
    right = [one for one in found if any(_whole(one, text) for text in expected)]
    tolerated = sum(one not in right and any(same_part(one, text) for text in optional) for one in found)
    judged = len(found) - tolerated
    recall = (len(expected) - len(missed)) / len(expected) if expected else 0.0
    return TextFigures(len(expected), Found(len(right) / judged if judged else 0.0, recall), missed)


def _whole(one: str, other: str) -> bool:
    return same_text(one, other, at_least=_WHOLE)


Headed = tuple[str, str]
"""The heading of a section, and its text."""


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """The share of expected sections found by their heading, and of those found with their whole text; both 0 to 1."""

    expected: int
    found: float
    whole: float
    missed: tuple[str, ...]
    broken: tuple[str, ...]


def section_figures(expected: Sequence[Headed], found: Sequence[Headed]) -> SectionFigures:
    """Each expected section against the one most like it; `missed` and `broken` name the headings."""
    missed: list[str] = []
    broken: list[str] = []
    for heading, text in expected:
        wanted = words(text)
        named = [word_likeness(wanted, words(own)) for name, own in found if same_text(name, heading)]
        if not named:
            missed.append(heading)
        elif max(named) < _WHOLE:
            broken.append(heading)
    count = len(expected)
    seen, whole = count - len(missed), count - len(missed) - len(broken)
    return SectionFigures(
        count, seen / count if count else 0.0, whole / count if count else 0.0, tuple(missed), tuple(broken)
    )


# Rows


Figures = MatchFigures | TextFigures | SectionFigures


def rows(figures: Figures) -> dict[str, float | None]:
    """Name and value of every figure, as they are printed."""
    match figures:
        case MatchFigures():
            return {
                "pledges": figures.pledges,
                "ndcg@10": figures.ndcg_10,
                "recall@5": figures.recall_5,
                "recall@10": figures.recall_10,
                "precision@1": figures.precision_1,
                "direct precision": figures.direct.precision,
                "direct recall": figures.direct.recall,
                "direct F1": figures.direct.f1,
                "related precision": figures.related.precision,
                "related recall": figures.related.recall,
                "related F1": figures.related.f1,
                "silent where nothing is direct": figures.silent,
            }
        case TextFigures():
            return {
                "pledges": figures.expected,
                "recall": figures.found.recall,
                "precision": figures.found.precision,
                "F1": figures.found.f1,
            }
        case SectionFigures():
            return {"sections": figures.expected, "found": figures.found, "whole": figures.whole}
