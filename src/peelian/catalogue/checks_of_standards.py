"""Checks of standards that need the tables of the records, instruments or measures to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from peelian.catalogue.checks_of_conditions import value_findings
from peelian.catalogue.checks_of_frameworks import unknown_name
from peelian.catalogue.checks_of_measures import column_at, condition_values
from peelian.catalogue.conditions import Condition
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.instruments import Instrument
from peelian.catalogue.measures import REPEAT
from peelian.catalogue.reading import Location, Origin, Sourced
from peelian.catalogue.record_tables import DATED, RecordTable
from peelian.catalogue.standard_parameters import DeadlineParameters, LinkParameters
from peelian.catalogue.standard_uses import Uses, conditions_in, uses_of
from peelian.catalogue.standards import RateStandard, ScoreStandard, Standard

PERIODS = ("start", "end", "at", "until")
"""Parameters whose columns must hold a date or a moment."""


@dataclass(frozen=True)
class Known:
    """What standards may refer to; measures are None where their own files have faults."""

    tables: Mapping[str, RecordTable]
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    measures: Mapping[str, object] | None = None


def standard_findings_in(standards: list[Sourced[Standard]], known: Known) -> Iterator[CatalogueFinding]:
    """Yield the faults of every standard, and versions that stand twice."""
    seen: dict[tuple[str, int], Origin] = {}
    for found in standards:
        standard, origin = found.value, found.origin
        key = (standard.identifier, standard.version)
        if key in seen:
            message = (
                f"Version {standard.version} of '{standard.identifier}' stands in {seen[key].file} already; "
                "raise the version or take one away."
            )
            yield origin.finding(("identifier",), standard.identifier, message)
        seen.setdefault(key, origin)
        yield from _standard(standard, origin, known)


def _standard(standard: Standard, origin: Origin, known: Known) -> Iterator[CatalogueFinding]:
    if standard.valid_to is not None and standard.valid_to < standard.valid_from:
        message = f"It ends on {standard.valid_to}, before it begins on {standard.valid_from}; correct one."
        yield origin.finding(("valid_to",), standard.valid_to, message)
    uses = uses_of(standard)
    for use in uses:
        yield from _use(use, origin, known.tables)
    for place, table, condition in conditions_in(uses):
        if table in known.tables:
            yield from _condition(condition, place, table, origin, known.tables)
    yield from _references(standard, origin, known)
    yield from _examples(standard, origin, known.tables)


def _use(use: Uses, origin: Origin, tables: Mapping[str, RecordTable]) -> Iterator[CatalogueFinding]:
    if use.table not in tables:
        place: Location = ("table",) if use.place == ("where",) else use.place
        yield from unknown_name(origin, place, "table", use.table, tables)
        return
    for path in use.paths:
        column = column_at(path, use.table, tables)
        if column is None:
            columns = ", ".join(tables[use.table].column_names)
            message = (
                f"The table '{use.table}' has no column '{path}'. Known: {columns}. A column of another table "
                "is reached through a reference, such as 'crime_id.offence_group'."
            )
            yield origin.finding(use.place, path, message)
        elif use.place[-1] in PERIODS and column.type not in DATED:
            message = f"'{path}' is of the type {column.type}; a date or a moment is needed here."
            yield origin.finding(use.place, path, message)


def _condition(
    condition: Condition, place: Location, table: str, origin: Origin, tables: Mapping[str, RecordTable]
) -> Iterator[CatalogueFinding]:
    """Codes that a column does not list, and numbers set against words."""
    for choice in condition.any_of:
        for inner in choice:
            yield from _condition(inner, place, table, origin, tables)
    column = column_at(condition.column, table, tables) if condition.column else None
    if column is not None and column.codes:
        for value in condition_values(condition):
            yield from unknown_name(origin, place, f"code of {column.name}", value, column.allowed)
    yield from value_findings(condition, column, place, origin)


def _references(standard: Standard, origin: Origin, known: Known) -> Iterator[CatalogueFinding]:
    """Instruments, questions, measures, and what a kind asks of its columns."""
    parameters = getattr(standard, "parameters", None)
    if isinstance(standard, ScoreStandard):
        named = standard.parameters
        place: Location = ("parameters", "instrument")
        yield from unknown_name(origin, place, "instrument", named.instrument, known.instruments)
        if named.instrument in known.instruments:
            questions = [found.identifier for found in known.instruments[named.instrument].questions]
            yield from unknown_name(origin, ("parameters", "question"), "question", named.question, questions)
    if isinstance(standard, RateStandard) and known.measures is not None:
        place = ("parameters", "measure")
        yield from unknown_name(origin, place, "measure", standard.parameters.measure, known.measures)
    if isinstance(parameters, LinkParameters):
        target = known.tables.get(parameters.table)
        if target is not None and parameters.to is None and len(target.key) != 1:
            message = f"The table '{parameters.table}' has more than one key; say with 'to' which is meant."
            yield origin.finding(("parameters", "table"), parameters.table, message)
    if isinstance(parameters, DeadlineParameters) and standard.table in known.tables:
        column = column_at(parameters.start, standard.table, known.tables)
        if (
            column is not None
            and column.type in ("date", "month")
            and parameters.unit in ("minutes", "hours")
        ):
            message = f"'{parameters.start}' is a date; a limit in {parameters.unit} needs a moment."
            yield origin.finding(("parameters", "start"), parameters.start, message)


def _examples(
    standard: Standard, origin: Origin, tables: Mapping[str, RecordTable]
) -> Iterator[CatalogueFinding]:
    """Planted records use the columns of their tables and nothing else."""
    for number, example in enumerate(standard.examples):
        for name, records in example.records.items():
            place: Location = ("examples", number, "records", name)
            if name not in tables:
                yield from unknown_name(origin, place, "table", name, tables)
                continue
            for cell in dict.fromkeys(cell for record in records for cell in record):
                yield from unknown_name(
                    origin, place, f"column of {name}", cell, (*tables[name].column_names, REPEAT)
                )
