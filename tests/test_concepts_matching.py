"""Which concepts of a list a sentence is about, by which of its words, and how surely."""

from __future__ import annotations

from functools import cache

import pytest

from corpus.profile import Concept, load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser
from pipeline.concepts import ConceptsIn, How, concept_finder
from pipeline.language import STOP_WORDS

CONCEPTS = (
    Concept("overstroming", ("hoogwater",), ("dijkdoorbraak",), ("wateroverlast", "stormvloed")),
    Concept("dijkdoorbraak", ("doorbraak van een dijk",), ("zandwel",)),
    Concept("zandwel", (), ("kwelgat",)),
    Concept("kwelgat", (), ("dassenburcht",)),
    Concept("wateroverlast", ("natte kelders",)),
    Concept("muskusrattenbestrijding", ("muskusrat",), (), ("bever",)),
    Concept("beheer van het water", ("waterbeheer", "zij-rivier", "WTK")),
    Concept("geld", ("financiering",), (), ("=middelen",)),
    Concept("Wet op de Dijken", (), (), ("dijkgraaf",)),
    Concept("dijk"),
    Concept("leefbaarheid"),
    Concept("voorraad", ("van", "voor de dijk")),
)


@cache
def finder() -> ConceptsIn:
    return concept_finder(CONCEPTS, Analyser(dutch_words).tokens, STOP_WORDS)


@cache
def shipped() -> ConceptsIn:
    return concept_finder(load_profile("mbo-raad").concepts, Analyser(dutch_words).tokens, STOP_WORDS)


def pointers(text: str, concept: str) -> list[tuple[str, How]]:
    """The words that point to one concept, and how."""
    return [(found.words, found.how) for found in finder()(text) if found.concept == concept]


@pytest.mark.parametrize(
    ("text", "concept", "words", "how"),
    [
        ("De overstroming kwam snel.", "overstroming", "overstroming", How.NAME),
        ("Twee overstromingen in één jaar.", "overstroming", "overstromingen", How.NAME),
        ("Bij hoogwater sluiten wij de kering.", "overstroming", "hoogwater", How.NAME),
        ("Er is een hoogwaterplan.", "overstroming", "hoogwaterplan", How.COMPOUND),
        ("Na de dijkdoorbraak bleef het droog.", "overstroming", "dijkdoorbraak", How.NARROWER),
        ("De doorbraak van een dijk in mei.", "overstroming", "doorbraak van een dijk", How.NARROWER),
        ("Achter de dijk lag een zandwel.", "overstroming", "zandwel", How.NARROWER),
        ("De stormvloed van vorig jaar.", "overstroming", "stormvloed", How.RELATED),
        ("Veel natte kelders in het dorp.", "overstroming", "natte kelders", How.RELATED),
        ("Een stormvloedkering op afstand.", "overstroming", "stormvloedkering", How.RELATED),
        ("Het beheer van het water kost geld.", "beheer van het water", "beheer van het water", How.NAME),
        ("Aan de zij rivier en verderop.", "beheer van het water", "zij rivier", How.NAME),
        ("Aan de zij-rivieren.", "beheer van het water", "zij-rivieren", How.NAME),
        ("Natuur- en waterbeheer gaan samen.", "beheer van het water", "waterbeheer", How.NAME),
        ("Water- en natuurbeheer gaan samen.", "beheer van het water", "Water", How.COMPOUND),
        ("De WTK is af.", "beheer van het water", "WTK", How.NAME),
        ("Wat gefinancierd wordt.", "geld", "gefinancierd", How.NAME),
        ("Er zijn middelen voor dijken.", "geld", "middelen", How.RELATED),
    ],
)
def test_words_point_to_a_concept(text: str, concept: str, words: str, how: How) -> None:
    """A name in any form, inside a compound, a narrower or a related term: each is told with the words as written."""
    found = pointers(text, concept)

    assert found == [(words, how)]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Het kwelgat is gedicht in de winter.", "dijk"),
        ("De dassenburcht bleef.", "dijkdoorbraak"),
        ("De dassenburcht bleef.", "overstroming"),
        ("Door middel van een pomp.", "geld"),
        ("Nieuwe hulpmiddelen voor de pomp.", "geld"),
        ("De wtk is af.", "beheer van het water"),
        ("Het dorp leeft van het water.", "leefbaarheid"),
        ("Het water van de rivier.", "voorraad"),
        ("Het beheer: van het water weten wij niets.", "beheer van het water"),
        ("De bever is terug.", "overstroming"),
        ("", "dijk"),
    ],
)
def test_other_words_do_not(text: str, concept: str) -> None:
    """Not three levels down, another form of `=`, a small abbreviation, a far stem, a stop word, or over a colon."""
    assert pointers(text, concept) == []


def test_a_wider_concept_is_not_named_by_a_narrower_question() -> None:
    """Who names the wider term does not name what falls under it."""
    assert pointers("De overstroming kwam snel.", "dijkdoorbraak") == []


def test_words_inside_the_name_of_a_law_point_to_nothing_else() -> None:
    """The name of a law is one name; the same word elsewhere in the sentence counts."""
    found = finder()("De Wet op de Dijken gaat over elke dijk.")

    assert [(one.concept, one.words) for one in found] == [("Wet op de Dijken", "Wet op de Dijken"), ("dijk", "dijk")]


def test_places_are_those_of_the_text_as_given() -> None:
    """Start and end hold the words as written, line ends and all."""
    text = "Vandaag:\nde natte\n  kelders, en de muskus\u00adratten."

    found = finder()(text)

    assert [text[one.start : one.end] for one in found] == [one.words for one in found]
    assert ("wateroverlast", "natte\n  kelders") in [(one.concept, one.words) for one in found]


def test_every_place_is_found_in_order() -> None:
    """A concept is found once for each place, and words point to each concept they belong to."""
    found = finder()("Eerst hoogwater, toen wateroverlast, toen weer hoogwater.")

    assert [(one.concept, one.start) for one in found] == [
        ("overstroming", 6),
        ("wateroverlast", 22),
        ("overstroming", 22),
        ("overstroming", 47),
    ]


def test_the_ways_are_ordered_by_strength() -> None:
    """A name says most, a related term least; an analyst reads how in Dutch."""
    assert [how.strength for how in How] == [1.0, 0.8, 0.8, 0.5]
    assert all(how.value.islower() for how in How)


@pytest.mark.parametrize(
    ("text", "concept", "least"),
    [
        ("Vier hogescholen maken een afspraak over instromers.", "hoger beroepsonderwijs", 1.0),
        ("Op elke werkplek krijgt de leerling een stageplaats.", "beroepspraktijkvorming", 0.8),
        ("Er komen extra middelen voor de klas.", "bekostiging", 0.5),
        ("Wie zich laat omscholen krijgt korting.", "leven lang ontwikkelen", 0.8),
        ("Er is een ruime regeling voor bij- en omscholing.", "leven lang ontwikkelen", 0.8),
        ("Somberheid en prestatiedruk nemen toe.", "studentenwelzijn", 0.5),
        ("Het bureau pleit voor minder bureaucratie.", "regeldruk", 1.0),
    ],
)
def test_the_shipped_list_knows_the_sector(text: str, concept: str, least: float) -> None:
    """Sentences in other words are about the subjects that a policy officer would name."""
    strengths = [found.strength for found in shipped()(text) if found.concept == concept]

    assert max(strengths, default=0.0) >= least
