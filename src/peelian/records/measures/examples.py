"""The examples of measures, planted and measured, so that a definition proves itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from peelian.catalogue.measures import Measure, MeasureExample
from peelian.records.measures.results import FORCE, MeasureResults
from peelian.records.measures.run import Populations, run_measures
from peelian.records.measures.scope import Days, Schema
from peelian.records.planted import plant


def measured_example(
    engine: Any, measure: Measure, example: MeasureExample, schema: Schema, folder: Path
) -> MeasureResults:
    """Plant the records of an example in a folder, and return what the measure comes to."""
    plant(example.records, schema, folder, also=tables_read(measure))
    return run_measures(
        engine,
        engine.tables(folder),
        [measure],
        schema=schema,
        days=Days(example.first_day, example.last_day),
        by=example.by,
        populations=populations_of(example.populations),
    )


def tables_read(measure: Measure) -> tuple[str, ...]:
    """Return the tables that a measure reads, its own first."""
    others = (measure.per.table if measure.per else None, measure.linked.table if measure.linked else None)
    return (measure.table, *(name for name in others if name))


def populations_of(rows: Iterable[Mapping[str, Any]]) -> Populations:
    """Return residents by force, or by force and group where a row names one."""
    return {
        (str(row[FORCE]), *([str(row["group"])] if "group" in row else [])): int(row["population"])
        for row in rows
    }
