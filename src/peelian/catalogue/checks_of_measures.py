"""Checks of measures that need the tables of the records, or more than one field, to see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from peelian.catalogue.checks_of_conditions import value_findings
from peelian.catalogue.checks_of_frameworks import unknown_name
from peelian.catalogue.conditions import Condition, columns_in
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.measures import PERIOD_BREAKDOWNS, REPEAT, Measure, MeasureKind
from peelian.catalogue.reading import Location, Origin, Sourced
from peelian.catalogue.record_tables import RecordColumn, RecordTable
from peelian.catalogue.repeats import repeated_across

Tables = Mapping[str, RecordTable]

NEEDED: dict[MeasureKind, tuple[tuple[str, ...], ...]] = {
    "count": (),
    "total": (("value",),),
    "rate": (("per",),),
    "share": (("counted", "linked", "part"),),
    "split": (("split_by",),),
    "within-target": (("value",), ("target",)),
    "mean": (("value",),),
    "median": (("value",),),
    "percentile": (("value",), ("percentile",)),
    "change": (("earlier",),),
    "spread": (("over",),),
    "ratio": (("over",), ("reference",), ("per",)),
    "attainment": (("part", "counted"),),
    "repeats": (("over",), ("times",)),
}
"""What a measure of each kind has to give: at least one field of each group."""

SINGLE_COLUMNS = (
    "distinct", "weigh", "part", "whole", "whole_bound", "split_by", "over", "period_column",
)  # fmt: skip


def measure_findings_in(measures: list[Sourced[Measure]], tables: Tables) -> Iterator[CatalogueFinding]:
    """Yield the faults of every measure, and identifiers that stand twice."""
    yield from repeated_across([(found.value.identifier, found.origin) for found in measures], "identifier")
    for found in measures:
        yield from _needs(found.value, found.origin)
        known = tables.get(found.value.table)
        if known is None:
            yield from unknown_name(found.origin, ("table",), "table", found.value.table, tables)
            continue
        yield from _columns(found.value, found.origin, tables)
        yield from _breakdowns(found.value, found.origin, known)
        yield from _other_tables(found.value, found.origin, tables)
        yield from _examples(found.value, found.origin, tables)


def _needs(measure: Measure, origin: Origin) -> Iterator[CatalogueFinding]:
    for group in NEEDED[measure.kind]:
        if not any(getattr(measure, name) for name in group):
            message = f"A measure of the kind '{measure.kind}' needs {' or '.join(map(repr, group))}; add it."
            yield origin.finding(("kind",), measure.kind, message)
    if (measure.part is None) != (measure.whole is None):
        yield origin.finding(("part",), measure.part, "'part' and 'whole' belong together; give both.")
    target = measure.target
    if target is not None and sum(map(bool, (target.at_most, target.in_column, target.limits))) != 1:
        message = "Give the target in one form: 'at_most', 'in_column', or 'column' with 'limits'."
        yield origin.finding(("target",), None, message)
    per = measure.per
    if (
        per is not None
        and sum(map(bool, (per.population, per.table, per.distinct))) + bool(per.sum and not per.table) != 1
    ):
        message = "Give the base in one form: 'population: true', 'sum', 'distinct' or 'table'."
        yield origin.finding(("per",), None, message)


def _columns(measure: Measure, origin: Origin, tables: Tables) -> Iterator[CatalogueFinding]:
    """Every column that the measure reads of its own table."""
    named: list[tuple[Location, str]] = [
        ((name,), getattr(measure, name)) for name in SINGLE_COLUMNS if getattr(measure, name)
    ]
    named += [(("value",), path) for path in (measure.value.columns if measure.value else ())]
    named += [(("bands",), path) for band in measure.bands for path in band.value.columns]
    if measure.target is not None:
        named += [(("target",), path) for path in (measure.target.column, measure.target.in_column) if path]
    if measure.held is not None:
        named += [(("held",), path) for path in (measure.held.start, measure.held.end) if path]
    if measure.per is not None and measure.per.table is None:
        named += [(("per",), path) for path in (measure.per.sum, measure.per.distinct) if path]
    if measure.linked is not None:
        named += [(("linked",), path) for path in measure.linked.columns.values()]
    for place, path in named:
        yield from _path(origin, place, path, measure.table, tables)
    conditions = {
        "where": measure.where,
        "counted": measure.counted,
        "exclusions": tuple(each for exclusion in measure.exclusions for each in exclusion.where),
    }
    for field, listed in conditions.items():
        yield from _conditions(origin, (field,), listed, measure.table, tables)


def _conditions(
    origin: Origin, place: Location, conditions: tuple[Condition, ...], table: str, tables: Tables
) -> Iterator[CatalogueFinding]:
    """Columns that are not there, and values that their column does not hold."""
    for path in columns_in(conditions):
        yield from _path(origin, place, path, table, tables)
    for condition in conditions:
        for choice in condition.any_of:
            yield from _codes(origin, place, choice, table, tables)
    yield from _codes(origin, place, conditions, table, tables)


def _codes(
    origin: Origin, place: Location, conditions: tuple[Condition, ...], table: str, tables: Tables
) -> Iterator[CatalogueFinding]:
    for condition in conditions:
        column = column_at(condition.column, table, tables) if condition.column else None
        if column is not None and column.codes:
            for value in condition_values(condition):
                yield from unknown_name(origin, place, f"code of {column.name}", value, column.allowed)
        yield from value_findings(condition, column, place, origin)


def condition_values(condition: Condition) -> list[str]:
    """Return the plain words with which a condition compares."""
    asked = [
        value for name, value in condition.tests if name in ("equals", "not_equals", "one_of", "none_of")
    ]
    listed = [each for value in asked for each in (value if isinstance(value, tuple) else (value,))]
    return [each for each in listed if isinstance(each, str)]


def column_at(path: str, table: str, tables: Tables) -> RecordColumn | None:
    """Return the column to which a path leads through references, or None where it leads nowhere."""
    name, _, rest = path.partition(".")
    column = next((each for each in tables[table].columns if each.name == name), None)
    if column is None or not rest:
        return column
    target = column.table or ""
    return column_at(rest, target, tables) if target in tables else None


def _path(
    origin: Origin, place: Location, path: str, table: str, tables: Tables
) -> Iterator[CatalogueFinding]:
    if column_at(path, table, tables) is None:
        known = ", ".join(tables[table].column_names)
        yield origin.finding(place, path, f"The table '{table}' has no column '{path}'. Known: {known}.")


def _breakdowns(measure: Measure, origin: Origin, table: RecordTable) -> Iterator[CatalogueFinding]:
    allowed: Collection[str] = (*table.column_names, *PERIOD_BREAKDOWNS)
    for number, name in enumerate(measure.breakdowns):
        yield from unknown_name(origin, ("breakdowns", number), "column or part of a date", name, allowed)
    for number, band in enumerate(measure.bands):
        if list(band.edges) != sorted(set(band.edges)):
            yield origin.finding(("bands", number), None, "The edges of a band rise; put them in order.")


def _other_tables(measure: Measure, origin: Origin, tables: Tables) -> Iterator[CatalogueFinding]:
    per, linked = measure.per, measure.linked
    if per is not None and per.table is not None:
        if per.table in tables:
            yield from _conditions(origin, ("per",), per.where, per.table, tables)
        yield from unknown_name(origin, ("per",), "table", per.table, tables)
    if linked is not None:
        if linked.table in tables:
            yield from _conditions(origin, ("linked",), linked.where, linked.table, tables)
            for name in linked.columns:
                yield from _path(origin, ("linked",), name, linked.table, tables)
        yield from unknown_name(origin, ("linked",), "table", linked.table, tables)


def _examples(measure: Measure, origin: Origin, tables: Tables) -> Iterator[CatalogueFinding]:
    """Planted records use the columns of their tables and nothing else."""
    for number, example in enumerate(measure.examples):
        for name, records in example.records.items():
            place: Location = ("examples", number, "records", name)
            if name not in tables:
                yield from unknown_name(origin, place, "table", name, tables)
                continue
            for cell in dict.fromkeys(cell for record in records for cell in record):
                if cell != REPEAT and cell not in tables[name].column_names:
                    yield from _path(origin, place, cell, name, tables)
