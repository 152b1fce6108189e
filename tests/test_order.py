"""Reading order: boxes on a page go in, the order in which a person reads them comes out."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from building import case_of, cases

from corpus.model import Box
from pipeline.order import Item, is_reading_order, reading_order

REACH = 25.0


def items(source: list[str]) -> tuple[list[str], list[Item]]:
    """Names and items from `NAME X0 TOP X1 BOTTOM STREAM [heading]`."""
    rows = [line.split() for line in source]
    return [row[0] for row in rows], [
        Item(at, Box(*map(float, row[1:5])), int(row[5]), REACH if "heading" in row[6:] else 0.0)
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize("case", cases("order"), ids=lambda path: path.stem)
def test_a_page_is_read_as_a_person_reads_it(case: Path) -> None:
    """Columns are read one after the other, under what spans them, whatever order the file draws them in."""
    source, expected = case_of(case)
    names, found = items(source)

    order = reading_order(found)

    assert [names[at] for at in order] == " ".join(expected).split()


@pytest.mark.parametrize("case", cases("order"), ids=lambda path: path.stem)
def test_every_block_is_read_once(case: Path) -> None:
    """Nothing is lost or doubled, in whichever order the file lists the blocks."""
    _, found = items(case_of(case)[0])

    backwards = reading_order(found[::-1])

    assert sorted(backwards) == list(range(len(found)))
    assert backwards == reading_order(found)


def test_columns_do_not_depend_on_the_order_of_drawing() -> None:
    """A page with a title over two columns of two paragraphs has one reading order, however it was drawn."""
    boxes = [Box(50, 40, 540, 70), Box(50, 100, 280, 200), Box(50, 210, 280, 400), Box(310, 100, 540, 400)]
    found = set()
    for streams in permutations(range(4)):
        drawn = [Item(at, box, stream) for at, (box, stream) in enumerate(zip(boxes, streams, strict=True))]
        found.add(tuple(reading_order(drawn)))

    assert found == {(0, 1, 2, 3)}


@pytest.mark.parametrize(
    ("first", "second", "sane"),
    [
        (Box(50, 100, 280, 200), Box(50, 210, 280, 300), True),
        (Box(50, 210, 280, 300), Box(50, 100, 280, 200), False),
        (Box(50, 100, 280, 200), Box(310, 100, 540, 200), True),
        (Box(310, 100, 540, 200), Box(50, 100, 280, 200), False),
        (Box(50, 500, 280, 700), Box(310, 100, 540, 300), True),
        (Box(310, 100, 540, 300), Box(50, 500, 280, 700), True),
    ],
    ids=["down", "back_up", "to_the_right", "back_left", "next_column", "left_but_far_below"],
)
def test_only_a_provable_mistake_overrules_the_file(first: Box, second: Box, sane: bool) -> None:
    """Going back up in a column, or left in a row, is no reading order; anything else may be one."""
    drawn = [Item(0, first, 0), Item(1, second, 1)]

    assert is_reading_order(drawn) is sane
