"""Measures of 43 forces set beside each other: rank and outlier by the standard method."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peelian.catalogue import load_catalogue
from peelian.records.engines import open_engine
from peelian.records.measures import Days, MeasureResults, run_measures
from peelian.records.planted import plant
from peelian.stats import outlier_lines

CATALOGUE = load_catalogue()
FORCES = [force.slug for force in CATALOGUE.forces_in_scope]
POPULATIONS = {(force,): 10_000 for force in FORCES}


def measured(folder: Path, name: str, records: dict[str, list[dict[str, Any]]]) -> MeasureResults:
    from datetime import date

    plant(records, CATALOGUE.record_tables, folder)
    engine = open_engine("duckdb", memory="500MB")
    results = run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures[name]],
        schema=CATALOGUE.record_tables,
        days=Days(date(2021, 4, 1), date(2022, 3, 31)),
        populations=POPULATIONS,
    )
    engine.close()
    return results


@pytest.mark.item("S-372")
def test_the_second_highest_arrest_rate_of_43_has_rank_2(tmp_path: Path) -> None:
    arrests = {force: 100 + number for number, force in enumerate(FORCES)}
    arrests |= {"cleveland": 210, "durham": 220, "city-of-london": 5}
    rows = [
        {"force": force, "repeat": count, "arrested_at": "2021-05-01 10:00", "arrived_at": "2021-05-01 11:00"}
        for force, count in arrests.items()
    ]

    results = measured(tmp_path, "arrests-per-1000", {"custody_records": rows})

    forces = {value.force: value for value in results.values}
    compared = [value for value in results.values if value.value is not None]
    found = outlier_lines([value.force for value in compared], [value.value or 0 for value in compared])
    ranks = {unit.unit: unit.rank for unit in found.units}
    assert (forces["cleveland"].words, ranks["cleveland"]) == ("21 per 1,000 population", 2)
    assert (len(compared), forces["city-of-london"].status) == (42, "excluded")


@pytest.mark.item("S-328")
def test_a_planted_outlier_of_the_victim_outcome_is_found_by_the_standard_method(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = []
    for number, force in enumerate(FORCES):
        withdrawn = 80 if force == "cleveland" else 40 + number % 7
        common = {"force": force, "crime_id": "C1", "assigned_at": "2021-05-01 10:00", "domestic_abuse": True}
        rows += [
            {**common, "repeat": withdrawn, "outcome_code": "16"},
            {**common, "repeat": 100 - withdrawn, "outcome_code": "1"},
        ]

    results = measured(tmp_path, "domestic-abuse-victim-does-not-support", {"outcomes": rows})

    found = outlier_lines(
        [value.force for value in results.values], [value.value or 0 for value in results.values]
    )
    labels = {unit.unit: unit.label for unit in found.units}
    assert len(results.values) == 43
    assert labels["cleveland"] == "well above average"
    assert [unit for unit, label in labels.items() if label == "well above average"] == ["cleveland"]


@pytest.mark.item("S-350")
def test_the_domestic_abuse_rate_has_its_rank_and_label(tmp_path: Path) -> None:
    rows = [
        {"force": force, "repeat": 299 if force == "cleveland" else 190 + number % 11,
         "opened_at": "2021-05-01 10:00", "domestic_abuse": True}
        for number, force in enumerate(FORCES)
    ]  # fmt: skip

    results = measured(tmp_path, "domestic-abuse-incidents-per-1000", {"incidents": rows})

    compared = [value for value in results.values if value.value is not None]
    found = outlier_lines([value.force for value in compared], [value.value or 0 for value in compared])
    cleveland = next(unit for unit in found.units if unit.unit == "cleveland")
    assert (len(compared), cleveland.rank, cleveland.label) == (41, 1, "well above average")
    assert [value.force for value in results.values if value.status == "excluded"] == [
        "city-of-london",
        "hampshire",
    ]


@pytest.mark.item("S-265")
def test_the_shares_of_the_time_of_neighbourhood_teams_sum_to_100_percent(tmp_path: Path) -> None:
    rows = [
        {"team": "Hartlepool", "month": "2021-05", "work": work, "hours": hours}
        for work, hours in (
            ("engagement", 33.3),
            ("problem-solving", 12.7),
            ("response", 101.9),
            ("other", 7.1),
        )
    ]

    results = measured(tmp_path, "neighbourhood-time-by-work", {"neighbourhood_hours": rows})

    assert sum(value.value or 0 for value in results.values) == pytest.approx(1, abs=1e-12)
