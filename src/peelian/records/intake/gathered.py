"""What the rules about a table need to know of its accepted rows, asked of the Parquet files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.record_tables import RecordTable
from peelian.records.intake.facts import BlankCells, Broken, MonthOfForce, TableFacts
from peelian.records.intake.parts import Part, rows_of
from peelian.records.intake.public_facts import (
    is_numbered,
    numbered_of,
    other_districts_of,
    outside_of,
    published,
    words_of,
)


def table_facts(
    engine: duckdb.DuckDBPyConnection,
    table: RecordTable,
    accepted: Mapping[str, Sequence[Part]],
    catalogue: Catalogue,
) -> TableFacts:
    """Return the facts about one accepted table.

    Parameters
    ----------
    accepted
        The parts of every table, since references lead from one to another.
    catalogue
        The tables, and where the area of each force lies.
    """
    by_file: dict[str, list[Part]] = defaultdict(list)
    for part in accepted[table.identifier]:
        by_file[part.source.file].append(part)
    public = {file: published(parts) for file, parts in by_file.items()}
    words = tuple(words_of(engine, table, published(accepted[table.identifier])))
    extents, districts = catalogue.force_extents, catalogue.district_forces
    return TableFacts(
        table=table,
        months=tuple(
            found for file, parts in by_file.items() for found in _months(engine, table, file, parts)
        ),
        blanks=tuple(found for file, parts in by_file.items() for found in _blanks(engine, file, parts)),
        broken=tuple(_broken(engine, table, accepted, catalogue.record_tables)),
        repeated={file: _repeated(engine, parts) for file, parts in by_file.items()},
        words=words,
        outside=tuple(
            found for file, parts in public.items() for found in outside_of(engine, file, parts, extents)
        ),
        other_districts=tuple(
            found
            for file, parts in public.items()
            for found in other_districts_of(engine, file, parts, districts)
        ),
        numbered=tuple(
            found for file, parts in public.items() for found in numbered_of(engine, file, parts, words)
        ),
    )


def _months(
    engine: duckdb.DuckDBPyConnection, table: RecordTable, file: str, parts: Sequence[Part]
) -> list[MonthOfForce]:
    readings = parts[0].source.readings
    dated = next((name for name in (table.period_column, "month") if name in readings), None)
    if dated is None:
        return []
    rows = engine.execute(
        f"SELECT force, date_trunc('month', {dated}), count(*) FROM {rows_of(parts)} "
        f"WHERE {dated} IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [MonthOfForce(file, str(force), date(day.year, day.month, 1), int(n)) for force, day, n in rows]


def _blanks(engine: duckdb.DuckDBPyConnection, file: str, parts: Sequence[Part]) -> list[BlankCells]:
    names = [name for name, reading in parts[0].source.readings.items() if reading.places]
    filled = ", ".join(f"count({name})" for name in names)
    row = engine.execute(f"SELECT count(*), {filled} FROM {rows_of(parts)}").fetchone()
    if not row:
        return []
    return [
        BlankCells(file, name, int(row[0]), int(row[0]) - int(count))
        for name, count in zip(names, row[1:], strict=True)
    ]


def _broken(
    engine: duckdb.DuckDBPyConnection, table: RecordTable, accepted: Mapping[str, Sequence[Part]],
    tables: Mapping[str, RecordTable],
) -> list[Broken]:  # fmt: skip
    parts = accepted[table.identifier]
    told = {name for part in parts for name in part.source.readings}
    found = []
    for column in table.columns:
        if column.table is None or column.name not in told or not accepted.get(column.table):
            continue
        key = tables[column.table].key[0]
        row = engine.execute(
            f"SELECT count(*), min(text) FROM (SELECT {column.name} AS text, {_told_by(column.name)} "
            f"FROM {rows_of(parts)} WHERE {column.name} IS NOT NULL) "
            f"ANTI JOIN (SELECT {_told_by(key)} FROM {rows_of(accepted[column.table])}) USING (one, other)"
        ).fetchone()
        if row and row[0]:
            found.append(Broken(column.name, column.table, int(row[0]), str(row[1])))
    return found


def _told_by(identifier: str) -> str:
    """Return the SQL of two hashes of an identifier and its force.

    They stand in for the texts: a join of texts takes five times the time once it outgrows the memory, and two
    different identifiers share both hashes once in 10^38 pairs.
    """
    text = f"CAST({identifier} AS VARCHAR)"
    return f"hash(force, {text}) AS one, hash(force, reverse({text})) AS other"


def _repeated(engine: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> int:
    """How many rows say the same as one before them; asked only where rows bear no identifier of their own."""
    source = parts[0].source
    names = [
        f"CASE WHEN NOT {is_numbered(name, source.file)} THEN {name} END" if reading.row else name
        for name, reading in source.readings.items()
        if reading.places or not reading.row
    ]
    if not source.numbers_rows:
        return 0
    row = engine.execute(
        f"SELECT coalesce(sum(times - 1), 0) FROM (SELECT count(*) AS times FROM {rows_of(parts)} "
        f"GROUP BY {', '.join(names)})"
    ).fetchone()
    return int(row[0]) if row else 0
