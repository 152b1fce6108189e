"""Twelve classes of question to a made-up corpus, each with words that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bench.made import SEED, SMALL
from index.filters import Filters

PER_CLASS = 30
FULL = '{common} ({another} OF {compound} OF "{small} {mid}") -{rare} jaar:2016..2023'
CLASSES = {
    "term, common": "{common}",
    "term, middling": "{mid}",
    "term, rare": "{rare}",
    "two words": "{common} {mid}",
    "one of three": "{common} OF {mid} OF {other}",
    "phrase": '"{phrase}"',
    "proximity": '"{near}"~6',
    "prefix": "{start}*",
    "leading wildcard": "*{end}",
    "fuzzy": "{typo}~",
    "filter with facets": "{common}",
    "full chain": FULL,
}
"""What is asked in each class; the filter is an option beside the question."""
FILTERED = Filters(kind=("resultaat",), year=("2017..2022",))


@dataclass(frozen=True, slots=True)
class Corpus:
    """What questions are made of: how often each word occurs, and some of the texts."""

    counts: Mapping[str, int]
    texts: Sequence[str]

    def questions(self) -> dict[str, list[tuple[str, Filters]]]:
        """The questions of each class, the same every time."""
        return {name: list(self._class(name, asked)) for name, asked in CLASSES.items()}

    def _class(self, name: str, asked: str) -> Iterator[tuple[str, Filters]]:
        random = Random(f"{SEED} {name}")
        filters = FILTERED if name.startswith("filter") else Filters()
        ranked = sorted(
            (word for word in self.counts if word not in SMALL), key=lambda word: (-self.counts[word], word)
        )
        long = [word for word in ranked[50:3000] if len(word) > 7]
        for _ in range(PER_CLASS):
            words = random.choice(self.texts).rstrip(".").lower().split()
            start = random.randrange(len(words) - 6)
            word = random.choice(long)
            cut = random.randrange(2, len(word) - 1)
            yield (
                asked.format(
                    common=random.choice(ranked[:40]),
                    another=random.choice(ranked[:40]),
                    mid=random.choice(ranked[200:1500]),
                    other=random.choice(ranked[200:1500]),
                    rare=random.choice(ranked[len(ranked) // 3 : len(ranked) // 2]),
                    small=random.choice(SMALL[:12]),
                    compound=random.choice(long),
                    phrase=" ".join(words[start : start + 2]),
                    near=f"{words[start]} {words[start + 4]}",
                    start=word[:5],
                    end=word[-5:],
                    typo=word[:cut] + word[cut + 1 :],
                ),
                filters,
            )
