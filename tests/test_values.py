"""From a sentence to the dates, amounts, counts and organisations in it, each in a form that can be compared."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from building import language, quote

from corpus.model import Quote, Value, ValueKind
from pipeline.language import Finder
from pipeline.values import values
from pipeline.values_numbers import number_word

YEAR = 2031
KNOWN = (
    ("Vereniging Veerhuizen", ("Veerhuizen", "VVH")),
    ("Dienst Vaarwegen", ("DVW",)),
    ("ministerie van Onderwijs, Cultuur en Wetenschap", ("OCW",)),
    ("VAAR Raad", ()),
)


@cache
def named() -> Finder:
    return language().organisations(KNOWN)


def found(text: str, *, year: int | None = YEAR) -> tuple[Value, ...]:
    return values(quote(text), year=year, named=named(), singular=language().singular)


def shown(text: str, kind: ValueKind, *, year: int | None = YEAR) -> list[str]:
    return [f"{value.quote.text} = {value.norm}" for value in found(text, year=year) if value.kind is kind]


DATES = [
    ("Op 14 februari 2030 is getekend.", ["14 februari 2030 = 2030-02-14"]),
    ("Op maandag 3 maart 2031 begon het.", ["maandag 3 maart 2031 = 2031-03-03"]),
    ("Dat ging in januari van start.", ["januari = 2031-01"]),
    ("Op 8 september kwam het antwoord.", ["8 september = 2031-09-08"]),
    ("Per 1 augustus geldt het nieuwe tarief.", ["1 augustus = 2031-08-01"]),
    ("In maart 2030 volgde de rest.", ["maart 2030 = 2030-03"]),
    ("In oktober volgt wat in 2032 klaar moet zijn.", ["oktober = XXXX-10", "2032 = 2032"]),
    ("In maart en juni 2030 waren er sessies.", ["maart = 2030-03", "juni 2030 = 2030-06"]),
    ("Op 14 en 15 mei was de beurs.", ["14 en 15 mei = 2031-05-14/2031-05-15"]),
    ("Van 28 december tot 3 januari 2031 was het dicht.", ["28 december tot 3 januari 2031 = 2030-12-28/2031-01-03"]),
    ("De proef liep van januari tot en met maart 2030.", ["januari tot en met maart 2030 = 2030-01/2030-03"]),
    ("In 2030 ging het beter.", ["2030 = 2030"]),
    ("Eind 2030 was alles klaar.", ["Eind 2030 = 2030-09/2030-12"]),
    ("Begin mei en medio 2032 is er overleg.", ["Begin mei = XXXX-05", "medio 2032 = 2032-05/2032-08"]),
    ("In de zomer van 2030 was het druk.", ["zomer van 2030 = 2030-06/2030-08"]),
    ("In het najaar komt er een vervolg.", ["najaar = 2031-09/2031-11"]),
    ("In de winter van 2030 lag alles stil.", ["winter van 2030 = 2030-12/2031-02"]),
    ("Het Koersplan 2030-2035 geldt.", ["2030-2035 = 2030/2035"]),
    ("Van 2030 tot en met 2034 loopt het fonds.", ["2030 tot en met 2034 = 2030/2034"]),
    ("Tussen 2026 en 2030 groeide het.", ["Tussen 2026 en 2030 = 2026/2030"]),
    ("Tot en met 2033 is er geld.", ["Tot en met 2033 = ../2033"]),
    ("Dat moet vóór 2033 klaar zijn.", ["vóór 2033 = ../2033"]),
    ("Er is steun tot eind 2033.", ["tot eind 2033 = ../2033-12"]),
    ("Lever het uiterlijk op 1 oktober 2031 in.", ["uiterlijk op 1 oktober 2031 = ../2031-10-01"]),
    ("Vanaf 2032 is het verplicht.", ["Vanaf 2032 = 2032/.."]),
    ("In schooljaar 2030-2031 startten er meer.", ["schooljaar 2030-2031 = 2030-08/2031-07"]),
    ("Het studiejaar 2030/31 was goed.", ["studiejaar 2030/31 = 2030-08/2031-07"]),
    ("Sinds schooljaar ’29-’30 mag dat.", ["Sinds schooljaar ’29-’30 = 2029-08/.."]),
    ("In het eerste kwartaal van 2032 volgt meer.", ["eerste kwartaal van 2032 = 2032-01/2032-03"]),
    ("In het vierde kwartaal daalde het.", ["vierde kwartaal = 2031-10/2031-12"]),
    ("De tweede helft van 2030 was rustig.", ["tweede helft van 2030 = 2030-07/2030-12"]),
    ("Getekend op 14-02-2031.", ["14-02-2031 = 2031-02-14"]),
    ("Getekend op 3/4/2031 of 2031-05-06.", ["3/4/2031 = 2031-04-03", "2031-05-06 = 2031-05-06"]),
    ("Op 31 februari 2031 gebeurt niets.", ["februari 2031 = 2031-02"]),
    ("Er kwamen 2000 bezoekers bij.", []),
    ("De Wet vaarwegen 2027 is nieuw.", []),
    ("Bel 020-2031999 of kijk op www.veer2030.nl.", []),
]

AMOUNTS = [
    ("Er is 900 miljoen euro voor.", ["900 miljoen euro = 900000000"]),
    ("Dat kost € 1,5 miljard.", ["€ 1,5 miljard = 1500000000"]),
    ("Het ging om ongeveer 100.000 euro.", ["100.000 euro = 100000"]),
    ("Een kaartje kost € 12,50 per keer.", ["€ 12,50 = 12.5"]),
    ("Er kwam 5 ton bij.", ["5 ton = 500000"]),
    ("De subsidie is EUR 3 mln. groot.", ["EUR 3 mln. = 3000000"]),
    ("Dat is €20.000,- per boot.", ["€20.000,- = 20000"]),
    ("Wij trekken twee miljoen euro uit.", ["twee miljoen euro = 2000000"]),
    ("Het kost 10 tot 15 miljoen euro.", ["10 tot 15 miljoen euro = 10000000-15000000"]),
    ("Er is een miljard extra.", ["een miljard = 1000000000"]),
    ("Het verschil is 50 cent.", ["50 cent = 0.5"]),
    ("Wij hebben 3 miljoen reizigers.", []),
    ("Er is 5 ton afval geruimd.", []),
]

COUNTS = [
    ("Er zijn 55 maatregelen en afspraken.", ["55 maatregelen = 55 maatregel"]),
    ("Wij bereikten 22.000 studenten.", ["22.000 studenten = 22000 student"]),
    ("Er kwamen 64 nieuwe schippers.", ["64 nieuwe schippers = 64 schipper"]),
    ("Er startten twee werkgroepen.", ["twee werkgroepen = 2 werkgroep"]),
    ("In 35 arbeidsmarktregio’s is een loket.", ["35 arbeidsmarktregio’s = 35 arbeidsmarktregio"]),
    ("Dat vond tien procent te veel.", ["tien procent = 10 %"]),
    ("Het steeg met 12% en daarna 7,5 %.", ["12% = 12 %", "7,5 % = 7.5 %"]),
    ("Ruim de helft deed mee.", ["de helft = 50 %"]),
    ("Twee derde van de leden was voor.", ["Twee derde = 66.7 %"]),
    ("Eén op de vijf reizigers klaagt.", ["Eén op de vijf = 20 %"]),
    ("Er waren tientallen nieuwe bijeenkomsten.", ["tientallen nieuwe bijeenkomsten = tientallen bijeenkomst"]),
    ("Een vijftal scholen doet mee.", ["Een vijftal scholen = 5 school"]),
    ("Twee van de zeven havens zijn klaar.", ["Twee = 2 haven", "zeven havens = 7 haven"]),
    ("Na anderhalf jaar kwamen er vijfentwintig.", ["anderhalf jaar = 1.5 jaar"]),
    ("De 1,2 miljoen reizigers zijn blij.", ["1,2 miljoen reizigers = 1200000 reiziger"]),
    ("Er varen 10 tot 15 boten.", ["10 tot 15 boten = 10-15 boot"]),
    ("Het gaat om tussen de 20 en 30 leden.", ["20 en 30 leden = 20-30 lid"]),
    ("De (4) thema’s staan hieronder.", ["(4) thema’s = 4 thema"]),
    ("Er is één loket voor alle vragen.", ["één loket = 1 loket"]),
    ("Wij telden 9 btg’s en 4 ROC’s.", ["9 btg’s = 9 btg", "4 ROC’s = 4 roc"]),
    ("Nieuwe schippers in 2030 | 23", ["23 = 23 schipper"]),
    ("Wij zitten op één lijn en geven een paar adviezen.", []),
    ("Studenten van niveau 2 en 3 en mbo-niveau 4 doen mee.", []),
    ("Zie artikel 7.2.8, bijlage 3, pagina 12 en versie 3.0.", []),
    ("De 48e editie was om 9.30 uur.", []),
    ("Een school is een school.", []),
]

ORGANISATIONS = [
    ("De Vereniging Veerhuizen en de VVH zijn één.", 2 * ["Vereniging Veerhuizen"]),
    ("Ook de dienst vaarwegen (DVW) tekende.", ["Dienst Vaarwegen"]),
    ("De VAAR-raad en de VAAR Raad-website.", ["VAAR Raad"]),
    ("Wij spraken het ministerie van OCW.", ["ministerie van Onderwijs, Cultuur en Wetenschap"]),
    (
        "De ministeries van OCW en XYZ zijn aan zet.",
        ["ministerie van Onderwijs, Cultuur en Wetenschap", "ministerie van XYZ"],
    ),
    ("Zij sprak de minister van Varen en Waterwegen.", ["ministerie van Varen en Waterwegen"]),
    ("Met de Stichting Het Anker en gemeente Assen.", ["Stichting Het Anker", "gemeente Assen"]),
    ("ROC Zuiderzee en het Maas College doen mee.", ["ROC Zuiderzee", "Maas College"]),
    ("De Raad voor de Binnenvaart (RvdB) adviseert.", ["Raad voor de Binnenvaart"]),
    ("Vragen van de Tweede Kamer.", ["Tweede Kamer"]),
    ("Dit vroeg de Schippersraad aan het Nationaal Vaarfonds.", ["Schippersraad", "Nationaal Vaarfonds"]),
    ("Scheepswerf Jansen & Zonen B.V. bouwt.", ["Scheepswerf Jansen & Zonen B.V."]),
    ("Jan de Vries en Piet Bakker waren in Zwolle.", []),
    ("Studentenraden en fondsen bestaan overal.", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    """A date is found as written, with ISO 8601; the report's year completes it when no other year is named."""
    assert shown(text, ValueKind.DATE) == expected


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: list[str]) -> None:
    """An amount is found with its sign and unit, and told in euros."""
    assert shown(text, ValueKind.AMOUNT) == expected


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts(text: str, expected: list[str]) -> None:
    """A number of things is told with their singular; levels, articles, versions, ordinals and times count nothing."""
    assert shown(text, ValueKind.COUNT) == expected


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations(text: str, expected: list[str]) -> None:
    """A known organisation has its full name, another the name by which it gives itself away."""
    assert [value.norm for value in found(text) if value.kind is ValueKind.ORGANISATION] == expected


def test_without_the_year_of_a_report_a_month_has_none() -> None:
    """A date without a year in a document without a year stays open."""
    assert shown("In mei en op 3 juni.", ValueKind.DATE, year=None) == ["mei = XXXX-05", "3 juni = XXXX-06-03"]


TEXT = (
    "In 2030 trok het ministerie van OCW 3 miljoen euro uit voor 12 havens, waarvan 40% in de gemeente Assen, "
    "en per 1 mei 2031 volgen twee werven."
)


def test_values_stand_in_order_and_apart() -> None:
    """The values of a sentence come from the left, and no character belongs to two of them."""
    kinds = [value.kind.value for value in found(TEXT)]
    spans = [(value.quote.words[0].box.x0, value.quote.words[-1].box.x1) for value in found(TEXT)]

    assert kinds == ["date", "organisation", "amount", "count", "count", "organisation", "date", "count"]
    assert all(left[1] < right[0] for left, right in pairwise(spans))


def test_a_value_knows_its_place() -> None:
    """The words of a value have the places that they have in the sentence."""
    sentence = quote(TEXT, page=7, top=300.0)
    at = TEXT.index("12 havens")

    value = next(
        one
        for one in values(sentence, year=YEAR, named=named(), singular=language().singular)
        if "12 h" in one.quote.text
    )

    assert value.quote == sentence.cut(at, at + len("12 havens"))
    assert (value.quote.page, value.quote.words[0].box.top) == (7, 300.0)


def test_nothing_has_no_values() -> None:
    """An empty sentence holds no values."""
    assert values(Quote(""), year=None, named=named(), singular=language().singular) == ()


@pytest.mark.parametrize(
    ("word", "number"),
    [("nul", 0), ("één", 1), ("zeventien", 17), ("eenentwintig", 21), ("drieënveertig", 43), ("zevenennegentig", 97),
     ("honderdvijf", 105), ("tweehonderddertig", 230), ("achttienduizend", 18000), ("drieduizendvijfhonderd", 3500)],
)  # fmt: skip
def test_numbers_in_words(word: str, number: int) -> None:
    """A number in letters is a number, however it is composed."""
    assert number_word(word) == number


@pytest.mark.parametrize("word", ["veel", "tienden", "duizenden", "honderdste", "eend", "entree", ""])
def test_other_words_are_no_numbers(word: str) -> None:
    """A word that only looks like a number is none."""
    assert number_word(word) is None
