"""The words and word order by which a Dutch sentence commits its writer, each with what it adds to the confidence.

Alone knows these words. What counts as a commitment follows Thomson et al. (2017), "The Fulfillment of Parties'
Election Pledges", American Journal of Political Science 61(3), and was weighed on sentences labelled by hand
(`tests/truth/commitments.json`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.language import Pattern, TokenRule

SPEAKER = "wijzelf"
"""Stands for the name of whoever speaks in a document, once it was recognised."""
CLAUSE = ";"
"""Stands before every main clause of what the patterns are tried on."""

_WE = "we wij"
_STATES = """
    zijn hebben weten zien denken geloven vinden voelen ervaren merken kennen leven beseffen constateren signaleren
    herkennen begrijpen hopen verwachten danken presenteren beschrijven noemen bedoelen lezen horen staan zitten liggen
    krijgen komen lopen moeten kunnen mogen hoeven missen delen bevinden behoren verdienen vertrouwen rekenen waarderen
    hechten onderschrijven erkennen beschouwen bewijzen worden bestaan blijken heten schrijven dienen ontmoeten wonen
    tellen beschikken verkeren vormen betekenen vragen bezien ontdekken definiëren onderscheiden hanteren herinneren
    achten verstaan respecteren
"""
"""Verbs of being, thinking, saying and being able: who says them of himself takes nothing upon himself."""
_WILLING = "willen wensen streven pleiten kiezen richten ambiëren beogen mikken"
_GOING = "zullen gaan beloven garanderen"
_STRIVING = "willen wensen streven pleiten"
_NO_VERB = """
    dat die wat waar waarin waarmee waardoor waarop waarbij waarvan waarvoor waarom waaraan zodat als omdat hoe om of
    nadat voordat terwijl hoewel zoals wie welke wanneer tenzij totdat zodra indien opdat dan en maar want dus ook
    van voor met in op aan bij door naar uit over tot tussen binnen onder tegen via per zonder rond na te een de het
    wel niet alle onze ons hecht acht verstaan vanuit namens volgens zoals sinds tijdens , ; : - – —
"""
"""Before its subject these are no finite verb."""
_BODIES = """
    gemeente provincie kabinet college coalitie waterschap rijk regering gemeenteraad stadsbestuur gemeentebestuur
    overheid
"""
"""Public bodies that an election programme or a coalition agreement speaks for."""
_GOALS = """
    ambitie belofte doel doelstelling streven inzet voornemen opdracht taak verantwoordelijkheid opgave missie
    toezegging
"""
_WEIGHTY = "belangrijk cruciaal essentieel belang nodig noodzakelijk zaak wenselijk"


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a commitment. `weight` is what it adds to the confidence, `in_programme` what it adds besides in a
    document that does little else than commit; both may be below zero."""

    name: str
    weight: float
    patterns: tuple[Pattern, ...]
    in_programme: float = 0.0


def _w(words: str) -> TokenRule:
    return TokenRule(words=tuple(words.split()))


def _v(verbs: str) -> TokenRule:
    return TokenRule(verbs=tuple(verbs.split()))


def _n(nouns: str) -> TokenRule:
    return TokenRule(nouns=tuple(nouns.split()))


def _gap(most: int) -> TokenRule:
    return TokenRule(gap=most)


def _acts(subject: TokenRule) -> tuple[Pattern, ...]:
    """Subject and verb side by side, as a main clause has them, the verb being one of doing."""
    other = _verbs(f"{_STATES} {_WILLING} {_GOING}")
    return (_OPENING, subject, other), (_verbs(f"{_STATES} {_WILLING} {_GOING} laten"), subject)


def _verbs(but: str) -> TokenRule:
    return TokenRule(words=tuple(_NO_VERB.split()), verbs=tuple(but.split()), negated=True)


def _beside(verbs: str, subject: TokenRule) -> tuple[Pattern, ...]:
    return (_OPENING, subject, _v(verbs)), (_v(verbs), subject)


def _of_bodies(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """The same with the article that a public body has."""
    first, inverted = patterns
    return (first[0], _w("de het"), *first[1:]), (inverted[0], _w("de het"), *inverted[1:])


_OPENING = _w("; , : en maar want dus")
"""Before these, or a mark, a clause with its subject first begins."""
_OWN = _w(_WE)
_NAMED = _w(SPEAKER)
_EITHER = _w(f"{_WE} {SPEAKER}")
_BODY = _w(_BODIES)

CUES: tuple[Cue, ...] = (
    # We pakken de werkdruk aan. Daarom verlagen wij de huren.
    Cue("own act", 0.8, _acts(_OWN)),
    # We willen, streven naar, pleiten voor, richten ons op: soft.
    Cue("own will", 0.6, _beside(_WILLING, _OWN)),
    # We gaan, zullen, beloven: firm.
    Cue("own promise", 0.8, _beside(_GOING, _OWN)),
    # De vereniging wil, zal, gaat.
    Cue("named will", 0.6, _beside(f"{_STRIVING} {_GOING} kiezen", _NAMED)),
    # What the organisation does, told of itself by its name, is mostly standing practice.
    Cue("named act", 0.25, _acts(_NAMED), in_programme=0.4),
    # De vereniging zet zich in voor, maakt zich hard voor.
    Cue("named effort", 0.5, ((_NAMED, _v("zetten maken"), _w("zich")), (_v("zetten maken"), _NAMED, _w("zich")))),
    # Er komt een meldpunt.
    Cue("there comes", 0.75, ((_w("er"), _w("komt komen")), (_w("komt komen"), _w("er")))),
    # Het is onze ambitie; ons doel is; we hebben de ambitie; het is aan ons; de volgende stap is.
    Cue(
        "aim",
        0.65,
        (
            (_v("zijn blijven"), _w("onze ons mijn"), _gap(2), _n(_GOALS)),
            (_w("onze ons de het"), _gap(2), _n(_GOALS), _v("zijn blijven"), _w(", : om dat")),
            (_w("onze ons"), _gap(1), _n(_GOALS), _v("zijn blijven")),
            (_v("hebben"), _EITHER, _gap(2), _n("ambitie doel voornemen")),
            (_EITHER, _v("hebben"), _gap(2), _n("ambitie doel voornemen")),
            (_w("is"), _w("aan"), _w("ons")),
            (_w("volgende eerstvolgende"), _n("stap"), _v("zijn")),
            (_w("zijn"), _EITHER, _w("voornemens vastbesloten")),
            (_EITHER, _w("zijn"), _w("voornemens vastbesloten")),
            (_w("zijn is"), _EITHER, _w("van"), _w("plan")),
            (_EITHER, _w("zijn is"), _w("van"), _w("plan")),
            (_v("zijn"), _gap(3), _n("speerpunt prioriteit"), _w("van voor binnen"), _w("ons onze")),
        ),
    ),
    # We voelen de noodzaak om …: soft.
    Cue(
        "own duty",
        0.5,
        ((_EITHER, _gap(5), _n("urgentie noodzaak plicht verantwoordelijkheid opdracht taak"), _w(", om")),),
    ),
    # Het is belangrijk dat de gemeente …: soft, and only in a programme.
    Cue(
        "weighty",
        0.2,
        (
            (_v("zijn blijven"), _w("het"), _gap(3), _w(_WEIGHTY), _w(", om dat")),
            (_w("het"), _v("zijn blijven"), _gap(4), _w(_WEIGHTY), _w(", om dat")),
        ),
        in_programme=0.25,
    ),
    # De gemeente regelt …; there the writer speaks for it.
    Cue("public act", 0.05, (*_of_bodies(_acts(_BODY)), *_acts(_w("nederland"))), in_programme=0.6),
    Cue(
        "public promise",
        0.2,
        (*_of_bodies(_beside(f"{_GOING} willen", _BODY)), *_beside(_GOING, _w("nederland"))),
        in_programme=0.5,
    ),
    Cue("ought", 0.0, ((_v("dienen"), _gap(12), _w("te")),), in_programme=0.55),
    # Daarom, hiervoor: what follows answers a problem. Zo, daarmee: what follows is an effect.
    Cue("answer", 0.1, ((_w(CLAUSE), _w("daarom daartoe hiertoe hiervoor daarvoor dus")),)),
    Cue(
        "effect",
        -0.45,
        (
            (_w(CLAUSE), _w("zo daarmee hierdoor daardoor hiermee zodoende")),
            (_w(CLAUSE), _w("met op door"), _w("dit deze die")),
        ),
    ),
    # Al, inmiddels, al jaren, steeds meer: it goes on already, or by itself.
    Cue(
        "already",
        -0.35,
        (
            (_w("al"), _w("jaren lang langer eeuwen decennia sinds enige")),
            (_v(f"zijn hebben doen zetten maken werken nemen geven bieden {_GOING}"), _EITHER, _w("al reeds")),
            (_w("reeds inmiddels momenteel dagelijks altijd vaak soms"),),
            (_w("afgelopen vorige vorig"),),
            (_w("steeds gaandeweg"), _w("meer vaker minder")),
            (_w("jarenlang voortdurend telkens"),),
            (_w("in"), _w("rap hoog snel"), _w("tempo")),
        ),
    ),
    Cue("not yet", -0.2, ((_w("nog"), _w("onvoldoende niet geen te weinig nauwelijks")),)),
    # Voortaan, uiterlijk, de komende jaren.
    Cue(
        "time to come",
        0.1,
        (
            (_w("voortaan uiterlijk"),),
            (_w("komende deze"), _w("jaren periode kabinetsperiode bestuursperiode raadsperiode collegeperiode")),
            (_w("zo"), _w("snel spoedig"), _w("mogelijk")),
            (_w("per vanaf"), _w("direct januari juli september schooljaar studiejaar")),
        ),
    ),
    # We willen een stad waar …: a slogan.
    Cue(
        "slogan",
        -0.2,
        (
            (
                _v("willen kiezen staan"),
                _gap(4),
                _w("een"),
                _gap(2),
                _n("stad land samenleving wereld overheid"),
                _w(","),
            ),
        ),
    ),
    # We maken deel uit van; we zullen moeten wennen.
    Cue("no act", -0.6, ((_v("maken"), _gap(4), _w("deel"), _w("uit")), (_w("zullen zal"), _gap(5), _w("moeten")))),
    # Laten we, we kunnen: an appeal, a possibility.
    Cue("appeal", -1.2, ((_w("laten"), _w(_WE)),)),
)

PATTERNS: Mapping[str, tuple[Pattern, ...]] = {cue.name: cue.patterns for cue in CUES}
"""What a finder of `Dutch.patterns` is made of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A sign of a commitment that a pattern of words cannot tell: what adds how much, as in `Cue`."""

    weight: float
    in_programme: float = 0.0


SHAPES: Mapping[str, Shape] = {
    "passive": Shape(0.05, in_programme=0.55),
    "goes to do": Shape(0.1, in_programme=0.5),
    "gets": Shape(0.0, in_programme=0.55),
    "past": Shape(-0.35),
    "perfect": Shape(-0.4),
    # Het blijft van belang om aandacht te vragen.
    "weighty to do": Shape(0.3),
    # Of an item of a list.
    "item": Shape(0.0, in_programme=0.1),
    "item acts": Shape(0.0, in_programme=0.3),
    "led": Shape(0.4),
    "fragment": Shape(0.1, in_programme=0.1),
    "more": Shape(0.3),
    "to do": Shape(0.35),
    "doing": Shape(0.35),
    "stop": Shape(0.45),
    "number": Shape(0.1),
    # A goal that says that it is one.
    "named goal": Shape(0.6),
    "row of goals": Shape(0.6),
}
"""What the shape of a clause, item or row adds."""

STATES = frozenset(_STATES.split())

_GOAL_WORDS = (
    r"(?:hoofd|sub|kern)?doel(?:stelling)?|ambitie|actie(?:punt)?|maatregel|voornemen|afspraak|speerpunt"
    r"|toezegging|belofte"
)
NAMED_GOAL = re.compile(rf"^(?:{_GOAL_WORDS})\s+\d+(?:\.\d+)*[a-z]?\s*[:.–—-]\s+\w", re.IGNORECASE)
"""Doel 2: meer woningen. Actie 3.1 - …"""
WEIGHTY_TO_DO = re.compile(
    rf"\b(?:is|blijft)\b[^.;:]{{0,40}}\b(?:{_WEIGHTY.replace(' ', '|')}),?\s+om\b", re.IGNORECASE
)
NO_COMMITMENT = re.compile(
    r"\?[’”\"')\]]*$|^[‘“„\"]|(?<!\w)(?:ik|mijn|mij)(?!\w)"
    # Willen we slagen, dan … Deelt het college de mening …
    r"|^(?!(?:en|maar|want|dus|of|ook)\b)[\w’']+\s(?:we|wij)\b"
    rf"|^(?:is|(?!met|niet|uit|dat|tot)\w+t)\s(?:de|het)\s(?:{'|'.join(_BODIES.split())})\b"
    r"|^(?:is|zijn|heeft|hebben|kan|kunnen|deelt|bent)\s(?:de|het|u|er|deze|dit)\s"
    # What the text itself does: in hoofdstuk 3 lichten we toe …
    r"|\bin\s(?:hoofdstuk|paragraaf|bijlage|deel|tabel|figuur)\s\d|\b(?:in|van)\s(?:dit|deze|het\svolgende)\s"
    r"(?:\w*(?:hoofdstuk|paragraaf|document|stuk|notitie|bijlage|programma|rapport|nota|samenvatting|publicatie))\b"
    # An address.
    r"|\bpostbus\s\d|\S@\S|\bwww\.|https?://"
    # In English.
    r"|\b(?:the|and|our|with)\b.*\b(?:the|and|of|to|our|with)\b",
    re.IGNORECASE,
)
"""A question, a quotation, one person speaking, or what the text says of itself."""
NO_PLEDGES = re.compile(
    r"^(?:\W*\d[\d.]*\s*)?(?:inhoud(?:sopgave)?|leeswijzer|begrippen(?:lijst)?|bronnen|literatuur(?:lijst)?|noten"
    r"|afkortingen|colofon|voorwoord|woord vooraf|nawoord)\b",
    re.IGNORECASE,
)
"""Headings of what is no text of the plan itself."""
NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+")
"""The number of an item."""
FRAGMENTS: Mapping[str, re.Pattern[str]] = {
    "more": re.compile(
        r"^(?:meer|minder|extra|geen|gratis|nieuwe?|betere?|hogere?|lagere?|snellere?|sneller|kortere?|eerlijker"
        r"|goedkopere?|sterkere?|strengere?|ruimere?|vaker|volledige?|iedere|elke?|alle)\s"
        r"(?!(?:informatie|weten|lezen)\b)",
        re.IGNORECASE,
    ),
    "doing": re.compile(
        r"^(?:het|de)\s+(?:\w+\s+){0,3}?\w+en\s+van\s|^(?:de\s+)?(?:verdere\s+)?\w{4,}ing\s+van\s"
        r"|^(?:\w+en)\s+(?:van|aan|op|in|voor|met|om)\s",
        re.IGNORECASE,
    ),
    "stop": re.compile(
        r"^(?:stop|schaf|zorg|maak|geef|bouw|investeer|verhoog|verlaag|verbied|voer|breid)\s", re.IGNORECASE
    ),
    "number": re.compile(r"\d"),
}
"""How an item without a verb of its own begins, when it says what is to be done: Meer …, Het vergroten van …, Stop …"""
WHOLE: Mapping[str, re.Pattern[str]] = {"named goal": NAMED_GOAL, "weighty to do": WEIGHTY_TO_DO}
"""What is looked for in a whole sentence, its subordinate clauses too."""
THIRD = frozenset({"public act", "named act"})
"""Cues that need a verb of doing in their clause."""
OWN = frozenset({"own act", "own will", "own promise", "named will", "named act"})
"""Cues of a clause of which the writer is the subject."""
SOFT = frozenset(
    {
        "own will",
        "named will",
        "aim",
        "own duty",
        "weighty",
        "weighty to do",
        "answer",
        "effect",
        "time to come",
        "item",
    }
    | {"led", "fragment", "named goal", "row of goals", *FRAGMENTS, "to do"}
)
"""Cues of what is wished for; a clause with these alone is never firm."""
