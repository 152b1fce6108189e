"""The report, or any tables, to an Excel workbook. Alone knows XlsxWriter; no text of a document ever becomes a formula
or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from corpus.model import Table, TableCell
from review.report import Report
from review.tables import tables

LONGEST = 32_767
"""Characters in a cell: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3."""


MOST_LINKS = 65_530
"""In a sheet: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3. More are plain text."""


MOST_ROWS = 1_048_576
"""In a sheet, its headings among them, from the same page."""


class TooManyRowsError(ValueError):
    """A table is longer than a sheet can be."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} rows do not fit in a workbook, which holds {MOST_ROWS - 1}. Write them as CSV.")


def xlsx_report(report: Report) -> bytes:
    """A workbook with a sheet for each table of the report."""
    title = f"{report.organisation}: toezeggingen en resultaten"
    return xlsx_tables(tables(report), title=title, created=report.generated_at)


def xlsx_tables(tables: Sequence[Table], *, title: str, created: datetime) -> bytes:
    """A workbook with a sheet for each table: heading row frozen and filtered, columns wide enough, text wrapped.

    TooManyRowsError for a table that no sheet holds.
    """
    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            raise TooManyRowsError(len(table.rows))
    stream = BytesIO()
    book = Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": title[:255], "created": created.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bg_color": "#154273", "font_color": "#FFFFFF", "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for table in tables:
        _sheet(book.add_worksheet(table.name), table, head, body)
    book.close()
    return stream.getvalue()


def _sheet(sheet: Worksheet, table: Table, head: Format, body: Format) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.name, head)
    for line, row in enumerate(table.rows, start=1):
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            opens = column.opens and isinstance(cell, str) and line <= MOST_LINKS
            if not opens or sheet.write_url(line, at, f"external:{cell}", body, str(cell)):
                _write(sheet, line, at, cell, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, line: int, at: int, cell: TableCell, body: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(line, at, cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…", body)
    else:
        sheet.write_number(line, at, cell, body)
