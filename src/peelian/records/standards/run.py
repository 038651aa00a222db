"""Check many standards against a folder of records, one after the other, and keep what is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, cast

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.standard_uses import paths_of, tables_of
from peelian.catalogue.standards import CoverageStandard, RateStandard, Standard
from peelian.records.engines import Engine
from peelian.records.measures.scans import needs_of
from peelian.records.sent import NO_TABLE, NOTHING_UNSENT, Unsent, columns_on
from peelian.records.standards.checked import DETAIL, FORCE, KEY, Checked, Records
from peelian.records.standards.exception_files import counts_by_force, first_rows, write_csv
from peelian.records.standards.kept import KeptStandards
from peelian.records.standards.kinds import check
from peelian.records.standards.results import ForceLeftOut, ForceResult, StandardResult, force_words
from peelian.records.standards.unjudged import REASON

Progress: TypeAlias = Callable[[int, int, str], None]


def run_standards(
    engine: Engine,
    tables: Mapping[str, Any],
    standards: Iterable[Standard],
    *,
    catalogue: Catalogue,
    today: date,
    unsent: Unsent = NOTHING_UNSENT,
    kept: KeptStandards | None = None,
    progress: Progress | None = None,
) -> tuple[StandardResult, ...]:
    """Return how the records stand against each standard.

    Parameters
    ----------
    engine : where the expressions run.
    tables : the tables of the records by name, as the engine gives them.
    standards : the standards to check, each in the version that is wanted.
    catalogue : the regime; its tables say what the columns are.
    today : the day on which the check is made; what is open is measured up to it.
    unsent : the columns that were not sent; what needs them is left out, for a force alone where only it lacks them.
    kept : where results and exceptions are written, and where those of an earlier run are found.
    progress : is told after each standard: how many are done, of how many, and which it was.
    """
    wanted = tuple(standards)
    records = Records(engine, tables, catalogue, today, unsent)
    results = []
    for number, standard in enumerate(wanted, start=1):
        result = kept.read(standard, today) if kept else None
        if result is None:
            result = _checked(standard, records, kept)
            if kept is not None and result.state != "not-run":
                kept.write(standard, today, result)
        results.append(result)
        if progress is not None:
            progress(number, len(wanted), standard.identifier)
    return tuple(results)


def _checked(standard: Standard, records: Records, kept: KeptStandards | None) -> StandardResult:
    blank = StandardResult(
        standard.identifier, standard.version, standard.title, standard.kind, standard.items, "not-run"
    )
    hindrance = _hindrance(standard, records)
    if hindrance:
        return replace(blank, reason=hindrance)
    lost = records.unsent.reasons_by_force(_needs(standard, records))
    blank = replace(blank, left_out=tuple(ForceLeftOut(force, reason) for force, reason in lost.items()))
    records = replace(records, without=tuple(lost))
    try:
        found = check(standard, records)
        if kept is None:
            with TemporaryDirectory() as folder:
                return _counted(blank, standard, found, records, Path(folder) / "exceptions.parquet")
        path = kept.exceptions_path(standard)
        result = _counted(blank, standard, found, records, path)
        write_csv(path, path.with_suffix(".csv"))
        return replace(result, file=path.with_suffix(".csv").name)
    finally:
        records.engine.let_go()


def _hindrance(standard: Standard, records: Records) -> str:
    """Say why a standard cannot be checked against these records; nothing where it can."""
    if isinstance(standard, RateStandard):
        measure = records.catalogue.measures[standard.parameters.measure]
        if measure.table not in records.tables:
            return f"{NO_TABLE} {measure.table}."
        return records.unsent.reason(_needs(standard, records))
    absent = [name for name in tables_of(standard, records.schema) if name not in records.tables]
    if absent:
        return f"{NO_TABLE} {' or '.join(absent)}."
    for name in tables_of(standard, records.schema):
        there = set(records.tables[name].columns)
        lost = sorted({path.split(".")[0] for path in paths_of(standard, name)} - there)
        if lost:
            return f"The table {name} of these records has no column {', '.join(lost)}."
    return records.unsent.reason(_needs(standard, records))


def _needs(standard: Standard, records: Records) -> list[tuple[str, str]]:
    """Return the tables and columns without which a standard cannot be checked."""
    if isinstance(standard, RateStandard):
        return needs_of(records.catalogue.measures[standard.parameters.measure], (FORCE,), records.schema)
    return [
        need
        for name in tables_of(standard, records.schema)
        for path in paths_of(standard, name)
        for need in columns_on(path, name, records.schema)
    ]


def _counted(
    blank: StandardResult, standard: Standard, found: Checked, records: Records, path: Path
) -> StandardResult:
    """Write the exceptions, and count them beside the rows that are relevant, by force."""
    engine = records.engine
    failed = found.failed.select(FORCE, KEY, DETAIL).order_by([FORCE, KEY, DETAIL])
    path.parent.mkdir(parents=True, exist_ok=True)
    engine.write(failed, path)
    relevant, unjudged = _relevant(standard, found, records)
    for force, count in found.counted.items():
        relevant[force] = relevant.get(force, 0) + count
    exceptions = counts_by_force(path)
    forces = tuple(
        ForceResult(
            force,
            relevant.get(force, 0),
            exceptions.get(force, 0),
            found.words.get(force)
            or force_words(standard.kind, relevant.get(force, 0), exceptions.get(force, 0)),
        )
        for force in sorted({*relevant, *exceptions})
    )
    return replace(
        blank,
        left_out=(*blank.left_out, *unjudged),
        state="met" if all(_meets(standard, force) for force in forces) else "exceptions",
        relevant=sum(relevant.values()),
        exceptions=sum(exceptions.values()),
        forces=forces,
        shown=first_rows(path),
    )


def _relevant(
    standard: Standard, found: Checked, records: Records
) -> tuple[dict[str, int], list[ForceLeftOut]]:
    """The number of rows of each force that are judged, and of those that cannot be, by force and reason."""
    keys = [FORCE, REASON] if REASON in found.relevant.columns else [FORCE]
    counts = _counts(found.relevant, keys, records)
    judged = {row[FORCE]: row["rows"] for row in counts if row.get(REASON) is None}
    if REASON not in keys and not isinstance(standard, RateStandard):
        left = records.unjudged(standard)
        counts = [] if left is None else _counts(left, [FORCE, REASON], records)
    unjudged = sorted((row[FORCE], row[REASON], row["rows"]) for row in counts if row.get(REASON) is not None)
    return judged, [ForceLeftOut(*each) for each in unjudged]


def _counts(rows: Any, keys: list[str], records: Records) -> list[dict[str, Any]]:
    counted = rows.group_by(keys).aggregate(rows=rows.count())
    return cast(list[dict[str, Any]], records.engine.collect(counted).to_pylist())


def _meets(standard: Standard, force: ForceResult) -> bool:
    """Whether a force meets a standard: without exception, or with the share that a coverage asks for."""
    if isinstance(standard, CoverageStandard) and force.relevant:
        return force.relevant - force.exceptions >= standard.parameters.at_least * force.relevant
    return force.exceptions == 0
