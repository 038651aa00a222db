"""Many measures in one run: passes are shared, values do not depend on it, and what cannot be answered says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peelian.catalogue import load_catalogue
from peelian.records.engines import Engine, open_engine
from peelian.records.measures import Days, Kept, MeasureResults, fingerprint, run_measures
from peelian.records.planted import plant

CATALOGUE = load_catalogue()
YEAR = Days(date(2021, 4, 1), date(2022, 3, 31))
POPULATIONS = {("cleveland",): 1000, ("durham",): 2000}
INCIDENTS: list[dict[str, Any]] = [
    {
        "repeat": 40,
        "opened_at": "2021-05-01 10:00",
        "attended_at": "2021-05-01 10:10",
        "attendance_required": True,
        "target_minutes": 15,
        "priority": "immediate",
        "domestic_abuse": True,
        "demand_class": "crime",
    },
    {
        "repeat": 20,
        "opened_at": "2021-06-01 10:00",
        "attended_at": "2021-06-01 11:10",
        "attendance_required": True,
        "target_minutes": 60,
        "priority": "priority",
    },
    {"repeat": 5, "force": "durham", "opened_at": "2021-07-01 10:00", "priority": "scheduled"},
    {"repeat": 7, "force": "kent", "opened_at": "2020-07-01 10:00", "domestic_abuse": True},
]
NAMED = (
    "incidents-per-1000",
    "attended-within-target",
    "response-time-90th",
    "response-time-median",
    "domestic-abuse-incidents-month",
    "delay-told",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine("duckdb", memory="500MB")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("records")
    plant({"incidents": INCIDENTS}, CATALOGUE.record_tables, made)
    return made


def measured(engine: Engine, folder: Path, *names: str, **chosen: Any) -> MeasureResults:
    return run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures[name] for name in names],
        schema=CATALOGUE.record_tables,
        days=YEAR,
        populations=POPULATIONS,
        **chosen,
    )


def test_measures_of_one_table_and_grouping_share_a_pass(engine: Engine, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []

    measured(
        engine,
        folder,
        *NAMED,
        intervals=False,
        progress=lambda done, passes, name: told.append((done, passes, name)),
    )

    assert told == [(1, 1, "incidents")]


def test_values_do_not_depend_on_the_measures_beside_them(engine: Engine, folder: Path) -> None:
    together = measured(engine, folder, *NAMED)

    alone = [measured(engine, folder, name) for name in NAMED]

    assert [value for each in alone for value in each.values] == list(together.values)


def test_many_percentiles_are_parted_into_passes(engine: Engine, folder: Path) -> None:
    measure = CATALOGUE.measures["response-time-90th"]
    many = [measure.model_copy(update={"identifier": f"percentile-{number}"}) for number in range(9)]
    told: list[int] = []

    results = run_measures(
        engine,
        engine.tables(folder),
        many,
        schema=CATALOGUE.record_tables,
        days=YEAR,
        progress=lambda done, passes, name: told.append(passes),
    )

    assert told == [3, 3, 3]
    assert {value.words for value in results.values} == {"70.0 minutes"}


def test_a_force_with_records_and_none_that_count_is_told_as_none(engine: Engine, folder: Path) -> None:
    results = measured(engine, folder, "domestic-abuse-incidents-month")

    assert results.prints("domestic-abuse-incidents-month") == {
        "cleveland": "40 incidents",
        "durham": "0 incidents",
    }


def test_a_force_without_records_of_the_period_is_not_told_as_none(engine: Engine, folder: Path) -> None:
    forces = [value.force for value in measured(engine, folder, "domestic-abuse-incidents-month").values]

    assert "kent" not in forces


def test_a_force_without_population_has_no_rate_but_its_number(engine: Engine, folder: Path) -> None:
    results = run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures["incidents-per-1000"]],
        schema=CATALOGUE.record_tables,
        days=YEAR,
        populations={("cleveland",): 1000},
    )

    (durham,) = (value for value in results.values if value.force == "durham")
    assert (durham.status, durham.numerator, durham.value, durham.words) == (
        "no-base",
        5,
        None,
        "no base to form it on",
    )


def test_a_rate_has_the_limits_of_its_count(engine: Engine, folder: Path) -> None:
    (cleveland, _) = measured(engine, folder, "incidents-per-1000").values

    assert (cleveland.value, cleveland.method) == (60.0, "byar")
    assert (cleveland.lower, cleveland.upper) == pytest.approx((45.784, 77.233), abs=0.001)


def test_a_share_has_wilsons_limits(engine: Engine, folder: Path) -> None:
    (cleveland,) = measured(engine, folder, "attended-within-target").values

    assert (cleveland.words, cleveland.method) == ("66.7 percent", "wilson-plain")
    assert (cleveland.lower, cleveland.upper) == pytest.approx((0.54065, 0.77272), abs=0.0001)


def test_a_median_has_limits_by_order_statistics(engine: Engine, folder: Path) -> None:
    (cleveland,) = measured(engine, folder, "response-time-median").values

    assert (cleveland.words, cleveland.method) == ("10.0 minutes", "order-statistics")
    assert (cleveland.lower, cleveland.upper) == (10.0, 10.0)


def test_without_intervals_no_value_has_limits(engine: Engine, folder: Path) -> None:
    results = measured(engine, folder, *NAMED, intervals=False)

    assert {value.lower for value in results.values} == {None}


def test_a_small_base_stands_as_a_count(engine: Engine, tmp_path: Path) -> None:
    plant({"incidents": [{**INCIDENTS[0], "repeat": 18}]}, CATALOGUE.record_tables, tmp_path)

    (value,) = measured(engine, tmp_path, "attended-within-target").values

    assert (value.words, value.value, value.status) == ("18 of 18", None, "small-base")


@pytest.mark.parametrize(
    ("name", "by", "reason"),
    [
        ("calls-abandoned", (), "The records hold no table contacts."),
        (
            "incidents-per-1000",
            ("harm",),
            "There is no breakdown harm of the measure. "
            "Its breakdowns: year, month, day, hour, priority, category, kind, area.",
        ),
    ],
)
def test_what_cannot_be_answered_is_left_out_with_the_reason(
    engine: Engine, folder: Path, name: str, by: tuple[str, ...], reason: str
) -> None:
    results = measured(engine, folder, name, by=("force", *by))

    assert [(each.measure, each.reason) for each in results.left_out] == [(name, reason)]


def test_a_column_that_the_records_lack_is_named(engine: Engine, folder: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "incidents.parquet").drop_columns(["delay_notice_at"])
    pq.write_table(table, tmp_path / "incidents.parquet")

    results = measured(engine, tmp_path, "delay-told", "incidents-per-1000")

    assert [(each.measure, each.reason) for each in results.left_out] == [
        ("delay-told", "The table incidents of these records has no column delay_notice_at.")
    ]
    assert [measure.identifier for measure in results.measures] == ["incidents-per-1000"]


def test_an_interrupted_run_goes_on_where_it_stood(engine: Engine, folder: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path, fingerprint(folder), "duckdb")
    measured(engine, folder, "attended-within-target", kept=kept)
    told: list[str] = []

    results = measured(
        engine,
        folder,
        "attended-within-target",
        "delay-told",
        kept=kept,
        progress=lambda done, passes, name: told.append(f"{done} of {passes}"),
    )

    assert told == ["1 of 1"]
    assert results.prints("attended-within-target") == {"cleveland": "66.7 percent"}


def test_a_part_that_was_cut_short_is_worked_out_again(engine: Engine, folder: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path, fingerprint(folder), "duckdb")
    measured(engine, folder, "attended-within-target", kept=kept)
    for path in tmp_path.glob("*.json"):
        path.write_text("[[", encoding="utf-8")

    results = measured(engine, folder, "attended-within-target", kept=kept)

    assert results.prints("attended-within-target") == {"cleveland": "66.7 percent"}


def test_another_period_or_definition_is_worked_out_afresh(
    engine: Engine, folder: Path, tmp_path: Path
) -> None:
    kept = Kept(tmp_path, fingerprint(folder), "duckdb")
    measured(engine, folder, "attended-within-target", kept=kept)
    changed = CATALOGUE.measures["attended-within-target"].model_copy(update={"where": ()})

    run_measures(
        engine, engine.tables(folder), [changed], schema=CATALOGUE.record_tables, days=YEAR, kept=kept
    )

    assert len(list(tmp_path.glob("*.json"))) == 2


def test_values_are_told_as_json_csv_and_arrow_alike(engine: Engine, folder: Path) -> None:
    results = measured(engine, folder, "incidents-per-1000", by=("force", "month"))

    (first, *_) = results.to_json()["values"]
    assert (first["force"], first["breakdown"], first["prints"]) == (
        "cleveland",
        {"month": "2021-05"},
        "40.0 per 1,000 population",
    )
    assert (
        results.to_csv()
        .splitlines()[1]
        .startswith("incidents-per-1000,cleveland,month: 2021-05,40,1000,40.0")
    )
    assert results.to_arrow().to_pylist() == [
        {**row, "numerator": float(row["numerator"]), "denominator": float(row["denominator"])}
        for row in results.rows()
    ]


def test_words_that_a_spreadsheet_would_run_are_quoted(engine: Engine, tmp_path: Path) -> None:
    rows = [{"repeat": 2, "used_at": "2021-05-01 10:00"}, {"repeat": 1, "used_at": "2020-05-01 10:00"}]
    plant({"uses_of_force": rows}, CATALOGUE.record_tables, tmp_path)

    results = measured(engine, tmp_path, "force-recorded-change")

    assert results.prints("force-recorded-change") == {"cleveland": "+100 percent"}
    assert "'+100 percent" in results.to_csv()


def test_a_measure_with_a_window_of_its_own_keeps_its_months_beside_one_without(
    engine: Engine, folder: Path
) -> None:
    reaching = CATALOGUE.measures["incidents-per-1000"].model_copy(
        update={"identifier": "reaching-back", "window": 24}
    )

    found = run_measures(
        engine,
        engine.tables(folder),
        [CATALOGUE.measures["incidents-per-1000"], reaching],
        schema=CATALOGUE.record_tables,
        days=YEAR,
        by=("force", "month"),
        populations={**POPULATIONS, ("kent",): 1000},
    )

    months = {value.measure: value.group for value in found.values if value.force == "kent"}
    assert months == {"reaching-back": (("force", "kent"), ("month", "2020-07"))}


def test_numerators_and_denominators_are_printed_alike_whatever_the_kind(
    engine: Engine, tmp_path: Path
) -> None:
    calls = [
        {"received_at": "2021-05-01 10:00", "channel": each} for each in ("emergency", "online", "online")
    ]
    plant({"contacts": calls}, CATALOGUE.record_tables, tmp_path)

    rows = measured(engine, tmp_path, "contacts-by-channel", "contacts-repeat").rows()

    assert {(row["measure"], str(row["numerator"]), str(row["denominator"])) for row in rows} == {
        ("contacts-by-channel", "1", "3"),
        ("contacts-by-channel", "2", "3"),
        ("contacts-repeat", "0", "3"),
    }
