"""How long the first search takes: the command, from nothing, beside Python that does nothing.

    python -m bench.cold_start [WORKSPACE [QUERY]]

Without a workspace the sample documents are read into one first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
COMMAND = "from cli import main; main()"
QUERY = "reizigersveiligheid"
ROUNDS = 11


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and of the processor: the median of all rounds."""

    wall: float
    cpu: float


def main(arguments: Sequence[str]) -> None:
    """Print the times of both, and how much the search adds."""
    with TemporaryDirectory() as made:
        workspace, query = (*arguments, *(made, QUERY)[len(arguments) :])[:2]
        if not arguments:
            _run(COMMAND, "-w", made, "run", "--vectors", "never", str(SAMPLES))
        _run(COMMAND, "-w", workspace, "search", query)
        search = _took(COMMAND, "-w", workspace, "search", query)
        nothing = _took("pass")
    print(f"{'first search, from nothing':28}{'wall s':>10}{'CPU s':>10}")
    for name, took in (("python", nothing), (f"search {query}", search)):
        print(f"{name:28}{took.wall:10.3f}{took.cpu:10.3f}")
    print(f"{'the search adds':28}{search.wall - nothing.wall:10.3f}{search.cpu - nothing.cpu:10.3f}")


def _took(code: str, *words: str) -> Took:
    rounds = [_once(code, *words) for _ in range(ROUNDS)]
    return Took(median(took.wall for took in rounds), median(took.cpu for took in rounds))


def _once(code: str, *words: str) -> Took:
    wall, cpu = perf_counter(), _cpu_of_children()
    _run(code, *words)
    return Took(perf_counter() - wall, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _run(code: str, *words: str) -> None:
    """With what Python compiled kept for the next time, as an installed program has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, env=kept, capture_output=True, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
