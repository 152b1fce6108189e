"""From a pledge and a result to what speaks for their belonging together: one pure function for each reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.model import Pledge, Result, Stage
from pipeline.comparison import plain
from pipeline.coverage import Answer

_NAMED = 4
"""How many words an explanation names."""
_CLEAR = 1.0
"""From so many standard deviations above the mean of its report something stands out clearly."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What one feature finds, and the Dutch sentence that says why.

    The strength of most is by how many standard deviations the result stands above the mean of its report.
    """

    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A pledge and a result, with how far the result stands above the mean in each way of looking.

    `evidence` is the place of its best sentence; `words` and `head_words` are what of the pledge that sentence and the
    heading answer. `meaning` is None without vectors. `timely`: the report is of a year the plan is for, or of none.
    """

    pledge: Pledge
    result: Result
    body: float
    heading: float
    around: float
    meaning: float | None
    words: Answer
    head_words: Answer
    evidence: int
    timely: bool


Feature = Callable[[Pair], Signal]


def same_subject(pair: Pair) -> Signal:
    """De beste zin van het resultaat zegt wat is toegezegd: dezelfde woorden, samenstellingen en begrippen."""
    if pair.body <= 0:
        return Signal(pair.body, "De beste zin zegt niet meer van de toezegging dan die van andere resultaten.")
    about = "Gaat over wat is toegezegd" if pair.body >= _CLEAR else "Raakt aan wat is toegezegd"
    return Signal(pair.body, f"{about}: {_named(pair.words)}.")


def same_heading(pair: Pair) -> Signal:
    """Het kopje of subthema van het resultaat noemt wat is toegezegd."""
    if pair.heading <= 0:
        return Signal(pair.heading, "Het kopje noemt niet wat is toegezegd.")
    return Signal(pair.heading, f"Het kopje of subthema noemt het: {_named(pair.head_words)}.")


def same_meaning(pair: Pair) -> Signal:
    """Toezegging en resultaat betekenen ongeveer hetzelfde, ook in andere woorden."""
    if pair.meaning is None:
        return Signal(0.0, "Niet op betekenis vergeleken.")
    if pair.meaning <= 0:
        return Signal(pair.meaning, "Lijkt in betekenis niet meer op de toezegging dan andere resultaten.")
    how = "duidelijk" if pair.meaning >= _CLEAR else "iets"
    return Signal(pair.meaning, f"Lijkt in betekenis {how} meer op de toezegging dan andere resultaten.")


def same_company(pair: Pair) -> Signal:
    """De andere resultaten onder hetzelfde subthema gaan er ook over."""
    if pair.around <= 0:
        return Signal(pair.around, "De resultaten eromheen gaan over iets anders.")
    return Signal(pair.around, f"Ook de andere resultaten onder ‘{pair.result.subtheme}’ raken aan de toezegging.")


def same_theme(pair: Pair) -> Signal:
    """Toezegging en resultaat staan onder hetzelfde thema."""
    if pair.pledge.theme is None or pair.result.theme is None:
        return Signal(0.0, "Van een van beide is het thema niet bekend.")
    if pair.pledge.theme == pair.result.theme or plain(pair.pledge.theme) == plain(pair.result.theme):
        return Signal(1.0, f"Zelfde thema: {pair.pledge.theme}.")
    return Signal(0.0, f"Ander thema: {pair.result.theme}.")


def happened(pair: Pair) -> Signal:
    """De beste zin meldt iets dat gedaan is of loopt."""
    stage = pair.result.sentences[pair.evidence].stage if pair.result.sentences else Stage.CONTEXT
    return {
        Stage.DONE: Signal(1.0, "De zin meldt iets dat is gedaan."),
        Stage.ONGOING: Signal(1.0, "De zin meldt iets dat loopt."),
        Stage.PLANNED: Signal(0.0, "De zin meldt een voornemen."),
        Stage.CONTEXT: Signal(0.0, "De zin schetst de omstandigheden."),
    }[stage]


def in_time(pair: Pair) -> Signal:
    """Het verslag gaat over een jaar waarvoor het plan geldt."""
    if pair.timely:
        return Signal(0.0, "Het verslag valt binnen de looptijd van het plan.")
    return Signal(-1.0, "Het verslag gaat over een jaar buiten de looptijd van het plan.")


def _named(answer: Answer) -> str:
    """The words that are answered, with the concept by which, where it was by one."""
    told: list[str] = []
    for word, key in answer.words[:_NAMED]:
        concept = key.removeprefix("begrip:")
        told.append(f"{word} (via begrip ‘{concept}’)" if concept != key and concept != word else word)
    return ", ".join(dict.fromkeys(told))


FEATURES: tuple[tuple[str, Feature], ...] = (
    ("inhoud", same_subject),
    ("kopje", same_heading),
    ("betekenis", same_meaning),
    ("omgeving", same_company),
    ("thema", same_theme),
    ("gebeurd", happened),
    ("tijd", in_time),
)
