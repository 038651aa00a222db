"""Values that are brought in without numerator and denominator say what they are counted in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.services import import_releases, import_values
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.periods import Period
from tests.apps.measures.made import (
    INCIDENTS,
    YEAR,
    analyst,
    make_publication,
    make_release,
    rows_of_all_forces,
)
from tests.apps.world import make_all_forces, make_inspectorate

pytestmark = pytest.mark.django_db
SHARE = INCIDENTS.model_copy(update={"identifier": "abandoned", "basis": "share", "unit": "percent"})
MINUTES = INCIDENTS.model_copy(update={"identifier": "waiting", "basis": "value", "unit": "minutes"})
ENGINE = {"measure": "abandoned", "breakdown": "", "status": "value", "unit": "percent"}


def bring_in(definition: Any, *rows: dict[str, str]) -> None:
    make_all_forces()
    actor = analyst()
    release = make_release(actor, definition=definition)
    import_values(actor=actor, release=release, expected_version=1, rows=rows)


def refused(definition: Any, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    with pytest.raises(InvalidValueError) as error:
        bring_in(definition, *rows)
    listed: Any = error.value.details["findings"]
    assert ForceValue.objects.count() == 0
    return [(each["row"], each["field"], each["message"]) for each in listed]


@pytest.mark.parametrize(
    ("definition", "value", "asked"),
    [
        (SHARE, "0.85", "'percent' or 'proportion'"),
        (INCIDENTS, "29.9", "'per 1,000 population'"),
        (MINUTES, "12", "'minutes'"),
    ],
)
def test_value_that_nothing_explains_is_refused_with_its_row_and_asked_for_its_unit(
    definition: Any, value: str, asked: str
) -> None:
    assert refused(definition, {"force": "cleveland", "value": value}) == [
        (
            2,
            "unit",
            f"Row 2: The value is {value}, without numerator and denominator, and nothing says what it is counted in. "
            f"Put its unit into the column unit: {asked}.",
        )
    ]


def test_value_with_a_numerator_alone_needs_its_unit_too() -> None:
    found = refused(INCIDENTS, {"force": "cleveland", "numerator": "17020", "value": "29.9"})

    assert [(row, field) for row, field, _ in found] == [(2, "unit")]


def test_another_unit_is_refused_with_the_one_of_the_measure() -> None:
    assert refused(MINUTES, {"force": "cleveland", "value": "12", "unit": "hours"}) == [
        (2, "unit", "Row 2: The unit is 'hours'. Values of this measure are in 'minutes'.")
    ]


def test_share_of_more_than_all_is_refused_in_either_unit() -> None:
    found = refused(
        SHARE,
        {"force": "cleveland", "value": "120", "unit": "percent"},
        {"force": "durham", "value": "96.4", "unit": "proportion"},
    )

    assert [message for _, _, message in found] == [
        "Row 2: The value is 120 percent, which is more than all.",
        "Row 3: The value is 96.4 proportion, which is more than all.",
    ]


def test_share_is_taken_in_percent_and_as_a_proportion() -> None:
    bring_in(
        SHARE,
        {"force": "cleveland", "value": "96.4", "unit": "percent"},
        {"force": "durham", "value": "0.85", "unit": "proportion"},
    )

    assert dict(ForceValue.objects.values_list("force__slug", "value")) == {
        "cleveland": Decimal("96.4"),
        "durham": Decimal(85),
    }


def test_proportion_beside_its_parts_must_be_what_they_give() -> None:
    bring_in(
        SHARE,
        {
            "force": "cleveland",
            "numerator": "269",
            "denominator": "279",
            "value": "0.964",
            "unit": "proportion",
        },
    )

    assert SHARE.words(ForceValue.objects.get().value or 0) == "96.4 percent"


def test_value_beside_its_parts_needs_no_unit() -> None:
    bring_in(INCIDENTS, {"force": "cleveland", "numerator": "10", "denominator": "1000", "value": "10.0"})

    assert ForceValue.objects.get().value == 10


def test_results_of_the_records_engine_say_their_unit_and_their_days() -> None:
    bring_in(
        SHARE,
        {
            **ENGINE,
            "force": "cleveland",
            "value": "0.85",
            "first_day": "2021-04-01",
            "last_day": "2022-03-31",
        },
    )

    assert ForceValue.objects.get().value == 85


def test_results_of_other_days_are_refused() -> None:
    row = {
        **ENGINE,
        "force": "cleveland",
        "value": "0.85",
        "first_day": "2020-04-01",
        "last_day": "2021-03-31",
    }

    assert [(number, field) for number, field, _ in refused(SHARE, row)] == [
        (2, "first_day"),
        (2, "last_day"),
    ]


def bring_in_all(rows: list[dict[str, str]], *definitions: Any, period: Period = YEAR) -> list[Any]:
    return import_releases(
        actor=analyst(),
        inspectorate=make_inspectorate(),
        definitions=definitions,
        period=period,
        source="Data collected from forces",
        rows=rows,
        denominator_note="Round populations for the test.",
    )


def test_release_is_begun_with_its_values_and_taken_again_into_the_draft() -> None:
    rows = rows_of_all_forces()

    first = bring_in_all(rows, INCIDENTS)
    second = bring_in_all(rows[:1], INCIDENTS)

    assert [(each.begun, each.values.values, each.release.version) for each in (*first, *second)] == [
        (True, 43, 2),
        (False, 43, 3),
    ]


def test_faults_of_every_measure_are_told_and_none_is_begun() -> None:
    make_all_forces()

    with pytest.raises(InvalidValueError) as error:
        bring_in_all([{"force": "cleveland", "value": "3"}], SHARE, MINUTES)

    listed: Any = error.value.details["findings"]
    assert [(each["measure"], each["row"], each["field"]) for each in listed] == [
        ("abandoned", 2, "unit"),
        ("waiting", 2, "unit"),
    ]
    assert MeasureRelease.objects.count() == 0


def test_published_release_is_not_touched() -> None:
    published = make_publication()

    with pytest.raises(RefusalError):
        bring_in_all(rows_of_all_forces(), INCIDENTS)

    published.release.refresh_from_db()
    assert published.release.state == MeasureRelease.State.PUBLISHED


def test_another_period_that_ends_on_the_same_day_is_refused() -> None:
    bring_in_all(rows_of_all_forces(), INCIDENTS)

    with pytest.raises(InvalidValueError) as error:
        bring_in_all(rows_of_all_forces(), INCIDENTS, period=Period.month(2022, 3))

    assert "a period that ends on this day" in error.value.message
    assert YEAR.end == date(2022, 3, 31)
