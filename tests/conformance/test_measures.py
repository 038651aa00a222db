"""Measures come to the same on DuckDB, on Spark and in plain Python, to one part in a thousand million."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.measures import Measure, MeasureExample
from peelian.records.engines import Engine
from peelian.records.measures import Days, MeasureResults, run_measures
from peelian.records.measures.examples import measured_example
from peelian.records.planted import plant
from tests.conformance.reference_measures import Values, reference_values

CATALOGUE = load_catalogue()
MEASURES = tuple(CATALOGUE.measures.values())
TOLERANCE = 1e-9


def cases(measures: tuple[Measure, ...], *, marked: bool = False) -> list[object]:
    """Each example as a case; a case that performs the check of items carries their mark."""
    return [
        pytest.param(
            measure,
            example,
            id=f"{measure.identifier}-{number}",
            marks=[pytest.mark.item(*measure.items)] if marked and measure.items else [],
        )
        for measure in measures
        for number, example in enumerate(measure.examples, start=1)
    ]


def first_of_each_kind() -> tuple[Measure, ...]:
    """One measure of each kind, and of each form that makes other expressions."""
    forms = {
        (
            measure.kind,
            bool(measure.linked),
            bool(measure.held),
            bool(measure.bands),
            bool(measure.distinct),
        ): measure
        for measure in reversed(MEASURES)
    }
    return tuple(forms.values())


def valued(results: MeasureResults) -> Values:
    return {
        tuple(text for _, text in value.group): value.value
        for value in results.values
        if value.value is not None
    }


@pytest.mark.parametrize(("measure", "example"), cases(MEASURES, marked=True))
def test_duckdb_prints_the_calculation_by_hand(
    measure: Measure, example: MeasureExample, duckdb_engine: Engine, tmp_path: Path
) -> None:
    results = measured_example(duckdb_engine, measure, example, CATALOGUE.record_tables, tmp_path)

    assert results.left_out == ()
    assert results.prints(measure.identifier) == dict(example.prints)
    reference = reference_values(measure, example, dict(CATALOGUE.record_tables))
    assert valued(results) == pytest.approx(reference, rel=TOLERANCE)


@pytest.mark.xdist_group("spark")
@pytest.mark.parametrize(("measure", "example"), cases(first_of_each_kind()))
def test_spark_prints_the_calculation_by_hand(
    measure: Measure, example: MeasureExample, spark_engine: Engine, tmp_path: Path
) -> None:
    results = measured_example(spark_engine, measure, example, CATALOGUE.record_tables, tmp_path)

    assert results.left_out == ()
    assert results.prints(measure.identifier) == dict(example.prints)


WAITS = [
    {
        "repeat": 9,
        "opened_at": "2021-05-01 10:00",
        "attended_at": "2021-05-01 10:10",
        "attendance_required": True,
    },
    {
        "repeat": 2,
        "opened_at": "2021-05-01 10:00",
        "attended_at": "2021-05-01 12:10",
        "attendance_required": True,
    },
]


def percentiles_together(engine: Engine, folder: Path) -> list[tuple[str, float | None]]:
    """The median and the 90th percentile of one value, which share one look at it."""
    plant({"incidents": WAITS}, CATALOGUE.record_tables, folder)
    results = run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures[name] for name in ("response-time-median", "response-time-90th")],
        schema=CATALOGUE.record_tables,
        days=Days(date(2021, 4, 1), date(2022, 3, 31)),
    )
    return [(value.words, value.upper) for value in results.values]


def test_percentiles_of_one_value_are_found_together_on_duckdb(duckdb_engine: Engine, tmp_path: Path) -> None:
    assert percentiles_together(duckdb_engine, tmp_path) == [("10.0 minutes", 130.0), ("130.0 minutes", None)]


@pytest.mark.xdist_group("spark")
def test_percentiles_of_one_value_are_found_together_on_spark(spark_engine: Engine, tmp_path: Path) -> None:
    assert percentiles_together(spark_engine, tmp_path) == [("10.0 minutes", 130.0), ("130.0 minutes", None)]
