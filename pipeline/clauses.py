"""From a Dutch sentence to its main clauses, each with its finite verb; subordinate clauses are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.verbs import STATIVE, Form, finite, finite_joined, is_infinitive, is_participle

Tokens = Sequence[str]

_TOKEN = re.compile(r"\w+(?:[-'’./&]\w+)*|[,;:–—]")
_BREAKS = frozenset(",;:–—")
_ASIDE = re.compile(r"\([^()\d]*\)|(?<=\s)[–—-] [^–—]{1,120}[–—-](?=\s)")
_TITLE = re.compile(r"(?<!\w)[‘“„\"'](?:[^‘’“”\"']|(?<=\w)[’'](?=\w)){1,80}[’”\"'](?!\w)")
_SPEAKER = re.compile(r"^[^:‘“„\"]{1,40}: (?=[‘“„\"])")
_SUBORDINATORS = frozenset(
    """
    aangezien alsof doordat hoewel indien mits nadat ofschoon omdat opdat tenzij terwijl totdat voordat waaraan waarbij
    waarbinnen waardoor waarin waarmee waarna waarnaar waarom waaronder waarop waarover waartegen waartoe waartussen
    waaruit waarvan waarvanuit waarvoor zoals zodat zodra naarmate
    """.split()
)
"""These open a subordinate clause wherever they stand (Algemene Nederlandse Spraakkunst, 10.3)."""
_CLAUSE_WORDS = frozenset("als wanneer toen of hoe wat wie welke waar nu sinds dat die".split())
"""These do so only at the beginning of a clause, or as told in `_opens`."""
_ASKING = frozenset("of hoe wat wie welke waar".split())
_PRONOUNS = frozenset("ik je jij u hij ze zij we wij er men iedereen".split())
_BEFORE_NOUNS = frozenset(
    """
    de het een onze ons hun haar mijn jullie uw deze dit die geen alle veel meer minder enkele elk elke ieder iedere
    beide te van voor met in op aan bij door naar over uit tot tijdens via per tegen onder na zonder binnen rond rondom
    als twee drie vier vijf zes zeven acht negen tien nieuwe goede eigen diverse verschillende
    """.split()
)
"""After these stands a noun or an infinitive, and no finite verb."""
_MAKES_NOUN = frozenset("aan bij de door een en het in met na op over te tot van voor".split())
_AFTER_PARTICIPLE = frozenset(
    """
    aan als bij binnen boven buiten daar dan dat door en er hier hoe in met na naar of om onder op over per rond rondom
    sinds te tegen tijdens tot tussen uit van vanaf vanuit via volgens voor wat wegens zonder
    """.split()
) | {"", *_BREAKS}
_PARTICLES = frozenset("aan af bij bijeen deel in mee op plaats samen terug uit voor voort".split())
_LIKE_VERB = re.compile(r"(?:t|de|te|en)$")
_DEMONSTRATIVES = frozenset("dit dat die deze".split())
_AUXILIARIES = frozenset(
    "is was waren heeft had hadden wordt werd werden kan kon konden zal zou wil wilde moet".split()
)
_AUXILIARY_PLURALS = frozenset("zijn hebben worden kunnen zullen willen moeten mogen gaan".split())
_COORDINATORS = frozenset("en maar want dus".split())
_LONGEST = 300
"""No sentence has more words; what comes after them is a table or a list."""
_NEAR = 4
"""Words after a comma or coordinator among which the verb of a new main clause stands."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: its words in lower case without what is subordinate, and its finite verb."""

    words: tuple[str, ...]
    verb: Form

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_sure(self) -> bool:
        """Its verb can be no infinitive: "wij delen" can, "de raad deelt" and "de leden zijn" cannot."""
        return self.verb.verb in _AUXILIARY_PLURALS or self.verb.verb not in self.words

    @property
    def acts(self) -> bool:
        """It has a participle of an act, and not as what may stand before a noun: "is een bekostigd programma"."""
        return any(
            is_participle(word) and word not in STATIVE and self._is_verbal(before, after)
            for before, word, after in self._around()
        )

    @property
    def has_infinitive(self) -> bool:
        """It has an infinitive that goes with the verb: "gaan samenwerken", but not "te werken", "het werken"."""
        return any(
            is_infinitive(word) and word != self.verb.verb and before not in _MAKES_NOUN
            for before, word, _ in self._around()
        )

    @property
    def is_compound(self) -> bool:
        """Its verb has a particle, which makes it another verb: "vindt plaats", "komt bijeen"."""
        at_end = any(word in _PARTICLES and not after.isalnum() for _, word, after in self._around())
        return at_end or not {"plaats", "deel", "mee"}.isdisjoint(self.words)

    def _around(self) -> Iterator[tuple[str, str, str]]:
        return zip(("", *self.words), self.words, (*self.words[1:], ""), strict=False)

    def _is_verbal(self, before: str, after: str) -> bool:
        form = finite(after)
        at_end = after in _AFTER_PARTICIPLE or is_participle(after) or (form is not None and not form.bare)
        return at_end or (self.verb.verb == "hebben" and before not in _BEFORE_NOUNS)


def main_clauses(sentence: str) -> tuple[Clause, ...]:
    """The main clauses of a sentence in order; none when it has no finite verb outside subordinate clauses.

    >>> [clause.text for clause in main_clauses("Nu is er (snel) gebouwd, omdat het moest, en helpt de raad mee.")]
    ['nu is er gebouwd ,', 'en helpt de raad mee']
    """
    plain = _TITLE.sub(" iets ", _ASIDE.sub(" ", _SPEAKER.sub("", sentence)))
    tokens = [token.lower() for token in _TOKEN.findall(plain)][:_LONGEST]
    return tuple(_coordinated(list(_main(tokens))))


def _main(tokens: Tokens) -> Iterator[str]:
    """The tokens that stand in no subordinate clause; a comma stands for each that was left out."""
    at = 0
    while at < len(tokens):
        if _opens(tokens, at):
            at = _end(tokens, at)
            yield ","
        else:
            yield tokens[at]
            at += 1


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a subordinate clause opens here."""
    word, after = tokens[at], _word(tokens, at + 1)
    if at == 0 and _is_condition(tokens):
        return True
    if word == "om":
        return _infinitive(tokens, at) is not None
    if word in _SUBORDINATORS:
        return True
    fresh = _fresh(tokens, at) or (tokens[at - 1] in ("en", "maar") and _fresh(tokens, at - 1))
    if word not in _CLAUSE_WORDS:
        return fresh and at > 0 and after in ("wie", "welke")
    if at == 0:
        return after in _PRONOUNS or (word not in ("dat", "die") and not _inverted(tokens))
    return fresh or _opens_inside(tokens, at)


def _is_condition(tokens: Tokens) -> bool:
    """The verb comes first and dan opens what follows: "Trek ik het breder, dan zie ik meer"."""
    return _word(tokens, 1) in _PRONOUNS and finite(tokens[0]) is not None and (",", "dan") in pairwise(tokens)


def _inverted(tokens: Tokens) -> bool:
    """The first finite verb stands before its subject, as only a main clause has it: "als sector zijn we"."""
    at = next((at for at in range(1, len(tokens)) if _verb(tokens, at)), 0)
    return at == 1 or _word(tokens, at + 1) in _PRONOUNS


def _fresh(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens[at - 1] in _BREAKS


def _opens_inside(tokens: Tokens, at: int) -> bool:
    """Within a clause: dat as in "zegt dat het", die after a noun ("de cao die"), a question ("naar hoe")."""
    word, before, after = tokens[at], tokens[at - 1], _word(tokens, at + 1)
    if word == "dat":
        return before not in _BEFORE_NOUNS
    if word == "die":
        return before not in _BEFORE_NOUNS | {"al", "en"} and finite(before) is None
    if word == "of":
        return _verb(tokens, at - 1) is not None
    return word in _ASKING and finite(after) is None and not (word == "wat" and before in ("heel", "nogal", "best"))


def _word(tokens: Tokens, at: int) -> str:
    return tokens[at] if 0 <= at < len(tokens) else ""


def _infinitive(tokens: Tokens, at: int) -> int | None:
    """Where the infinitive after te stands that belongs to the om at this place."""
    for place in range(at + 1, len(tokens) - 1):
        if tokens[place] == "te" and tokens[place + 1].endswith("n"):
            return place + 1
        if tokens[place] in ";:":
            return None
    return None


def _end(tokens: Tokens, at: int) -> int:
    """Where a subordinate clause is over: after the infinitives of om, or at the first comma after all its verbs."""
    if tokens[at] == "om":
        place = (_infinitive(tokens, at) or at) + 1
        while is_infinitive(_word(tokens, place)) and _word(tokens, place + 1) not in _PRONOUNS | _BEFORE_NOUNS:
            place += 1
        return place
    verbless = tokens[at] in ("als", "zoals") or (at == 0 and _is_condition(tokens))
    awaited = 0 if verbless else 1
    for place in range(at + 1, len(tokens)):
        if _opens(tokens, place):
            awaited += 1
        elif _closes(tokens, place):
            awaited -= 1
        if tokens[place] in ";:" or (tokens[place] in _BREAKS and awaited <= _resumes(tokens, place + 1)):
            return place + 1
    return len(tokens)


def _resumes(tokens: Tokens, at: int) -> bool:
    """What may be an unknown verb closes the clause, and a finite verb after the comma goes on with the main one."""
    form = finite(_word(tokens, at))
    return form is not None and _is_clear(tokens[at], form) and bool(_LIKE_VERB.search(tokens[at - 2]))


def _closes(tokens: Tokens, at: int) -> bool:
    """Here is a finite verb, wherever it stands in its clause, and no adjective as in "de gestelde"."""
    form = finite_joined(tokens[at])
    adjective = tokens[at - 1] in _BEFORE_NOUNS and tokens[at].endswith(("de", "te", "en"))
    return form is not None and not form.bare and not adjective


def _coordinated(tokens: list[str]) -> Iterator[Clause]:
    """Cut where a coordinator or comma is followed by a finite verb within a few words, once there is one before."""
    start, verb, tentative = 0, None, False
    for at, word in enumerate(tokens):
        if (
            verb
            and (word in _COORDINATORS or word in _BREAKS)
            and _begins(tokens, at + 1, 12 if word in ";:" else _NEAR)
        ):
            yield Clause(tuple(tokens[start:at]), verb)
            start, verb = at + 1, None
        here = _verb(tokens, at)
        # What may be an infinitive or a noun gives way to what is finite: "het zoeken naar een weg was lastig".
        if here and (verb is None or (tentative and _is_clear(word, here))):
            verb, tentative = here, here.verb == word
    if verb:
        yield Clause(tuple(tokens[start:]), verb)


def _begins(tokens: Tokens, start: int, within: int) -> bool:
    """Whether a new main clause begins here: its verb is near, and none that might be an infinitive."""
    for at in range(start, min(start + within, len(tokens))):
        if tokens[at] in _BREAKS:
            return False
        form = _verb(tokens, at)
        if form:
            return _is_clear(tokens[at], form) or _word(tokens, at + 1) in _PRONOUNS
    return False


def _is_clear(word: str, form: Form) -> bool:
    """The word can be neither an infinitive nor a participle nor a noun."""
    if form.verb == word:
        return word in _AUXILIARY_PLURALS
    return word in _AUXILIARIES or not (form.bare or is_participle(word))


def _verb(tokens: Tokens, at: int) -> Form | None:
    """The finite verb at this place, when there is one."""
    form, before, after = finite(tokens[at]), _word(tokens, at - 1), _word(tokens, at + 1)
    if form is None:
        # A past form with its particle stood at the end of a clause that was subordinate in its sentence.
        joined = finite_joined(tokens[at])
        return joined if joined and joined.past and before not in _BEFORE_NOUNS else None
    plural = after in ("we", "wij", "ze") and tokens[at].endswith("n")
    if plural or after == "ik":
        return form
    if before in _BEFORE_NOUNS and not _may_follow(tokens, at, form):
        return None
    if at == 0 and len(tokens) > 2 and after not in _PRONOUNS:
        return None
    noun = (form.bare and _is_noun(tokens, at)) or (form.verb == tokens[at] and _is_infinitive(tokens, at, form))
    return None if noun else form


def _is_noun(tokens: Tokens, at: int) -> bool:
    """A bare stem is a verb only beside ik or je; one in -t also with others, but not in "de goede start"."""
    before, after = _word(tokens, at - 1), _word(tokens, at + 1)
    if before == "ik" or after in ("je", "jij"):
        return False
    return not tokens[at].endswith("t") or (before.endswith("e") and _word(tokens, at - 2) in _BEFORE_NOUNS)


def _is_infinitive(tokens: Tokens, at: int, form: Form) -> bool:
    """What may be an infinitive is one at the end of a long clause, before a finite verb, and in "het zetten van"."""
    after = _word(tokens, at + 1)
    if (at > _NEAR and (not after or after in _BREAKS)) or (after == "van" and "het" in tokens[:at]):
        return True
    following = finite(after)
    finite_next = following is not None and not following.bare and following.verb != after
    return finite_next or (after in ("zijn", "hebben", "worden") and form.verb not in ("zijn", "hebben"))


def _may_follow(tokens: Tokens, at: int, form: Form) -> bool:
    """Whether this form is finite after such a word: "dit brengt", "het voelde als", but not "de gestelde"."""
    word, before, after = tokens[at], _word(tokens, at - 1), _word(tokens, at + 1)
    if form.verb == word or form.bare:
        return False
    stands_alone = before in _DEMONSTRATIVES or (before == "het" and at == 1)
    return word in _AUXILIARIES or (stands_alone and (not form.past or after in _BEFORE_NOUNS))
