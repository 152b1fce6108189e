"""What is kept under keys, looked up where it stands in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.kept_lines import KeptLines, write_keys, write_lines

TEXTS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), max_size=6)


@given(st.dictionaries(TEXTS, TEXTS, max_size=40), st.lists(TEXTS, max_size=20))
def test_every_key_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str], others: list[str]
) -> None:
    """A file gives back what was written under each key, whatever letters it has, and nothing under another."""
    path = tmp_path_factory.mktemp("lines") / "lines.tsv"

    write_lines(path, values)

    lines, asked = KeptLines(path), {*values, *others}
    assert {key: lines.get(key) for key in asked} == {key: values.get(key) for key in asked}
    assert lines.whole() == values
    assert (set(lines), len(lines)) == (set(values), len(values))


def test_a_key_is_found_among_many(tmp_path: Path) -> None:
    """Many keys, of which some share a place in the file, are each found under their own name."""
    values = {f"sluis{number}": str(number) for number in range(5000)}
    write_lines(tmp_path / "lines.tsv", values)

    lines = KeptLines(tmp_path / "lines.tsv")

    assert [lines[f"sluis{number}"] for number in range(5000)] == [str(number) for number in range(5000)]
    assert not any(key in lines for key in ("sluis", "sluis5000", "luis1", ""))


def test_keys_alone_can_be_kept(tmp_path: Path) -> None:
    """A file can hold words without anything said of them."""
    write_keys(tmp_path / "keys.tsv", {"dijk", "brug"})

    lines = KeptLines(tmp_path / "keys.tsv")

    assert set(lines) == {"brug", "dijk"}
    assert "dijk" in lines
    assert "dam" not in lines
