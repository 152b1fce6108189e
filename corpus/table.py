"""Rows of plain texts and numbers under headings, as a spreadsheet has them. Imported by way of `corpus.model`."""

from __future__ import annotations

from dataclasses import dataclass

TableCell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide the column is in characters, and whether its texts are addresses that open with a click:
    of our own making, never out of a document."""

    name: str
    width: int = 14
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A named sheet; every row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
