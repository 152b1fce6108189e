"""From a pledge to whether it can be determined that it was kept, with the Dutch sentence that says why.

After the Comparative Party Pledges Project: a pledge names an action or outcome of which it can be determined clearly
whether it came about (Thomson et al. 2017, "The Fulfillment of Parties' Election Pledges", American Journal of
Political Science 61(3)). Alone knows the words by which Dutch names outcomes, directions and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Check, Checkable, Value, ValueKind
from pipeline.clauses import Clause, main_clauses
from pipeline.commitment_cues import NUMBER, STATES
from pipeline.verbs import finite, is_infinitive, is_participle

_PRODUCTS = """
    actieplan akkoord basisbeurs beurs bekwaamheidsbewijs certificaat certificaten certificering code convenant
    databank definitie definities erkenning fonds gids handboek handreiking handreikingen handvest keurmerk
    keurmerken leerrechten lijst loket loketten meldpunt meldpunten module modules monitor norm normen paspoort plan
    platform praktijkverklaring protocol quotum raamwerk regeling regelingen register reglement richtlijn
    richtlijnen stageplaats stageplaatsen standaard standaarden steunpunt steunpunten subsidie toeslag verbod
    verordening wetsvoorstel leerlijn leerlijnen leermiddelen toolkit website portaal belasting heffing meldplicht
    keuringsplicht commissie adviesraad rapport pilot proef woningen steiger steigers brug
    station centrum campagne evaluatie onderzoek cao contract contracten vergunning
    voorziening voorzieningen afspraken aanbod budget wet visie agenda
"""
"""What is there or is not, also as the last part of a compound."""
_FINAL = """
    vaststellen vaststelling vastgesteld invoeren invoering ingevoerd afschaffen afschaffing afgeschaft oprichten
    oprichting opgericht afspreken afgesproken opleveren oplevering opgeleverd afsluiten afgesloten ondertekenen
    ondertekening ondertekend verbieden verboden publiceren gepubliceerd schrappen geschrapt openen geopend openstellen
    opengesteld aanstellen aangesteld halveren halvering gehalveerd verdubbelen verdubbeling verdubbeld aanleggen aanleg
    aangelegd plaatsen geplaatst aanwijzen aangewezen instellen ingesteld gesloten vastleggen vastgelegd
    uitgetrokken bevriezen bevroren indienen ingediend evalueren geëvalueerd
"""
"""Acts that come about at a moment."""
_PARTED = """
    voer:in voeren:in schaf:af schaffen:af schaft:af stel:vast stellen:vast stelt:vast stel:in stellen:in stelt:in
    richt:op richten:op leg:vast leggen:vast legt:vast leg:aan leggen:aan legt:aan spreek:af spreken:af spreekt:af
    lever:op leveren:op levert:op sluit:af sluiten:af wijs:aan wijzen:aan wijst:aan trek:uit trekken:uit trekt:uit
    voert:in ban:uit bannen:uit bant:uit stop:met stoppen:met stopt:met dien:in dienen:in dient:in
"""
"""The same as the two ends of a main clause: we voeren … in."""
_MAKING = """
    maken maakt bouwen bouwt gebouwd realiseren realiseert gerealiseerd creëren ontwikkelen ontwikkelt opstellen
    opgesteld opzetten opgezet inrichten ingericht uitvoeren uitgevoerd toekennen verstrekken uitkeren aanbieden
    bieden biedt garanderen garandeert organiseren starten start beëindigen uitbrengen vervangen regelen regelt komt
    komen krijgt krijgen heeft hebben geven geeft
"""
"""Acts that with a product are an outcome."""
_DIRECTION = re.compile(
    r"(?:door)?(?:versterk|vergro(?:o)?t|verbeter|verhog|verhoog|verlag|verlaag|stimuler|stimuleer|bevorder|ontwikkel"
    r"|verstevig|verdiep|verbre|vernieuw|verduurza|verminder|versnel|vergemakkelijk|verruim|uitbreid|ondersteun|motiver"
    r"|motiveer|aanja(?:a)?g|inspire|verbind|aansluit|doorpak|inzet|investe|aanpak|tegengaan|terugdring|voorko|wegnem"
    r"|samenwerk|wisselwerk|combinatie|financier|bekostig|agender|agendeer|organiser|begeleid|afstem|vereenvoudig"
    r"|behoud|beheers|moderniser|professionaliser|intensive|optimaliser|waarborg|borg|bescherm|faciliter|vormge"
    r"|bestrijd|herstel|beperk|verklein|opschal|profiler|activer|bied|creë|realiser|streef|strev|werken|bundel)\w*"
    r"|(?:\w+)?(?:beleid|aanpak|kansen|mogelijkheid|mogelijkheden|samenspel|toegang|aandacht)|wettelijke|maximale"
    r"|structurele|meer|minder|betere?|vaker|sneller|snellere|lagere?|hogere?|kortere?|goedkopere?|verder|brengen|pakken"
    r"|zetten|maken|zorgen|laten|weg\w*",
    re.IGNORECASE,
)
"""Ways to go without an end."""
_VALUES = re.compile(
    r"^(?:waardering|positie|welzijn|respect|vertrouwen|gelijkwaardigheid|trots|erkenning voor|veiligheid|ruimte"
    r"|kwalificatie|emancipatie|kunnen|zijn|blijven|gelijkheid|solidariteit|kwaliteit|imago|status|betrokkenheid|overheid|samenleving|stad|land|wereld)$",
    re.IGNORECASE,
)
"""What a pledge about a wished-for standing has for its head."""
_EXAMPLES = re.compile(r"\b(?:concrete\s+)?voorbeelden\s*:", re.IGNORECASE)
_SUCH_AS = re.compile(r"\b(?:zoals|bijvoorbeeld|waaronder)\s+(?P<named>[^.;:]{3,60})", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:elke?|iedere?|alle)\s+[^\s,.]+(?:\s+(?:krijgt|krijgen|heeft|hebben|kan|kunnen))?\s+(?:een|recht op)\s+", re.I
)
_ENTITLED = re.compile(r":\s+(?:iedere?|elke?|alle)\b[^.]*\b(?:moet|moeten|krijgt|krijgen)\b", re.IGNORECASE)
"""Emancipatie: iedere volwassene moet …"""
_WANTED = re.compile(
    r"^(?:[^,.;:]{0,60}?\s)?(?:wil|willen|wensen|eist|eisen|zorgt|zorgen|vindt|vinden)\b(?:\s\w+){0,4}?\s(?:er\s?voor\s)?dat\s",
    re.IGNORECASE,
)
"""We willen dat …: what is wanted stands in the subordinate clause."""
_WILL = re.compile(r"\b(?:wil|willen|krijgt|krijgen)\b(?:\s(?:we|wij))?\s(?P<wanted>.+)", re.IGNORECASE)
_THERE_COMES = re.compile(r"\b(?:er komt|er komen|komt er|komen er)\s+(?!meer|minder|steeds)", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\s(?:van|voor|als|in|om|op|die|dat|waar\w*|met|tussen|aan|door|bij|naar|tot|over|daarvan)\s|[.;:!]", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NONE = re.compile(
    r"^(?:[^;]*\b(?:komt|komen|wil|willen|bouwt|bouwen)\b[^;]*?\b)?(?P<none>geen\s+(?!enkel|doel|prioriteit)(?:\w+e\s)?\w+)",
    re.IGNORECASE,
)
"""Er komt geen centrum; geen nieuwe lasten."""
_RATE = re.compile(
    r"\b(?:verhoog|verlaag|verho(?:o)?g|verla(?:a)?g|bevrie)\w*\b.{0,40}?\b[\w-]*(?:belasting(?:en)?|tarie(?:f|ven)|vergoeding(?:en)?"
    r"|lo(?:on|nen)|leeftijd|bijdragen?|accijns|premies?|btw|boetes?|salaris(?:sen)?|huren|huur|uitkering(?:en)?)\b",
    re.IGNORECASE,
)
"""To raise or lower a rate is to decide."""
_EVERYONE = re.compile(
    r"\b(?:overal|eenieder|iedereen|(?:elke?|iedere?|alle)\s+(?:\w+(?:e|en)\s+(?=\w+(?:\s|$)))?[\w’'-]+)\b",
    re.IGNORECASE,
)
_HELPING = frozenset("willen zullen gaan laten worden krijgen blijven kunnen moeten mogen dienen".split())
"""Verbs that have another with them that tells what is done."""
_STATE_FORMS = frozenset(
    "zijn hebben worden kunnen blijven moeten mogen willen staan leven wonen voelen komen dienen gaan".split()
)
_ABSTRACT = re.compile(r"(?:heid|iteit|schap|isme|waarde|beveiliging|welzijn|geluk|zorg)$", re.IGNORECASE)
"""Nouns of which no one can say that they are there."""
_SMALL = frozenset("het de een onze ons en of".split())
_NO_COUNT = re.compile(r"^(?:(?:19|20)\d\d|een|één|eerste|tweede|derde)\b|\b(?:jaar|jaren|eeuw|eeuwen)$", re.IGNORECASE)
"""No measure of what is to be done."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a pledge names, each in its own words; empty when it does not.

    `outcome` is there or is not, `direction` a way to go without an end, `action` another act, `thing` what is to be.
    """

    outcome: str
    direction: str
    action: str
    thing: str
    number: str
    everyone: str
    date: str
    actor: str


def check(text: str, values: Sequence[Value] = ()) -> Check:
    """Whether two people with the facts before them would agree that it was done, and why, in Dutch.

    `values` are the dates, amounts, counts and organisations in the text, as `pipeline.values` finds them.

    >>> check("Het versterken van de band met ouders.").why
    'Noemt een richting (versterken), maar geen eindpunt.'
    >>> check("Er komt een handreiking voor nieuwe leden.").verdict.value
    'toetsbaar'
    """
    named = _named(text, values)
    act = named.direction or named.action or named.thing
    measured = named.number or (named.everyone and (named.date or named.thing))
    if named.outcome or (act and measured):
        return Check(Checkable.YES, f"Noemt een uitkomst die er is of niet: {_listed(named)}.")
    when = f" en een tijdstip ({named.date})" if named.date else ""
    if named.direction:
        return Check(Checkable.PARTLY, f"Noemt een richting ({named.direction}){when}, maar geen eindpunt.")
    if named.action:
        return Check(
            Checkable.PARTLY, f"Noemt een handeling ({named.action}){when}, maar niet wanneer die is voltooid."
        )
    if named.thing:
        return Check(Checkable.PARTLY, f"Noemt wat er moet zijn ({named.thing}){when}, maar niet hoeveel.")
    return Check(Checkable.NO, "Noemt een waarde of houding, geen handeling of uitkomst.")


def _listed(named: _Named) -> str:
    """What is named of an outcome, the same words once."""
    act = named.thing or named.action or named.direction
    core = [named.outcome] if named.outcome else [] if named.number else [act, named.everyone]
    said = [one for one in (*core, named.number, named.date) if one]
    apart = [one for one in said if not any(one != other and one.lower() in other.lower() for other in said)]
    apart = [one[0].lower() + one[1:] for one in apart]
    by = f", door {named.actor}" if named.actor and named.actor not in " ".join(apart) else ""
    return ", ".join(apart) + by


def _named(text: str, values: Sequence[Value]) -> _Named:
    of = {kind: [value.quote.text for value in values if value.kind is kind] for kind in ValueKind}
    counts = [*of[ValueKind.AMOUNT], *(one for one in of[ValueKind.COUNT] if not _NO_COUNT.search(one))]
    core = _core(text)
    standing = _is_value(core) and not _ENTITLED.search(text)
    direction = "" if standing else _direction(core)
    action = "" if direction or standing else _act(core)
    everyone = _EVERYONE.search(core.clause or core.phrase)
    return _Named(
        _outcome(text, core, direction),
        direction,
        action,
        "" if direction or action or standing else _thing_of(core),
        next(iter(counts), ""),
        everyone.group().lower() if everyone else "",
        next(iter(of[ValueKind.DATE]), ""),
        next(iter(of[ValueKind.ORGANISATION]), ""),
    )


@dataclass(frozen=True, slots=True)
class _Core:
    """The first sentence of a pledge without asides: its head, its head with what belongs to it, its clauses."""

    head: str
    phrase: str
    clauses: tuple[Clause, ...]

    @property
    def clause(self) -> str:
        return " ; ".join(clause.text for clause in self.clauses)

    @property
    def said(self) -> str:
        return self.clause or self.phrase


def _core(text: str) -> _Core:
    plain = _WANTED.sub("", NUMBER.sub("", _BRACKETS.sub("", text)))
    first = re.split(r"(?<=[\w’”)])[.;!](?:\s|$)", plain, maxsplit=1)[0]
    head = _HEAD_ENDS.split(f"{first} ", maxsplit=1)[0]
    phrase = re.split(
        r"[:]|,\s(?=(?:met|in|door|als|om|zodat|waar)\b)|\s(?:om|die|dat|als|aan|zodat)\s", first, maxsplit=1
    )[0]
    return _Core(head, phrase, main_clauses(first))


def _is_value(core: _Core) -> bool:
    """Its head is a wished-for standing, and no word of the head tells of a change."""
    words = _WORD.findall(core.head)
    return any(_VALUES.match(word) for word in words) and not any(_DIRECTION.fullmatch(word) for word in words)


def _direction(core: _Core) -> str:
    """The first word that tells which way to go: in the head, or else in the main clause."""
    for part in (core.head, core.clause):
        found = next((word for word in _WORD.findall(part) if _DIRECTION.fullmatch(word)), "")
        if found:
            return found.lower()
    return ""


def _act(core: _Core) -> str:
    """What is done: the finite verb of doing, or the infinitive or participle that an auxiliary has with it."""
    for clause in core.clauses:
        if clause.verb.verb not in _HELPING | STATES:
            return next((word for word in clause.words if finite(word) == clause.verb), "")
        helped = (word for word in clause.words if is_infinitive(word) or is_participle(word))
        found = next((word for word in helped if clause.verb.verb in _HELPING and word not in _STATE_FORMS), "")
        if found:
            return found
    named = () if core.clauses else _WORD.findall(core.head)
    return next((word.lower() for word in named if is_infinitive(word.lower())), "")


def _thing_of(core: _Core) -> str:
    """The noun of what is to be: the head of a phrase, or of what someone wants."""
    wanted = _WILL.search(core.clause)
    if core.clauses and not wanted:
        return ""
    head = _HEAD_ENDS.split(f"{wanted['wanted']} ", maxsplit=1)[0] if wanted else core.head
    words = [word.lower() for word in _WORD.findall(head) if word.lower() not in _SMALL]
    return words[-1] if words and not _ABSTRACT.search(words[-1]) and not _VALUES.match(words[-1]) else ""


def _outcome(text: str, core: _Core, direction: str) -> str:
    """What is there or is not when the pledge is kept, in its own words."""
    return next(filter(None, _outcomes(text, core, direction)), "")


def _outcomes(text: str, core: _Core, direction: str) -> Iterator[str]:
    examples = _EXAMPLES.split(text, maxsplit=1)
    none = _NONE.search(core.clause or core.phrase)
    yield none["none"] if none else ""
    for part in (core.head, core.clause, *examples[1:]):
        yield _parted(part)
        decided = _first(_FINAL_WORDS, part)
        yield (_thing(core.said) or decided) if decided else ""
    come = _THERE_COMES.search(core.clause)
    yield _thing(core.clause[come.end() :]) or _opening(core.clause[come.end() :]) if come else ""
    rate = _RATE.search(core.said)
    yield rate.group() if rate else ""
    each = _EACH.search(text)
    yield _thing(text[each.start() : each.end() + 40]) if each else ""
    if not _is_value(core) and (not direction or _first(_MAKING_WORDS, core.said)):
        yield _thing(core.said)
    such = _SUCH_AS.search(text)
    yield _thing(such["named"]) if such else ""
    yield _opening(_BRACKETS.sub("", examples[1]).strip()) if examples[1:] else ""


def _first(words: frozenset[str], text: str) -> str:
    """The first of these words, or finite form of one of these verbs."""
    for word in map(str.lower, _WORD.findall(text)):
        form = finite(word)
        if word in words or (form and not form.bare and form.verb in words):
            return word
    return ""


def _parted(clause: str) -> str:
    """A verb of deciding of which the particle stands further on: "voeren … in"."""
    words = clause.split()
    for at, word in enumerate(words):
        rest = next((particle for particle in _PARTICLES.get(word, ()) if particle in words[at + 1 :]), "")
        if rest == "op" and {"ons", "zich"} & set(words[at + 1 : at + 4]):
            continue
        if rest:
            return f"{word} … {rest}"
    return ""


def _thing(text: str) -> str:
    """The first product in a text, with its article and adjective."""
    for word in _WORD.findall(text):
        if _is_product(word.lower()):
            before = r"(?:\b(?:een|de|het)\s+)?(?:\b[a-zà-ÿ]{3,}e\s+)?(?<![\w-])"
            found = re.search(before + re.escape(word), text, re.IGNORECASE)
            return re.sub(
                r"^(?:Een|De|Het)\b", lambda article: article.group().lower(), found.group() if found else word
            )
    return ""


def _is_product(word: str) -> bool:
    return word in _PRODUCT_WORDS or any(len(end) > _SHORTEST_TAIL and word.endswith(end) for end in _PRODUCT_WORDS)


def _opening(text: str) -> str:
    return " ".join(re.split(r"[,;.:]", text, maxsplit=1)[0].split()[:6])


def _by_verb(pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        verb, particle = pair.split(":")
        found[verb] = (*found.get(verb, ()), particle)
    return found


_SHORTEST_TAIL = 3
_PRODUCT_WORDS = frozenset(_PRODUCTS.split())
_FINAL_WORDS = frozenset(_FINAL.split())
_MAKING_WORDS = frozenset(_MAKING.split())
_PARTICLES = _by_verb(_PARTED.split())
