"""Dutch verbs whose particle stands apart ("zetten zich in", "aan te pakken") to the verb that is meant.

The particle stands before `te` or a helping verb with an infinitive behind it, or at the end of a clause after a form
of its verb (Algemene Nederlandse Spraakkunst, 12.2: scheidbaar samengestelde werkwoorden).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from index.words import RawWord

_NOUNS = frozenset("deel gade plaats stand vorm weg".split())
"""Particles that are nouns as well, as after a word that comes before a noun: "een deel van", "op weg naar"."""
_PARTICLES = _NOUNS | frozenset(
    """
    aan achter af bij bijeen binnen boven buiten dicht door heen in klaar los mee mis na neer om omhoog omlaag onder op
    open over rond samen stil stop tegemoet tegen teleur terecht terug thuis toe uit vast veilig voor voorbij voort
    vooruit voorop vrij waar weer
    """.split()
)
_HELPING = frozenset(
    """
    te blijft blijven gaan gaat helpen helpt kan kon konden kunnen laat laten mag mocht mochten moest moesten moet
    moeten mogen wil wilde wilden willen zal zou zouden zullen
    """.split()
)
"""What can stand between a particle and its infinitive: "uit te kunnen voeren", "op zal leveren"."""
_NO_BASE = frozenset("hebben kunnen moeten mogen willen worden zijn zullen".split())
_BEFORE_NOUNS = frozenset("de het een dit dat deze die op in van als ter uit met".split())
_AFTER = frozenset(
    """
    aan als bij binnen dan dat en in maar met na naar nadat of om omdat onder op over per rond rondom sinds tegen
    tijdens toen tot tussen uit van vanaf vanuit via volgens voor wanneer want waarbij waardoor waarin waarmee zoals
    zodat zonder
    """.split()
)
"""What can follow a particle at the end of its clause, and hardly a preposition before its noun."""
_OFTEN_PREPOSITIONS = frozenset("door om onder over voor".split())
"""Before other words than a noun these are prepositions too: "door onder meer", "sterk voor: ..."."""
_FULL_ENDS, _CLAUSE_ENDS = frozenset(".;!?,"), frozenset('.;!?,:)”’"…–—')
_BREAKS = _FULL_ENDS | {":"}
_OPENS_LIST = frozenset(":…")
_SENTENCE_END = re.compile(r"[.;!?](?!\w)")
_REACH = 20
"""So many words a verb stands before its particle at most."""
_SHORTEST = 4


def infinitives(form: str, stems: Iterable[str]) -> tuple[str, ...]:
    """What may be infinitives among the stems of a form; participles ("komende", "gericht") are no verb of a clause.

    >>> infinitives("zet", ("zetten", "zet")), infinitives("gezet", ("zetten",)), infinitives("heeft", ("hebben",))
    (('zetten',), (), ())
    """
    if form.endswith("end"):
        return ()
    found = [stem for stem in stems if stem.endswith("n") and len(stem) >= _SHORTEST and stem not in _NO_BASE]
    return tuple(stem for stem in found if f"{stem}de" != form and (stem.startswith("ge") or not form.startswith("ge")))


def separated(
    text: str, words: Sequence[RawWord], bases: Callable[[str], Iterable[str]], is_verb: Callable[[str, str], bool]
) -> dict[int, str]:
    """The verbs of a text that stand apart: for the place of a form the infinitive that it makes with its particle.

    The form is what stands for the verb, so that one verb is one occurrence; it goes with one particle, the first, and
    with `samen` only when there is no other. `bases` gives the infinitives that a word is a form of, and `is_verb` says
    whether there is a verb of this particle and this infinitive.
    """
    found: dict[int, str] = {}
    places = [place for place, word in enumerate(words) if word.key in _PARTICLES]
    for place in sorted(places, key=lambda place: words[place].key == "samen"):
        particle, forms = words[place].key, _ahead(text, words, place) or _behind(text, words, place)
        made = ((form, base) for form in forms for base in bases(words[form].key))
        first = next(((form, particle + base) for form, base in made if is_verb(particle, base)), None)
        if first:
            found.setdefault(*first)
    return found


def _ahead(text: str, words: Sequence[RawWord], place: int) -> Sequence[int]:
    """The infinitive behind `te` and helping verbs behind the particle, or the last of these when `te` is before it."""
    at = place
    while _goes_on(text, words, at) and words[at + 1].key in _HELPING:
        at += 1
    if at == place:
        return ()
    # "om door te gaan", but "door te doen" and "om te doen" are no verbs.
    if words[place].key in ("door", "om") and all(word.key != "om" for word in words[max(0, place - 3) : place]):
        return ()
    behind = (at + 1,) if _goes_on(text, words, at) else ()
    return (*behind, at) if words[at - 1].key == "te" else behind


def _goes_on(text: str, words: Sequence[RawWord], place: int) -> bool:
    """There is a next word in the same clause."""
    return place + 1 < len(words) and _mark_behind(text, words, place) not in _BREAKS


def _behind(text: str, words: Sequence[RawWord], place: int) -> Sequence[int]:
    """The words before a particle that ends a clause, the nearest first, as far as the sentence goes."""
    if not _ends_clause(text, words, place):
        return ()
    first = max(0, place - _REACH)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, words[first].start, words[place].start)]
    if ends:
        first = next(at for at in range(first, place + 1) if words[at].start >= ends[-1])
    return range(place - 1, first - 1, -1)


def _ends_clause(text: str, words: Sequence[RawWord], place: int) -> bool:
    particle = words[place].key
    if particle in _NOUNS and place and words[place - 1].key in _BEFORE_NOUNS:
        return False
    mark, last = _mark_behind(text, words, place), place + 1 == len(words)
    if mark:
        return mark in (_FULL_ENDS if particle in _OFTEN_PREPOSITIONS else _CLAUSE_ENDS)
    if last:
        return particle not in _OFTEN_PREPOSITIONS
    after = words[place + 1]
    if particle in _OFTEN_PREPOSITIONS:
        return after.key in ("om", "dat")
    # "daar spelen wij op in.", where the last is the particle; but "wij spelen in op: scholing".
    is_last = after.key in _PARTICLES and _mark_behind(text, words, place + 1) in _CLAUSE_ENDS - _OPENS_LIST
    return after.key in _AFTER and not (after.dangles or is_last)


def _mark_behind(text: str, words: Sequence[RawWord], place: int) -> str:
    """The first sign between a word and the next, "" where there is only white space."""
    end = words[place + 1].start if place + 1 < len(words) else None
    return text[words[place].end : end].strip()[:1]
