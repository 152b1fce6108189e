"""How the cost of matching grows: CPU seconds, candidates and peak memory for 500 pledges and ever longer reports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from time import process_time

import numpy

from bench.memory import most_held
from corpus.matchmodel import load_match_model
from corpus.model import DocId, Pledge, PledgeClass, Quote, Result, SectionId, Sentence, Stage, StatementId
from corpus.profile import load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser
from pipeline.concepts import concept_finder
from pipeline.coverage import Sense
from pipeline.language import STOP_WORDS
from pipeline.match import Compare, compared, match
from pipeline.vectors import SIZE, Vectors, can_embed, embedder

ROOT = Path(__file__).parents[1]
PLEDGES = 500
SIZES = (1_000, 10_000, 100_000)
"""Sentences in the report."""
PER_RESULT = 5
"""Sentences in a result, about as many as in a real report."""
PER_SUBTHEME = 8
VOCABULARY = 30_000
EMBEDDED = 50
"""Texts of which the embedding is timed."""
MOST_MEGABYTES = 2048
SEED = 2024


def main(arguments: Sequence[str]) -> None:
    """Measure every size in a process of its own and print the table; with arguments be such a process."""
    if arguments:
        print(json.dumps(_embedding() if arguments[0] == "embed" else _measured(int(arguments[0]))))
        return
    print(f"{PLEDGES} pledges against results of {PER_RESULT} made-up sentences; vectors are random, not of a model\n")
    print(f"{'sentences':>9} {'results':>8} {'CPU s':>8} {'ms/pledge':>10} {'candidates':>11} {'peak MB':>8}")
    for size in SIZES:
        found = json.loads(_child(str(size)))
        verdict = "" if found["megabytes"] < MOST_MEGABYTES else f"  over {MOST_MEGABYTES} MB"
        print(
            f"{size:9,} {found['results']:8,} {found['seconds']:8.1f} {1000 * found['seconds'] / PLEDGES:10.1f} "
            f"{found['candidates']:11.1f} {found['megabytes']:8.0f}{verdict}",
            flush=True,
        )
    if can_embed():
        print(f"\nEmbedding, once for each text: {json.loads(_child('embed')):.1f} made-up results a CPU second")


def _measured(sentences: int) -> dict[str, float]:
    """From statements to matches, without what is done once in a process: loading word list and concepts."""
    made = Made(Random(SEED), _vocabulary())
    pledges, results = made.pledges(PLEDGES), made.results(sentences)
    by = Compare(_sense(), _random_vectors())
    model = load_match_model()
    by.sense.asked("Alles wat maar een keer nodig is.")
    before = process_time()
    match(pledges, results, by=by, model=model)
    seconds = process_time() - before
    held = most_held()
    few = pledges[:20]
    candidates = sum(len(pairs) for _, pairs in compared(few, results, by=by)) / len(few)
    return {"results": len(results), "seconds": seconds, "candidates": candidates, "megabytes": held}


def _sense() -> Sense:
    tokens = Analyser(dutch_words).tokens
    return Sense(tokens, concept_finder(load_profile("algemeen").concepts, tokens, STOP_WORDS), STOP_WORDS)


def _random_vectors() -> Callable[[Sequence[str]], Vectors]:
    rng = numpy.random.default_rng(SEED)

    def embed(texts: Sequence[str]) -> Vectors:
        rows = rng.standard_normal((len(texts), SIZE), dtype=numpy.float32)
        return numpy.asarray(rows / numpy.linalg.norm(rows, axis=1, keepdims=True), dtype=numpy.float32)

    return embed


# Made-up text


def _vocabulary() -> list[str]:
    words = sorted(word for word in dutch_words() if word.isalpha() and word.islower() and 3 <= len(word) <= 16)
    return Random(SEED).sample(words, VOCABULARY)


@dataclass(frozen=True, slots=True)
class Made:
    """Statements of words drawn as often as words are in a language: the n-th about 1/n times (Zipf's law)."""

    random: Random
    vocabulary: Sequence[str]

    def pledges(self, count: int) -> list[Pledge]:
        return [self._pledge(number, text) for number, text in zip(range(count), self._texts(10, 30), strict=False)]

    def results(self, sentences: int) -> list[Result]:
        texts, headings = self._texts(8, 20), self._texts(2, 6)
        return [
            self._result(number, next(headings), [next(texts) for _ in range(PER_RESULT)])
            for number in range(sentences // PER_RESULT)
        ]

    def _texts(self, least: int, most: int) -> Iterator[str]:
        weights = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        while True:
            drawn = self.random.choices(self.vocabulary, cum_weights=weights, k=self.random.randint(least, most))
            yield f"{' '.join(drawn).capitalize()}."

    def _pledge(self, number: int, text: str) -> Pledge:
        theme, subtheme = self._place(number)
        key, document = StatementId(f"p{number}"), DocId("plan")
        return Pledge(key, document, PledgeClass.LISTED, Quote(text), theme, subtheme, SectionId("s"), "Kop")

    def _result(self, number: int, heading: str, texts: Sequence[str]) -> Result:
        theme, subtheme = self._place(number)
        stages = (Stage.DONE, Stage.ONGOING, Stage.PLANNED, Stage.CONTEXT)
        sentences = tuple(Sentence(Quote(text), self.random.choice(stages)) for text in texts)
        quote, key, document = Quote(" ".join(texts)), StatementId(f"r{number}"), DocId("report")
        section = SectionId(f"s{number}")
        return Result(key, document, heading, quote, theme, subtheme, section, Stage.DONE, sentences)

    def _place(self, number: int) -> tuple[str, str]:
        subtheme = number // PER_SUBTHEME
        return f"Thema {subtheme % 6}", f"Subthema {subtheme}"


# What it takes


class _Nothing:
    """A cache that keeps nothing."""

    def known_vectors(self, keys: object) -> dict[str, bytes]:
        return {}

    def keep_vectors(self, vectors: object) -> None:
        pass


def _embedding() -> float:
    """Texts of the size of a result that the model embeds in a CPU second, loaded before."""
    embed = embedder(_Nothing())
    texts = [f"{one.heading} {one.text}" for one in Made(Random(SEED), _vocabulary()).results(EMBEDDED * PER_RESULT)]
    embed(texts[:1])
    before = process_time()
    embed(texts)
    return len(texts) / (process_time() - before)


def _child(what: str) -> str:
    """What a process of its own measured, as JSON."""
    print(f"measuring: {what}", file=sys.stderr)
    command = [sys.executable, "-m", "bench.matching", what]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:])
