"""`peelian clock`: whether a day is late, in time, or before the first."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Give

FROM = ("clock", "police-act-s55", "--from", "2017-03-02")


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2017-04-26", "In time."),
        ("2017-04-27", "On 27 April 2017: 1 day late."),
        ("2017-03-01", "1 March 2017 lies before 2 March 2017, on which the clock starts."),
    ],
)
def test_day_is_in_time_late_or_before_the_first(give: Give, on: str, told: str) -> None:
    result = give(*FROM, "--on", on)

    assert (result.exit_code, result.stdout) == (0, "2017-04-26\n")
    assert result.stderr.splitlines()[-1] == told


def test_day_before_the_first_has_no_days_late(give: Give) -> None:
    result = give(*FROM, "--on", "2017-03-01", "--json")

    assert json.loads(result.stdout)["days_late"] is None
