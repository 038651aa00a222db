"""Files of records for the tests of the intake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import xlsxwriter

from peelian.catalogue import load_catalogue
from peelian.records.intake import IntakeReport, check_folder

TODAY = date(2022, 3, 31)
HEADER = "incident_id,force,opened_at,priority,domestic_abuse,target_minutes"
GOOD = "I{},cleveland,2022-03-{:02d}T10:00:00Z,immediate,true,15"


def lines(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"


def good_rows(count: int, first: int = 1) -> list[str]:
    return [GOOD.format(number, number % 28 + 1) for number in range(first, first + count)]


def checked(folder: Path, out: Path | None = None) -> IntakeReport:
    return check_folder(folder, load_catalogue(), today=TODAY, out=out)


def told(report: IntakeReport) -> list[tuple[str, str, int]]:
    """Every rule that found something grave or worth looking at, with its column and its findings."""
    return sorted(
        (count.rule, count.column, count.findings) for count in report.counts if count.severity != "note"
    )


def rows_of(path: Path, order: str = "ALL") -> list[tuple[object, ...]]:
    with duckdb.connect() as engine:
        return engine.execute(f"SELECT * FROM read_parquet('{path}') ORDER BY {order}").fetchall()


def values(path: Path, columns: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as engine:
        return engine.execute(f"SELECT {columns} FROM read_parquet('{path}') ORDER BY ALL").fetchall()


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path
