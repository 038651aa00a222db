"""Rows of a table whose identifier occurs before, over all the files of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from peelian.catalogue.record_tables import RecordTable
from peelian.records.duck import quoted_text
from peelian.records.formula_guard import guarded, guarded_sql
from peelian.records.intake.findings import Fault, Finding, Rule, finding
from peelian.records.intake.parts import Part, rows_of
from peelian.records.intake.rules import duplicate_identifier, repeated_identifier
from peelian.records.sent import parquet_form


@dataclass
class Repeats:
    """The places in one part that repeat an identifier, each with the row where it occurs first."""

    part: Part
    places: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def repeated_identifiers(
    engine: duckdb.DuckDBPyConnection, table: RecordTable, parts: Sequence[Part]
) -> list[Repeats]:
    """Return the rows of each part whose identifier occurs before in the table."""
    key = ", ".join(dict.fromkeys(("force", *table.key)))
    # As many different hashes as rows: then no identifier is repeated, for equal ones would share theirs.
    ((rows, different),) = engine.execute(
        f"SELECT count(*), count(DISTINCT hash({key})) FROM {rows_of(parts)}"
    ).fetchall()
    if rows == different:
        return []
    ((repeated,),) = engine.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated_keys AS SELECT {key} FROM {rows_of(parts)} "
        "GROUP BY ALL HAVING count(*) > 1"
    ).fetchall()
    return _places(engine, table, parts, key) if repeated else []


def findings_of(table: RecordTable, repeats: Repeats) -> Iterator[Finding]:
    """Yield a finding for every row that repeats an identifier."""
    rule = _rule(repeats.part)
    for fault in repeats.faults:
        yield finding(rule, fault, file=repeats.part.source.file, table=table.identifier)


def keep_apart(engine: duckdb.DuckDBPyConnection, repeats: Repeats, out: Path, work: Path) -> int:
    """Move the repeating rows of a part into a file of rejected rows; return how many, none of a part that
    keeps them."""
    if not _rejects(repeats.part):
        return 0
    part = quoted_text(str(repeats.part.path))
    places = ", ".join(
        f"({place}, {fault.row})" for place, fault in zip(repeats.places, repeats.faults, strict=True)
    )
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE moved AS SELECT * FROM (VALUES {places}) AS rows(place, number)"
    )
    numbered = f"read_parquet({part}, file_row_number = true)"
    source = repeats.part.source
    columns = ", ".join(source.told)
    told = ", ".join(
        f"{guarded_sql(f'CAST({name} AS VARCHAR)') if name in source.readings else 'NULL'} AS {name}"
        for name in source.table.column_names
    )
    reason = quoted_text(duplicate_identifier.RULE.identifier)
    file = quoted_text(guarded(source.file))
    engine.execute(
        f"COPY (SELECT {file} AS rejected_file, number AS rejected_row, {reason} AS rejected_because, {told} "
        f"FROM {numbered} JOIN moved ON file_row_number = place ORDER BY place) "
        f"TO {quoted_text(str(out))} (FORMAT csv, HEADER)"
    )
    kept = work / "kept.parquet"
    engine.execute(
        f"COPY (SELECT {columns} FROM {numbered} WHERE file_row_number NOT IN (SELECT place FROM moved) "
        f"ORDER BY file_row_number) TO {quoted_text(str(kept))} "
        f"({parquet_form(source.absent)})"
    )
    kept.replace(repeats.part.path)
    return len(repeats.places)


def _places(
    engine: duckdb.DuckDBPyConnection, table: RecordTable, parts: Sequence[Part], key: str
) -> list[Repeats]:
    """Go through the parts in the order of files and rows; the first row with an identifier is no repeat."""
    found: list[tuple[str, int, int, int, tuple[object, ...]]] = []
    for number, part in enumerate(parts):
        rows = engine.execute(
            f"SELECT file_row_number, {key} FROM read_parquet({quoted_text(str(part.path))}, file_row_number = true) "
            f"SEMI JOIN repeated_keys USING ({key})"
        ).fetchall()
        found += [
            (part.source.file, part.row(int(row[0])), number, int(row[0]), tuple(row[1:])) for row in rows
        ]
    first: dict[tuple[object, ...], tuple[str, int]] = {}
    repeats = [Repeats(part) for part in parts]
    for file, row, number, place, named in sorted(found, key=lambda each: (each[0], each[1])):
        if named in first:
            told = ", ".join(str(word) for word in named[1:])
            before = first[named]
            sentence = _sentence(parts[number], told, *before)
            repeats[number].places.append(place)
            repeats[number].faults.append(Fault(sentence, column=table.key[0], value=told, row=row))
        else:
            first[named] = (file, row)
    return [each for each in repeats if each.places]


def _rejects(part: Part) -> bool:
    return part.source.format is None or part.source.format.repeats == "reject"


def _rule(part: Part) -> Rule:
    return duplicate_identifier.RULE if _rejects(part) else repeated_identifier.RULE


def _sentence(part: Part, key: str, file: str, row: int) -> str:
    tell = duplicate_identifier.sentence if _rejects(part) else repeated_identifier.sentence
    return tell(key, file, row)
