"""The first pass over a file: read, test, type and write every row that is plainly right, in one statement.

It is all that happens to the rows of a file without a fault, so that it costs what reading and writing cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from peelian.records.duck import quoted_text
from peelian.records.intake import cells
from peelian.records.intake.broken_lines import KEPT, LOST, MalformedLine
from peelian.records.intake.cells import Known
from peelian.records.intake.opening import Opened
from peelian.records.intake.remembered import Remembered
from peelian.records.intake.sources import Source
from peelian.records.sent import parquet_form

NOT_UTF8 = "INVALID ENCODING"


class NotUtf8Error(Exception):
    """A file that began as UTF-8 holds bytes that are none."""


class LostLinesError(Exception):
    """The engine may have passed over lines behind one that it could not read."""


def take_plain(engine: duckdb.DuckDBPyConnection, opened: Opened, source: Source, known: Known,
               out: Path, left: Remembered) -> tuple[int, list[MalformedLine]]:  # fmt: skip
    """Write the rows that are plainly right to a Parquet file and return how many they are.

    The lines that are no rows are returned beside; the other rows are remembered. The Parquet file gets the columns
    that the source tells and no others.

    Raises
    ------
    NotUtf8Error
        The file holds bytes that UTF-8 does not know.
    """
    columns = [source.table.column(name) for name in source.told]
    raw = {column.name: f"raw_{place}" for place, column in enumerate(columns)}
    held = {
        column.name: raw[column.name] if column.type in cells.SAME else f"held_{place}"
        for place, column in enumerate(columns)
    }
    read = ", ".join(f"{source.cell(name)} AS {cell}" for name, cell in raw.items())
    worked_out = "".join(
        f", {cells.plain_value(column, raw[column.name])} AS {held[column.name]}"
        for column in columns
        if column.type not in cells.SAME
    )
    told = ", ".join(f"{value} AS {name}" for name, value in held.items())
    tests = " AND ".join(
        [
            *(cells.plain(column, raw[column.name], known, held[column.name]) for column in columns),
            *in_order(source, held),
        ]
    )
    with left.listening(engine):
        # Each value is worked out once: a test with a side effect is never moved to below where they are.
        row = engine.execute(
            f"COPY (SELECT {told} FROM (SELECT *{worked_out} FROM (SELECT *, {read} FROM {opened.relation})) "
            f"WHERE CASE WHEN {tests} THEN true ELSE {left.leave} END) "
            f"TO {quoted_text(str(out))} ({parquet_form(source.absent)})"
        ).fetchone()
    return int(row[0]) if row else 0, malformed_lines(engine, opened)


def count_rows(engine: duckdb.DuckDBPyConnection, opened: Opened) -> tuple[int, list[MalformedLine]]:
    """Return how many rows the engine reads, and the lines that it cannot read as rows.

    Raises
    ------
    NotUtf8Error
        The file holds bytes that UTF-8 does not know.
    """
    # All rows of the answer are fetched: only then has the engine written down the lines that it refused.
    ((rows,),) = engine.execute(f"SELECT count(*) FROM {opened.relation}").fetchall()
    return int(rows), malformed_lines(engine, opened)


def is_plain(source: Source, known: Known) -> str:
    """Return the SQL that is true of a row of which every cell is plainly right."""
    values = {
        name: cells.plain_value(source.table.column(name), source.cell(name))
        for pair in source.pairs
        for name in pair
    }
    tests = [
        *(cells.plain(source.table.column(name), source.cell(name), known) for name in source.told),
        *in_order(source, values),
    ]
    return " AND ".join(tests) or "true"


def in_order(source: Source, values: Mapping[str, str]) -> list[str]:
    """Return the SQL that is true where the days and moments of a row follow one another; blank ones do."""
    return [f"coalesce({values[name]} >= {values[first]}, true)" for name, first in source.pairs]


def malformed_lines(engine: duckdb.DuckDBPyConnection, opened: Opened) -> list[MalformedLine]:
    """Return the lines that the last reading of a text file could not read as rows, and forget them.

    Raises
    ------
    NotUtf8Error
        One of them holds bytes that UTF-8 does not know; a reading that needs no cell does not see them.
    LostLinesError
        More may be amiss than the engine tells, and the file has not been copied without such lines.
    """
    if not opened.is_text:
        return []
    rows = engine.execute(
        f"SELECT line, min(CAST(error_type AS VARCHAR)), any_value(left(csv_line, {KEPT})) FROM reject_errors "
        "GROUP BY line ORDER BY line"
    ).fetchall()
    if rows:
        forget_malformed(engine)
    if any(reason == NOT_UTF8 for _, reason, _ in rows):
        raise NotUtf8Error
    found = [MalformedLine(int(line), str(reason), str(text or "")) for line, reason, text in rows]
    if opened.broken is None:
        if any(bad.reason in LOST for bad in found):
            raise LostLinesError
        return found
    return [opened.broken.get(bad.line, bad) for bad in found]


def forget_malformed(engine: duckdb.DuckDBPyConnection) -> None:
    """Drop what the engine kept of the lines that it could not read; of a sound file that is nothing."""
    engine.execute("DROP TABLE IF EXISTS reject_errors")
    engine.execute("DROP TABLE IF EXISTS reject_scans")
