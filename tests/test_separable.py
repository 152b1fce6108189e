"""Verbs whose particle stands apart are found as the verb they are, and particles that are prepositions are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.wordlist import dutch_words
from index.dutch import Analyser
from index.pairs import ways
from index.plan import COMPOUND
from index.remembered import remember, remembering
from index.words import raw_words

ANALYSER = Analyser(dutch_words)
APART = [
    ("inzetten", "De gemeente zet zich al jaren in voor schoon water.", "zet"),
    ("inzetten", "Wij zetten ons elke dag, met plezier, in om de dijk te bewaken.", "zetten"),
    ("inzet", "De buren zetten daar vol op in.", "zetten"),
    ("aanpakken", "Het is tijd om de vervuiling aan te pakken.", "pakken"),
    ("aanpak", "Dat moeten we samen aan kunnen pakken", "pakken"),
    ("uitvoeren", "Zij is bereid om het plan uit te gaan voeren.", "voeren"),
    ("uitvoering", "De gemeente voert het plan volgend jaar uit.", "voert"),
    ("terugdringen", "Het doel is hinder terug te (laten) dringen.", "dringen"),
    ("afnemen", "Het verbruik nam met een tiende af.", "nam"),
    ("samenwerking", "De dorpen werken daarin al lang samen met elkaar.", "werken"),
    ("plaatsvinden", "De opening vond in mei plaats.", "vond"),
    ("deelnemen", "Er namen zes scholen aan deel.", "namen"),
    ("voorbereiden", "Wij bereiden de bouw nu voor, en dat kost tijd.", "bereiden"),
    ("doorstromen", "Zij krijgen de kans om door te stromen.", "stromen"),
    ("opleveren", "Dit project zal veel op kunnen leveren.", "leveren"),
    ("tegengaan", "Om hinder tegen te gaan is een plan nodig.", "gaan"),
    ("loslaten", "Het is tijd om dat los te laten.", "laten"),
    ("aanpakken", "Hoe pakken wij dit aan? Kunnen buren dat?", "pakken"),
    ("toenemen", "Nemen de kosten toe, zal de raad ingrijpen.", "Nemen"),
    ("inzetten", "Daarbij zetten we in op: scholing", "zetten"),
    ("inspelen", "Waar spelen wij op in? Scholen spelen in op", "spelen"),
    ("opstellen", "Wij stellen samen met de buren een plan op.", "stellen"),
    ("aanmoedigen", "Wij moedigen de buren aan.", "moedigen"),
    ("indienen", "Zij diende een voorstel in.", "diende"),
    ("vrijmaken", "De raad maakt daar geld voor vrij.", "maakt"),
    ("vormgeven", "Zo geven wij samen de wijk vorm.", "geven"),
    ("bijdragen", "Dat kost 2.500 euro en draagt bij aan de rust.", "draagt"),
]
TOGETHER = [
    ("inzetten", "Zij zetten de stoelen in de zaal."),
    ("inzetten", "Zij zetten thee. Iedereen was in."),
    ("inzetten", f"Zij zetten {'de mooie ' * 11} stoel in."),
    ("aankomen", "Zij werken de komende tijd er hard aan."),
    ("inverdienen", "Dat was goed verdiend in."),
    ("open", "Iedereen is rustig en op."),
    ("voorbereiden", "Wij bereiden eten voor gasten."),
    ("tegenwerken", "Zij probeert dat tegen te gaan. Werken doet zij graag."),
    ("inwerken", "Zij leren en werken in binnen- en buitenland."),
    ("samenstellen", "Wij stellen samen met de buren een plan op."),
    ("opzetten", "Daarbij zetten we in op: scholing."),
    ("voormaken", "Wij maken ons sterk voor: een schone beek."),
    ("doorwerken", "De schade daalt door te werken aan de dijk."),
    ("deelnemen", "Zij namen een deel van de kosten."),
    ("wegstappen", "Het is een stap op weg naar rust."),
    ("aanpakken", "Zij pakken het aan de kade."),
    ("oprichten", "Zij treden gericht op tegen hinder."),
    ("intussen", "De grens ligt tussen land en water in."),
    ("uithebben", "De gemeente heeft het huis uit."),
]


@pytest.mark.parametrize(("question", "text", "marked"), APART, ids=str)
def test_a_verb_is_found_whose_particle_stands_apart(question: str, text: str, marked: str) -> None:
    wanted = set(ANALYSER.form(question).stems)
    tokens = [token for token in ANALYSER.tokens(text) if wanted & set(token.parts)]

    assert ways(ANALYSER, question, text) == (COMPOUND,)
    assert {text[token.start : token.end] for token in tokens} == {marked}


@pytest.mark.parametrize(("question", "text"), TOGETHER, ids=str)
def test_a_preposition_is_no_particle(question: str, text: str) -> None:
    assert ways(ANALYSER, question, text) is None


def test_a_form_goes_with_one_particle() -> None:
    text = "Zij draagt bij aan de rust, en aandacht is er voor."
    found = {part for token in ANALYSER.tokens(text) for part in token.parts}

    assert "bijdragen" in found
    assert "voordragen" not in found


def test_an_index_knows_the_verbs_without_the_lists(tmp_path: Path) -> None:
    texts = [*(text for _, text, _ in APART), "Zij wisselden ervaring uit.", "Het water vloeit terug in de beek."]
    analyser = ANALYSER.for_corpus(texts)
    for text in texts:
        analyser.tokens(text)
    remember(tmp_path, analyser)
    kept = remembering(tmp_path, Analyser(frozenset))

    assert [kept.tokens(text) for text in texts] == [analyser.tokens(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["zet in op " * 5000, "aan te kunnen " * 5000, "aan. " * 5000, "zet x " * 5000 + "in."]
)
def test_a_text_of_nothing_but_particles_is_read(text: str) -> None:
    assert len(ANALYSER.tokens(text)) == len(text.split())


@pytest.mark.parametrize("word", ["a-" * 5000 + "a", "overlast" * 5000, "stage- en " + "plaats" * 5000], ids=len)
def test_a_word_without_end_is_found_as_it_is_written(word: str) -> None:
    last = ANALYSER.tokens(word)[-1]

    assert (last.start, last.end) == (word.rfind(" ") + 1, len(word))
    assert last.stems == (last.exact,) == (word[last.start :].replace("-", ""),)
    assert not last.parts


def test_every_word_keeps_its_place() -> None:
    text = "Wij zetten ons in, en pakken het aan."
    places = [(token.start, token.end) for token in ANALYSER.tokens(text)]

    assert places == [(word.start, word.end) for word in raw_words(text)]
