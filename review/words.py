"""Values to the Dutch that the analyst reads. Alone knows how labels, scores, dates and counts are worded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from corpus.model import (
    Component,
    Document,
    DocumentKind,
    Judgement,
    Label,
    PageNote,
    PageVerdict,
    PledgeClass,
    Stage,
)
from review.report import (
    Basis,
    Change,
    Decision,
    Finding,
    PledgeRef,
    PledgeRow,
    Progress,
    Proposal,
    Report,
    Sequel,
    Status,
    Year,
)

LABELS = {
    Label.DIRECT: "Direct bewijs",
    Label.SUPPORTING: "Ondersteunend",
    Label.RELATED: "Verwant",
    Label.NONE: "Geen bewijs",
}
JUDGEMENTS = {
    Judgement.DIRECT: "Direct bewijs",
    Judgement.SUPPORTING: "Ondersteunend",
    Judgement.RELATED: "Verwant",
    Judgement.NONE: "Geen bewijs",
    Judgement.UNSURE: "Twijfel",
}
STATUSES = LABELS | {Label.RELATED: "Alleen verwant"}
"""Of a pledge: there may be nothing stronger than related."""
KINDS = {DocumentKind.PLAN: "Plan", DocumentKind.REPORT: "Verslag"}
STAGES = {
    Stage.DONE: "gedaan",
    Stage.ONGOING: "loopt",
    Stage.PLANNED: "voornemen",
    Stage.CONTEXT: "achtergrond",
}
CLASSES = {
    PledgeClass.LISTED: "in een lijst van toezeggingen",
    PledgeClass.IN_TEXT: "in de lopende tekst",
    PledgeClass.ASSIGNED: "toebedeeld in een verslag",
}
VERDICTS = {
    PageVerdict.GOOD: "goed gelezen",
    PageVerdict.DOUBTFUL: "twijfelachtig",
    PageVerdict.SCANNED: "alleen beeld (scan)",
    PageVerdict.EMPTY: "leeg",
    PageVerdict.FAILED: "mislukt",
    None: "niet gelezen",
}
MEANINGS = {
    Label.DIRECT: "Het verslag meldt iets waarmee de toezegging zelf wordt uitgevoerd.",
    Label.SUPPORTING: "Het verslag meldt iets dat aan de toezegging bijdraagt, maar haar niet zelf uitvoert.",
    Label.RELATED: "Het gaat over hetzelfde onderwerp; of de toezegging is uitgevoerd, blijkt er niet uit.",
    Label.NONE: "In de doorzochte verslagen is niets gevonden dat genoeg overeenkomt.",
}
OUTDATED = (
    "De vergelijking is verouderd: er is daarna nog een document gelezen of het programma is vernieuwd. Wat hier "
    "ontbreekt, kan wel gerapporteerd zijn. Voer ‘waargemaakt run’ opnieuw uit."
)
CHANGES = {
    Change.FIRST: "voor het eerst beantwoord",
    Change.AGAIN: "opnieuw beantwoord",
    Change.SILENT: "stilgevallen",
}
STAGE_NAMES = {
    "read": "Lezen",
    "layout": "Opmaak",
    "outline": "Indeling",
    "sentences": "Zinnen",
    "classify": "Herkennen",
    "pair": "Koppelen",
    "match": "Vergelijken",
    "index": "Zoekindex",
    "report": "Rapport",
}
"""The stages of the pipeline; an unknown one is shown by its own name."""
YEARS = (
    "Een toezegging heet in een jaar beantwoord als er in een verslag van dat jaar direct of ondersteunend bewijs voor "
    "staat, als voorstel of volgens een beoordelaar. ‘Stilgevallen’ is een toezegging die het jaar ervoor wel was "
    "beantwoord, en nu niet.",
    "Een onderdeel heet een vervolg als het in woorden, kopje en, waar daarop is vergeleken, betekenis genoeg lijkt op "
    "een onderdeel van het jaar ervoor. Dat heeft het programma bepaald; het is door niemand beoordeeld.",
)
"""How years are compared."""
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def status_text(status: Status) -> str:
    """What is known of a pledge, and never more than that.

    >>> status_text(Status(Label.DIRECT, settled=False))
    'Voorstel: direct bewijs'
    """
    if not status.searched and status.label is Label.NONE:
        return "Nog geen verslag gelezen"
    if status.label is Label.NONE:
        return "Geen bewijs, beoordeeld" if status.settled else "Geen bewijs gevonden"
    word = STATUSES[status.label]
    return f"{word}, beoordeeld" if status.settled else f"Voorstel: {lowered(word)}"


def year_text(year: Year) -> str:
    """What a year is to a pledge: '2025: geen bewijs gevonden (stilgevallen)'."""
    change = f" ({CHANGES[year.change]})" if year.change else ""
    return f"{year.year}: {lowered(status_text(year.status))}{change}"


def refs_text(serves: Iterable[PledgeRef]) -> str:
    """The numbers of pledges: '5, 6 en 9'."""
    return enumerated(str(ref.number) for ref in serves)


def sequel_text(sequel: Sequel) -> str:
    """What a result goes on with: 'Steigers zonder drempel (Vereniging Veerhuizen, Jaarverslag 2024, p. 5)'."""
    return f"{sequel.earlier.heading} ({source_text(sequel.before, sequel.earlier.quote.page)})".lstrip()


def proposal_text(proposal: Proposal) -> str:
    """What a proposal is: proposed, decided, in doubt, or merely compared."""
    if proposal.verdict and proposal.settled:
        return JUDGEMENTS[proposal.verdict.judgement]
    if proposal.verdict:
        return f"Twijfel (voorstel: {lowered(LABELS[proposal.proposed])})"
    if proposal.proposed is Label.NONE:
        return "Niet voorgesteld"
    return f"Voorstel: {lowered(LABELS[proposal.proposed])}"


def decision_text(decision: Decision) -> str:
    """Who decided what, and when: 'Direct bewijs, volgens A. de Wit op 3 maart 2025'."""
    review = decision.review
    text = f"{JUDGEMENTS[review.judgement]}, volgens {review.reviewer} op {date(review.at)}"
    return text + " (overgenomen nadat een document opnieuw is gelezen)" if decision.carried else text


def searched_text(finding: Finding) -> str:
    """How much of a report a pledge was compared with, and what came of it."""
    searched = count(finding.searched, "onderdeel", "onderdelen")
    if not finding.searched:
        return "In dit verslag zijn geen onderdelen gevonden om mee te vergelijken."
    if not finding.proposals:
        verb = "is" if finding.unread == 1 else "zijn"
        unread = f"; {finding.unread} van de {finding.report.pages} pagina’s {verb} niet gelezen"
        return f"Geen bewijs gevonden. Vergeleken met {searched} van dit verslag{unread if finding.unread else ''}."
    return f"{count(len(finding.proposals), 'voorstel', 'voorstellen')} uit {searched}"


def rest_text(finding: Finding) -> str:
    """What stands behind one click: 'Nog 4 voorstellen, waarvan 1 afgewezen'."""
    dismissed = sum(item.standing is Label.NONE for item in finding.rest)
    if dismissed == len(finding.rest):
        return count(dismissed, "afgewezen voorstel", "afgewezen voorstellen")
    text = f"Nog {count(len(finding.rest), 'voorstel', 'voorstellen')}"
    return f"{text}, waarvan {dismissed} afgewezen" if dismissed else text


def work_state(row: PledgeRow) -> str:
    """For the filter: `open` when a proposal still waits for a decision, `done` when all were decided, else nothing."""
    settled = [item.settled for item in row.proposals]
    if not settled:
        return ""
    return "done" if all(settled) else "open"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a proposal was made: a sentence and what it added, to two decimals, with a sign."""

    why: str
    added: str


def reasons(components: Iterable[Component]) -> tuple[Reason, ...]:
    """The components, largest first, rounded so that what is shown adds up to the rounded sum.

    Rounding by largest remainder: whole hundredths first, what is left goes to the largest fractions.

    >>> [item.added for item in reasons(Component(str(n), 1 / 3, "") for n in range(3))]
    ['+0,34', '+0,33', '+0,33']
    """
    parts = sorted((item for item in components if item.contribution), key=lambda item: -abs(item.contribution))
    floors = [int(item.contribution * 100 // 1) for item in parts]
    left = round(sum(item.contribution for item in parts) * 100) - sum(floors)
    by_fraction = sorted(range(len(parts)), key=lambda at: floors[at] - parts[at].contribution * 100)
    for at in by_fraction[:left]:
        floors[at] += 1
    return tuple(Reason(item.why, signed(hundredths / 100)) for item, hundredths in zip(parts, floors, strict=True))


def total_text(components: Iterable[Component]) -> str:
    """The rounded sum of what the components added."""
    return signed(sum(item.contribution for item in components))


def progress_text(progress: Progress) -> str:
    """How far the judging is; the parts add up to the whole."""
    if not progress.total:
        return "Er zijn geen voorstellen om te beoordelen."
    text = f"{progress.decided} van {count(progress.total, 'voorstel', 'voorstellen')} beoordeeld"
    return f"{text}, {progress.unsure} met twijfel" if progress.unsure else text


def source_text(document: Document, page: int) -> str:
    """A reference as it is put behind a quotation: 'Vereniging Veerhuizen, Jaarverslag 2024, p. 20'."""
    title = document.title or document.name
    names = [document.organisation, title] if document.organisation not in title else [title]
    return ", ".join([*filter(None, names), *([f"p. {page}"] if page else [])])


def titles(documents: Iterable[Document]) -> str:
    """The titles of documents in a row: 'Jaarverslag 2023 en Bijlage 2023'."""
    return enumerated(document.title or document.name for document in documents)


def enumerated(items: Iterable[str]) -> str:
    """Items in a row.

    >>> enumerated(["1", "4", "9"])
    '1, 4 en 9'
    """
    *rest, last = list(items) or [""]
    return f"{', '.join(rest)} en {last}" if rest else last


def basis_text(basis: Basis) -> str:
    """On what was compared: 'woorden en betekenis, met begrippenlijst mbo-raad 2'; empty when that is not known."""
    if basis.meaning is None:
        return ""
    text = "woorden en betekenis" if basis.meaning else "woorden, niet op betekenis"
    return f"{text}, met begrippenlijst {basis.concepts}" if basis.concepts else text


def page_text(note: PageNote) -> str:
    """How a page was read, and why: 'twijfelachtig; de volgorde van de kolommen is onzeker'."""
    reason = lowered(note.reason.strip().rstrip("."))
    return f"{VERDICTS[note.verdict]}; {reason}" if reason else VERDICTS[note.verdict]


def method(report: Report) -> tuple[str, ...]:
    """How the report came about, in plain sentences."""
    return (
        "Een programma leest de pdf-bestanden en haalt daaruit de toezeggingen van het plan en de onderdelen van de "
        "verslagen: de stukken tekst onder één kop.",
        "Elke toezegging is vergeleken met elk onderdeel. Wat genoeg overeenkomt, wordt een voorstel. Bij elk voorstel "
        "staat waarom het is gedaan.",
        *_basis(report.basis),
        "Het programma stelt voor, een mens beoordeelt. Een voorstel dat niemand heeft beoordeeld, heet hier steeds "
        f"een voorstel. Nu geldt: {lowered(progress_text(report.progress))}.",
        "Van elk beoordeeld voorstel telt het laatste oordeel. Eerdere oordelen blijven bewaard en zichtbaar. Bij "
        "‘Twijfel’ blijft het een voorstel, tot een tweede lezer beslist.",
        "‘Geen bewijs gevonden’ betekent niet dat een toezegging niet is nagekomen. Het betekent dat in de doorzochte "
        "verslagen niets is gevonden dat genoeg overeenkomt.",
        *(YEARS if report.years else ()),
    )


def _basis(basis: Basis) -> Iterator[str]:
    if not basis.current:
        yield OUTDATED
    if basis.meaning:
        yield (
            "Er is vergeleken op woorden, kopjes en thema’s, en op betekenis: ook wat in andere woorden is gezegd, kan "
            "een voorstel worden."
        )
    elif basis.meaning is False:
        yield (
            "Er is vergeleken op woorden, kopjes en thema’s, en niet op betekenis: dat onderdeel van het programma is "
            "niet geïnstalleerd of stond uit. Wat een verslag in heel andere woorden meldt, kan daardoor gemist zijn."
        )
    if basis.concepts:
        yield (
            "Bij het vergelijken telt een begrippenlijst mee, met afkortingen, andere namen en engere termen "
            f"(lijst en versie: {basis.concepts}). Bij een voorstel dat daarop leunt, staat via welk begrip."
        )


def lowered(text: str) -> str:
    """The same, to go on within a sentence."""
    return text[:1].lower() + text[1:]


def count(items: int, one: str, more: str) -> str:
    """A number and its noun: '1 voorstel', '4 voorstellen'."""
    return f"{items} {one if items == 1 else more}"


def number(value: float) -> str:
    """Two decimals behind a comma."""
    return f"{value:.2f}".replace(".", ",")


def signed(value: float) -> str:
    """Two decimals with a plus or a real minus sign."""
    return f"{value:+.2f}".replace(".", ",").replace("-", "−")


def date(at: datetime) -> str:
    """'3 maart 2025'."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def moment(at: datetime) -> str:
    """'3 maart 2025, 14.05 uur'."""
    return f"{date(at)}, {at:%H.%M} uur"


def stage_name(stage: str) -> str:
    """A stage of the pipeline by its Dutch name, where it has one."""
    return STAGE_NAMES.get(stage, stage)
