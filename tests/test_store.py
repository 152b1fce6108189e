"""The store: what is kept, what is replaced, and how it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from readings import PLAN, REPORT, match, reading, review, save, source

from corpus.model import (
    Continuation,
    DocId,
    Given,
    Judgement,
    Problem,
    Role,
)
from corpus.store import Store
from corpus.store_errors import (
    AmbiguousDocumentError,
    UnknownDocumentError,
)
from corpus.store_records import Failure


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as opened:
        yield opened


def test_a_reading_comes_back_as_it_was_saved(store: Store) -> None:
    """Every word keeps its place on the page, and every item its order."""
    saved = reading("verslag", year=2023)

    save(store, saved)

    assert store.reading(saved.document.id) == saved


def test_each_part_can_be_asked_for_alone(store: Store) -> None:
    """Pages, sections, pledges, results, passages and problems of one document are those of its reading."""
    saved = reading("verslag")
    save(store, saved, reading("ander"))
    doc = saved.document.id

    assert store.page_notes(doc) == saved.pages
    assert store.sections(doc) == saved.sections
    assert store.pledges(doc) == saved.pledges
    assert store.results(doc) == saved.results
    assert store.passages(doc) == saved.passages
    assert store.problems(doc) == saved.problems


def test_blocks_come_by_page_in_reading_order_with_the_furniture(store: Store) -> None:
    """Page headers and page numbers stand among the text, where a reader meets them."""
    saved = reading("verslag")
    save(store, saved)

    blocks = store.blocks(saved.document.id)

    assert [(item.page, item.order) for item in blocks] == sorted((item.page, item.order) for item in blocks)
    assert len(blocks) == 3 * 3 + 2
    assert blocks[0].role is Role.RUNNING_HEADER


def test_documents_come_plans_first_then_reports_by_year(store: Store) -> None:
    """Plans lead, reports follow from old to new, and a report without a year closes the row."""
    save(store, reading("zonder"), reading("b", year=2024), reading("a", year=2024), reading("oud", year=2019))
    save(store, reading("visie", PLAN), reading("akkoord", PLAN))

    assert [document.name for document in store.documents()] == ["akkoord", "visie", "oud", "a", "b", "zonder"]


def test_the_pledges_of_all_documents_come_in_the_order_of_the_documents(store: Store) -> None:
    """Asked without a document, the parts of all are given, document by document."""
    report, plan = reading("verslag", year=2023), reading("plan", PLAN)

    save(store, report, plan)

    assert store.pledges() == plan.pledges + report.pledges
    assert store.results() == plan.results + report.results
    assert store.passages() == plan.passages + report.passages
    assert store.problems() == plan.problems + report.problems


@pytest.mark.parametrize("wanted", ["Verslag 2023", "verslag 2023.PDF", source("Verslag 2023").document[:6]])
def test_a_document_is_found_by_name_or_by_the_start_of_its_identifier(store: Store, wanted: str) -> None:
    """The file name finds it with or without `.pdf`, in any case."""
    save(store, reading("Verslag 2023"), reading("plan", PLAN))

    assert store.document(wanted).name == "Verslag 2023"


def test_an_accent_may_be_one_character_or_two(store: Store) -> None:
    """A name typed on one system finds a file that was named on another."""
    save(store, reading("visie-financie\u0308n"))

    assert store.document("visie-financi\u00ebn").name == "visie-financie\u0308n"


def test_an_unknown_name_lists_what_there_is(store: Store) -> None:
    """The message names the documents that can be asked for."""
    save(store, reading("verslag-2022"), reading("verslag-2023"))

    with pytest.raises(UnknownDocumentError, match=r"'verslag-2021'.*verslag-2022, verslag-2023"):
        store.document("verslag-2021")
    with pytest.raises(UnknownDocumentError, match="''"):
        store.document("")
    with pytest.raises(UnknownDocumentError, match="verslag-2022"):
        store.reading(DocId("f" * 16))


def test_an_empty_store_says_how_to_begin(store: Store) -> None:
    """Without documents the message gives the command that adds one."""
    with pytest.raises(UnknownDocumentError, match="waargemaakt run"):
        store.document("verslag")


def test_two_files_of_one_name_are_told_apart_by_identifier(store: Store) -> None:
    """The message lists both identifiers."""
    first = reading("verslag")
    other = source("verslag, tweede druk")
    second = replace(first, document=replace(first.document, id=other.document), sections=(), furniture=())
    store.save_reading(first, source=source("verslag"), stamp="v1")
    store.save_reading(second, source=other, stamp="v1")

    with pytest.raises(AmbiguousDocumentError) as caught:
        store.document("verslag")

    assert first.document.id in str(caught.value)
    assert other.document in str(caught.value)


def test_a_new_reading_takes_the_place_of_the_old(store: Store) -> None:
    """Of the last reading nothing is left beside it."""
    save(store, reading("verslag", text="De oude tekst."))
    fresh = replace(reading("verslag", text="De nieuwe tekst."), problems=())

    save(store, fresh, stamp="v2")

    assert store.reading(fresh.document.id) == fresh
    assert store.pledges() == fresh.pledges
    assert store.problems() == ()


def test_a_reading_is_current_for_its_own_stamp_only(store: Store) -> None:
    """Another version of a stage, or another setting, makes it stale."""
    saved = reading("verslag")
    save(store, saved, stamp="read 3; layout 2")
    doc = saved.document.id

    assert store.is_current(doc, "read 3; layout 2")
    assert not store.is_current(doc, "read 3; layout 3")
    assert not store.is_current(DocId("0" * 16), "read 3; layout 2")


def test_what_a_person_gave_outlives_what_was_derived(store: Store) -> None:
    """Settings given with a document stay when its reading is thrown away, and so does its original."""
    saved = reading("verslag")
    given = Given(kind=REPORT, organisation="Stichting X", year=2023, period=(2022, 2030))
    store.save_reading(saved, source=source("verslag"), stamp="v1", given=given)
    doc = saved.document.id

    store.forget(doc)

    assert store.documents() == ()
    assert store.blocks(doc) == ()
    assert store.passages() == ()
    assert store.given(doc) == given
    assert store.source(doc) == source("verslag")


def test_settings_that_are_not_given_again_stay(store: Store) -> None:
    """A later run with one option changes that one, and a run without options none."""
    saved = reading("verslag")
    store.save_reading(saved, source=source("verslag"), stamp="v1", given=Given(year=2022, title="Terugblik"))

    store.save_reading(saved, source=source("verslag"), stamp="v2", given=Given(year=2023))
    save(store, saved, stamp="v3")

    assert store.given(saved.document.id) == Given(year=2023, title="Terugblik")
    assert store.given(DocId("unknown")) == Given()


def test_matches_replace_each_other_as_a_whole(store: Store) -> None:
    """After matching anew only the new matches are there, in the order given, under the new stamp."""
    plan, old, new = reading("plan", PLAN), reading("verslag-22"), reading("verslag-23")
    save(store, plan, old, new)
    store.save_matches([match(plan, old)], stamp="m1")

    store.save_matches([match(plan, new, 0.4), match(plan, old, 0.9)], stamp="m2")

    assert store.matches() == (match(plan, new, 0.4), match(plan, old, 0.9))
    assert store.matches(old.document.id) == (match(plan, old, 0.9),)
    assert store.matches_stamp() == "m2"


def test_matches_do_not_outlive_the_documents_they_join(store: Store) -> None:
    """A plan or report that is read anew takes its matches along, and the rest is known to be stale."""
    plan, old, new = reading("plan", PLAN), reading("verslag-22"), reading("verslag-23")
    save(store, plan, old, new)
    store.save_matches([match(plan, old), match(plan, new)], stamp="m1")

    save(store, new, stamp="v2")

    assert store.matches() == (match(plan, old),)
    assert store.matches_stamp() is None

    store.forget(plan.document.id)

    assert store.matches() == ()


def test_results_that_go_on_replace_each_other_as_a_whole(store: Store) -> None:
    """What continues what is kept with the matches, and goes when these are made anew."""
    old, new = reading("verslag-22"), reading("verslag-23")
    save(store, old, new)
    one = Continuation(new.document.id, new.results[0].id, old.results[0].id, 0.5, "Beide noemen boten.")
    store.save_matches([], continuations=[one], stamp="m1")
    kept = store.continuations()

    store.save_matches([], stamp="m2")

    assert kept == (one,)
    assert store.continuations() == ()


def test_no_matches_is_an_answer_too(store: Store) -> None:
    """Matching that found nothing is remembered as done."""
    before = store.matches_stamp()

    store.save_matches([], stamp="m1")

    assert before is None
    assert store.matches_stamp() == "m1"
    assert store.matches() == ()


def test_reviews_come_back_oldest_first(store: Store) -> None:
    """Decisions stand in the order in which they were made, whatever the time zone of the reviewer."""
    noon, cet = datetime(2026, 3, 1, 12, 0, tzinfo=UTC), timezone(timedelta(hours=1))
    later = review(Judgement.NONE, at=noon)
    earlier = review(Judgement.UNSURE, at=datetime(2026, 3, 1, 12, 30, tzinfo=cet), note="‘ja’")
    same = review(Judgement.RELATED, at=noon)

    for item in (later, earlier, same):
        store.add_review(item)

    assert store.reviews() == (earlier, later, same)


def test_reviews_outlive_every_reading(store: Store) -> None:
    """A decision stays when its documents are read anew or forgotten."""
    save(store, reading("verslag"))
    store.add_review(review())

    save(store, reading("verslag"), stamp="v2")
    store.forget(source("verslag").document)

    assert store.reviews() == (review(),)


def test_a_file_that_failed_is_remembered_until_it_succeeds(store: Store) -> None:
    """A failure is shown once per file, the last one, and goes when a file of that name is read."""
    store.save_failure(Problem("read", "versleuteld"), name="geheim.pdf")
    store.save_failure(Problem("read", "geen PDF"), name="Verslag.pdf")
    store.save_failure(Problem("read", "leeg"), name="Verslag.pdf")
    remembered = store.failures()

    save(store, reading("verslag"))

    assert remembered == (
        Failure("Verslag.pdf", Problem("read", "leeg")),
        Failure("geheim.pdf", Problem("read", "versleuteld")),
    )
    assert store.failures() == remembered[1:]


def test_the_revision_changes_with_every_reading_and_with_nothing_else(store: Store) -> None:
    """An index is stale after a document was read or forgotten, not after matching or judging."""
    seen = [store.revision()]
    save(store, reading("verslag"))
    seen.append(store.revision())
    save(store, reading("verslag"))
    seen.append(store.revision())

    store.save_matches([], stamp="m1")
    store.add_review(review())
    unchanged = store.revision()
    store.forget(source("verslag").document)
    seen.append(store.revision())

    assert unchanged == seen[-2]
    assert len(set(seen)) == 4


def test_every_derived_item_can_be_asked_by_its_columns(store: Store) -> None:
    """Page, kind, theme and the like are columns, so that any tool that knows SQL can count them."""
    save(store, reading("verslag"))
    connection = sqlite3.connect(store.path)

    roles = connection.execute("SELECT role, count(*) FROM derived_blocks GROUP BY role ORDER BY role").fetchall()
    owners = connection.execute("SELECT owner, page, theme FROM derived_pledges ORDER BY position").fetchall()

    connection.close()
    assert roles == [("heading", 3), ("page_number", 1), ("paragraph", 6), ("running_header", 1)]
    assert owners == [("Jo", 2, "Wonen"), (None, 2, None)]
