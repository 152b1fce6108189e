"""What is in a workspace, and how up to date it is, to lines for a person or JSON, and to what there is to do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.model import (
    DocId,
    Document,
    DocumentKind,
    Label,
    Match,
    PageNote,
    PageVerdict,
    Pledge,
    PledgeClass,
    Result,
    Review,
)

_HEALTH = {
    "good": "bijgewerkt",
    "stale": "verouderd",
    "damaged": "beschadigd of van elders",
    "missing": "nog niet gemaakt",
}
_CAUSES = {
    "documents": "de documenten zijn veranderd",
    "lists": "een profiel of begrippenlijst is veranderd",
    "analyser": "de taalanalyse is vernieuwd",
    "engine": "de zoekmachine is een andere",
    "schema": "de opbouw van de index is vernieuwd",
}
_WAITING = frozenset({PageVerdict.DOUBTFUL, PageVerdict.SCANNED, PageVerdict.FAILED})


class Failure(Protocol):
    """A file that could not be read."""

    @property
    def name(self) -> str:
        """The name it came under."""


class Kept(Protocol):
    """Where documents, statements, matches and reviews are kept."""

    def documents(self) -> tuple[Document, ...]:
        """Plans first, then reports by year."""

    def page_notes(self, doc: DocId) -> tuple[PageNote, ...]:
        """What is known of each page of a document."""

    def pledges(self) -> tuple[Pledge, ...]:
        """All pledges."""

    def results(self) -> tuple[Result, ...]:
        """All results, items of a list among them."""

    def matches(self) -> tuple[Match, ...]:
        """All candidates."""

    def reviews(self) -> tuple[Review, ...]:
        """Every decision."""

    def failures(self) -> Sequence[Failure]:
        """The files that could not be read."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """The index: its health and the causes of it by name, its engine, how many passages it holds, its size in bytes,
    and an engine that suits so many passages better, if any."""

    health: str
    causes: tuple[str, ...]
    engine: str | None
    passages: int | None
    size: int
    better: str | None = None

    @property
    def usable(self) -> bool:
        """It can be searched."""
        return self.health == "good"


@dataclass(frozen=True, slots=True)
class Pages:
    """A document with the verdict of each of its pages; `current` says that nothing newer would read it otherwise."""

    document: Document
    verdicts: tuple[PageVerdict, ...]
    current: bool = True

    @property
    def to_look_at(self) -> int:
        """How many pages were not read well, and may miss text."""
        return sum(verdict in _WAITING for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Status:
    """A workspace at one moment. `failures` are the names of files that could not be read.

    `goals` are pledges that reports assign to a person, and not among `pledges`; `results` are sections, and `items`
    those of their lists; `matches` are pairs that were compared, of which `proposals` were found to be evidence or
    related; `matched` says that comparing them again would give the same.
    """

    folder: Path
    documents: tuple[Pages, ...]
    failures: tuple[str, ...]
    pledges: int
    goals: int
    results: int
    items: int
    proposals: int
    matches: int
    matched: bool
    judgements: int
    index: IndexFacts

    @property
    def outdated(self) -> tuple[str, ...]:
        """The documents that a run would read anew."""
        return tuple(one.document.name for one in self.documents if not one.current)

    @property
    def pending(self) -> bool:
        """There is work for `run`, or a file that it could not read."""
        return bool(not self.documents or self.failures or self.outdated or not self.matched or not self.index.usable)


def status_of(folder: Path, kept: Kept, *, outdated: Collection[DocId], matched: bool, index: IndexFacts) -> Status:
    """The status of a workspace; `outdated` are the documents that a run would read anew."""
    matches = kept.matches()
    return Status(
        folder,
        tuple(
            Pages(one, tuple(note.verdict for note in kept.page_notes(one.id)), one.id not in outdated)
            for one in kept.documents()
        ),
        tuple(failure.name for failure in kept.failures()),
        sum(pledge.pledge_class is not PledgeClass.ASSIGNED for pledge in kept.pledges()),
        sum(pledge.pledge_class is PledgeClass.ASSIGNED for pledge in kept.pledges()),
        sum(result.part_of is None for result in kept.results()),
        sum(result.part_of is not None for result in kept.results()),
        sum(match.label is not Label.NONE for match in matches),
        len(matches),
        matched,
        len(kept.reviews()),
        index,
    )


def status_lines(status: Status) -> Iterator[str]:
    """What is there, a line for each thing, and under it what there is to do."""
    kinds = Counter(one.document.kind for one in status.documents)
    plans, reports = kinds[DocumentKind.PLAN], kinds[DocumentKind.REPORT]
    rows = [
        ("Werkmap", str(status.folder)),
        ("Documenten", f"{_count(plans, 'plan', 'plannen')}, {_count(reports, 'verslag', 'verslagen')}"),
        ("Bladzijden", _pages(status)),
        ("Mislukt", ", ".join(status.failures) or "geen"),
        ("Gevonden", _found(status)),
        ("Voorstellen", _matched(status)),
        ("Oordelen", str(status.judgements)),
        ("Zoekindex", _index(status.index)),
    ]
    yield from (f"{name:12} {text}" for name, text in rows)
    yield from (f"{'Te doen' if not place else '':12} {text}" for place, text in enumerate(to_do(status)))


def to_do(status: Status) -> Sequence[str]:
    """What there is to do, the first thing first; a sentence each."""
    if not status.documents and not status.failures:
        return ("Lees een plan en een jaarverslag in: waargemaakt run PLAN.pdf JAARVERSLAG.pdf",)
    looked = [one for one in status.documents if one.to_look_at]
    stale = status.outdated or not status.matched or not status.index.usable
    found = [
        "Breng alles bij de tijd: waargemaakt run" if stale else "",
        f"Geef deze bestanden opnieuw, of een beter exemplaar: {', '.join(status.failures)}" if status.failures else "",
        *(f"Kijk na wat niet goed gelezen is: waargemaakt show {one.document.name}" for one in looked),
        "Beoordeel de voorstellen: waargemaakt review" if status.proposals and not status.judgements else "",
        _advice(status.index),
    ]
    return tuple(filter(None, found)) or ("Niets: alles is bij de tijd.",)


def status_json(status: Status) -> str:
    """The same as one JSON object."""
    kinds = Counter(one.document.kind.value for one in status.documents)
    verdicts = Counter(verdict.value for one in status.documents for verdict in one.verdicts)
    return json.dumps(
        {
            "workspace": str(status.folder),
            "documents": {kind.value: kinds[kind.value] for kind in DocumentKind},
            "pages": sum(len(one.verdicts) for one in status.documents),
            "verdicts": dict(verdicts),
            "to_look_at": {one.document.name: one.to_look_at for one in status.documents if one.to_look_at},
            "failures": list(status.failures),
            "outdated": list(status.outdated),
            "pledges": status.pledges,
            "goals": status.goals,
            "results": status.results,
            "items": status.items,
            "proposals": status.proposals,
            "matches": status.matches,
            "matching_current": status.matched,
            "judgements": status.judgements,
            "index": {
                "state": status.index.health,
                "causes": list(status.index.causes),
                "engine": status.index.engine,
                "passages": status.index.passages,
                "bytes": status.index.size,
            },
            "pending": status.pending,
            "to_do": list(to_do(status)),
        },
        ensure_ascii=False,
    )


def _pages(status: Status) -> str:
    total = sum(len(one.verdicts) for one in status.documents)
    looked = sum(one.to_look_at for one in status.documents)
    outdated = f"; te vernieuwen: {', '.join(status.outdated)}" if status.outdated else ""
    return f"{total}, waarvan {looked} om na te kijken{outdated}"


def _found(status: Status) -> str:
    pledges = _count(status.pledges, "toezegging", "toezeggingen")
    goals = f" en {_count(status.goals, 'doel van een persoon', 'doelen van personen')}" if status.goals else ""
    items = f" met {_count(status.items, 'punt', 'punten')} in lijsten" if status.items else ""
    return f"{pledges}{goals}, {_count(status.results, 'resultaat', 'resultaten')}{items}"


def _matched(status: Status) -> str:
    compared = _count(status.matches, "vergelijking", "vergelijkingen")
    return f"{status.proposals} uit {compared}, {'bijgewerkt' if status.matched else 'verouderd of nog niet gemaakt'}"


def _index(index: IndexFacts) -> str:
    why = "; ".join(_CAUSES[cause] for cause in index.causes)
    about = [
        _count(index.passages, "passage", "passages") if index.passages is not None else "",
        f"{index.size / 1e6:.1f} MB".replace(".", ",") if index.size else "",
        index.engine or "",
    ]
    text = _HEALTH[index.health] + (f" ({why})" if why else "")
    return ", ".join(filter(None, (text, *about)))


def _advice(index: IndexFacts) -> str:
    if not index.better:
        return ""
    return f"Zoveel passages doorzoekt {index.better} vlugger: waargemaakt run --engine {index.better}"


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
