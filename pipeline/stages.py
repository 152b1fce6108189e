"""From a sentence of a report to how far it says things are: done, ongoing, planned, or mere context."""

from __future__ import annotations

import re

from corpus.model import Stage
from pipeline.clauses import Clause, main_clauses
from pipeline.verbs import PAST_STATES, STATES

_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(
    r"\b(?:in|vanaf|per|begin|eind|medio|voor|na|loop van|zomer van|najaar van|voorjaar van"
    rf"|{_MONTH}) ((?:19|20)\d\d)\b"
)
_UNTIL = re.compile(rf"\btot (?:en met )?(?:\d+ |begin |eind |medio |(?:{_MONTH}) )*(?:19|20)\d\d\b")
"""What lasts until a year has begun already."""
_ON_A_DAY = re.compile(rf"\bop \d{{1,2}} (?:{_MONTH})\b(?! (?:19|20)\d\d)")
_SINCE = re.compile(rf"\b(?:sinds|vanaf) (?:\d+ |begin |eind |medio |(?:{_MONTH}) )*(dit jaar|20\d\d)\b")
_LATER = re.compile(
    r"\b(?:(?:volgend|komend|aankomend)e? (?:\w+ )?(?:actie|fase|jaar|jaren|kabinetsperiode|maand|maanden|periode"
    r"|schooljaar|stap|tijd|week|weken)|nieuwe (?:school|studie)?jaar|later (?:dit|in het) jaar|binnenkort|straks"
    r"|naar verwachting|uiterlijk|volgt nog|gepland|voorgenomen|van plan|voornemens|op termijn|voor de deur"
    r"|op (?:de planning|stapel|de rol|de agenda|het programma)|in de (?:nabije )?toekomst(?! van))\b"
)
_AIM = re.compile(r"\b(?:actie|ambitie|bedoeling|doel|idee|inzet|opgave|plan|stap|streven|voornemen) (?:is|zijn) ,")
"""The comma stands for the clause that was left out: "de opgave is om", "het idee is dat"."""
_WISH = re.compile(r"\b(?:ambitie|ambities|plan|plannen|voornemen|voornemens|wens|wensen)\b")
_GOING = re.compile(r"\b(?:aan de slag|aan het werk|door|in gesprek|op zoek|te werk|van start|verder)\b")
_CONCERNS = re.compile(r"\bgaan? (?:we |wij |ik |het )?(?:er |ook |dus )?(?:om|over|goed|mis|uit van)\b")
_BEGUN = re.compile(
    r"\b(?:gestart|begonnen|opgestart|(?:start|begin) gemaakt|van start gegaan|in gang gezet|op gang gekomen"
    r"|ingezet(?! (?:als|bij|in|om|op|tijdens|voor)))\b"
)
"""The work goes on after it."""
_START = re.compile(r"^(?:de |een )?(?:start|begin|aanvang|opstart)\b", re.IGNORECASE)
_BUSY = re.compile(
    r"\b(?:aan het \w+en|aan de slag|bezig|gaande|in (?:gesprek|ontwikkeling|uitvoering|volle gang)"
    r"|in voorbereiding(?! op)|momenteel|op dit moment)\b"
)
_TAKES_PART = re.compile(r"\b(?:aanwezig|actief|betrokken|bezig|gastheer|te gast|vertegenwoordigd)\b")
_OCCUPIED = re.compile(
    r"\b(?:aandacht|accent|bijeenkomst|bijeenkomsten|centraal|contact|focus|gesprek|gesprekken|in het teken|nadruk"
    r"|ontmoeting|ontmoetingen|overleg)\b"
)
_EVENT = re.compile(
    r"\b(?:aanstelling|afronding|aftrap|benoeming|goedkeuring|herziening|inrichting|introductie|invoering|komst"
    r"|lancering|ondertekening|opening|oplevering|oprichting|overdracht|presentatie|publicatie|start|toekenning"
    r"|toetreding|totstandkoming|uitreiking|vaststelling|verkiezing|verschijning) (?:van|in|op|tot|door)\b"
)
_HIGHLIGHT = re.compile(
    r"^(?:\S+ ){0,5}(?:doorbraak|hoogtepunt(?:en)?|mijlpa(?:al|len)|wapenfeit(?:en)?)\b",
    re.IGNORECASE,
)
"""What a report puts forward so was done: "hoogtepunt was de opening", "wapenfeit van dit jaar: de cao"."""
_HIGHLIGHTED = re.compile(rf"{_HIGHLIGHT.pattern}[^.:,]{{0,60}}:", re.IGNORECASE)
_YEAR_IN_WHICH = re.compile(
    r"^(?:.{0,60}\b(?:was|is)\b.{0,60}?\bjaar\b.{0,200}?\b(?:waarin|dat|die)"
    r"|.{0,120}?\been (?:\w+ ){0,2}jaar,? (?:waarin|dat))"
    r"\b(?P<told>[^:?]+)",
    re.IGNORECASE,
)
"""Presents what is told after it: "2023 was het jaar waarin wij verhuisden"."""
_REMARK = re.compile(
    r"\bin (?:(?:haar|zijn|hun|het) interview|dit (?:jaarverslag|verslag|interview|magazine))\b"
    r"|\b(?:komt|komen|kwam|kwamen)\b.*\b(?:voorbij|aan bod|aan de orde)\b"
)
"""Tells of the report itself."""
_TREND = re.compile(r"\b(?:neemt|nemen|nam|namen)\b.*\b(?:toe|af)\b")
_NOT = re.compile(r"\b(?:niet|geen|nooit)\b")
_NOT_YET = re.compile(r"\b(?:nog (?:niet|geen|nooit)|nooit|niet(?= \w+(?:d|t|en)$))\b")
_GOES_ON = re.compile(
    r"^[‘“„\"']?(?:en|of|maar|onder (?:meer|andere)|bijvoorbeeld|zoals|om|aan|bij|door|in|met|naar|op|over|tijdens|van"
    r"|via|voor)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(r"\b(?:we|wij|ik)\b")
_AGENT = re.compile(
    r"\b(?:we|wij|ik|zij|(?!leidraad|voorraad)[\w-]*(?:adviseur|afdeling|alliantie|bedrijf|bedrijven|bestuur|besturen|bond"
    r"|bureau|coalitie|collega|college|commissie|deelnemer|dienst|directeur|directie|expert|fonds|gemeente|groep"
    r"|inspectie|instelling|jury|kabinet|kamer|leden|lid|medewerker|minister|ministerie|netwerk|organisatie|overheid"
    r"|partner|platform|programma|project|provincie|punt|raad|regering|school|scholen|staatssecretaris|stichting|team"
    r"|universiteit|vereniging|voorzitter|vrijwilliger|waterschap|werkgever|wethouder)(?:e?n|s|’s)?)\b"
)
"""Who acts: the writers, or a body or group of people."""
_THING = re.compile(r"^[, ]*(?:dit|dat|deze|die)(?: alles)? \w+(?:t|en)\b")
_BEGINNING = frozenset("starten beginnen".split())
_MODAL = frozenset("kunnen moeten mogen hoeven dienen".split())
_ABLE = frozenset("kunnen mogen weten blijven".split())
_MANAGED = frozenset("kunnen laten mogen weten helpen".split())
"""Stand as infinitives where a participle is meant: "hebben weten te bereiken"."""


def stage(sentence: str, *, year: int | None = None, before: Stage | None = None, listed: bool = False) -> Stage:
    """How far a sentence says things are, from tense, aspect and time words of its main clauses.

    `year` is the one reported on; without it no year in the text is past or to come. Words without a verb go on from
    what is `before` them: the sentence before or, when `listed`, what introduces their list. Of clauses side by side
    the first that tells more than context counts.

    >>> stage("Verder is het meldpunt ingericht.").value
    'done'
    >>> stage("De handreiking wordt in 2024 geactualiseerd.", year=2023).value
    'planned'
    """
    presented = _YEAR_IN_WHICH.match(sentence)
    if presented:
        return stage(presented["told"], year=year)
    if sentence.rstrip("’”\"' )").endswith("?"):
        return Stage.CONTEXT
    if _HIGHLIGHTED.match(sentence):
        return Stage.DONE
    clauses = [clause for clause in main_clauses(sentence) if clause.is_sure or not listed]
    if not clauses:
        return _unfinished(sentence, before, listed)
    found = [_stage_of(clause, year) for clause in clauses]
    return next((one for one in found if one is not Stage.CONTEXT), Stage.CONTEXT)


def stage_of_lead(text: str, *, year: int | None = None) -> Stage:
    """How far the items are that a heading or sentence introduces: its past tense or past year says they are done.

    >>> stage_of_lead("Ook dit was 2023:", year=2023).value
    'done'
    """
    said = stage(text, year=year)
    past = any(clause.verb.past for clause in main_clauses(text))
    passed = year is not None and any(int(found) <= year for found in _YEAR.findall(text))
    return Stage.DONE if said is Stage.CONTEXT and (past or passed) else said


def _unfinished(text: str, before: Stage | None, listed: bool) -> Stage:
    """Words without a finite verb go on from what stands before them; of a start in them the work goes on."""
    if _HIGHLIGHT.match(text):
        return Stage.DONE
    if before is Stage.DONE and _START.match(text):
        return Stage.ONGOING
    return before if before and (listed or _GOES_ON.match(text)) else Stage.CONTEXT


def _stage_of(clause: Clause, year: int | None) -> Stage:
    """What is new this year goes before the tense, and the tense before dates: what is done may name one to come."""
    since = _SINCE.search(clause.text)
    if since and since[1] in ("dit jaar", str(year)):
        return Stage.DONE
    if _REMARK.search(clause.text) or _TREND.search(clause.text):
        return Stage.CONTEXT
    if clause.verb.verb in ("hebben", "zijn"):
        return _perfect(clause) or _state(clause, year)
    if clause.verb.past:
        return _past(clause)
    return Stage.PLANNED if _is_to_come(clause, year) else _present(clause, year)


def _perfect(clause: Clause) -> Stage | None:
    """Hebben or zijn with a participle is done, unless the work only began or did not come about."""
    if _BEGUN.search(clause.text) or (clause.verb.verb == "zijn" and clause.has_infinitive and "gaan" in clause.words):
        return Stage.ONGOING
    managed = clause.verb.verb == "hebben" and clause.has_infinitive and not _MANAGED.isdisjoint(clause.words)
    if not (clause.acts or managed):
        return None
    return Stage.CONTEXT if _NOT_YET.search(clause.text) else Stage.DONE


def _state(clause: Clause, year: int | None) -> Stage:
    """Hebben or zijn alone: context, unless it puts forward an event, or says what someone is at or up to."""
    text, verb = clause.text, clause.verb
    if verb.past:
        told = any(sign.search(text) for sign in (_TAKES_PART, _OCCUPIED, _EVENT, _HIGHLIGHT))
        return Stage.DONE if told else Stage.CONTEXT
    wish = verb.verb == "hebben" and _WISH.search(text)
    if wish or _AIM.search(text) or _is_later(text, year):
        return Stage.PLANNED
    busy = _BUSY.search(text) or (_TAKES_PART.search(text) and _AGENT.search(text))
    return Stage.ONGOING if busy else Stage.CONTEXT


def _past(clause: Clause) -> Stage:
    """An act in the past tense is done; so is what someone was able to do, went on to do or was occupied with."""
    verb, text = clause.verb.verb, clause.text
    if verb in _BEGINNING or "in gang" in text:
        return Stage.ONGOING
    if verb == "worden":
        return Stage.DONE if clause.acts or _WRITER.search(text) else Stage.CONTEXT
    if verb in _ABLE and clause.has_infinitive and _AGENT.search(text) and not _NOT.search(text):
        return Stage.DONE
    state = verb in PAST_STATES and not clause.is_compound and not _OCCUPIED.search(text)
    return Stage.CONTEXT if state else Stage.DONE


def _is_to_come(clause: Clause, year: int | None) -> bool:
    """A verb of will or beginning says so, or a date; what must or can be is planned only with a date."""
    verb, text = clause.verb.verb, clause.text
    if verb in _MODAL or (verb in _BEGINNING and year in _years(text)):
        return _is_dated_later(text, year)
    if verb == "gaan":
        own = _WRITER.search(text) and not _CONCERNS.search(text)
        return bool(own or _GOING.search(text) or clause.has_infinitive)
    coming = verb == "komen" and "er" in clause.words and not clause.is_compound
    awaited = verb == "worden" and not {"verwacht", "vervolgd"}.isdisjoint(clause.words)
    later = verb != "blijven" and _is_later(text, year)
    return verb in ("willen", "zullen", "starten") or coming or awaited or later


def _is_later(text: str, year: int | None) -> bool:
    return bool(_LATER.search(text)) or _is_dated_later(text, year)


def _is_dated_later(text: str, year: int | None) -> bool:
    return year is not None and any(said > year for said in _years(text))


def _years(text: str) -> list[int]:
    return [int(said) for said in _DATED.findall(_UNTIL.sub("", text))]


def _present(clause: Clause, year: int | None) -> Stage:
    """What someone does goes on, unless it is told as a dated event; states and what things do are context."""
    verb, text = clause.verb.verb, clause.text
    if year in _years(text) and verb not in STATES:
        return Stage.ONGOING if verb in _BEGINNING else Stage.DONE
    if verb == "worden":
        return Stage.ONGOING if clause.acts else Stage.CONTEXT
    if verb == "liggen" and "er" in clause.words:
        return Stage.DONE
    if "plaats" in clause.words or (verb == "blijven" and clause.has_infinitive):
        return Stage.ONGOING
    if verb in STATES and not clause.is_compound:
        return Stage.ONGOING if _BUSY.search(text) else Stage.CONTEXT
    goes_on = verb == "lopen" or _is_by_someone(text)
    dated = Stage.DONE if _ON_A_DAY.search(text) else Stage.ONGOING
    return dated if goes_on else Stage.CONTEXT


def _is_by_someone(text: str) -> bool:
    """Someone acts; "dit" or "deze" alone before the verb stands for a thing, unless the writers do."""
    return bool(_AGENT.search(text)) and (bool(_WRITER.search(text)) or not _THING.match(text))
