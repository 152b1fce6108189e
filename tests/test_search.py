"""From a question to hits in an index on disk: what is found, what is shown of it, and when an index is not trusted."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from pathlib import Path

import pytest
from search_texts import CONCEPTS, DOCUMENTS, PLAN, SECOND, passages, placed

from corpus.model import Cell, DocumentKind, Passage, PassageKind, Quote, SectionId
from corpus.wordlist import dutch_words
from index.dutch import Analyser
from index.filters import Filters
from index.folder import DamagedIndexError, Health, MissingIndexError, StaleIndexError
from index.printing import found_lines, hit_json
from index.query import QueryError
from index.remembered import remembering
from index.search import Found, build_index, health, search
from index.snippets import snippet
from index.whoosh_engine import WhooshEngine

STAMP = "first"


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(dutch_words, CONCEPTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, analyser: Analyser) -> Path:
    """An index of the invented plan and reports."""
    place = tmp_path_factory.mktemp("zoekindex")
    build_index(passages(), DOCUMENTS, analyser, place, STAMP)
    return place


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """An index that a test may damage."""
    return Path(shutil.copytree(folder, tmp_path / "index"))


def inner(folder: Path) -> Path:
    """The sub-folder in use."""
    return folder / (folder / "current").read_text("utf-8").strip()


def found_words(found: Found) -> list[list[str]]:
    """The marked words of each snippet."""
    return [[hit.snippet[start:end] for start, end in hit.marks] for hit in found.hits]


def test_a_hit_tells_where_it_stands(folder: Path, analyser: Analyser) -> None:
    """A hit has its document, year, kinds, page, heading and theme, and how it was found."""
    found = search(folder, "gemaal", analyser=analyser)

    (hit,) = found.hits
    assert (hit.document, hit.name, hit.title, hit.year) == (SECOND.id, SECOND.name, SECOND.title, 2023)
    assert (hit.document_kind, hit.kind) == (DocumentKind.REPORT, PassageKind.TEXT)
    assert (hit.page, hit.heading, hit.theme, hit.subtheme) == (4, "Bezoekers", "Samen met de streek", None)
    assert hit.how == ("letterlijk",)
    assert hit.score > 0
    assert hit.passage in {passage.id for passage in passages()}


def test_the_closest_hits_come_first(folder: Path, analyser: Analyser) -> None:
    """The word as typed comes before its inflections, and those before compounds."""
    found = search(folder, "dijk", analyser=analyser)

    assert [hit.how[0] for hit in found.hits] == ["letterlijk", "verbuiging", "verbuiging", "via samenstelling"]


def test_totals_are_exact_whatever_is_shown(folder: Path, analyser: Analyser) -> None:
    """Fewer hits can be shown than there are; the counts of passages and documents and the facets are of all."""
    found = search(folder, "dijk", analyser=analyser, limit=1)

    assert len(found.hits) == 1
    assert (found.total, found.documents) == (4, 3)
    assert sum(count.number for count in found.facets.document) == 4


def test_facets_count_by_document_year_theme_and_kind(folder: Path, analyser: Analyser) -> None:
    """The passages found are counted; each value can be asked for in a field."""
    found = search(folder, "dijk", analyser=analyser)

    documents = {count.value: count.number for count in found.facets.document}
    assert documents == {"jaarbericht-2022.pdf": 2, "jaarbericht-2023.pdf": 1, "koersplan.pdf": 1}
    assert [(count.value, count.number) for count in found.facets.year] == [("2022", 2), ("2023", 1)]
    assert [(count.value, count.number) for count in found.facets.theme] == [("Veiligheid", 4)]
    kinds = {count.value: count.number for count in found.facets.kind}
    assert kinds == {"resultaat": 3, "verslag": 3, "plan": 1, "toezegging": 1}


@pytest.mark.parametrize("field", ["document", "year", "theme", "kind"])
def test_a_facet_is_what_its_field_finds(folder: Path, analyser: Analyser, field: str) -> None:
    """Asking for a value of a facet finds as many passages as the facet counts; excluding it finds the rest."""
    every = search(folder, "water OF dijk", analyser=analyser)

    for count in getattr(every.facets, field):
        inside = search(folder, f'(water OF dijk) {field}:"{count.value}"', analyser=analyser)
        outside = search(folder, f'(water OF dijk) -{field}:"{count.value}"', analyser=analyser)
        assert inside.total == count.number
        assert inside.total + outside.total == every.total


def test_options_narrow_a_search(folder: Path, analyser: Analyser) -> None:
    """Of one option any value may hold, of different options all must."""
    either = search(folder, "water", analyser=analyser, filters=Filters(kind=("tabel", "pledge")))
    both = search(folder, "water", analyser=analyser, filters=Filters(kind=("tabel",), year=("2023..",)))
    page = search(folder, "dijk", analyser=analyser, filters=Filters(document=("2022",), page=("2",)))

    assert {hit.kind for hit in either.hits} == {PassageKind.TABLE, PassageKind.PLEDGE}
    assert both.total == 0
    assert page.total == 2


def test_a_hit_in_a_table_names_its_cell(folder: Path, analyser: Analyser) -> None:
    """What is found in a table is cited by row, column and the head of the column, and marked in that cell alone."""
    found = search(folder, '"1.250"', analyser=analyser)

    assert found.hits[0].cells == (Cell(2, 2, "2022"),)
    assert "tabel rij 2 kolom 2 (2022)" in "\n".join(found_lines(found))
    assert json.loads(hit_json(found.hits[0]))["cells"] == [{"row": 2, "column": 2, "heading": "2022"}]


def test_an_option_that_cannot_be_is_refused(folder: Path, analyser: Analyser) -> None:
    """A year that is no year is an error, as it is in a question."""
    with pytest.raises(QueryError, match="vorig"):
        search(folder, "water", analyser=analyser, filters=Filters(year=("vorig",)))


def test_exact_search_finds_what_was_typed(folder: Path, analyser: Analyser) -> None:
    """With exact, only the word as written counts; accents and hyphens may differ."""
    exact = Filters(exact=True)

    assert found_words(search(folder, "dijken", analyser=analyser, filters=exact)) == [["dijken"], ["dijken"]]
    assert search(folder, "patienten", analyser=analyser, filters=exact).total == 1
    assert search(folder, "zijinstromer", analyser=analyser, filters=exact).total == 1
    assert search(folder, '"sterke dijken"', analyser=analyser, filters=exact).total == 0


def test_a_year_says_what_it_leaves_out(folder: Path, analyser: Analyser) -> None:
    """A plan reports no year; asking for a year leaves it out and says so."""
    found = search(folder, "jaar:2023 water", analyser=analyser)

    assert {hit.year for hit in found.hits} == {2023}
    assert found.notes == (f"Zonder verslagjaar, en dus niet doorzocht: {PLAN.name}.",)


def test_a_field_that_nothing_has_is_told(folder: Path, analyser: Analyser) -> None:
    """No theme of that name means no hits, and a note with the themes there are."""
    found = search(folder, "thema:geld", analyser=analyser)

    assert found.total == 0
    assert found.notes == ("Niets heeft thema ‘geld’. Wel: Veiligheid, Kwaliteit, Samen met de streek.",)


def test_or_without_brackets_shows_its_reading(folder: Path, analyser: Analyser) -> None:
    """Words beside OF can be read in two ways; the one that was taken is shown."""
    found = search(folder, "dijk OF kade water", analyser=analyser)

    assert found.notes == ("Gelezen als: dijk OF (kade EN water).",)
    assert found.reading == "dijk OF (kade EN water)"


def test_a_slip_of_the_pen_is_searched_as_the_nearest_word_and_told(folder: Path, analyser: Analyser) -> None:
    """A word that nobody knows is read as the nearest word of the documents; the hit and a note say so."""
    found = search(folder, "vervuilin landbouw", analyser=analyser)

    assert found.suggestion == "vervuiling landbouw"
    assert found.notes == ("‘vervuilin’ komt niet voor; gezocht is op ‘vervuiling’.",)
    assert "via spelling: vervuiling" in found.hits[0].how


def test_without_hits_a_word_of_the_documents_is_suggested(folder: Path, analyser: Analyser) -> None:
    """An exact search that finds nothing suggests the nearest words that would."""
    found = search(folder, "watr kadee", analyser=analyser, filters=Filters(exact=True))

    assert found.total == 0
    assert found.suggestion == "water kade"


def test_a_known_word_that_is_not_there_is_not_changed(folder: Path, analyser: Analyser) -> None:
    """A Dutch word that the documents do not have is not read as another word."""
    found = search(folder, "daken", analyser=analyser)

    assert found.total == 0
    assert found.notes == ()


def test_a_wildcard_that_fits_nothing_is_told(folder: Path, analyser: Analyser) -> None:
    """No word of that pattern: no hits, and a note that it is the pattern."""
    found = search(folder, "*zwaluw", analyser=analyser)

    assert found.notes == ("‘*zwaluw’ past op geen enkel woord in de documenten.",)


def test_a_wildcard_that_fits_very_much_is_cut_and_told(tmp_path: Path, analyser: Analyser) -> None:
    """A wildcard stands for two thousand words at most, those used most; a note says when there were more."""
    words = [f"dijk{number}" for number in range(2100)]
    text = " ".join([*words, *words[50:]])
    whole = Passage("p", PLAN.id, 0, PassageKind.TEXT, SectionId("s"), "", None, None, 1, Quote(text))
    build_index([whole], DOCUMENTS, analyser, tmp_path, STAMP)

    found = search(tmp_path, "*ij*", analyser=analyser)

    assert found.total == 1
    assert found.notes == ("‘*ij*’ past op 2100 woorden; gezocht is op de 2000 die het meest voorkomen.",)


def test_marks_are_whole_words_also_when_broken_or_joined(folder: Path, analyser: Analyser) -> None:
    """What is marked is the word on the page: inflected, broken over two lines, or one word of a compound."""
    assert found_words(search(folder, "waterkwaliteit", analyser=analyser)) == [["waterkwa- liteit"]]
    assert found_words(search(folder, "collega", analyser=analyser)) == [["collega’s"]]
    assert found_words(search(folder, "instromer", analyser=analyser)) == [["zij-instromer"]]
    assert found_words(search(folder, "grond", analyser=analyser)) == [["grondwater"]]


def test_a_paraphrase_marks_its_parts(folder: Path, analyser: Analyser) -> None:
    """Where the parts of a compound stand apart, each of them is marked."""
    found = search(folder, "watervervuiling jaar:2023", analyser=analyser)

    assert found_words(found) == [["vervuiling", "water"]]
    assert found.hits[0].how == ("via samenstelling",)


def test_places_are_the_boxes_of_the_marked_words(folder: Path, analyser: Analyser) -> None:
    """Each marked word is shown on its page in its box, one broken over two lines in two."""
    found = search(folder, "waterkwaliteit", analyser=analyser)

    (place,) = found.hits[0].places
    upper, lower = place.boxes
    assert place.page == 3
    assert (upper.x0, upper.x1, upper.top) == (50 + 6 * 3, 50 + 6 * 12, 100)
    assert (lower.x0, lower.top) == (50, 112)


def test_a_long_passage_is_cut_between_words() -> None:
    """A snippet is cut around its marks, between words, with dots where text was left out."""
    text = "woord " * 60 + "dijk en sluis " + "woord " * 60

    shown = snippet(text, [(360, 364), (368, 373)])

    assert [shown.text[start:end] for start, end in shown.marks] == ["dijk", "sluis"]
    assert shown.text.startswith("… woord")
    assert shown.text.endswith("woord …")
    assert len(shown.text) < 260


def test_a_snippet_shows_where_the_marks_are_densest() -> None:
    """Of marks far apart the stretch with the most is shown."""
    text = "dijk " + "woord " * 90 + "dijk sluis dijk " + "woord " * 40

    shown = snippet(text, [(0, 4), (545, 549), (550, 555), (556, 560)])

    assert [shown.text[start:end] for start, end in shown.marks] == ["dijk", "sluis", "dijk"]


def test_only_not_finds_the_rest(folder: Path, analyser: Analyser) -> None:
    """A question of what should not be there finds every other passage, without marks."""
    without = search(folder, "NIET water", analyser=analyser)
    with_it = search(folder, "water", analyser=analyser)

    assert without.total + with_it.total == len(passages())
    assert without.hits[0].marks == () and without.hits[0].how == ()


def test_every_passage_is_in_the_index_once(folder: Path, analyser: Analyser) -> None:
    """Asking for all of a document gives each of its passages once."""
    found = search(folder, "soort:plan OF soort:verslag", analyser=analyser, limit=1000)

    assert sorted(hit.passage for hit in found.hits) == sorted(passage.id for passage in passages())


def test_a_search_needs_no_word_list_for_words_of_the_documents(folder: Path) -> None:
    """Words that the documents have, phrases and wildcards are searched without loading the word list."""

    def refuse() -> frozenset[str]:
        raise AssertionError("the word list was loaded")

    light = Analyser(refuse, CONCEPTS)

    assert search(folder, 'dijken "schoon water" water* WTK -hinder', analyser=light).total == 0
    assert search(folder, "dijkversterking OF overlast OF kwaliteit", analyser=light).total > 0


def test_the_kept_lemmas_find_what_all_lemmas_find(folder: Path, analyser: Analyser) -> None:
    """The index keeps the lemmas its words can be asked for by, which are enough for any word."""
    kept = remembering(inner(folder), analyser)

    for word in ("versterkten", "begonnen", "dijkje", "meldde", "steeg", "stijgen"):
        whole = set(analyser.form(word).stems)
        terms = {
            term for passage in passages() for token in analyser.tokens(passage.quote.text) for term in token.stems
        }
        assert whole & terms <= set(kept.form(word).stems)


def test_no_index_is_missing(tmp_path: Path, analyser: Analyser) -> None:
    """Searching where no index was made is an error that says what to do."""
    assert health(tmp_path / "none", STAMP) is Health.MISSING
    with pytest.raises(MissingIndexError, match="waargemaakt run"):
        search(tmp_path / "none", "dijk", analyser=analyser)


def test_an_index_of_other_documents_is_stale(folder: Path, analyser: Analyser) -> None:
    """Another stamp than the index was made with means that the documents changed."""
    assert health(folder, STAMP) is Health.GOOD
    assert health(folder, None) is Health.GOOD
    assert health(folder, "second") is Health.STALE
    with pytest.raises(StaleIndexError):
        search(folder, "dijk", analyser=analyser, stamp="second")


def segment(folder: Path) -> Path:
    return next((inner(folder) / "engine").glob("*.seg"))


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_truncated_file_is_damage(copy: Path, analyser: Analyser, share: float) -> None:
    """A file that was cut off is seen before the index is opened."""
    file = segment(copy)
    os.truncate(file, int(file.stat().st_size * share))

    assert health(copy, STAMP) is Health.DAMAGED
    with pytest.raises(DamagedIndexError):
        search(copy, "dijk", analyser=analyser)


def test_a_missing_file_is_damage(copy: Path) -> None:
    """A file of the index that is gone is damage."""
    segment(copy).unlink()

    assert health(copy, STAMP) is Health.DAMAGED


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": 1, "files": 3}', "\x00\x01"])
def test_a_manifest_that_is_none_is_damage(copy: Path, text: str) -> None:
    """A manifest that cannot be read says nothing about the files, so none is opened."""
    (inner(copy) / "manifest.json").write_text(text, "utf-8")

    assert health(copy, STAMP) is Health.DAMAGED


class Trap:
    """A pickle that leaves a trace when it is opened."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.trace,)


def test_a_foreign_file_is_never_opened(copy: Path, analyser: Analyser, tmp_path: Path) -> None:
    """A table of contents from elsewhere, newer than our own, is seen as damage and not opened."""
    trace = tmp_path / "opened"
    (inner(copy) / "engine" / "_MAIN_99.toc").write_bytes(pickle.dumps(Trap(trace)))

    with pytest.raises(DamagedIndexError):
        search(copy, "dijk", analyser=analyser)

    assert not trace.exists()


def test_a_pointer_out_of_the_folder_is_not_followed(copy: Path) -> None:
    """What is in use is a folder of our own making inside the index folder."""
    (copy / "current").write_text("../elsewhere\n", "utf-8")

    assert health(copy, STAMP) is Health.MISSING


def test_building_again_replaces_the_index_and_cleans_up(copy: Path, analyser: Analyser) -> None:
    """A new index takes the place of the old one, of a damaged one, and of what an interrupted build left."""
    segment(copy).write_bytes(b"")
    (copy / "built-leftover").mkdir()

    build_index(passages()[:3], DOCUMENTS, analyser, copy, "second")

    assert health(copy, "second") is Health.GOOD
    assert [path.name for path in copy.glob("built-*")] == [inner(copy).name]
    assert search(copy, "soort:plan", analyser=analyser, stamp="second").total == 3


def test_a_build_that_fails_leaves_the_old_index(copy: Path, analyser: Analyser) -> None:
    """When building stops halfway, the index that was there still answers."""
    stranger = Passage("p", SECOND.id, 0, PassageKind.TEXT, SectionId("s"), "", None, None, 1, placed("dijk", 1))

    with pytest.raises(KeyError):
        build_index([stranger], {}, analyser, copy, "second")

    assert health(copy, STAMP) is Health.GOOD
    assert len(list(copy.glob("built-*"))) == 1


def test_an_empty_index_can_be_searched(tmp_path: Path, analyser: Analyser) -> None:
    """An index of no documents is good, and finds nothing."""
    build_index([], {}, analyser, tmp_path, STAMP)

    found = search(tmp_path, 'dijk -water "a b"~3 stage* OF NIET x', analyser=analyser)

    assert found.total == 0
    assert health(tmp_path, STAMP) is Health.GOOD


def test_the_vocabulary_of_the_engine_is_every_form(folder: Path, analyser: Analyser) -> None:
    """The engine lists each form as written once, in order."""
    with WhooshEngine().open(inner(folder) / "engine") as reader:
        forms = list(reader.vocabulary())

    written = {token.exact for passage in passages() for token in analyser.tokens(passage.quote.text)}
    assert forms == sorted(written)
