"""A table to CSV as a Dutch Excel opens it. Alone knows its separator, decimals and what a cell may begin with."""

from __future__ import annotations

import csv
from io import StringIO

from corpus.model import Table, TableCell
from review.report import Report
from review.tables import flat_table

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""


def csv_report(report: Report) -> str:
    """One line for each proposal, and one for each pledge without any."""
    return csv_table(flat_table(report))


def csv_table(table: Table) -> str:
    """The table with its headings; begins with a byte order mark.

    Cells are separated by `;`, decimals by a comma; a text that begins as a formula does gets an apostrophe.
    """
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(column.name) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return "\ufeff" + stream.getvalue()


def _cell(cell: TableCell) -> str:
    if isinstance(cell, str):
        return safe(cell)
    return "" if cell is None else str(cell).replace(".", ",")


def safe(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it.

    >>> safe("=1+1"), safe(" @kop"), safe("a=b")
    ("'=1+1", "' @kop", 'a=b')
    """
    begins = text.startswith(RISKY) or text.lstrip(" \ufeff\u00a0").startswith(RISKY)
    return f"'{text}" if begins else text
