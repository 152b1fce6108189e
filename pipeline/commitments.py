"""From the running text of a plan to the sentences, items and rows in which its writer commits himself.

A sentence is parted into main clauses, the cues of `pipeline.commitment_cues` are looked for in them, and what these
add up to is the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import (
    Pledge,
    PledgeClass,
    Quote,
    Role,
    Section,
    SectionKind,
    Staged,
    StatementId,
    content_id,
)
from pipeline.clauses import Clause, main_clauses
from pipeline.commitment_cues import (
    CLAUSE,
    CUES,
    FRAGMENTS,
    NAMED_GOAL,
    NO_COMMITMENT,
    NO_PLEDGES,
    NUMBER,
    OWN,
    SHAPES,
    SOFT,
    SPEAKER,
    STATES,
    THIRD,
    WHOLE,
)
from pipeline.dutch import Known
from pipeline.language import Finder
from pipeline.pledges import short_label
from pipeline.results import Split
from pipeline.speakers import speakers
from pipeline.tables import has_goals, rows
from pipeline.units import ITEMS, Unit, units
from pipeline.verbs import is_infinitive, is_participle

SURE_ENOUGH = 0.5
"""From this confidence on a sentence is called a commitment."""
_SUREST, _SOFTEST = 0.95, 0.7
_PROGRAMME = 0.16
"""A document of whose sentences so large a share commits by its own words is a programme."""
_TOLD = frozenset({SectionKind.BODY, SectionKind.SIDEBAR})
_ABOUT = re.compile(r"\b(?:gaat|gaan)\b(?: \w+){0,4} (?:om|over|uit|verder)\b|\bten koste (?:gaat|gaan)\b")
"""Gaat het om, gaan ervan uit: the verb of going stands for another."""
_RUNNING = frozenset({Role.PARAGRAPH, Role.INTRO}) | ITEMS


Cues = frozenset[str]
"""Names of cues and shapes that stand together."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, item or row with the cues in each of its clauses."""

    section: Section
    quote: Quote
    cues: tuple[Cues, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the cues of a sentence are found in one document."""

    find: Finder
    named: re.Pattern[str] | None

    def cues(self, sentence: str) -> tuple[Cues, ...]:
        """The names of the cues in each main clause; none of what cannot commit, as a question or a quotation."""
        sentence = NUMBER.sub("", sentence)
        if NO_COMMITMENT.search(sentence):
            return ()
        text = self.named.sub(SPEAKER, sentence) if self.named else sentence
        whole = {shape for shape, pattern in WHOLE.items() if pattern.search(sentence)}
        clauses = main_clauses(text)
        if not clauses:
            return (frozenset(whole | self._found(text.lower())),)
        return tuple(frozenset(whole | {*_shapes(clause)} | self._in_clause(clause)) for clause in clauses)

    def _in_clause(self, clause: Clause) -> set[str]:
        found = self._found(clause.text)
        return found - THIRD if clause.verb.verb in STATES else found

    def _found(self, clause: str) -> set[str]:
        return {hit.name for hit in self.find(f"{CLAUSE} {clause}")}


def commitments(
    sections: Sequence[Section],
    *,
    find: Finder,
    split: Split,
    known: Known,
    listed: Iterable[Pledge] = (),
    organisation: str = "",
) -> Staged[Pledge]:
    """The commitments in the running text of a plan, each with how sure it is that it is one.

    `find` is made of `PATTERNS`; `listed` are the pledges that were found already, and are left out; `organisation` is
    who speaks. Of a document that is a programme throughout more forms count: the passive, and what public bodies do.
    """
    told = [section for section in sections if section.kind in _TOLD and not NO_PLEDGES.search(section.heading)]
    reader = _Reader(find, speakers((section.text for section in told), organisation))
    taken = {word for pledge in listed for word in _words(pledge.quote)}
    said = [
        one
        for section in told
        for one in _in_section(section, reader, split, known)
        if taken.isdisjoint(_words(one.quote))
    ]
    programme = _is_programme(said)
    found = (_pledge(one, confidence(one.cues, programme=programme)) for one in said)
    return tuple(_once(pledge for pledge in found if pledge.confidence >= SURE_ENOUGH)), ()


def confidence(clauses: Iterable[Cues], *, programme: bool) -> float:
    """What the cues of the clause that commits most add up to, from 0 to 0.95; what is only wished for, to 0.7."""
    return round(max((_total(cues, programme) for cues in clauses), default=0.0), 2)


def _total(cues: Cues, programme: bool) -> float:
    most = _SUREST if cues - SOFT else _SOFTEST
    return min(max(sum(_weight(cue, programme) for cue in cues), 0.0), most)


def _weight(cue: str, programme: bool) -> float:
    always, besides = _WEIGHTS[cue]
    return always + (besides if programme else 0)


_WEIGHTS: Mapping[str, tuple[float, float]] = {
    **{cue.name: (cue.weight, cue.in_programme) for cue in CUES},
    **{name: (shape.weight, shape.in_programme) for name, shape in SHAPES.items()},
}


def _in_section(section: Section, reader: _Reader, split: Split, known: Known) -> Iterator[_Said]:
    """The sentences, items and rows of a section; a line that introduces a list is none, but its items gain by it."""
    lead = reader.cues(section.heading)
    for unit in units(section.blocks, known):
        if unit.role is Role.TABLE:
            yield from _rows(section, unit.quote)
        elif unit.role in ITEMS:
            yield from _in_item(section, unit, reader, split, lead)
        elif unit.role in _RUNNING:
            said = [unit.quote.cut(start, end) for start, end in split(unit.text)]
            leads = bool(said) and said[-1].text.endswith((":", "…"))
            lead = reader.cues(said.pop().text) if leads else ()
            yield from (_Said(section, quote, reader.cues(quote.text)) for quote in said)
        elif unit.role is Role.HEADING and NAMED_GOAL.search(unit.text):
            yield _Said(section, unit.quote, (frozenset({"named goal"}),))


def _in_item(section: Section, unit: Unit, reader: _Reader, split: Split, lead: tuple[Cues, ...]) -> Iterator[_Said]:
    """The sentences of an item; when its first is no sentence but a phrase, the item by the way it begins."""
    led = {"item", "led"} if confidence(lead, programme=False) >= SURE_ENOUGH else {"item"}
    for at, (start, end) in enumerate(split(unit.text)):
        quote = unit.quote.cut(start, end)
        clauses = main_clauses(quote.text)
        own = set() if at or not _is_phrase(quote.text, clauses) else {*_begins(NUMBER.sub("", quote.text))}
        acts = any(clause.verb.verb not in STATES and not clause.verb.past for clause in clauses)
        cues = [
            one | led | own | ({"item acts"} if acts and not one & OWN else set()) for one in reader.cues(quote.text)
        ]
        if at or not quote.text.endswith(":"):
            yield _Said(section, quote, tuple(map(frozenset, cues)))


def _is_phrase(text: str, clauses: Sequence[Clause]) -> bool:
    """Without a finite verb; one at the very end that may be an infinitive is none: "nieuwe ponten kopen"."""
    last = _last_word(text)
    return not clauses or (len(clauses) == 1 and clauses[0].words[-1] == last == clauses[0].verb.verb)


def _begins(phrase: str) -> Iterator[str]:
    """How an item begins, or ends, that is no sentence but a phrase."""
    yield "fragment"
    yield from (name for name, begins in FRAGMENTS.items() if begins.search(phrase))
    if is_infinitive(_last_word(phrase)):
        yield "to do"


def _last_word(text: str) -> str:
    words = re.findall(r"\w[\w’'-]*", text)
    return words[-1].lower() if words else ""


def _rows(section: Section, table: Quote) -> Iterator[_Said]:
    """The rows of a table with a column of goals."""
    if has_goals(table):
        yield from (_Said(section, row, (frozenset({"row of goals"}),)) for row in rows(table))


def _shapes(clause: Clause) -> Iterator[str]:
    """What tense and voice of a clause tell."""
    verb = clause.verb.verb
    if clause.verb.past:
        yield "past"
    if verb in ("hebben", "zijn") and any(map(is_participle, clause.words)):
        yield "perfect"
    if verb == "krijgen":
        yield "gets"
    if verb == "worden" and not clause.verb.past and any(map(is_participle, clause.words)):
        yield "passive"
    if verb == "gaan" and any(map(is_infinitive, _after(clause, "gaat gaan"))) and not _ABOUT.search(clause.text):
        yield "goes to do"


def _after(clause: Clause, verbs: str) -> tuple[str, ...]:
    """The words behind the verb of a clause."""
    at = next((at for at, word in enumerate(clause.words) if word in verbs.split()), len(clause.words))
    return clause.words[at + 1 :]


def _is_programme(said: Sequence[_Said]) -> bool:
    own = sum(confidence(one.cues, programme=False) >= SURE_ENOUGH for one in said)
    return own >= _PROGRAMME * len(said) > 0


def _pledge(one: _Said, sure: float) -> Pledge:
    section, quote = one.section, one.quote
    return Pledge(
        StatementId(content_id(section.document, quote.page, quote.text)),
        section.document,
        PledgeClass.IN_TEXT,
        quote,
        section.theme,
        section.subtheme,
        section.id,
        section.heading,
        label=short_label(quote.text),
        confidence=sure,
    )


def _once(pledges: Iterable[Pledge]) -> Iterator[Pledge]:
    """A sentence that stands twice on a page is one."""
    seen: set[StatementId] = set()
    for pledge in pledges:
        if pledge.id not in seen:
            seen.add(pledge.id)
            yield pledge


def _words(quote: Quote) -> Iterator[tuple[int, float, float]]:
    return ((word.page, word.box.x0, word.box.top) for word in quote.words)
