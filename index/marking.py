"""A plan and the tokens of one passage to the words that made it a hit, and how; knows no engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from index.dutch import Token
from index.plan import Among, Either, Every, How, Layer, Plan, Slot, Window, Without, Words
from index.windows import stand_together, taking_part

Marks = dict[int, How]
"""The places of the words that were found, counted in tokens, and the closest way each was found."""

_Places = Mapping[Layer, Mapping[str, Sequence[int]]]
"""Where each term of a passage stands."""


class Marker:
    """Finds the words of passages that a plan finds; made once for a plan, for all its passages."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._asked: dict[Layer, set[str]] = {layer: set() for layer in Layer}
        for words in _words_of(plan):
            self._asked[words.layer] |= words.terms

    def marks(self, tokens: Sequence[Token], passage: int) -> Marks | None:
        """The words of a passage that the plan finds; None when it is no hit, empty when it is one without words."""
        return _marks(self._plan, self._places(tokens), passage)

    def _places(self, tokens: Sequence[Token]) -> _Places:
        """Where terms stand, of the words that are asked for."""
        exact, pieces, stems, parts = (defaultdict[str, list[int]](list) for _ in range(4))
        asked = self._asked
        asked_exact, asked_pieces = asked[Layer.EXACT], asked[Layer.PIECE]
        asked_stems, asked_parts = asked[Layer.STEM], asked[Layer.PART]
        for place, (_, _, word, own_pieces, own_stems, own_parts) in enumerate(tokens):
            if word in asked_exact:
                exact[word].append(place)
            if own_pieces and not asked_pieces.isdisjoint(own_pieces):
                _add(pieces, own_pieces, place)
            if not asked_stems.isdisjoint(own_stems):
                _add(stems, own_stems, place)
            if own_parts and not asked_parts.isdisjoint(own_parts):
                _add(parts, own_parts, place)
        return {Layer.EXACT: exact, Layer.PIECE: pieces, Layer.STEM: stems, Layer.PART: parts}


def _add(places: dict[str, list[int]], terms: Iterable[str], place: int) -> None:
    for term in terms:
        places[term].append(place)


def _words_of(plan: Plan) -> Iterator[Words]:
    match plan:
        case Words():
            yield plan
        case Window(slots):
            yield from (words for slot in slots for words in slot)
        case Every(parts) | Either(parts):
            yield from (words for part in parts for words in _words_of(part))
        case Without(part):
            yield from _words_of(part)
        case Among():
            return
        case _:
            assert_never(plan)


def terms(tokens: Sequence[Token]) -> dict[Layer, list[str]]:
    """What the words of a passage are kept under, by layer, in order."""
    return {
        Layer.EXACT: [token.exact for token in tokens],
        Layer.PIECE: [piece for token in tokens for piece in token.pieces],
        Layer.STEM: [stem for token in tokens for stem in token.stems],
        Layer.PART: [part for token in tokens for part in token.parts],
    }


def _marks(plan: Plan, places: _Places, passage: int) -> Marks | None:
    match plan:
        case Words():
            return _words(plan, places) or None
        case Window():
            return _window(plan, places)
        case Among(passages):
            return {} if passage in passages else None
        case Every(parts):
            found = [_marks(part, places, passage) for part in parts]
            return None if None in found else _closest(mark for mark in found if mark)
        case Either(parts):
            return _either(parts, places, passage)
        case Without(part):
            return None if _marks(part, places, passage) is not None else {}
        case _:
            assert_never(plan)


def _words(words: Words, places: _Places) -> Marks:
    here = places[words.layer]
    if not here:
        return {}
    return {place: words.how for term in here.keys() & words.terms for place in here[term]}


def _either(parts: Sequence[Plan], places: _Places, passage: int) -> Marks | None:
    """What any part finds; a paraphrase (a window that says how) only of words that the other parts have not found."""
    hits, told = list[Marks](), list[Window]()
    for part in parts:
        if isinstance(part, Window) and part.how:
            told.append(part)
        elif (found := _marks(part, places, passage)) is not None:
            hits.append(found)
    taken = _closest(hits)
    hits += [found for window in told if (found := _window(window, places, taken)) is not None]
    return _closest(hits) if hits else None


def _window(window: Window, places: _Places, taken: Marks | None = None) -> Marks | None:
    slots = list[Marks]()
    for slot in window.slots:
        found = {place: how for place, how in _slot(slot, places).items() if not taken or place not in taken}
        if not found:
            return None
        slots.append(found)
    stand = [slot.keys() for slot in slots]
    if not stand_together(stand, window.slack):
        return None
    part = taking_part(stand, window.slack)
    if window.how:
        return dict.fromkeys(part, window.how)
    return {place: min(slot[place] for slot in slots if place in slot) for place in part}


def _slot(slot: Slot, places: _Places) -> Marks:
    return _closest(_words(words, places) for words in slot)


def _closest(found: Iterable[Marks]) -> Marks:
    closest: Marks = {}
    for some in found:
        for place, how in some.items():
            if place not in closest or how < closest[place]:
                closest[place] = how
    return closest
