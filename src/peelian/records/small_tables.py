"""Small tables for comparisons: read whole from CSV or Parquet, with every fault of every cell told at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from peelian.records.duck import (
    column_types,
    file_relation,
    open_engine,
    quoted_name,
    reading,
    refuse_unknown_columns,
)
from peelian.stats.errors import StatsError
from peelian.stats.findings import Finding, Findings

MISSING = ("", "NA", "na", "null")


@dataclass(frozen=True)
class SmallTable:
    """Columns as text in the order of the rows; None where a cell is empty or says NA."""

    path: Path
    columns: dict[str, list[str | None]]

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values())))

    def names(self, *columns: str) -> list[list[str]]:
        """Return columns of names; a row without one is refused."""
        findings = Findings()
        for column in columns:
            empty = [row for row, cell in enumerate(self.columns[column], start=1) if cell is None]
            findings.add([Finding("The cell is empty; a name is needed.", column, row) for row in empty])
        findings.refuse_any("table-invalid", f"{self.path.name} cannot be used")
        return [[str(cell) for cell in self.columns[column]] for column in columns]

    def numbers(self, *columns: str) -> list[list[float | None]]:
        """Return columns of numbers, None where a cell is empty; text and infinity are refused, all at once."""
        findings = Findings()
        read = [
            [_number(cell, column, row, findings) for row, cell in enumerate(self.columns[column], start=1)]
            for column in columns
        ]
        findings.refuse_any("table-invalid", f"{self.path.name} cannot be used")
        return read

    def units(self, unit: str, *columns: str) -> tuple[list[str], list[list[float | None]]]:
        """Return the names of units, one row each, and columns of numbers; every fault of all is told at once."""
        findings = Findings()
        first: dict[str, int] = {}
        for row, name in enumerate(self.columns[unit], start=1):
            if name is None:
                findings.add([Finding("The cell is empty; a name is needed.", unit, row)])
            elif name in first:
                said = f"{name!r} stands in row {first[name]} already; one row a unit is allowed."
                findings.add([Finding(said, unit, row, name)])
            else:
                first[name] = row
        read = [
            [_number(cell, column, row, findings) for row, cell in enumerate(self.columns[column], start=1)]
            for column in columns
        ]
        findings.refuse_any("table-invalid", f"{self.path.name} cannot be used")
        return [str(name) for name in self.columns[unit]], read

    def full_numbers(self, *columns: str) -> list[list[float]]:
        """Return columns of numbers that have no gap."""
        findings = Findings()
        read = self.numbers(*columns)
        for column, values in zip(columns, read, strict=True):
            empty = [row for row, value in enumerate(values, start=1) if value is None]
            findings.add([Finding("The cell is empty; a number is needed.", column, row) for row in empty])
        findings.refuse_any("table-invalid", f"{self.path.name} cannot be used")
        return [[value for value in values if value is not None] for values in read]


def read_small_table(path: Path, columns: list[str]) -> SmallTable:
    """Read the named columns of a CSV or Parquet file as text.

    Raises
    ------
    StatsError
        ``file-not-found``, ``file-kind``, ``file-unreadable``, ``unknown-column`` or ``table-empty``.
    """
    with open_engine() as engine:
        refuse_unknown_columns(path, columns, list(column_types(engine, path)))
        wanted = ", ".join(f"CAST({quoted_name(name)} AS VARCHAR)" for name in columns)
        with reading(path):
            rows = engine.execute(f"SELECT {wanted} FROM {file_relation(path)}").fetchall()
    if not rows:
        raise StatsError("table-empty", f"{path.name} has no row below its header.", {"file": str(path)})
    cells = zip(*rows, strict=True)
    return SmallTable(
        path, {name: [_text(cell) for cell in column] for name, column in zip(columns, cells, strict=True)}
    )


def _text(cell: str | None) -> str | None:
    return None if cell is None or cell.strip() in MISSING else cell.strip()


def _number(cell: str | None, column: str, row: int, findings: Findings) -> float | None:
    if cell is None:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    findings.add(
        [Finding(f"{cell!r} is not a number; write digits, or leave the cell empty.", column, row, cell)]
    )
    return None
