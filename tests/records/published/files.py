"""Small files in the shape of the public ones, written for a test."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

RATES_HEADER = [
    "Measure", "Time", "Time_type", "Ethnicity", "Ethnicity_type", "Geography", "Geography_type",
    " Number of stop and searches ", " Total number ", "Population by ethnicity",
    "Rate per 1,000 population by ethnicity", "Proportion", "Notes",
]  # fmt: skip
BREATH_HEADER = [
    "Calendar Year", "Police Force", "Calendar Quarter", "Month", "Number of breath tests",
    "Number of positive or refused breath tests", "Proportion of positive or refused breath tests (%)",
]  # fmt: skip


def rate_row(area: str, count: str, population: str, rate: str, year: str = "2014/15") -> list[str]:
    """A row of the table of stop and search rates, for all ethnic groups together."""
    return [
        "Searches",
        year,
        "Financial year",
        "All",
        "All",
        area,
        "Area",
        count,
        "",
        population,
        rate,
        "",
        "",
    ]


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """Write an XLSX workbook; a date becomes a date cell."""
    book = xlsxwriter.Workbook(str(path))
    day_form = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day_form)
                elif cell != "":
                    sheet.write(number, column, cell)
    book.close()
    return path
