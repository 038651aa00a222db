"""Rounds are dated after the programme began, and tests of crime recording fall due in time."""

from datetime import date

import pytest

from peelian.rules.errors import InvalidValueError
from peelian.rules.programme import (
    DueTest,
    PastAssessment,
    crime_recording_tests_due,
    require_round_year,
    round_progress,
    round_year_allowed,
)
from tests.rules.made_up import WATCH


def assessed(year, tested):
    return PastAssessment(date(year, 3, 1), tested)


@pytest.mark.item("S-037")
def test_forces_overdue_by_either_rule_are_listed_with_their_reasons():
    history = {
        "tested-last-time": [assessed(2021, False), assessed(2023, True)],
        "skipped-last-time": [assessed(2023, False), assessed(2022, True)],
        "tested-long-ago": [assessed(2021, True)],
        "both": [assessed(2019, True), assessed(2021, False)],
        "never-tested": [assessed(2023, False)],
        "never-assessed": [],
    }

    due = crime_recording_tests_due(history, date(2024, 6, 1))

    assert due == (
        DueTest(
            "both",
            (
                "The last assessment, on 1 March 2021, had no test.",
                "The last test, on 1 March 2019, will be more than 3 years old.",
            ),
        ),
        DueTest("never-assessed", ("No test is recorded.",)),
        DueTest("never-tested", ("No test is recorded.",)),
        DueTest("skipped-last-time", ("The last assessment, on 1 March 2023, had no test.",)),
        DueTest("tested-long-ago", ("The last test, on 1 March 2021, will be more than 3 years old.",)),
    )


@pytest.mark.parametrize(("on", "due"), [(date(2024, 3, 1), ()), (date(2024, 3, 2), ("north",))])
def test_three_years_to_the_day_are_still_in_time(on, due):
    history = {"north": [assessed(2021, True)]}

    assert tuple(test.force for test in crime_recording_tests_due(history, on)) == due


@pytest.mark.parametrize(("year", "allowed"), [(2000, False), (2001, True), (2024, True)])
def test_a_round_may_not_be_dated_before_the_programme(year, allowed):
    assert round_year_allowed(WATCH, year) is allowed


def test_a_round_before_the_programme_is_refused():
    with pytest.raises(InvalidValueError) as refusal:
        require_round_year(WATCH, 2000)
    require_round_year(WATCH, 2001)

    assert (refusal.value.code, refusal.value.message) == (
        "before-programme",
        "A round of Watch cannot be dated 2000: the programme began in 2001. Give 2001 or a later year.",
    )


def test_progress_counts_what_is_published_and_corrected():
    progress = round_progress({"north": "published", "south": "drafting", "west": "corrected"})

    assert (progress.words(), progress.by_state) == (
        "2 of 3 published",
        {"published": 1, "drafting": 1, "corrected": 1},
    )
