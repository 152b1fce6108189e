"""The commitments in the running text of a plan, from invented plans that show one pattern of Dutch each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from building import DOC, Told, block, case_of, cases, language, told

from corpus.model import Pledge, PledgeClass, Section
from pipeline.commitment_cues import CUES, PATTERNS
from pipeline.commitments import commitments
from pipeline.language import Finder
from pipeline.outline import outline
from pipeline.pledges import pledges
from pipeline.speakers import speakers

FIRM = 0.75
"""From this confidence on a commitment is firm; below it is soft."""


@cache
def finder() -> Finder:
    return language().patterns(PATTERNS)


def sections_of(case: Told) -> tuple[Section, ...]:
    found, _ = outline(case.blocks, document=DOC, themes=(), kind_of=case.kind_of, known=lambda word: False)
    return found


def committed(sections: tuple[Section, ...], listed: tuple[Pledge, ...] = (), organisation: str = "") -> list[Pledge]:
    found, problems = commitments(
        sections,
        find=finder(),
        split=language().sentences,
        known=lambda word: False,
        listed=listed,
        organisation=organisation,
    )
    assert problems == ()
    return list(found)


def shown(pledge: Pledge) -> str:
    return f"{'firm' if pledge.confidence >= FIRM else 'soft'} | {pledge.text}"


@pytest.mark.parametrize("case", cases("commitments"), ids=lambda path: path.stem)
def test_a_sentence_commits_its_writer_by_its_words_and_their_order(case: Path) -> None:
    """Main clauses in which the writer acts are firm commitments, wishes are soft, and other sentences are none."""
    source, expected = case_of(case)
    names = [line.partition(" ")[2] for line in source if line.startswith("organisation ")]
    given = told(line for line in source if not line.startswith("organisation "))
    sections = sections_of(given)
    listed, _ = pledges(sections, is_cue=given.is_cue, known=lambda word: False)

    found = committed(sections, listed, "".join(names))

    assert [shown(pledge) for pledge in found] == expected


def test_a_commitment_knows_where_it_stands() -> None:
    """A commitment in running text has its class, label, section and heading, and the places of its words."""
    sections = sections_of(told(["page 3", "1 | Wonen", "text | De kade is vol. We bouwen twee nieuwe steigers."]))

    (found,) = committed(sections)

    assert (found.pledge_class, found.label, found.heading) == (
        PledgeClass.IN_TEXT,
        "We bouwen twee nieuwe steigers",
        "Wonen",
    )
    assert (found.section, found.quote.page, len(found.quote.words)) == (sections[0].id, 3, 5)


def test_the_rows_of_a_table_of_goals_are_commitments() -> None:
    """Each row of a table is one when a column says that it holds goals or actions; other tables hold none."""
    heading = block("Koers", "1")
    goals = block("Doel | Wanneer\nStille motoren | 2028\nVeilige steigers | 2030", "table", order=2)
    counts = block("Jaar | Overtochten\n2023 | 55", "table", order=3)
    sections, _ = outline(
        [heading, goals, counts], document=DOC, themes=(), kind_of=lambda _: None, known=lambda _: False
    )

    found = committed(sections)

    assert [pledge.text for pledge in found] == ["Stille motoren | 2028", "Veilige steigers | 2030"]


def test_a_sentence_twice_on_a_page_is_one_commitment() -> None:
    """What is said twice in the same words on one page is one commitment, so that every id is its own."""
    found = committed(sections_of(told(["1 | Wonen", "text | We bouwen een brug.", "text | We bouwen een brug."])))

    assert [pledge.text for pledge in found] == ["We bouwen een brug."]


def test_nothing_commits_no_one() -> None:
    """A plan without text holds no commitments."""
    assert committed(()) == []


def test_places_are_no_speakers() -> None:
    """A town of which is said what it wants does not speak in the plan; a name of several words does."""
    text = "In Veerstad is het druk. In Veerstad waait het. Uit Veerstad komt veel. "
    wants = "Veerstad wil rust. Ook wil Veerstad groen. Nu wil Veerstad meer. "

    assert speakers([text + wants], "") is None
    assert speakers([], "Veerbond VBN") is not None


def test_every_cue_has_patterns_and_a_name_of_its_own() -> None:
    """The table of cues holds no empty cue and no name twice."""
    assert all(cue.patterns for cue in CUES)
    assert len({cue.name for cue in CUES}) == len(CUES)
