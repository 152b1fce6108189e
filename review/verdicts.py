"""The review log to what counts for each pair. Alone knows how a decision survives a document that was read anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from corpus.model import Pledge, Result, Review, StatementId
from review.report import Decision, Pair, Verdict


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided, pair by pair; `loose` are decisions whose pair is found no more, oldest first."""

    of_pair: Mapping[Pair, Verdict]
    loose: tuple[Review, ...]


def verdicts(
    reviews: Iterable[Review], pledges: Collection[Pledge], results: Collection[Result], *, known: Collection[Pair]
) -> Verdicts:
    """Every review in its place: the latest about a pair counts, and none is lost.

    A review whose pledge or result has another id now goes to the pledge with the same text and the result with the
    same heading, white space and case aside. Where that leaves several pairs, those among `known` (pairs that were
    matched) decide; where it leaves none or several still, the review stays loose.
    """
    by_pair: defaultdict[Pair, list[Decision]] = defaultdict(list)
    loose: list[Review] = []
    places = _Places(_by_key(pledges, lambda pledge: pledge.text), _by_key(results, lambda result: result.heading))
    ids = {item.id for item in pledges}, {item.id for item in results}
    for review in sorted(reviews, key=lambda review: review.at):
        pair = (review.pledge, review.result)
        here = pair[0] in ids[0] and pair[1] in ids[1]
        found = pair if here else _found_back(review, ids, places, known)
        if found:
            by_pair[found].append(Decision(review, carried=not here))
        else:
            loose.append(review)
    return Verdicts({pair: _verdict(decisions) for pair, decisions in by_pair.items()}, tuple(loose))


@dataclass(frozen=True, slots=True)
class _Places:
    pledges: Mapping[str, tuple[StatementId, ...]]
    results: Mapping[str, tuple[StatementId, ...]]


def _found_back(
    review: Review, ids: tuple[set[StatementId], set[StatementId]], places: _Places, known: Collection[Pair]
) -> Pair | None:
    pledges = (review.pledge,) if review.pledge in ids[0] else places.pledges.get(_key(review.pledge_text), ())
    results = (review.result,) if review.result in ids[1] else places.results.get(_key(review.result_heading), ())
    pairs = [(pledge, result) for pledge in pledges for result in results]
    if len(pairs) > 1:
        pairs = [pair for pair in pairs if pair in known]
    return pairs[0] if len(pairs) == 1 else None


def _verdict(decisions: list[Decision]) -> Verdict:
    newest_first = decisions[::-1]
    return Verdict(newest_first[0], tuple(newest_first[1:]))


S = TypeVar("S", Pledge, Result)


def _by_key(items: Iterable[S], text_of: Callable[[S], str]) -> dict[str, tuple[StatementId, ...]]:
    found: defaultdict[str, list[StatementId]] = defaultdict(list)
    for item in items:
        found[_key(text_of(item))].append(item.id)
    return {key: tuple(ids) for key, ids in found.items() if key}


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
