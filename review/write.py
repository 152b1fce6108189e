"""The report or tables to a file or stream. Alone knows the formats by name, and that a file is never half written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from corpus.model import Table
from review.csv_export import csv_report, csv_table
from review.html import html_report
from review.json_export import json_report
from review.links import LinkFor, no_link
from review.report import Report
from review.xlsx import xlsx_report, xlsx_tables


class ReportFormat(Enum):
    """What a report can be written as; the value is also the extension of the file."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.CSV: "text/csv; charset=utf-8",
    ReportFormat.JSON: "application/json",
}


def write_report(report: Report, format: ReportFormat, target: Path | BinaryIO, *, link: LinkFor = no_link) -> None:
    """Write the report; a file is replaced as a whole, once it is complete.

    `link` gives the addresses of pages in HTML; the other formats have none. OSError when the folder of the file does
    not exist or cannot be written to; what stood there before then still stands.
    """
    write(rendered(report, format, link=link), target)


def write_tables(tables: Sequence[Table], format: ReportFormat, target: Path | BinaryIO, *, now: datetime) -> None:
    """Write tables as a workbook, each on its sheet, or the first of them as CSV.

    TooManyRowsError for a table that no workbook holds; OSError as `write` does.
    """
    first = tables[0]
    if format is ReportFormat.XLSX:
        write(xlsx_tables(tables, title=first.name, created=now), target)
    else:
        write(csv_table(first).encode(), target)


def write(content: bytes, target: Path | BinaryIO) -> None:
    """Write to a stream, or to a file that is replaced as a whole; OSError when it cannot be, and nothing changed."""
    if isinstance(target, Path):
        _replace(target, content)
    else:
        target.write(content)


def rendered(report: Report, format: ReportFormat, *, link: LinkFor = no_link) -> bytes:
    """The report in a format, as bytes; text is UTF-8."""
    match format:
        case ReportFormat.HTML:
            return html_report(report, link).encode()
        case ReportFormat.XLSX:
            return xlsx_report(report)
        case ReportFormat.CSV:
            return csv_report(report).encode()
        case ReportFormat.JSON:
            return json_report(report).encode()


def _replace(path: Path, content: bytes) -> None:
    """By way of a file beside it, so that a reader sees the old or the new one whole."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            Path(file.name).chmod(_mode(path))
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int:
    """That of the file it replaces, else as any new report: others may read it."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o644
