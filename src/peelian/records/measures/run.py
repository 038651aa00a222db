"""Work out many measures over a folder of records, each table read as few times as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from peelian.catalogue.measures import Measure
from peelian.records.measures.kept import Kept
from peelian.records.measures.medians import median_limits, value_counts
from peelian.records.measures.results import FORCE, LeftOut, MeasureResults, MeasureValue
from peelian.records.measures.scans import (
    KEY,
    TWO_STEPS,
    Piece,
    Scan,
    Tables,
    needs_of,
    paths_of,
    pieces_of,
    scan_expression,
    scans_of,
)
from peelian.records.measures.scope import Days, Schema, breakdowns_of, key_words
from peelian.records.measures.values import MeasuredParts, Populations, Row, measure_values
from peelian.records.sent import NO_TABLE, NOTHING_UNSENT, Unsent
from peelian.rules.periods import day_words

Progress: TypeAlias = Callable[[int, int, str], None]


@dataclass
class _Run:
    """What one run knows and has found."""

    engine: Any
    tables: Tables
    schema: Schema
    days: Days
    kept: Kept | None
    progress: Progress | None
    intervals: bool
    passes: int = 0
    done: int = 0
    found: dict[str, list[Row]] = field(default_factory=dict)
    limits: dict[str, Mapping[tuple[Any, ...], tuple[float, float]]] = field(default_factory=dict)

    def told(self, name: str) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.passes, name)


def run_measures(
    engine: Any,
    tables: Tables,
    measures: Iterable[Measure],
    *,
    schema: Schema,
    days: Days,
    by: Sequence[str] = (FORCE,),
    populations: Populations | None = None,
    intervals: bool = True,
    unsent: Unsent = NOTHING_UNSENT,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> MeasureResults:
    """Return the values of measures by force and any breakdowns.

    Parameters
    ----------
    engine : where the expressions run; see `peelian.records.engines`.
    tables : the tables of the records by name, as the engine gives them.
    schema : the tables as the catalogue describes them.
    days : the period asked for.
    by : "force" and the breakdowns wanted; a measure that lacks one of them is left out, with the reason.
    populations : residents by force, for the rates that need them.
    intervals : whether values get limits; those of medians need a pass of their own.
    unsent : the columns that were not sent; what needs them is left out, for a force alone where only it lacks them.
    kept : where finished parts are kept for a run that is interrupted.
    progress : is told after each pass: passes done, passes in all, what was read.
    """
    groups = (FORCE, *(name for name in by if name != FORCE))
    wanted, left_out = _sorted_out(measures, tables, schema, groups, unsent)
    run = _Run(engine, tables, schema, days, kept, progress, intervals)
    pieces = [piece for measure in wanted for piece in pieces_of(measure, groups)]
    medians = [m for m in wanted if intervals and m.kind == "median" and m.interval]
    scans = scans_of(_not_kept(run, pieces))
    run.passes = len(scans) + len(medians)
    for scan in scans:
        _collect(run, scan)
    for measure in medians:
        _collect_limits(run, Piece(measure, "main", groups))
    found = {m.identifier: _values(run, m, groups, populations or {}) for m in wanted}
    forces = sorted({value.force for values in found.values() for value in values})
    values: list[MeasureValue] = []
    for measure in wanted:
        lost = unsent.reasons_by_force(needs_of(measure, groups, schema))
        left_out += [LeftOut(measure.identifier, reason, force) for force, reason in lost.items()]
        told = found[measure.identifier]
        left_out += _without_rows(measure, told, [force for force in forces if force not in lost], days)
        values += [value for value in told if value.force not in lost]
    return MeasureResults(days, groups, tuple(wanted), tuple(values), tuple(left_out))


def _without_rows(
    measure: Measure, values: Sequence[MeasureValue], forces: Sequence[str], days: Days
) -> list[LeftOut]:
    """Say for whom a measure has no value since no row for it lies in the period."""
    period = f"{day_words(days.first)} to {day_words(days.last)}"
    told = {value.force for value in values}
    if not told:
        reason = f"No row that it looks at lies in the period from {period}."
        return [LeftOut(measure.identifier, reason)]
    reason = f"No row of this force that it looks at lies in the period from {period}."
    return [LeftOut(measure.identifier, reason, force) for force in forces if force not in told]


def _sorted_out(
    measures: Iterable[Measure],
    tables: Tables,
    schema: Schema,
    groups: tuple[str, ...],
    unsent: Unsent,
) -> tuple[list[Measure], list[LeftOut]]:
    wanted, left_out = [], []
    for measure in measures:
        reason = _hindrance(measure, tables, schema, groups) or unsent.reason(
            needs_of(measure, groups, schema)
        )
        if reason:
            left_out.append(LeftOut(measure.identifier, reason))
        else:
            wanted.append(measure)
    return wanted, left_out


def _hindrance(measure: Measure, tables: Tables, schema: Schema, groups: tuple[str, ...]) -> str:
    """Say why a measure cannot be worked out; nothing where it can."""
    needed = [measure.table, *([measure.per.table] if measure.per and measure.per.table else [])]
    needed += [measure.linked.table] if measure.linked else []
    absent = [name for name in needed if name not in tables]
    if absent:
        return f"{NO_TABLE} {' or '.join(absent)}."
    allowed = breakdowns_of(measure, schema)
    lacking = [name for name in groups if name != FORCE and name not in allowed]
    if lacking:
        choices = ", ".join(allowed) or "none"
        return f"There is no breakdown {', '.join(lacking)} of the measure. Its breakdowns: {choices}."
    for piece in pieces_of(measure, groups):
        there = set(tables[piece.table].columns)
        lost = sorted({path.split(".")[0] for path in paths_of(piece)} - there)
        if lost:
            return f"The table {piece.table} of these records has no column {', '.join(lost)}."
    return ""


def _not_kept(run: _Run, pieces: list[Piece]) -> list[Piece]:
    """Take what an earlier run has finished, and return what is still to do."""
    to_do = []
    for piece in pieces:
        rows = run.kept.read(piece.measure, piece.role, piece.keys, run.days) if run.kept else None
        if rows is None:
            to_do.append(piece)
        else:
            run.found[piece.name] = [(tuple(key), numbers) for key, numbers in rows]
    return to_do


def _collect(run: _Run, scan: Scan) -> None:
    """Make one pass and part its columns among the measures."""
    answer = run.engine.collect(scan_expression(scan, run.tables, run.schema, run.days))
    columns = {name: _cells(answer.column(name)) for name in answer.column_names}
    keys = _keys(columns, scan.keys, scan.pieces[0].measure)
    for number, piece in enumerate(scan.pieces):
        prefix = f"p{number}_"
        names = [name for name in columns if name.startswith(prefix)]
        cells = [columns[name] for name in names]
        parts = [name.removeprefix(prefix) for name in names]
        rows: list[Row] = [
            (key, dict(zip(parts, row, strict=True)))
            for key, row in zip(keys, zip(*cells, strict=True), strict=True)
        ]
        run.found[piece.name] = rows
        if run.kept is not None:
            run.kept.write(piece.measure, piece.role, piece.keys, run.days, [list(row) for row in rows])
    run.told(scan.table)


def _collect_limits(run: _Run, piece: Piece) -> None:
    """Work out the limits of a median, or take those that were kept."""
    measure = piece.measure
    kept = run.kept.read(measure, "limits", piece.keys, run.days) if run.kept else None
    if kept is None:
        scan = Scan(measure.table, piece.keys, (piece,))
        answer = run.engine.collect(value_counts(scan, run.tables, run.schema, run.days))
        columns = {name: answer.column(name).to_pylist() for name in answer.column_names}
        counts = zip(_keys(columns, piece.keys, measure), columns["value"], columns["times"], strict=True)
        kept = [[list(key), list(limits)] for key, limits in median_limits(counts).items()]
        if run.kept is not None:
            run.kept.write(measure, "limits", piece.keys, run.days, kept)
    run.limits[measure.identifier] = {tuple(key): (low, high) for key, (low, high) in kept}
    run.told(measure.table)


def _values(
    run: _Run, measure: Measure, groups: tuple[str, ...], populations: Populations
) -> list[MeasureValue]:
    """Set what was found for one measure into the words of its kind."""
    identifier = measure.identifier
    role = "spread" if measure.kind in TWO_STEPS else "main"
    bases = {key: numbers.get("numerator") or 0 for key, numbers in run.found.get(f"{identifier}:base", [])}
    parts = MeasuredParts(
        rows=run.found[f"{identifier}:{role}"],
        bases=bases,
        limits=run.limits.get(identifier, {}),
        populations=populations,
        with_limits=run.intervals,
    )
    return measure_values(measure, groups, parts)


def _keys(columns: Mapping[str, list[Any]], names: Sequence[str], measure: Measure) -> list[tuple[str, ...]]:
    """The groups in words, each different cell put into words once."""
    told = []
    for place, name in enumerate(names):
        cells = columns[f"{KEY}{place}"]
        words = {cell: key_words(name, cell, measure) for cell in set(cells)}
        told.append([words[cell] for cell in cells])
    return list(zip(*told, strict=True))


def _cells(column: Any) -> list[Any]:
    """The cells of a column, numbers with a fixed point as plain ones."""
    import pyarrow as pa

    return list((column.cast(pa.float64()) if pa.types.is_decimal(column.type) else column).to_pylist())


__all__ = ["Populations", "run_measures"]
