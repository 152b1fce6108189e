"""Profiles: what the shipped ones say, how a user's own builds on them, and what is said of a broken one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from corpus.model import SectionKind
from corpus.profile import (
    BrokenProfileError,
    Concept,
    Profile,
    ProfileError,
    UnknownProfileError,
    choose_profile,
    load_profile,
    profiles,
)

CASES = Path(__file__).parent / "cases" / "profiles"
SHARED = Path(os.environ.get("WAARGEMAAKT_SHARED", Path(__file__).parents[2] / "shared"))

OWN = """
name = "eigen"
version = 3
based_on = "algemeen"
organisation = "Stichting Noorderlicht"
recognise = ["Stichting Noorderlicht", "Noorderlicht"]

[[theme]]
name = "Wonen"
spellings = ["Huisvesting"]
subthemes = ["Huur", "Koop"]

[sidebar]
other = '^restant$'

[[concept]]
term = "cyberveiligheid"
variants = ["digiveilig"]
"""


def write(folder: Path, text: str, name: str = "eigen.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def cases(start: str) -> list[Path]:
    return sorted(CASES.glob(f"{start}-*.txt"))


@pytest.mark.parametrize("case", cases("cues"), ids=lambda path: path.stem)
def test_cues_are_the_lines_that_introduce_a_list_of_pledges(case: Path) -> None:
    """A line that announces what will be done is a cue; a sentence that says it, or tells of the past, is none."""
    source, expected = case.read_text("utf-8").split("----\n")
    profile = load_profile(case.stem.removeprefix("cues-"))

    found = [line for line in source.splitlines() if any(cue.search(line) for cue in profile.cues)]

    assert found == expected.splitlines()


@pytest.mark.parametrize("case", cases("broken"), ids=lambda path: path.stem)
def test_a_broken_profile_is_reported_with_file_line_and_what_was_expected(tmp_path: Path, case: Path) -> None:
    """Whatever is wrong with a profile, the message leads to the line and says what should stand there."""
    source, expected = case.read_text("utf-8").split("----\n")
    path = write(tmp_path, source)

    with pytest.raises(BrokenProfileError) as caught:
        load_profile(path)

    assert str(caught.value).startswith(f"{path}, {expected.strip()}")


def test_every_broken_case_is_there() -> None:
    """The case files are found."""
    assert len(cases("broken")) >= 15
    assert len(cases("cues")) == 2


@pytest.mark.parametrize("name", profiles())
def test_shipped_profiles_load(name: str) -> None:
    """Each profile that is shipped is whole, and carries the name of its file."""
    profile = load_profile(name)

    assert profile.name == name
    assert profile.cues
    assert profile.plan_words
    assert profile.report_words


@pytest.mark.parametrize("name", profiles())
def test_words_of_a_plan_are_not_words_of_a_report(name: str) -> None:
    """No word tells a plan and a report at once."""
    profile = load_profile(name)

    assert not set(profile.plan_words) & set(profile.report_words)


@pytest.mark.parametrize("name", profiles())
def test_a_term_or_abbreviation_means_one_thing(name: str) -> None:
    """No concept stands twice in the list, and no abbreviation belongs to two of them."""
    concepts = load_profile(name).concepts

    terms = [concept.term.casefold() for concept in concepts]
    variants = [variant.casefold().lstrip("=") for concept in concepts for variant in concept.variants]

    assert len(set(terms)) == len(terms)
    assert len(set(variants)) == len(variants)
    assert not set(terms) & set(variants)


def test_the_general_profile_fits_every_organisation() -> None:
    """It has no themes and no names of its own."""
    general = load_profile("algemeen")

    assert general.organisation == ""
    assert general.recognise == ()
    assert general.themes == ()


def test_the_mbo_raad_has_its_themes() -> None:
    """The three themes of its plan, and the one it reports under besides."""
    themes = [theme.name for theme in load_profile("mbo-raad").themes]

    assert themes == ["Mbo & arbeidsmarkt", "Mbo & samenleving", "Mbo & kwaliteit", "Mbo & vereniging"]


@pytest.mark.parametrize(
    ("abbreviation", "term"),
    [
        ("LLO", "leven lang ontwikkelen"),
        ("bpv", "beroepspraktijkvorming"),
        ("PDG", "pedagogisch-didactisch getuigschrift"),
        ("OCW", "ministerie van Onderwijs, Cultuur en Wetenschap"),
        ("AVG", "Algemene verordening gegevensbescherming"),
    ],
)
def test_abbreviations_of_the_sector_and_of_administration_are_known(abbreviation: str, term: str) -> None:
    """A profile adds its own abbreviations to the general ones."""
    concepts = {concept.term: concept for concept in load_profile("mbo-raad").concepts}

    assert abbreviation in concepts[term].variants


@pytest.mark.parametrize(
    ("heading", "owner"),
    [
        ("Portefeuille van Jan de Vries, bestuurslid en voorzitter ROC Delta:", "Jan de Vries"),
        ("De portefeuille van Anna van der Meij, (oud) bestuurslid", "Anna van der Meij"),
        ("Portefeuille van Piet Jansen:", "Piet Jansen"),
        ("De portefeuille van een bestuurder is zwaar", None),
    ],
)
def test_the_owner_of_a_portfolio_stands_in_its_heading(heading: str, owner: str | None) -> None:
    """The name begins with a capital and runs to the first comma or colon."""
    rule = load_profile("mbo-raad").sidebar.owner
    assert rule is not None

    found = rule.search(heading)

    assert (found["owner"] if found else None) == owner


def test_the_labels_in_a_portfolio_box_are_told_apart() -> None:
    """One label stands above what comes from the plan, the other above the rest."""
    sidebar = load_profile("mbo-raad").sidebar
    assert sidebar.assigned is not None
    assert sidebar.other is not None

    assigned = [line for line in ("Strategisch Meerjaren Perspectief:", "Overig:") if sidebar.assigned.search(line)]
    other = [line for line in ("Strategisch Meerjaren Perspectief:", "Overig:") if sidebar.other.search(line)]

    assert assigned == ["Strategisch Meerjaren Perspectief:"]
    assert other == ["Overig:"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Interview", SectionKind.INTERVIEW),
        ("In gesprek met de voorzitter", SectionKind.INTERVIEW),
        ("Vijf vragen aan Jan de Vries", SectionKind.INTERVIEW),
        ("Voorwoord van de voorzitter", SectionKind.FOREWORD),
        ("Woord vooraf", SectionKind.FOREWORD),
        ("Colofon", SectionKind.COLOPHON),
        ("(Eind)redactie en vormgeving:", SectionKind.COLOPHON),
        ("‘Samen staan we sterker’", SectionKind.QUOTE),
        ("interview, als een van haar hoogtepunten", None),
        ("De voorwoorden", None),
        ("Samen staan we sterker", None),
    ],
)
def test_sections_that_are_no_plain_text_are_known_by_their_heading(line: str, kind: SectionKind | None) -> None:
    """An interview, foreword, colophon or quote announces itself."""
    profile = load_profile("algemeen")

    found = next((kind for kind, cue in profile.section_kinds if cue.search(line)), None)

    assert found is kind


def test_an_own_profile_builds_on_a_shipped_one(tmp_path: Path) -> None:
    """What it does not say it takes over; its concepts are added to those it builds on."""
    general = load_profile("algemeen")

    own = load_profile(write(tmp_path, OWN))

    assert (own.name, own.version, own.organisation) == ("eigen", 3, "Stichting Noorderlicht")
    assert own.cues == general.cues
    assert own.sidebar.owner == general.sidebar.owner
    assert own.sidebar.other == re.compile("^restant$", re.IGNORECASE)
    assert (own.themes[0].spellings, own.themes[0].subthemes) == (("Huisvesting",), ("Huur", "Koop"))
    assert len(own.concepts) == len(general.concepts)


BASE = """
name = "basis"
version = 1
based_on = "algemeen"
concepts_version = "2024-05-01"

[[concept]]
term = "dijkbewaking"
variants = ["dijkleger", "dijkwacht"]
narrower = ["dijkinspectie"]

[[concept]]
term = "hoogwater"
variants = ["hoge waterstand"]
related = ["wateroverlast"]
"""


def added_to_base(tmp_path: Path, concepts: str) -> Profile:
    """A profile with these concepts, built on `BASE`."""
    write(tmp_path, BASE, "basis.toml")
    return load_profile(write(tmp_path, f'name = "kind"\nversion = 1\nbased_on = "basis.toml"\n{concepts}'))


def concept(profile: Profile, term: str) -> Concept:
    return next(one for one in profile.concepts if one.term == term)


def test_an_own_concept_adds_to_the_one_of_that_name(tmp_path: Path) -> None:
    """What the base knows of a concept stays known when a profile adds to it."""
    own = added_to_base(tmp_path, '[[concept]]\nterm = "hoogwater"\nvariants = ["springtij"]\nrelated = ["storm"]')

    assert concept(own, "hoogwater") == Concept(
        "hoogwater", ("springtij", "hoge waterstand"), (), ("storm", "wateroverlast")
    )


def test_an_own_list_may_rename_a_concept(tmp_path: Path) -> None:
    """A concept of the base whose term is given as a name of an own concept is that concept."""
    own = added_to_base(tmp_path, '[[concept]]\nterm = "hoge rivier"\nvariants = ["hoogwater"]')

    assert concept(own, "hoge rivier").variants == ("hoogwater", "hoge waterstand")
    assert "hoogwater" not in [one.term for one in own.concepts]


def test_an_own_list_may_part_a_concept(tmp_path: Path) -> None:
    """A name that the base gives to one concept goes to the concept that the own list gives it to."""
    own = added_to_base(tmp_path, '[[concept]]\nterm = "dijkleger"')

    assert concept(own, "dijkbewaking").variants == ("dijkwacht",)
    assert concept(own, "dijkleger").variants == ()


@pytest.mark.parametrize(
    ("concepts", "version"),
    [
        ("", "basis 2024-05-01, algemeen 2"),
        ('[[concept]]\nterm = "dijk"', "kind 1, basis 2024-05-01, algemeen 2"),
        ('concepts_version = 7\n[[concept]]\nterm = "dijk"', "kind 7, basis 2024-05-01, algemeen 2"),
    ],
)
def test_the_version_of_the_concepts_names_every_list(tmp_path: Path, concepts: str, version: str) -> None:
    """A list says its version, 1 when it says nothing; the lists that were added are named in order."""
    own = added_to_base(tmp_path, concepts)

    assert own.concepts_version == version


@pytest.mark.parametrize("name", profiles())
def test_what_is_wider_or_narrower_is_not_related_too(name: str) -> None:
    """A related concept stands beside a concept: what stands above or below it counts already, and more."""
    concepts = load_profile(name).concepts
    by_name = {known.casefold().lstrip("="): one for one in concepts for known in (one.term, *one.variants)}

    def below(one: Concept) -> set[str]:
        return {by_name[term.casefold()].term for term in one.narrower if term.casefold() in by_name}

    related = [
        (one, by_name[term.casefold()]) for one in concepts for term in one.related if term.casefold() in by_name
    ]

    assert related
    assert [
        (one.term, other.term) for one, other in related if other.term in below(one) or one.term in below(other)
    ] == []


def test_the_shipped_lists_say_what_is_related() -> None:
    """A word for the same subject is known beside the words that mean the same."""
    found = {one.term: one for one in load_profile("mbo-raad").concepts}

    assert "welzijn" in found["studentenwelzijn"].related
    assert "=middelen" in found["bekostiging"].related


def test_an_own_profile_may_build_on_another_beside_it(tmp_path: Path) -> None:
    """The path of the other is seen from the folder of the one."""
    write(tmp_path, OWN)

    child = load_profile(write(tmp_path, 'name = "kind"\nversion = 1\nbased_on = "eigen.toml"\n', "kind.toml"))

    assert child.name == "kind"
    assert child.organisation == "Stichting Noorderlicht"


def test_any_change_of_a_profile_makes_it_another(tmp_path: Path) -> None:
    """What was derived is stale after a change, also when the version was not raised."""
    before = load_profile(write(tmp_path, OWN)).stamp

    after = load_profile(write(tmp_path, OWN.replace("digiveilig", "internetveilig"))).stamp

    assert before != after


def test_a_mistake_in_a_base_is_reported_in_the_base(tmp_path: Path) -> None:
    """The message names the file that holds the mistake."""
    base = write(tmp_path, OWN.replace("version = 3", "versie = 3"))
    child = write(tmp_path, 'name = "kind"\nversion = 1\nbased_on = "eigen.toml"\n', "kind.toml")

    with pytest.raises(BrokenProfileError) as caught:
        load_profile(child)

    assert str(caught.value) == f"{base}, line 3: there is no key 'versie' here; did you mean 'version'?"


def test_a_profile_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    """An editor that saves otherwise is found out at the line of the first accent."""
    path = tmp_path / "eigen.toml"
    path.write_bytes('name = "eigen"\nversion = 1\norganisation = "Coöperatie"\n'.encode("latin-1"))

    with pytest.raises(BrokenProfileError, match="line 3: the file is not UTF-8"):
        load_profile(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Windows editors put one before the first line."""
    path = tmp_path / "eigen.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.strip().encode())

    assert load_profile(path).name == "eigen"


@pytest.mark.parametrize("name", ["mbo", "", "../profiles/algemeen", "weg.toml"])
def test_an_unknown_profile_lists_what_is_shipped(name: str) -> None:
    """The message names the profiles there are, and how to give one's own."""
    with pytest.raises(UnknownProfileError, match=r"algemeen, mbo-raad.*\.toml"):
        load_profile(name)

    assert issubclass(UnknownProfileError, ProfileError)


def known(tmp_path: Path) -> tuple[Profile, ...]:
    return (*map(load_profile, profiles()), load_profile(write(tmp_path, OWN)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jaarverslag 2023\nMBO Raad\nVoorwoord", "mbo-raad"),
        ("Meerjarenplan van de Stichting\nNoorderlicht. Met dank aan de MBO Raad. Noorderlicht, mei 2024.", "eigen"),
        ("Jaarverslag van de gemeente Ergens", "algemeen"),
        ("De RMBO Raadszaal", "algemeen"),
        ("", "algemeen"),
    ],
)
def test_a_document_is_recognised_by_the_names_in_its_opening(tmp_path: Path, text: str, name: str) -> None:
    """The organisation named most is the one it is of, also when the name is broken over two lines."""
    chosen = choose_profile(text, known(tmp_path))

    assert chosen.name == name


def test_without_candidates_the_general_profile_is_chosen() -> None:
    """There is always a profile."""
    assert choose_profile("MBO Raad", []).name == "algemeen"


@pytest.mark.parametrize("name", ["smjp-2022-2030", "jaarverslag-2023"])
def test_real_documents_of_the_mbo_raad_are_recognised(name: str) -> None:
    """The opening of a published plan and report leads to the profile."""
    path = SHARED / "documents" / f"{name}.extract.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")

    chosen = choose_profile(path.read_text("utf-8")[:6000], map(load_profile, profiles()))

    assert chosen.name == "mbo-raad"
