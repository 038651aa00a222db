"""Frames as people have them, in CSV, Parquet or Excel files, checked and brought into the one form that is kept.

What is kept is a Parquet file with the columns ``key`` and ``stratum`` and one column for each case field that
the frame gives. A sample is drawn from it and, later, drawn again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from peelian.records.duck import (
    column_types,
    file_relation,
    open_engine,
    quoted_name,
    quoted_text,
    reading,
    refuse_unknown_columns,
)
from peelian.records.sampling.frame import in_print, read_frame
from peelian.stats.errors import StatsError
from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.sample_plan import ONE_STRATUM, PlanPeriod, SamplePlan
from peelian.workbooks.bounds import Bounds, Cell
from peelian.workbooks.reading import WorkbookError, opened_workbook

WORKBOOK = ".xlsx"
WORKBOOK_BOUNDS = Bounds(
    sheets=1, rows=1_048_576, columns=1_000, cells=10_000_000, memory=2 << 30, written=512 << 20, seconds=60
)
"""A frame may fill a sheet to its last row; one with more cells is sent as CSV or Parquet."""
LONGEST_NAME = 200
STEERING = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
FACT = "fact_"


@dataclass(frozen=True)
class FrameColumns:
    """Which column of a frame says what.

    Parameters
    ----------
    key : the name of each case.
    stratum : its stratum; empty takes the frame as one stratum.
    day : the day that lies in the period; empty checks no day.
    facts : column by case field.
    strata : the strata there may be; empty allows any.
    """

    key: str
    stratum: str = ""
    day: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    strata: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptFrame:
    """What is known of a frame once it is kept."""

    rows: int
    populations: dict[str, int]
    fingerprint: str


def keep_frame(
    source: Path,
    columns: FrameColumns,
    target: Path,
    *,
    allowed: Mapping[str, Sequence[str]] | None = None,
    period: tuple[date, date] | None = None,
) -> KeptFrame:
    """Check a frame and write it to `target` in the form that is kept.

    Parameters
    ----------
    allowed
        Values by case field; a field that is left out, or has none, takes any text.
    period
        First and last day; needed where `columns` name a day.

    Raises
    ------
    StatsError
        ``frame-invalid`` with every fault of every row: rows without key or stratum, keys that stand more than
        once, days outside the period, strata and case fields with values that are not allowed; ``frame-empty``,
        ``unknown-column``, ``file-kind``, ``file-unreadable``, ``key-type``.
    """
    table = as_table(source)
    named = (columns.key, columns.stratum, columns.day, *columns.facts.values())
    with open_engine() as engine:
        refuse_unknown_columns(table, [name for name in named if name], list(column_types(engine, table)))
        findings = Findings()
        kept = _read(table, columns, period, findings)
        values = {columns.facts[name]: list(known) for name, known in (allowed or {}).items() if known}
        if columns.strata:
            values[columns.stratum] = list(columns.strata)
        _check_values(engine, table, values, findings)
        _check_lengths(engine, table, columns, findings)
        _check_signs(engine, table, columns, findings)
        findings.refuse_any("frame-invalid", f"{table.name} cannot be drawn from")
        _write(engine, table, columns, target)
    return kept


def frame_columns(source: Path) -> list[str]:
    """Return the columns of a file that is to be a frame."""
    table = as_table(source)
    with open_engine() as engine:
        return list(column_types(engine, table))


def facts_of_cases(kept: Path, keys: Iterable[str], fields: Sequence[str]) -> dict[str, dict[str, str]]:
    """Read what a kept frame says of some cases, by key; empty cells are left out."""
    names = "".join(f", {quoted_name(FACT + name)}" for name in fields)
    with open_engine() as engine:
        rows = engine.execute(
            f"SELECT key{names} FROM {file_relation(kept)} WHERE key IN (SELECT unnest(?))", [list(keys)]
        ).fetchall()
    return {
        str(key): {name: str(value) for name, value in zip(fields, values, strict=True) if value}
        for key, *values in rows
    }


def as_table(source: Path) -> Path:
    """Return the file as CSV or Parquet: the first sheet of a workbook is written out beside it."""
    if not source.stat().st_size:
        raise StatsError(
            "frame-empty", f"{source.name} is empty. A frame has one row a case below its header.", {}
        )
    if source.suffix.lower() != WORKBOOK:
        return source
    table = source.with_suffix(".csv")
    if table.exists():
        return table
    try:
        with (
            opened_workbook(source, WORKBOOK, WORKBOOK_BOUNDS) as sheets,
            table.open("w", newline="", encoding="utf-8") as file,
        ):
            csv.writer(file).writerows(_from_first_filled(sheets[0].rows()))
    except WorkbookError as error:
        raise StatsError(
            "file-unreadable",
            f"{source.name} cannot be read. {error} A frame can be sent as CSV or Parquet too.",
            {},
        ) from error
    return table


def _from_first_filled(rows: Iterable[list[Cell]]) -> Iterator[list[str]]:
    """Yield the rows as text from the first filled one, each from the column in which that one begins."""
    first: int | None = None
    for row in rows:
        if first is None:
            first = next((place for place, cell in enumerate(row) if cell != ""), None)
        if first is not None:
            yield [_cell(cell) for cell in row[first:]]


def _cell(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO days."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _read(
    table: Path, columns: FrameColumns, period: tuple[date, date] | None, findings: Findings
) -> KeptFrame:
    """Read the frame; what is wrong with it is noted, and nothing can be said of it then."""
    days = PlanPeriod(columns.day, *period) if columns.day and period else None
    plan = SamplePlan(key=columns.key, stratum=columns.stratum or None, size=1, period=days)
    try:
        frame = read_frame(table, plan)
    except StatsError as error:
        if error.code != "frame-invalid":
            raise
        found: Any = error.details["findings"]
        findings.add((Finding(**each) for each in found), int(str(error.details["count"])))
        return KeptFrame(0, {}, "")
    frame.engine.close()
    return KeptFrame(frame.rows, frame.populations, frame.fingerprint)


def _check_values(
    engine: duckdb.DuckDBPyConnection, table: Path, allowed: Mapping[str, list[str]], findings: Findings
) -> None:
    for column, values in allowed.items():
        listed = ", ".join(quoted_text(value) for value in values)
        cell = f"trim({quoted_name(column)}::VARCHAR)"
        wrong = f"{cell} <> '' AND {cell} NOT IN ({listed})"
        _note(engine, table, column, wrong, f"Allowed here: {', '.join(values)}.", findings)


def _check_lengths(
    engine: duckdb.DuckDBPyConnection, table: Path, columns: FrameColumns, findings: Findings
) -> None:
    for column in filter(None, (columns.key, columns.stratum)):
        wrong = f"length({quoted_name(column)}::VARCHAR) > {LONGEST_NAME}"
        _note(engine, table, column, wrong, f"A name has at most {LONGEST_NAME} characters.", findings)


def _check_signs(
    engine: duckdb.DuckDBPyConnection, table: Path, columns: FrameColumns, findings: Findings
) -> None:
    """A case field may run over lines, and holds no other sign that steers a machine."""
    for column in columns.facts.values():
        wrong = f"regexp_matches({quoted_name(column)}::VARCHAR, '{STEERING}')"
        _note(engine, table, column, wrong, "Control characters are not allowed.", findings)


def _note(
    engine: duckdb.DuckDBPyConnection,
    table: Path,
    column: str,
    wrong: str,
    sentence: str,
    findings: Findings,
) -> None:
    relation = file_relation(table)
    with reading(table):
        counted = engine.execute(f"SELECT count(*) FROM {relation} WHERE {wrong}").fetchone()
        rows = engine.execute(
            f"SELECT row, cell FROM (SELECT row_number() OVER () AS row, {quoted_name(column)}::VARCHAR AS cell, * "
            f"FROM {relation}) WHERE {wrong} ORDER BY row LIMIT {FINDINGS_SHOWN}"
        ).fetchall()
    findings.add(
        (
            Finding(f"The cell says {cell[:80]!r}. {sentence}", column, int(row), in_print(cell))
            for row, cell in rows
        ),
        int(counted[0]) if counted else 0,
    )


def _write(engine: duckdb.DuckDBPyConnection, table: Path, columns: FrameColumns, target: Path) -> None:
    stratum = f"{quoted_name(columns.stratum)}::VARCHAR" if columns.stratum else quoted_text(ONE_STRATUM)
    facts = "".join(
        f", trim({quoted_name(column)}::VARCHAR) AS {quoted_name(FACT + name)}"
        for name, column in columns.facts.items()
    )
    engine.execute(
        f"COPY (SELECT {quoted_name(columns.key)}::VARCHAR AS key, {stratum} AS stratum{facts} "
        f"FROM {file_relation(table)}) TO {quoted_text(str(target))} (FORMAT parquet)"
    )
