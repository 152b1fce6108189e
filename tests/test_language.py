"""Dutch text to sentences, words, word patterns and known names."""

from __future__ import annotations

import pytest
from building import language

from pipeline.language import Hit, TokenRule

SENTENCES = {
    "quote_goes_on": "‘Dat is zo.’ aldus de voorzitter. | Iedereen knikte.",
    "quote_asks": "‘Kan dat?’ vroeg zij. | “Jazeker!” riep hij.",
    "quote_ends": "‘Dat is zo.’ | De zaal klapte.",
    "title_with_mark": "‘Het jaar van de boot!’, zei de een. | Dat klopt.",
    "enz_at_the_end": "Boten, veren enz. | De rest volgt.",
    "enz_in_the_middle": "Boten, veren enz. Amsterdam heeft ze.",
    "oa_before_a_name": "Zij spraken o.a. De Haan en d.w.z. De Boer.",
    "mbt": "Dit geldt m.b.t. Toezicht. | Dat ook.",
    "initials": "Wij dankten J.P. Balkenende. | Hij dankte ons.",
    "decimals": "Het cijfer was 3.5. | Vorig jaar 3,2. | Dat scheelt 0.3 punt.",
    "section_number": "2.1 Wonen aan de kade. | Het kan.",
    "section_number_with_point": "2.1. Wonen aan de kade. | Het kan.",
    "both_marks": "Echt waar?! | Ja hoor. | Nee!! | Toch?",
    "ellipsis": "Wie weet… | Morgen meer. | En dan… gaan we door.",
    "bullets": "Wij willen: | • Meer boten. | • Minder files | • Rust",
    "dash_item": "Dat lukt. | – Meer boten.",
    "aside": "Dat lukt (in mei. in juni?) – als het mag – best.",
    "address_at_the_end": "Kijk op www.veerboot.nl. | Daar staat alles.",
    "mail": "Mail naar jan.smit@veer.nl voor meer. | Het kan.",
    "next_monday": "Wij varen a.s. maandag en jl. Dinsdag. | Leuk!",
    "millions": "Dat kost € 3 mln. | De rest is gratis.",
    "apostrophes": "Veel mbo’ers varen. | Ook hbo'ers doen dat.",
    "ordinal_day": "Op 3. mei was het feest. | Toen niet.",
    "titles": "Mw. drs. De Vries en ir. Jansen tekenden. | Mooi.",
    "short_month": "Het is van 12 dec. 2031. | Het klopt.",
}
"""Each bar is a boundary."""


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_sentence_boundaries(text: str) -> None:
    """Quotes, abbreviations, initials, numbers, bullets and addresses do not mislead where a sentence ends."""
    running = text.replace(" | ", " ")

    found = language().sentences(running)

    assert [running[start:end] for start, end in found] == text.split(" | ")


VERBS = {
    "pakken": "pakken pakt pakte pakten gepakt",
    "aanpakken": "aanpakken aanpakt aangepakt",
    "zetten": "zetten zet zette gezet",
    "inzetten": "inzetten ingezet",
    "gaan": "gaan ga gaat ging gingen gegaan",
    "maken": "maken maak maakt maakte maakten gemaakt",
    "willen": "willen wil wilt wilde wilden",
    "zullen": "zullen zal zou zouden",
    "worden": "worden wordt werd werden geworden",
    "zijn": "zijn is was waren geweest ben bent",
    "hebben": "hebben heeft had hadden gehad heb",
    "ontwikkelen": "ontwikkelen ontwikkelt ontwikkelde ontwikkeld",
    "doorontwikkelen": "doorontwikkelen doorontwikkeld",
    "komen": "komen komt kwam kwamen gekomen",
    "streven": "streven streeft streefde gestreefd",
    "voeren": "voeren voert voerde",
    "bieden": "bieden biedt bood geboden",
}


@pytest.mark.parametrize("infinitive", VERBS)
def test_the_forms_of_a_verb_have_its_infinitive(infinitive: str) -> None:
    """Person, tense and participle of a verb, strong, weak or separable, are brought back to its infinitive."""
    forms = VERBS[infinitive].split()

    found = {form: language().words(form)[0].verb for form in forms}

    assert found == dict.fromkeys(forms, infinitive)


@pytest.mark.parametrize("word", "de het in van niet nodig verschillende komende gestelde lang want hem".split())
def test_other_words_are_no_verbs(word: str) -> None:
    """Function words, adjectives and participles used as adjectives are no verbs."""
    assert language().words(word)[0].verb is None


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("maatregelen", "maatregel"),
        ("afspraken", "afspraak"),
        ("leden", "lid"),
        ("arbeidsmarktregio’s", "arbeidsmarktregio"),
        ("bedrijfstakgroepen", "bedrijfstakgroep"),
        ("mbo’ers", "mbo'er"),
        ("veerboten", "veerboot"),
        ("Colleges", "college"),
        ("haven", "haven"),
    ],
)
def test_a_noun_has_its_singular(plural: str, singular: str) -> None:
    """A noun is brought back to its singular, a compound by its last part."""
    assert language().singular(plural) == singular


def test_words_know_where_they_stand() -> None:
    """The words of a text have their place and forms; punctuation is none, and "mbo’ers" is one word."""
    text = "De mbo’ers werkten, 3 keer."

    words = language().words(text)

    assert [text[word.start : word.end] for word in words] == ["De", "mbo’ers", "werkten", "3", "keer"]
    assert [(word.lower, word.verb, word.noun) for word in words[1:3]] == [
        ("mbo'ers", None, "mbo'er"),
        ("werkten", "werken", None),
    ]


def test_the_same_text_is_read_once() -> None:
    """Who asks twice in a row gets the same words."""
    first = language().words("Twee keer dezelfde vraag.")

    assert language().words("Twee keer dezelfde vraag.") is first


TACKLE = [TokenRule(verbs=("pakken",)), TokenRule(gap=5), TokenRule(words=("aan",))]
PLAN = [
    TokenRule(words=("wij", "we")),
    TokenRule(verbs=("willen", "zullen", "gaan")),
    TokenRule(words=("niet", "geen"), negated=True, gap=4),
    TokenRule(verbs=("verbeteren", "versterken")),
]
MEASURE = [TokenRule(words=("nieuwe",), optional=True), TokenRule(nouns=("maatregel", "afspraak"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samen pakken we de werkdruk aan.", [("tackle", "pakken we de werkdruk aan")]),
        ("Wij pakten dit aan en keken het later aan.", [("tackle", "pakten dit aan")]),
        ("Wij pakken een, twee, drie, vier, vijf dingen aan.", []),
        ("We gaan de haven snel verbeteren.", [("plan", "We gaan de haven snel verbeteren")]),
        ("We gaan de haven niet verbeteren.", []),
        ("Er zijn nieuwe maatregelen en afspraken.", [("measure", "nieuwe maatregelen"), ("measure", "afspraken")]),
        ("Er was één maatregel.", [("measure", "maatregel")]),
        ("", []),
    ],
)
def test_patterns_of_words(text: str, expected: list[tuple[str, str]]) -> None:
    """A pattern of verbs, nouns and words, with gaps, words that may be absent and words that must be, is found."""
    find = language().patterns({"tackle": [TACKLE], "plan": [PLAN], "measure": [MEASURE]})

    assert [(hit.name, text[hit.start : hit.end]) for hit in find(text)] == expected


def test_several_patterns_under_one_name_overlap_nowhere() -> None:
    """Of hits of one name that overlap, the one that begins first and is shortest stays."""
    find = language().patterns(
        {"one": [TACKLE, [TokenRule(words=("werkdruk",))]], "two": [[TokenRule(words=("aan",))]]}
    )

    assert find("Zij pakken de werkdruk aan") == (Hit("one", 4, 26), Hit("two", 23, 26))


def test_a_rule_without_words_is_any_word() -> None:
    """Such a rule stands for exactly one word."""
    find = language().patterns({"any": [[TokenRule(words=("de",)), TokenRule(), TokenRule(words=("vaart",))]]})

    assert [hit.end for hit in find("de boot vaart, de vaart")] == [13]


def test_organisations_by_name() -> None:
    """Every name of an organisation leads to its full name; a single word counts only as it is written."""
    find = language().organisations([("Dienst Vaarwegen", ("=DVW", "WEB", "vaardienst")), ("VAAR-Raad", ())])
    text = "De dienst vaarwegen (DVW) en de VAAR Raad zochten op het web naar een vaardienst."

    found = [(hit.name, text[hit.start : hit.end]) for hit in find(text)]

    assert found == [("Dienst Vaarwegen", "dienst vaarwegen"), ("Dienst Vaarwegen", "DVW"), ("VAAR-Raad", "VAAR Raad")]
    assert find(text) == find(text)


def test_two_lists_of_names_do_not_mix() -> None:
    """A finder knows its own organisations only, also when both look at the same text."""
    one, other = language().organisations([("Loodswezen", ())]), language().organisations([("Reddingmaatschappij", ())])
    text = "Het Loodswezen belt de Reddingmaatschappij."

    assert [[hit.name for hit in find(text)] for find in (one, other, one)] == [
        ["Loodswezen"],
        ["Reddingmaatschappij"],
        ["Loodswezen"],
    ]
