"""From runs to the large letters with which paragraphs begin, each with the line to whose first word it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Box, Word
from pipeline.page import Line
from pipeline.runs import Run

_INITIAL = re.compile(r"^(?:[“”„\"«‘’']?(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{0,2}|IJ)|['’‘][a-z])$")
"""A capital, the first letters of a word, or a clipped word as 't; no number, which stands beside text as a figure."""
_CLIPPED = re.compile(r"^['’‘][a-z]$")
_LARGER = 1.8
"""An initial is at least so many times as large as the text beside it."""
_MOST_LINES = 5
_CAPITAL = 0.75
"""No capital is higher than this share of its size."""
_LEVEL = 0.35
"""An initial stands on the baseline of a line beside it, give or take this share of the line's size."""
_AFLOAT = 0.7
"""The same where the paragraph goes on right below it: on web pages initials are not set on a baseline."""
_NEAR = (-0.2, 0.5)
"""Where the lines beside an initial begin, right of it, in its sizes."""
_SPACE = 0.15
"""What a word begins further to the right, in its sizes, when a space stands between it and the initial."""


@dataclass(frozen=True, slots=True)
class Initial:
    """A large letter; `alone` says that it is a word of its own: "U heeft"."""

    run: Run
    alone: bool


def with_initials(runs: list[Run], merged: Callable[[list[Run]], list[Run]]) -> tuple[list[Run], Mapping[int, Initial]]:
    """The runs as `merged` gives them without the initials, and these by the `stream` of the run that they begin."""
    smallest = min((run.size for run in runs), default=0.0)
    large = {run for run in runs if len(run.inked) <= 3 and run.size >= _LARGER * smallest and _INITIAL.match(run.text)}
    while large:
        rest = merged([run for run in runs if run not in large])
        begins = {beside[0].stream: (run, beside) for run in large if (beside := _begins(run, rest))}
        if len(begins) == len(large):
            return rest, {stream: Initial(run, _is_alone(run, beside)) for stream, (run, beside) in begins.items()}
        large = {run for run, _ in begins.values()}
    return merged(runs), {}


def begun(line: Line, initial: Initial) -> Line:
    """The line with its initial in front.

    Its box stays that of the text, which stands beside the initial as the lines below it do; the box of its first word
    reaches over the initial, no higher than the line, since the lines below stand beside the initial as well.
    """
    run, page = initial.run, line.words[0].page
    before = run.text + " " * initial.alone
    words = [replace(word, start=word.start + len(before), end=word.end + len(before)) for word in line.words]
    if initial.alone:
        words.insert(0, Word(0, len(run.text), page, run.ink))
    else:
        box = words[0].box
        words[0] = replace(words[0], start=0, box=Box(run.ink.x0, box.top, box.x1, box.bottom))
    return replace(line, text=before + line.text, words=tuple(words), stream=min(line.stream, run.stream), marker="")


def _begins(initial: Run, runs: Sequence[Run]) -> list[Run]:
    """The lines beside an initial, the first of which it begins; none when it is something else.

    A sunken one stands on the baseline of the last of them, a raised one on that of the first line. The paragraph goes
    on below it, or else the rest of its word comes right after it in the stream.
    """
    beside = sorted((run for run in runs if _is_beside(initial, run)), key=lambda run: run.baseline)
    if not 0 < len(beside) <= _MOST_LINES:
        return []
    first, last = beside[0], beside[-1]
    off = abs(last.baseline - initial.baseline) / last.size
    if any(_goes_on_below(initial, beside, run) for run in runs):
        return beside if off < (_LEVEL if first is last else _AFLOAT) else []
    follows = 0 < first.stream - initial.last <= 2 and first.text[0].islower()
    return beside if follows and first is not last and off < _LEVEL else []


def _is_beside(initial: Run, run: Run) -> bool:
    near = _NEAR[0] * initial.size < run.ink.x0 - initial.ink.x1 < _NEAR[1] * initial.size
    above = initial.baseline - run.baseline
    return (
        near
        and run.size * _LARGER <= initial.size
        and -_AFLOAT * run.size < above < _CAPITAL * initial.size - 0.3 * run.size
    )


def _goes_on_below(initial: Run, beside: Sequence[Run], run: Run) -> bool:
    """The next line of the paragraph, which begins under the initial and keeps the distance between the lines."""
    last = beside[-1]
    steps = [below.baseline - above.baseline for above, below in pairwise((*beside, run))]
    return (
        abs(run.ink.x0 - initial.ink.x0) < 0.5 * run.size
        and abs(run.size - last.size) < 0.1 * run.size
        and 0.5 * run.size < steps[-1] < min(2.2 * run.size, 1.2 * steps[0])
    )


def _is_alone(initial: Run, beside: Sequence[Run]) -> bool:
    """A space is drawn after it, or the first line begins a space further to the right than the next one."""
    first = beside[0]
    edge = beside[1].ink.x0 if len(beside) > 1 else initial.ink.x1
    set_in = first.ink.x0 - edge > _SPACE * first.size
    return set_in or first.chars[0].text.isspace() or bool(_CLIPPED.match(initial.text))
