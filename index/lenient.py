"""What has most of the words of a question, for a question that nothing answers: a lenient reading, labelled as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.engine import Reader
from index.plan import Either, Every, Plan


@dataclass(frozen=True, slots=True)
class Lenient:
    """The plan that was answered instead, its scores, and a Dutch sentence that says so, with where each word is."""

    plan: Plan
    scores: Mapping[int, float]
    note: str


def most_of(words: Mapping[str, Plan], others: Sequence[Plan], reader: Reader) -> Lenient | None:
    """The passages with any of the words, two at least, and with all else that is asked; None when there are none.

    What has more of the words comes first: they are the whole part of a score, behind it is how well they fit.
    """
    if len(words) < 2:
        return None
    allowed = set(reader.search(Every(tuple(others)))) if others else None
    found = [reader.search(word) for word in words.values()]
    sums, shares = defaultdict[int, float](float), defaultdict[int, int](int)
    for scores in found:
        for passage, score in scores.items():
            if allowed is None or passage in allowed:
                sums[passage] += score
                shares[passage] += 1
    if not sums:
        return None
    highest = 1 + max(sums.values())
    scored = {passage: shares[passage] + score / highest for passage, score in sums.items()}
    places = ", ".join(f"‘{word}’ {len(scores)}" for word, scores in zip(words, found, strict=True))
    note = f"Niets heeft alle woorden; dit heeft er de meeste van. Passages per woord: {places}."
    return Lenient(Every((Either(tuple(words.values())), *others)), scored, note)
