"""From proposals and the grades that people gave to figures: how good rankings and decisions are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from corpus.model import Label

Grades = Mapping[str, Mapping[str, float]]
"""For each pledge that was judged the results that have to do with it, from 0 to 2; any other result has 0."""

DIRECT, RELATED = 2.0, 1.0
"""From this grade a result is direct evidence, and counts as related."""
_CUT = 10


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

    @property
    def missed(self) -> tuple[str, ...]:
        """Pairs are not told one by one: the report shows them."""
        return ()

    def rows(self) -> dict[str, float | None]:
        """Name and value of every figure, as they are printed."""
        return {
            "pledges": self.pledges,
            "ndcg@10": self.ndcg_10,
            "recall@5": self.recall_5,
            "recall@10": self.recall_10,
            "precision@1": self.precision_1,
            "direct precision": self.direct.precision,
            "direct recall": self.direct.recall,
            "direct F1": self.direct.f1,
            "related precision": self.related.precision,
            "related recall": self.related.recall,
            "related F1": self.related.f1,
            "silent where nothing is direct": self.silent,
        }


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
