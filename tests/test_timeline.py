"""Which results of a year go on with those of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from building import PROFILE, REPORTS, read
from matching import dutch_sense, letter_vectors, reported, sample_sense

from corpus.model import Continuation, DocId, Document, DocumentKind, Result, StatementId, year_before
from corpus.store import Store
from pipeline.timeline import continued
from pipeline.vectors import Embed, can_embed, embedder

EMBEDS = pytest.mark.parametrize("embed", [None, letter_vectors], ids=["words", "vectors"])

BEFORE = (
    "1 | Wonen",
    "2 | Duizend nieuwe woningen",
    "text | Langs de vaart zijn duizend woningen voor starters gebouwd.",
    "2 | Wandelpad langs de dijk",
    "text | Het wandelpad over de dijk is verhard en verlicht.",
    "2 | Bezoek van de burgemeester",
    "text | In mei kwam de burgemeester op de thee bij de bewoners.",
    "2 | Huren verlaagd",
    "text | De huren van oude flats zijn met tien procent verlaagd.",
)
NOW = (
    "1 | Wonen",
    "2 | Minder huur voor flats",
    "text | Ook dit jaar zijn de huren van oude flats verlaagd, nu met vijf procent.",
    "2 | Opnieuw woningen voor starters",
    "text | Naast de duizend woningen langs de vaart zijn er nog eens honderd voor starters gebouwd.",
    "2 | Zonnepanelen op school",
    "text | De basisschool wekt haar eigen stroom op.",
)

YEARS = {
    "Veiligheidsbeheersysteem: van 41 naar 63 veren": "Veiligheidsbeheersysteem op 41 veren",
    "Wat het meldpunt ons leerde": "Meldpunt Bijna-ongevallen geopend",
    "Man overboord: oefenen hoort erbij": "En verder aan boord",
    "Steigers die meebewegen": "Twaalf steigers zonder drempel",
    "Een kwart van de vloot emissievrij": "Eerste elektrische kabelveer in de vaart",
    "Zes botenhuizen, zes dorpshuizen": "Nationale Veerdag trekt 40.000 bezoekers",
    "Bekostiging blijft een zorg": "Convenant met vier provincies",
    "Eerste lichting veerschippers geslaagd": "Opleiding Veerschipper van start",
    "Vaarpaspoort in gebruik": "Vaarpaspoort: ontwerp gereed",
    "En verder in het vak": "Zij-instromers aan het roer",
    "Kerncijfers": "Kerncijfers",
}
"""The results of the second sample report that a reader takes for a sequel, each with what it goes on with."""


def headings(found: Sequence[Continuation], *years: Sequence[Result]) -> dict[str, str]:
    """What continues what, by heading."""
    names = {result.id: result.heading for year in years for result in year}
    return {names[one.result]: names[one.earlier] for one in found}


@cache
def sample_years() -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """The sections of the two sample reports, the earlier first."""
    first, second = (read(path) for path in REPORTS)
    return tuple(tuple(result for result in reading.results if result.part_of is None) for reading in (first, second))  # type: ignore[return-value]  # two go in, two come out


def test_a_result_goes_on_with_the_one_about_the_same_matter() -> None:
    """Other words, another heading and another order do not hide a sequel; what is new continues nothing."""
    before, now = reported(*BEFORE), reported(*NOW)

    found = continued(now, before, sense=dutch_sense())

    assert headings(found, before, now) == {
        "Minder huur voor flats": "Huren verlaagd",
        "Opnieuw woningen voor starters": "Duizend nieuwe woningen",
    }


def test_a_sequel_says_why() -> None:
    """The explanation names words that both use, as the later report writes them, and headings that are alike."""
    path = ("2 | Wandelpad langs de dijk", "text | Het pad is verlengd tot aan de sluis en voorzien van banken.")
    before, now = reported(*BEFORE), reported(*NOW, *path)

    found = continued(now, before, sense=dutch_sense())

    why = {heading: one.why for heading, one in zip(headings(found, before, now), found, strict=True)}
    assert why["Minder huur voor flats"].startswith("Beide noemen ")
    assert {"flats", "oude"} <= set(why["Minder huur voor flats"].rstrip(".").replace(",", "").split())
    assert why["Wandelpad langs de dijk"].endswith("de kopjes lijken op elkaar.")


@EMBEDS
def test_each_result_is_in_one_pair_at_most(embed: Embed | None) -> None:
    """A matter that is told twice is continued once, by the result most like it."""
    before, now = reported(*BEFORE), reported(*NOW, *BEFORE[7:])

    found = continued(now, before, sense=dutch_sense(), embed=embed)

    assert headings(found, before, now)["Huren verlaagd"] == "Huren verlaagd"
    assert len({one.earlier for one in found}) == len({one.result for one in found}) == len(found)


@EMBEDS
def test_a_report_continues_itself_wholly(embed: Embed | None) -> None:
    """Of the same report twice each result is the sequel of itself."""
    told = reported(*BEFORE)

    found = continued(told, told, sense=dutch_sense(), embed=embed)

    assert [(one.result, one.earlier) for one in found] == [(result.id, result.id) for result in told]


def test_a_first_report_continues_nothing() -> None:
    """Without results of an earlier year, or without any now, there is nothing to go on with."""
    told = reported(*BEFORE)

    assert continued(told, (), sense=dutch_sense()) == ()
    assert continued((), told, sense=dutch_sense()) == ()


def test_a_result_without_words_is_no_mishap() -> None:
    """A result of which nothing is left but numbers has no sequel, and stops nobody."""
    told = reported(*BEFORE)
    bare = replace(told[0], id=StatementId("leeg"), heading="", quote=replace(told[0].quote, text="", words=()))

    found = continued((bare, *told), (bare, *told), sense=dutch_sense())

    assert {one.result for one in found} == {result.id for result in told}


def test_the_years_of_the_sample_reports_are_joined_by_words() -> None:
    """Of eleven sequels that a reader sees words alone find ten, and none that is not there."""
    before, now = sample_years()

    found = headings(continued(now, before, sense=sample_sense(PROFILE)), before, now)

    assert found.items() < YEARS.items()
    assert len(found) == 10


@pytest.mark.skipif(not can_embed(), reason="the package with the model is not installed: waargemaakt[semantic]")
def test_the_years_of_the_sample_reports_are_joined_by_meaning(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With vectors all eleven are found."""
    before, now = sample_years()

    with Store.open(tmp_path_factory.mktemp("vectors") / "store.sqlite") as store:
        found = continued(now, before, sense=sample_sense(PROFILE), embed=embedder(store))

    assert headings(found, before, now) == YEARS


def document(name: str, year: int | None, *, organisation: str = "Veer", report: bool = True) -> Document:
    kind = DocumentKind.REPORT if report else DocumentKind.PLAN
    return Document(DocId(name), name, kind, name, organisation, "algemeen", 1, year)


def test_a_report_is_compared_with_the_last_year_before_it() -> None:
    """A year without a report is passed over; plans, later years and other organisations are left out."""
    report = document("a2025", 2025)
    others = (
        document("a2021", 2021),
        document("a2023", 2023),
        document("bijlage2023", 2023),
        document("a2026", 2026),
        document("b2024", 2024, organisation="Brug"),
        document("plan", 2024, report=False),
        document("ongedateerd", None),
        report,
    )

    assert [one.name for one in year_before(report, others)] == ["a2023", "bijlage2023"]
    assert year_before(others[0], others) == year_before(others[6], others) == ()
