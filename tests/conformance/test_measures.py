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


EDGES = (
    "2021-03-31 22:59:59",  # the last second of 31 March, summer time
    "2021-03-31 23:00:00",
    "2021-06-30 22:59:59",
    "2021-06-30 23:00:00",  # midnight, summer time
    "2021-10-31 00:59:59",  # 01:59:59, after which the clock goes back to 01:00
    "2021-10-31 01:00:00",
    "2021-10-31 23:59:59",
    "2021-11-01 00:00:00",
    "2022-03-27 00:59:59",  # after which the clock goes on to 02:00
    "2022-03-27 01:00:00",
    "2022-03-31 22:59:59",
    "2022-03-31 23:00:00",  # midnight, the day after the period
)
"""Moments of universal time about midnights and changes of the clock in London."""
COUNTED_BY = {
    "month": {"2021-04": 1, "2021-06": 1, "2021-07": 1, "2021-10": 3, "2021-11": 1, "2022-03": 3},
    "day": {
        "2021-04-01": 1,
        "2021-06-30": 1,
        "2021-07-01": 1,
        "2021-10-31": 3,
        "2021-11-01": 1,
        "2022-03-27": 2,
        "2022-03-31": 1,
    },
    "hour": {"00": 4, "01": 2, "02": 1, "23": 3},
    "year": {"2021": 7, "2022": 3},
}


def counted_by(engine: Engine, breakdown: str, folder: Path) -> dict[str, float | None]:
    """How many of the moments fall under each part of a breakdown, as the engine and the reference have it."""
    example = MeasureExample(
        by=("force", breakdown),
        records={"incidents": tuple({"opened_at": moment, "category": "crime"} for moment in EDGES)},
        populations=({"force": "cleveland", "population": 1000},),
        prints={"nothing": "nothing"},
    )
    measure = CATALOGUE.measures["incidents-per-1000"]
    results = measured_example(engine, measure, example, CATALOGUE.record_tables, folder)
    assert valued(results) == pytest.approx(reference_values(measure, example, dict(CATALOGUE.record_tables)))
    return {dict(value.group)[breakdown]: value.numerator for value in results.values}


@pytest.mark.parametrize("breakdown", COUNTED_BY)
def test_days_and_months_are_those_of_london_on_duckdb(
    breakdown: str, duckdb_engine: Engine, tmp_path: Path
) -> None:
    assert counted_by(duckdb_engine, breakdown, tmp_path) == COUNTED_BY[breakdown]


@pytest.mark.xdist_group("spark")
@pytest.mark.parametrize("breakdown", COUNTED_BY)
def test_days_and_months_are_those_of_london_on_spark(
    breakdown: str, spark_engine: Engine, tmp_path: Path
) -> None:
    assert counted_by(spark_engine, breakdown, tmp_path) == COUNTED_BY[breakdown]


PUBLISHED_WITH = (
    {"recorded_at": "2021-06-30 23:30", "month": "2021-05"},  # 00:30 on 1 July in London
    {"recorded_at": "2021-07-02 10:00", "month": "2021-07"},
    {"recorded_at": "2021-08-02 10:00"},
    {"month": "2021-08"},
)
"""Crimes with the month of a published file, which is another one, the same, blank, or all that is known."""
RECORDED_IN = {"2021-07": 2, "2021-08": 1}


def recorded_by_month(engine: Engine, folder: Path) -> dict[str, float | None]:
    """How many crimes fall into each month, as the engine and the reference have it."""
    example = MeasureExample(
        by=("force", "month"),
        records={"crimes": PUBLISHED_WITH},
        populations=({"force": "cleveland", "population": 1000},),
        prints={"nothing": "nothing"},
    )
    measure = CATALOGUE.measures["crimes-per-1000"]
    results = measured_example(engine, measure, example, CATALOGUE.record_tables, folder)
    assert valued(results) == pytest.approx(reference_values(measure, example, dict(CATALOGUE.record_tables)))
    return {dict(value.group)["month"]: value.numerator for value in results.values}


def test_the_month_of_a_row_is_that_of_its_moment_on_duckdb(duckdb_engine: Engine, tmp_path: Path) -> None:
    assert recorded_by_month(duckdb_engine, tmp_path) == RECORDED_IN


@pytest.mark.xdist_group("spark")
def test_the_month_of_a_row_is_that_of_its_moment_on_spark(spark_engine: Engine, tmp_path: Path) -> None:
    assert recorded_by_month(spark_engine, tmp_path) == RECORDED_IN


PARTS_OF_A_SECOND = {
    "opened_at": "2021-05-01 10:00:00.600000",
    "attended_at": "2021-05-01 10:10:00.100001",
    "attendance_required": True,
}
MINUTES_APART = 599.500001 / 60


def minutes_apart(engine: Engine, folder: Path) -> list[float | None]:
    """The length of a span with parts of a second, as the engine and the reference have it."""
    example = MeasureExample(records={"incidents": (PARTS_OF_A_SECOND,)}, prints={"nothing": "nothing"})
    measure = CATALOGUE.measures["response-time-median"]
    results = measured_example(engine, measure, example, CATALOGUE.record_tables, folder)
    assert valued(results) == pytest.approx(reference_values(measure, example, dict(CATALOGUE.record_tables)))
    return [value.value for value in results.values]


def test_parts_of_a_second_count_on_duckdb(duckdb_engine: Engine, tmp_path: Path) -> None:
    assert minutes_apart(duckdb_engine, tmp_path) == [pytest.approx(MINUTES_APART, rel=TOLERANCE)]


@pytest.mark.xdist_group("spark")
def test_parts_of_a_second_count_on_spark(spark_engine: Engine, tmp_path: Path) -> None:
    assert minutes_apart(spark_engine, tmp_path) == [pytest.approx(MINUTES_APART, rel=TOLERANCE)]


BEFORE_IT_OPENED = (
    {"opened_at": "2021-05-01 10:00", "attended_at": "2021-05-01 10:10", "attendance_required": True},
    {"opened_at": "2021-05-01 10:00", "attended_at": "2021-05-01 09:50", "attendance_required": True},
    {"opened_at": "2021-05-01 10:00", "attendance_required": True},
)
"""An incident that was attended before it was opened, among one that was not and one without attendance."""


def attended_before_opened(engine: Engine, folder: Path) -> list[tuple[str, object, object]]:
    """What a median of times comes to beside an impossible one, and what is said of that."""
    plant({"incidents": BEFORE_IT_OPENED}, CATALOGUE.record_tables, folder)
    results = run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures["response-time-median"]],
        schema=CATALOGUE.record_tables,
        days=Days(date(2021, 4, 1), date(2022, 3, 31)),
    )
    return [(row["prints"], row["missing"], row["excluded"]) for row in results.to_json()["values"]]


IMPOSSIBLE_LEFT_OUT = [
    (
        "10.0 minutes",
        1,
        [
            {
                "reason": "The end lies before the beginning, so that the time between cannot be told.",
                "rows": 1,
            }
        ],
    )
]


def test_times_that_end_before_they_begin_are_left_out_and_counted_on_duckdb(
    duckdb_engine: Engine, tmp_path: Path
) -> None:
    assert attended_before_opened(duckdb_engine, tmp_path) == IMPOSSIBLE_LEFT_OUT


@pytest.mark.xdist_group("spark")
def test_times_that_end_before_they_begin_are_left_out_and_counted_on_spark(
    spark_engine: Engine, tmp_path: Path
) -> None:
    assert attended_before_opened(spark_engine, tmp_path) == IMPOSSIBLE_LEFT_OUT


def test_the_dictionary_says_of_every_time_between_two_moments_which_comes_first() -> None:
    """So that an intake warns of the rows that a measure leaves out."""
    undeclared = [
        measure.identifier
        for measure in MEASURES
        for span in [
            measure.value and (measure.value.seconds or (measure.value.span and measure.value.span.ends))
        ]
        if span
        and span[1] != "today"
        and CATALOGUE.record_tables[measure.table].column(span[1]).not_before != span[0]
    ]

    assert undeclared == []
