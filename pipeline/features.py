"""From a pledge and a result to what speaks for their belonging together: one pure function for each reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Pledge, Result, Stage
from pipeline.ranking import Ranking, Terms, grams, rank

_NAMED = 4
"""How many shared words an explanation names."""


@dataclass(frozen=True, slots=True)
class Field:
    """The results seen in one way: their terms indexed, and how a pledge is turned into the same sort of terms."""

    ranking: Ranking
    asked: Callable[[Pledge], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fields:
    """The ways in which the results of one report are compared with pledges."""

    words: Field
    pieces: Field
    heading: Field
    sentences: Field
    sentence_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """What one feature finds: its strength from 0 to 1, and the Dutch sentence that says why."""

    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A pledge and a result with what the fields say of them: strengths by field, shared words, best sentence."""

    pledge: Pledge
    result: Result
    words: float
    pieces: float
    heading: float
    sentence: float
    best_sentence: int
    shared: tuple[str, ...]


def fields(results: Sequence[Result], terms: Terms) -> Fields:
    """Index the results in every way in which pledges are compared with them."""
    sentences = [(at, sentence.quote.text) for at, result in enumerate(results) for sentence in result.sentences]
    return Fields(
        Field(rank([terms(f"{r.heading} {r.text}") for r in results]), lambda pledge: terms(pledge.text)),
        Field(rank([grams(f"{r.heading} {r.text}") for r in results]), lambda pledge: grams(pledge.text)),
        Field(
            rank([grams(f"{r.heading} {r.subtheme or ''}") for r in results]),
            lambda pledge: grams(f"{pledge.text} {pledge.subtheme or ''}"),
        ),
        Field(rank([terms(text) for _, text in sentences]), lambda pledge: terms(pledge.text)),
        tuple(at for at, _ in sentences),
    )


def pairs(pledge: Pledge, results: Sequence[Result], by: Fields) -> Iterable[Pair]:
    """The results that share anything with the pledge, with how much: never all results."""
    words, pieces, heading = (field.ranking.scores(field.asked(pledge)) for field in (by.words, by.pieces, by.heading))
    best: dict[int, tuple[float, int]] = {}
    for at, score in by.sentences.ranking.scores(by.sentences.asked(pledge)).items():
        owner = by.sentence_of[at]
        best[owner] = max(best.get(owner, (0.0, 0)), (score, -at))
    asked = by.words.asked(pledge)
    first = {owner: at for at, owner in reversed(list(enumerate(by.sentence_of)))}
    for at in sorted(words.keys() | pieces.keys() | heading.keys()):
        score, negative = best.get(at, (0.0, -first.get(at, 0)))
        yield Pair(
            pledge,
            results[at],
            words.get(at, 0.0),
            pieces.get(at, 0.0),
            heading.get(at, 0.0),
            score,
            -negative - first.get(at, 0),
            by.words.ranking.shared(asked, at),
        )


Feature = Callable[[Pair], Signal]


def same_words(pair: Pair) -> Signal:
    """De toezegging en het resultaat hebben kenmerkende woorden gemeen."""
    if not pair.shared:
        return Signal(0.0, "Geen kenmerkende woorden gemeen.")
    return Signal(pair.words, f"Woorden gemeen: {', '.join(pair.shared[:_NAMED])}.")


def same_pieces(pair: Pair) -> Signal:
    """Woorddelen komen overeen, ook binnen samenstellingen."""
    return Signal(pair.pieces, f"{round(100 * pair.pieces)}% van de woorddelen komt terug in de tekst.")


def same_heading(pair: Pair) -> Signal:
    """Het kopje of subthema van het resultaat lijkt op de toezegging."""
    if pair.heading < 0.05:
        return Signal(pair.heading, "Het kopje lijkt niet op de toezegging.")
    return Signal(pair.heading, f"Het kopje ‘{pair.result.heading}’ lijkt op de toezegging of haar subthema.")


def same_sentence(pair: Pair) -> Signal:
    """Eén zin van het resultaat gaat over wat is toegezegd."""
    if pair.sentence < 0.05:
        return Signal(pair.sentence, "Geen enkele zin gaat in zijn geheel over de toezegging.")
    return Signal(pair.sentence, "Eén zin in het bijzonder gaat over wat is toegezegd.")


def same_theme(pair: Pair) -> Signal:
    """Toezegging en resultaat staan onder hetzelfde thema."""
    if pair.pledge.theme is None or pair.result.theme is None:
        return Signal(0.0, "Van een van beide is het thema niet bekend.")
    if pair.pledge.theme == pair.result.theme:
        return Signal(1.0, f"Zelfde thema: {pair.pledge.theme}.")
    return Signal(0.0, f"Ander thema: {pair.result.theme}.")


def happened(pair: Pair) -> Signal:
    """De beste zin meldt iets dat gedaan is of loopt."""
    stage = pair.result.sentences[pair.best_sentence].stage if pair.result.sentences else Stage.CONTEXT
    return {
        Stage.DONE: Signal(1.0, "De zin meldt iets dat is gedaan."),
        Stage.ONGOING: Signal(0.7, "De zin meldt iets dat loopt."),
        Stage.PLANNED: Signal(0.3, "De zin meldt een voornemen."),
        Stage.CONTEXT: Signal(0.0, "De zin schetst de omstandigheden."),
    }[stage]


FEATURES: tuple[tuple[str, Feature], ...] = (
    ("woorden", same_words),
    ("woorddelen", same_pieces),
    ("kopje", same_heading),
    ("zin", same_sentence),
    ("thema", same_theme),
    ("gebeurd", happened),
)
