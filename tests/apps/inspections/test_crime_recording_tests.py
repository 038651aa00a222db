"""Which forces have to be tested for crime recording: at every second assessment, and within three years."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.inspections.models import InspectionComponent
from peelian.apps.inspections.queries import crime_recording_tests_overdue
from peelian.apps.organisations.models import Role
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db


def assess(slug: str, window_end: date, tested_on: date | None) -> None:
    round = make_round("peel-2021-22", starts_on=date(2018, 1, 1), ends_on=window_end)
    inspection = make_inspection(round, make_force(slug))
    InspectionComponent.objects.create(
        inspection=inspection,
        component="crime-data-integrity",
        state="done" if tested_on else "not-included",
        done_on=tested_on,
    )


@pytest.mark.item("S-037")
def test_forces_overdue_by_either_rule_are_listed_with_the_reason() -> None:
    assess("cleveland", date(2022, 6, 1), date(2022, 5, 1))
    assess("durham", date(2020, 6, 1), date(2020, 5, 1))
    assess("durham", date(2022, 6, 1), None)
    assess("essex", date(2019, 6, 1), date(2019, 5, 1))
    make_force("kent")
    make_force("btp", in_scope=False)
    analyst = make_person(make_inspectorate(), Role.ANALYST)

    overdue = crime_recording_tests_overdue(analyst, date(2022, 12, 1))

    assert {test.force: test.reasons for test in overdue} == {
        "durham": ("The last assessment, on 1 June 2022, had no test.",),
        "essex": ("The last test, on 1 May 2019, will be more than 3 years old.",),
        "kent": ("No test is recorded.",),
    }


def test_history_of_another_inspectorate_is_not_used() -> None:
    assess("cleveland", date(2022, 6, 1), date(2022, 5, 1))
    stranger = make_person(make_inspectorate("another"), Role.ANALYST)

    overdue = crime_recording_tests_overdue(stranger, date(2022, 12, 1))

    assert [(test.force, test.reasons) for test in overdue] == [("cleveland", ("No test is recorded.",))]
