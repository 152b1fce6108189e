"""What searching costs: building, size, memory, and twelve classes of question, by engine and size of corpus."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import process_time

from bench.fts5 import Fts5
from bench.made import documents, passages
from bench.memory import most_held
from bench.questions import CLASSES, Corpus
from corpus.model import Passage
from corpus.wordlist import dutch_words
from index.dutch import Analyser, Token
from index.engine import Engine, Reader
from index.engines import engine_named
from index.expand import Expander
from index.filters import Filters, Resolver
from index.query import parse
from index.search import Searcher, build_index, opened

ROOT = Path(__file__).parents[1]
SIZES = (5_000, 50_000, 200_000)
MOST_FOR_WHOOSH = 50_000
GOALS = {
    ("whoosh", 5_000, "term, common"): 15,
    ("whoosh", 5_000, "term, middling"): 15,
    ("whoosh", 5_000, "term, rare"): 15,
    ("whoosh", 5_000, "full chain"): 50,
    ("whoosh", 5_000, "phrase"): 75,
    ("whoosh", 5_000, "leading wildcard"): 250,
    ("whoosh", 50_000, "filter with facets"): 50,
    **{("tantivy", 200_000, name): 50 for name in CLASSES},
}
"""Milliseconds that 95 of 100 questions may take."""
MOST_SECONDS, MOST_MEGABYTES = 15.0, 30.0
"""What Whoosh may take to build an index of 5,000 passages."""


@dataclass(slots=True)
class Measured:
    """What an engine took to build an index, in CPU seconds and megabytes, and p50 and p95 of each class in CPU ms."""

    engine: str
    size: int
    seconds: float
    analysis: float
    writing: float
    megabytes: float
    held: float
    asked: dict[str, tuple[float, float]] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> None:
    """Measure all sizes, or those given, and print one table; `ENGINE SIZE` is what the child processes do."""
    if arguments and not arguments[0].isdigit():
        print(json.dumps([asdict(one) for one in _measured(arguments[0], int(arguments[1]))]))
        return
    sizes = [int(size) for size in arguments] or list(SIZES)
    print("CPU time of one process on made-up passages; everything through the interface of the product, index opened")
    print(
        "before; SQLite FTS5 gets the same tokens, and plans made by us, so its times have no analysis or snippets.\n"
    )
    table = [Measured(**row) for size in sizes for engine in _engines(size) for row in json.loads(_child(engine, size))]
    _print_builds(table)
    _print_questions(table)
    _print_goals(table)


def _engines(size: int) -> list[str]:
    return ["whoosh", "tantivy"] if size <= MOST_FOR_WHOOSH else ["tantivy"]


# Measuring, in a child process


class Watched:
    """An engine that tells what it took, and what the analysis took that it was fed by, and feeds another one too."""

    def __init__(self, engine: Engine, peer: Fts5 | None) -> None:
        self.engine, self.peer = engine, peer
        self.analysis = self.peer_seconds = self.writing = 0.0

    @property
    def version(self) -> str:
        """Of the engine."""
        return self.engine.version

    def open(self, folder: Path) -> contextmanager[Reader]:  # type: ignore[valid-type]
        """What the engine opens."""
        return self.engine.open(folder)

    def write(self, folder: Path, analysed: Iterable[Sequence[Token]]) -> None:
        """What the engine writes."""
        start = process_time()
        self.engine.write(folder, self._watch(analysed))
        self.writing = process_time() - start - self.analysis - self.peer_seconds

    def _watch(self, analysed: Iterable[Sequence[Token]]) -> Iterator[Sequence[Token]]:
        before = process_time()
        for number, tokens in enumerate(analysed):
            ready = process_time()
            self.analysis += ready - before
            if self.peer:
                self.peer.add(number, tokens)
            before = process_time()
            self.peer_seconds += before - ready
            yield tokens
            before = process_time()


def _measured(name: str, size: int) -> Iterator[Measured]:
    """The engine, and with tantivy FTS5, since the passages are then analysed once for both.

    Not in the largest corpus: FTS5 takes seconds there for words that stand everywhere.
    """
    made, analyser = list(passages(size)), Analyser(dutch_words)
    dutch_words()
    with TemporaryDirectory() as place:
        folder = Path(place) / "index"
        compared = name == "tantivy" and size <= MOST_FOR_WHOOSH
        peer = Fts5(Path(place) / "fts5.sqlite") if compared else None
        watched = Watched(engine_named(name), peer)
        start = process_time()
        build_index(made, documents(size), analyser, folder, "bench", engine=watched)
        seconds = process_time() - start - watched.peer_seconds
        own = Measured(name, size, seconds, watched.analysis, watched.writing, _megabytes(folder), most_held())
        if peer:
            start = process_time()
            peer.finish(made, documents(size))
            writing = watched.peer_seconds + process_time() - start
            held = Measured("fts5", size, seconds - watched.writing + writing, watched.analysis, writing, 0, 0)
            held.megabytes = _megabytes(Path(place) / "fts5.sqlite")
        with opened(folder, analyser=analyser) as index:
            corpus = Corpus(index.analyser.counts, [one.quote.text for one in _long(made)])
            own.asked = _asked(index, corpus)
            yield own
            if peer:
                held.asked = _asked_of_peer(index, peer, corpus)
                yield held


def _long(made: Sequence[Passage]) -> Iterator[Passage]:
    return islice((one for one in made if len(one.quote.text.split()) > 8), 3000)


def _asked(index: Searcher, corpus: Corpus) -> dict[str, tuple[float, float]]:
    times = {}
    index.answer('*eerst OF eerst* OF dit~ OF "warm lopen" OF watnietbestaat', Filters(), limit=20)
    for name, questions in corpus.questions().items():
        taken = []
        for text, filters in questions:
            start = process_time()
            index.answer(text, filters or Filters(), limit=20)
            taken.append(process_time() - start)
        times[name] = _spread(taken)
    return times


def _asked_of_peer(index: Searcher, peer: Fts5, corpus: Corpus) -> dict[str, tuple[float, float]]:
    times = {}
    resolver = Resolver(index.records, index.groups, index.analyser, [])
    for name, questions in corpus.questions().items():
        taken = []
        for text, _ in questions:
            expander = Expander(index.analyser, index.vocabulary, resolver.field)
            plan = expander.plan(parse(text))
            start = process_time()
            peer.ask(plan, filtered=name.startswith("filter"))
            taken.append(process_time() - start)
        times[name] = _spread(taken)
    return times


def _spread(seconds: Sequence[float]) -> tuple[float, float]:
    """The 50th and 95th percentile, in milliseconds."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return 1000 * cuts[9], 1000 * cuts[18]


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


# Printing


def _print_builds(table: Sequence[Measured]) -> None:
    print(f"{'passages':>8} {'engine':8} {'passages/s':>10} {'CPU s':>8} {'analysis':>9} {'engine':>8}", end="")
    print(f" {'MB':>7} {'peak MB':>8}")
    for one in table:
        held = f"{one.held:8.0f}" if one.held else f"{'':8}"
        print(
            f"{one.size:8,} {one.engine:8} {one.size / one.seconds:10,.0f} {one.seconds:8.1f} {one.analysis:9.1f} "
            f"{one.writing:8.1f} {one.megabytes:7.1f} {held}"
        )


def _print_questions(table: Sequence[Measured]) -> None:
    heads = [f"{one.engine} {one.size // 1000}k" for one in table]
    print(f"\n{'CPU ms, p50/p95':20}" + "".join(f"{head:>16}" for head in heads))
    for name in CLASSES:
        cells = (f"{one.asked[name][0]:.1f}/{one.asked[name][1]:.1f}" for one in table)
        print(f"{name:20}" + "".join(f"{cell:>16}" for cell in cells))


def _print_goals(table: Sequence[Measured]) -> None:
    print("\nGoals")
    for one in table:
        if (one.engine, one.size) == ("whoosh", SIZES[0]):
            _print_goal("whoosh 5k, CPU s to build", one.seconds, MOST_SECONDS)
            _print_goal("whoosh 5k, MB", one.megabytes, MOST_MEGABYTES)
        for name in CLASSES:
            goal = GOALS.get((one.engine, one.size, name))
            if goal:
                _print_goal(f"{one.engine} {one.size // 1000}k, {name}, p95 ms", one.asked[name][1], goal)


def _print_goal(name: str, found: float, most: float) -> None:
    print(f"{name:42} {found:8.1f} {most:8.0f}  {'reached' if found <= most else 'missed'}")


def _child(engine: str, size: int) -> str:
    """What a process of its own measured, as JSON."""
    print(f"measuring: {engine} with {size:,} passages", file=sys.stderr)
    command = [sys.executable, "-m", "bench.search", engine, str(size)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:])
