"""Every standard finds exactly its planted exceptions: on DuckDB, on Spark, and in the plain-Python reference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.standards import (
    KINDS,
    CalendarStandard,
    EventsStandard,
    RateStandard,
    Standard,
    StandardExample,
)
from peelian.records.engines import Engine
from peelian.records.standards.examples import difference, run_example
from tests.conformance.reference import reference_result

CATALOGUE = load_catalogue()


def form(standard: Standard) -> str:
    """The kind, with the two forms of cadence told apart."""
    return "cadence of events" if isinstance(standard, EventsStandard) else standard.kind


def first_of_each_form(standards: Iterable[Standard]) -> list[Standard]:
    return list({form(standard): standard for standard in reversed(tuple(standards))}.values())


def examples(standards: Iterable[Standard], *, marked: bool = True) -> list[object]:
    """Each example as a case; a case that performs the check of items carries their mark."""
    return [
        pytest.param(
            standard,
            example,
            id=f"{standard.reference}-{number}",
            marks=[pytest.mark.item(*standard.items)] if marked else [],
        )
        for standard in standards
        for number, example in enumerate(standard.examples, start=1)
    ]


@pytest.mark.parametrize(("standard", "example"), examples(CATALOGUE.standards))
def test_planted_exceptions_are_found_on_duckdb(
    standard: Standard, example: StandardExample, duckdb_engine: Engine, tmp_path: Path
) -> None:
    result = run_example(standard, example, CATALOGUE, duckdb_engine, tmp_path)

    assert difference(example, result) == ""


@pytest.mark.parametrize(
    ("standard", "example"),
    examples((each for each in CATALOGUE.standards if not isinstance(each, RateStandard)), marked=False),
)
def test_planted_exceptions_are_those_of_the_reference(standard: Standard, example: StandardExample) -> None:
    relevant, failed, left_out = reference_result(standard, example, CATALOGUE)

    assert (relevant, sorted(key for _, key in failed)) == (example.relevant, sorted(example.fails))
    assert left_out == sum(example.left_out.values())


@pytest.mark.xdist_group("spark")
@pytest.mark.parametrize(
    ("standard", "example"), examples(first_of_each_form(CATALOGUE.standards), marked=False)
)
def test_planted_exceptions_are_found_on_spark(
    standard: Standard, example: StandardExample, spark_engine: Engine, tmp_path: Path
) -> None:
    result = run_example(standard, example, CATALOGUE, spark_engine, tmp_path)

    assert difference(example, result) == ""


@pytest.mark.parametrize("standard", CATALOGUE.standards, ids=lambda standard: standard.reference)
def test_every_standard_plants_something_that_meets_it_and_something_that_fails(standard: Standard) -> None:
    relevant = sum(example.relevant for example in standard.examples)
    fails = sum(len(example.fails) for example in standard.examples)
    told_by_words = isinstance(standard, RateStandard) and any(each.prints for each in standard.examples)
    # One meeting can lack several members, so that its exceptions may outnumber the meetings.
    exceptions_may_outnumber = isinstance(standard, CalendarStandard)

    assert told_by_words or (fails > 0 and (relevant > fails or exceptions_may_outnumber))


def test_every_kind_of_check_has_a_standard() -> None:
    assert {standard.kind for standard in CATALOGUE.standards} == set(KINDS)


def long_waits() -> StandardExample:
    """Two callers who waited twelve days, 72 windows: told in each, and told in each but the 2nd and the 66th."""
    opened = datetime(2022, 3, 1)
    waits = {"always-told": (), "twice-forgotten": (1, 65)}
    parts = ("threat", "harm", "risk", "investigation", "vulnerability")
    thrive = {f"thrive_{part}": "assessed" for part in parts}
    told = [
        {"incident_id": name, "made_at": made, "thrive_at": made, **thrive}
        for name, forgotten in waits.items()
        for number in range(72)
        if number not in forgotten
        for made in 2 * [(opened + timedelta(minutes=80 + 240 * number)).isoformat()]
    ]
    attended = (opened + timedelta(days=12)).isoformat()
    incident = {"opened_at": opened.isoformat(), "attended_at": attended, "attendance_required": True}
    return StandardExample(
        today=date(2022, 3, 31),
        records={"incidents": [{"incident_id": name, **incident} for name in waits], "recontacts": told},
        fails=("twice-forgotten",),
        details={"twice-forgotten": "70 of 72 made; missed after 330 minutes"},
        relevant=2,
    )


def test_windows_of_a_long_wait_are_counted_once_on_duckdb(duckdb_engine: Engine, tmp_path: Path) -> None:
    standard, example = CATALOGUE.standard("waiting-callers-contacted-again"), long_waits()

    assert difference(example, run_example(standard, example, CATALOGUE, duckdb_engine, tmp_path)) == ""
    relevant, failed, _ = reference_result(standard, example, CATALOGUE)
    assert (relevant, [key for _, key in failed]) == (2, ["twice-forgotten"])


@pytest.mark.xdist_group("spark")
def test_windows_of_a_long_wait_are_counted_once_on_spark(spark_engine: Engine, tmp_path: Path) -> None:
    standard, example = CATALOGUE.standard("waiting-callers-contacted-again"), long_waits()

    assert difference(example, run_example(standard, example, CATALOGUE, spark_engine, tmp_path)) == ""
