"""Lines in order, looked up where they stand in their file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sorted_lines import SortedLines, write_keys, write_lines

TEXTS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), max_size=6)


@given(st.dictionaries(TEXTS, TEXTS, max_size=40), st.lists(TEXTS, max_size=20))
def test_every_key_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str], others: list[str]
) -> None:
    """A file gives back what was written under each key, whatever letters it has, and nothing under another."""
    path = tmp_path_factory.mktemp("lines") / "lines.tsv"

    write_lines(path, values)

    lines, asked = SortedLines(path), (*values, *others)
    assert {key: lines.get(key) for key in asked} == {key: values.get(key) for key in asked}
    assert list(lines.whole().items()) == sorted(values.items())
    assert (sorted(lines), len(lines)) == (sorted(values), len(values))


def test_a_key_asked_often_is_found_as_before(tmp_path: Path) -> None:
    """After many questions the file is read whole, and answers them as it did."""
    values = {f"sluis{number}": str(number) for number in range(3000)}
    write_lines(tmp_path / "lines.tsv", values)
    lines = SortedLines(tmp_path / "lines.tsv")

    found = [lines[f"sluis{number}"] for number in range(3000)]

    assert found == [str(number) for number in range(3000)]
    assert "sluis" not in lines
    assert "sluis3000" not in lines


def test_keys_alone_can_be_kept(tmp_path: Path) -> None:
    """A file can hold words without anything said of them."""
    write_keys(tmp_path / "keys.tsv", {"dijk", "brug"})

    assert list(SortedLines(tmp_path / "keys.tsv")) == ["brug", "dijk"]
