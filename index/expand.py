"""A question's tree to a plan of concrete words, with the Dutch analysis; knows no engine and no folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.concepts import Naming, namings
from index.dutch import Analyser, Form
from index.plan import (
    COMPOUND,
    INFLECTED,
    LITERAL,
    SPELLED,
    Either,
    Every,
    How,
    Layer,
    Plan,
    Slot,
    Window,
    Without,
    Words,
    by_concept,
    by_correction,
)
from index.query_tree import And, Field, Fuzzy, Near, Not, Or, Phrase, Term, Tree, Wildcard, Word, written
from index.small_words import is_small
from index.spelling import tolerance
from index.vocabulary import Vocabulary
from index.words import raw_words

_PARAPHRASE = 10
"""The parts of a compound, apart, with so many words between at most: discriminatie tijdens de stage."""
_LONGEST_JOIN = 3
_MOST_FORMS = 2000
"""What one wildcard may stand for; of more, the forms used most are taken, and a note says so."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of the analysis a search takes. `exact` leaves only the words as written, accents aside."""

    exact: bool = False
    compounds: bool = True
    concepts: bool = True


@dataclass(slots=True)
class Expander:
    """Makes plans; `notes` and `corrected` gather what the reader should know of the last ones.

    `resolve` turns a field into the passages that have it.
    """

    analyser: Analyser
    vocabulary: Vocabulary
    resolve: Callable[[Field], Plan]
    steps: Steps = Steps()
    notes: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)

    def plan(self, tree: Tree) -> Plan:
        """The plan of a tree."""
        match tree:
            case And(parts):
                return self._together(parts)
            case Or(parts):
                return Either(tuple(map(self.plan, parts)))
            case Not(part):
                # Left out under this name only: who asks for a stage and no bpv knows that they mean the same.
                return Without(replace(self, steps=replace(self.steps, concepts=False)).plan(part))
            case Phrase(words):
                return self._windows(words, None)
            case Near(words, distance):
                return self._windows(words, distance)
            case Field():
                return self.resolve(tree)
            case Term(text):
                return self._term(text)
            case Wildcard() | Fuzzy():
                return Either(self._pattern(tree))

    def apart(self, tree: Tree) -> tuple[dict[str, Plan], tuple[Plan, ...]]:
        """The plans of the words of a question by what was asked, and of all else in it, which is fields and NOT."""
        parts = tuple(self._needed(tree.parts)) if isinstance(tree, And) else (tree,)
        words = {written(part): self.plan(part) for part in parts if not isinstance(part, Field | Not)}
        return words, tuple(self.plan(part) for part in parts if isinstance(part, Field | Not))

    def _together(self, parts: Sequence[Tree]) -> Plan:
        """All parts but the small words; neighbours can be written as one word, or be another name of a concept."""
        plans: list[Plan] = []
        place, needed = 0, self._needed(parts)
        while place < len(parts):
            rest = parts[place:]
            count, others = self._named_run(rest) or self._joined_pair(rest, needed) or (1, ())
            own = [self.plan(part) for part in rest[:count] if part in needed]
            plans += [Either((*([Every(tuple(own))] if own else []), *others))] if others else own
            place += count
        return Every(tuple(plans))

    def _needed(self, parts: Sequence[Tree]) -> Sequence[Tree]:
        """The parts without small words, when others are left and the words are not asked for as they are written."""
        texts = ["", *(part.text if isinstance(part, Term) else "" for part in parts)]
        small = [word for before, word in pairwise(texts) if is_small(word, before)]
        words = [part for part in parts if not isinstance(part, Field | Not)]
        if self.steps.exact or not small or len(small) == len(words):
            return parts
        shown = ", ".join(f"‘{word}’" for word in dict.fromkeys(small))
        self.notes.append(f"Niet gezocht op {shown}; tussen aanhalingstekens telt een klein woord wel.")
        return [part for part in parts if not (isinstance(part, Term) and part.text in small)]

    def _joined_pair(self, parts: Sequence[Tree], needed: Sequence[Tree]) -> tuple[int, tuple[Plan, ...]] | None:
        """The first two words written as one, when the corpus has that word: lump sum is also lumpsum."""
        if not self.steps.compounds or self.steps.exact or any(part not in needed for part in parts[:2]):
            return None
        match parts:
            case [Term(first), Term(second), *_]:
                one, other = (self.analyser.form("".join(word.key for word in raw_words(a))) for a in (first, second))
                together = frozenset(one.exact + ending for ending in (other.exact, *other.stems))
                if any(form in self.vocabulary.counts for form in together):
                    return 2, (Words(Layer.STEM, together, COMPOUND), Words(Layer.PART, together, COMPOUND))
        return None

    def _named_run(self, parts: Sequence[Tree]) -> tuple[int, tuple[Plan, ...]] | None:
        """How many of the first parts, two at least, together name a concept, and its other names."""
        texts: list[str] = []
        for part in parts:
            if not isinstance(part, Term):
                break
            texts.append(part.text)
        for count in range(len(texts), 1, -1):
            found = self._namings(tuple(word.key for text in texts[:count] for word in raw_words(text)))
            if found:
                return count, tuple(self._others(found[0]))
        return None

    def _term(self, text: str) -> Plan:
        keys = tuple(word.key for word in raw_words(text))
        if len(keys) != 1:
            return self._windows((Term(text),), None)
        if self.steps.exact:
            return Either(self._as_written(keys[0]))
        ways = [*self._ways(keys[0]), *self._by_parts(keys[0])]
        pieces = tuple(keys[0].split("-"))
        names = [self._namings(name) for name in dict.fromkeys((keys, pieces, self.analyser.form(keys[0]).split))]
        others = [other for found in names for naming in found for other in self._others(naming)]
        return Either((*ways, *others, *([] if others else self._correction(text, keys[0]))))

    def _as_written(self, word: str) -> tuple[Plan, ...]:
        """The word itself, with or without its hyphens, and as a piece of a hyphened word."""
        form = self.analyser.form(word)
        exact = frozenset({form.exact})
        apart: list[Plan] = []
        if form.pieces:
            apart.append(
                Window(tuple((Words(Layer.EXACT, frozenset({piece}), LITERAL),) for piece in form.pieces), None)
            )
        return Words(Layer.EXACT, exact, LITERAL, 4), Words(Layer.PIECE, exact, LITERAL, 4), *apart

    def _ways(self, word: str) -> tuple[Plan, ...]:
        """The word as written, inflected, and as a part of other words."""
        stems = frozenset(self.analyser.form(word).stems)
        inside = [Words(Layer.PART, stems, COMPOUND)] if self.steps.compounds else []
        return *self._as_written(word), Words(Layer.STEM, stems, INFLECTED, 2), *inside

    def _by_parts(self, word: str) -> tuple[Plan, ...]:
        """The parts of the word near each other, the last as a word of its own: "tekort aan leraren"."""
        *front, last = self.analyser.form(word).split or ("",)
        if not front or not self.steps.compounds:
            return ()
        slots = *(self._part_slot(part) for part in front), self._part_slot(last)[:1]
        return (Window(slots, _PARAPHRASE, COMPOUND, 0.5),)

    def _part_slot(self, part: str) -> Slot:
        stems = frozenset(self.analyser.form(part).stems)
        return Words(Layer.STEM, stems, COMPOUND), Words(Layer.PART, stems, COMPOUND)

    def _namings(self, words: tuple[str, ...]) -> list[Naming]:
        return namings(self.analyser, words) if self.steps.concepts and not self.steps.exact and words else []

    def _others(self, naming: Naming) -> Iterator[Plan]:
        """The other names of a concept."""
        how = by_concept(naming.label)
        for words in naming.others:
            if len(words) == 1:
                yield from (_told(way, how) for way in self._ways(words[0]))
                continue
            yield Window(tuple(slot for word in words if (slot := self._one((word,)))), None, how)
            joined = frozenset(self.analyser.form("".join(words)).stems)
            yield Words(Layer.STEM, joined, how)
            yield Words(Layer.PART, joined, how)

    def _correction(self, text: str, word: str) -> tuple[Plan, ...]:
        """The nearest word of the corpus, for a word that neither it nor the word list knows."""
        form = self.analyser.form(word)
        if self.vocabulary.finds(form.exact, form.stems) or not tolerance(word) or self.analyser.knows(word):
            return ()
        better = self.vocabulary.nearest(form.exact)
        if better is None:
            return ()
        self.corrected.append((text, better))
        self.notes.append(f"‘{text}’ komt niet voor; gezocht is op ‘{better}’.")
        return tuple(_told(way, by_correction(better)) for way in self._ways(better))

    def _pattern(self, word: Wildcard | Fuzzy) -> tuple[Words, ...]:
        if isinstance(word, Wildcard):
            forms, how = self.vocabulary.fitting(word.pattern), LITERAL
        else:
            form = self.analyser.form(next(raw_words(word.text)).key)
            forms = self.vocabulary.similar(form.exact, word.distance or _spread(form))
            how = SPELLED
        shown = word.pattern if isinstance(word, Wildcard) else f"{word.text}~"
        if not forms:
            self.notes.append(f"‘{shown}’ past op geen enkel woord in de documenten.")
        if len(forms) > _MOST_FORMS:
            self.notes.append(
                f"‘{shown}’ past op {len(forms)} woorden; gezocht is op de {_MOST_FORMS} die het meest voorkomen."
            )
            forms = sorted(forms, key=lambda form: -self.vocabulary.counts[form])[:_MOST_FORMS]
        chosen = frozenset(forms)
        return Words(Layer.EXACT, chosen, how), Words(Layer.PIECE, chosen, how)

    def _windows(self, words: Sequence[Word], slack: int | None) -> Plan:
        """The words in a window; also with neighbours written as one word, where the corpus has that word."""
        units = [unit for word in words for unit in self._units(word)]
        windows = tuple(Window(slots, slack) for slots in self._joined(units))
        return windows[0] if len(windows) == 1 else Either(windows)

    def _units(self, word: Word) -> Iterator[str | Slot]:
        """The pieces a word of a phrase is written in: a pattern is a slot, other words are still to be joined."""
        if not isinstance(word, Term):
            yield self._pattern(word)[:1]
            return
        for raw in raw_words(word.text):
            yield from (piece for piece in raw.key.split("-") if piece.strip("'"))

    def _joined(self, units: Sequence[str | Slot]) -> Iterator[tuple[Slot, ...]]:
        if not units:
            yield ()
            return
        for count in range(1, min(_LONGEST_JOIN, len(units)) + 1):
            slot = self._one(units[:count])
            if slot is not None:
                yield from ((slot, *rest) for rest in self._joined(units[count:]))

    def _one(self, units: Sequence[str | Slot]) -> Slot | None:
        """The slot for one unit, or for some written as one hyphened word, when the corpus has it."""
        if len(units) == 1 and not isinstance(units[0], str):
            return units[0]
        texts = [unit for unit in units if isinstance(unit, str)]
        if len(texts) < len(units):
            return None
        *front, last = (self.analyser.form(text) for text in texts)
        before = "".join(form.exact for form in front)
        exact, stems = before + last.exact, frozenset(before + stem for stem in last.stems)
        if front and not self.vocabulary.has(exact, stems):
            return None
        written = Words(Layer.EXACT, frozenset({exact}), LITERAL, 2)
        return (written,) if self.steps.exact else (written, Words(Layer.STEM, stems, INFLECTED))


def _told(way: Plan, how: How) -> Plan:
    """The same way of finding, told as another."""
    if isinstance(way, Words):
        return Words(way.layer, way.terms, how, way.weight / 2)
    return Window(way.slots, way.slack, how, way.weight / 2) if isinstance(way, Window) else way


def _spread(form: Form) -> int:
    return max(1, tolerance(form.exact))
