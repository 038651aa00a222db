"""A frame of cases in a file: its checks, its strata and its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
from peelian.stats.errors import StatsError
from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.keyed_draw import LANE_DIGITS, SEPARATOR, fingerprint_of_sums
from peelian.stats.sample_plan import ONE_STRATUM, SamplePlan

WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
KEY_TYPES = ("VARCHAR", "UUID", *WHOLE_NUMBERS, *(f"U{kind}" for kind in WHOLE_NUMBERS))

VISIBLE = r"[^\p{C}\p{Z}]"
"""A sign that can be seen, in the regular expressions of the engine."""
CONTROL = r"\p{Cc}"
ROWS_SHOWN = 5
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Frame:
    """A frame that passed its checks, open in the engine as the relation ``frame(key, stratum)``."""

    path: Path
    rows: int
    populations: dict[str, int]
    fingerprint: str
    engine: duckdb.DuckDBPyConnection


def read_frame(path: Path, plan: SamplePlan) -> Frame:
    """Open a frame, check every row and count its strata.

    Raises
    ------
    StatsError
        ``frame-invalid`` with all findings at once: rows without key or stratum, keys that stand more than
        once, days outside the period or that are no days; ``frame-empty``; ``unknown-column``.
    """
    engine = open_engine()
    types = column_types(engine, path)
    columns = [name for name in (plan.key, plan.stratum, plan.period and plan.period.column) if name]
    refuse_unknown_columns(path, columns, list(types))
    if types[plan.key].split("(")[0] not in KEY_TYPES:
        raise StatsError(
            "key-type",
            f"The key column {plan.key!r} of {path.name} is of type {types[plan.key]}. A key is text or a whole "
            "number, so that every engine writes it alike.",
            {"file": str(path), "column": plan.key},
        )
    _create_relation(engine, path, plan)
    populations = _strata(engine, path)
    _check_rows(engine, path, plan)
    return Frame(path, sum(populations.values()), populations, _fingerprint(engine), engine)


def _create_relation(engine: duckdb.DuckDBPyConnection, path: Path, plan: SamplePlan) -> None:
    """A Parquet file is read where it lies; a CSV file is parsed once, since every pass would parse it again."""
    stratum = f"CAST({quoted_name(plan.stratum)} AS VARCHAR)" if plan.stratum else quoted_text(ONE_STRATUM)
    day = f", CAST({quoted_name(plan.period.column)} AS VARCHAR) AS day" if plan.period else ""
    kind = "TEMP TABLE" if path.suffix.lower() == ".csv" else "TEMP VIEW"
    with reading(path):
        engine.execute(
            f"CREATE {kind} frame AS SELECT CAST({quoted_name(plan.key)} AS VARCHAR) AS key, {stratum} AS stratum{day} "
            f"FROM {file_relation(path)}"
        )


def _strata(engine: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    rows = engine.execute("SELECT stratum, count(*) FROM frame GROUP BY stratum ORDER BY stratum").fetchall()
    if not rows:
        raise StatsError(
            "frame-empty",
            f"{path.name} holds no case. A frame has one row a case below its header.",
            {"file": str(path)},
        )
    return {str(stratum): int(count) for stratum, count in rows if stratum}


def _check_rows(engine: duckdb.DuckDBPyConnection, path: Path, plan: SamplePlan) -> None:
    findings = Findings()
    _check_names(engine, findings, "key", plan.key)
    if plan.stratum:
        _check_names(engine, findings, "stratum", plan.stratum)
    if plan.period:
        period = plan.period
        allowed = f"from {period.start.isoformat()} to {period.end.isoformat()}"
        unread = "TRY_CAST(day AS TIMESTAMP) IS NULL"
        _add(
            engine,
            findings,
            unread,
            "day",
            period.column,
            f"The cell says {{}}. ISO days {allowed} are allowed.",
        )
        outside = (
            f"CAST(TRY_CAST(day AS TIMESTAMP) AS DATE) NOT BETWEEN {quoted_text(period.start.isoformat())}::DATE "
            f"AND {quoted_text(period.end.isoformat())}::DATE"
        )
        _add(
            engine,
            findings,
            outside,
            "day",
            period.column,
            f"The day {{}} lies outside the period {allowed}.",
        )
    _add_duplicates(engine, findings, plan.key)
    findings.refuse_any("frame-invalid", f"{path.name} cannot be drawn from")


def _check_names(engine: duckdb.DuckDBPyConnection, findings: Findings, cell: str, column: str) -> None:
    """A key or stratum has a sign that can be seen, and none that steers a machine."""
    seen = f"regexp_matches({cell}, '{VISIBLE}')"
    _add(engine, findings, f"{cell} IS NULL OR NOT {seen}", cell, column, f"The case has no {cell}.")
    wrong = f"{seen} AND regexp_matches({cell}, '{CONTROL}')"
    said = f"The {cell} {{}} holds a control character. Write it without."
    _add(engine, findings, wrong, cell, column, said)


def _add(
    engine: duckdb.DuckDBPyConnection, findings: Findings, wrong: str, cell: str, column: str, message: str
) -> None:
    """Add the first rows where a condition holds, and how many there are; {} in the message is the value."""
    count = _scalar(engine, f"SELECT count(*) FROM frame WHERE {wrong}")
    if count:
        rows = engine.execute(
            f"SELECT row, cell FROM (SELECT row_number() OVER () AS row, {cell} AS cell, * FROM frame) "
            f"WHERE {wrong} ORDER BY row LIMIT {FINDINGS_SHOWN}"
        ).fetchall()
        findings.add(
            (_of_cell(message, column, int(row), "" if value is None else str(value)) for row, value in rows),
            count,
        )


def _of_cell(message: str, column: str, row: int, value: str) -> Finding:
    return Finding(message.replace("{}", repr(value[:LONGEST_SHOWN])), column, row, in_print(value))


def in_print(value: str) -> str:
    """Return a value with its signs that cannot be printed written out, as they cannot be kept everywhere."""
    return value if value.isprintable() else repr(value)[1:-1]


def _add_duplicates(engine: duckdb.DuckDBPyConnection, findings: Findings, column: str) -> None:
    """Keys are first told apart by a short hash, which takes a fraction of the memory of the keys."""
    suspects = engine.execute(
        "SELECT number FROM (SELECT hash(key) AS number FROM frame WHERE key IS NOT NULL AND trim(key) <> '') "
        "GROUP BY number HAVING count(*) > 1"
    ).fetchall()
    if not suspects:
        return
    engine.execute("CREATE TEMP TABLE suspects AS SELECT unnest(?) AS number", [[row[0] for row in suspects]])
    rows = engine.execute(
        "SELECT key, count(*), list(row ORDER BY row) "
        "FROM (SELECT row_number() OVER () AS row, key FROM frame) "
        "WHERE hash(key) IN (SELECT number FROM suspects) GROUP BY key HAVING count(*) > 1 ORDER BY key"
    ).fetchall()
    findings.add(
        [
            Finding(
                f"The key {key!r} stands {count} times, in rows {_listed(places)}; every case has a key of its own.",
                column,
                value=key,
            )
            for key, count, places in rows[:FINDINGS_SHOWN]
        ],
        len(rows),
    )


def _listed(rows: list[int]) -> str:
    """The first rows, and that there are more."""
    shown = ", ".join(map(str, rows[:ROWS_SHOWN]))
    return f"{shown} and more" if len(rows) > ROWS_SHOWN else shown


def _fingerprint(engine: duckdb.DuckDBPyConnection) -> str:
    """The same sums as `peelian.stats.frame_fingerprint`, made by the engine."""
    row = engine.execute(
        f"SELECT count(*), sum(('0x' || number[1:{LANE_DIGITS}])::UBIGINT), "
        f"sum(('0x' || number[{LANE_DIGITS + 1}:{2 * LANE_DIGITS}])::UBIGINT) "
        f"FROM (SELECT sha256(key || chr({ord(SEPARATOR)}) || stratum) AS number FROM frame)"
    ).fetchone()
    count, first, second = row or (0, 0, 0)
    return fingerprint_of_sums(int(count), int(first), int(second))


def _scalar(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    row = engine.execute(query).fetchone()
    return int(row[0]) if row else 0
