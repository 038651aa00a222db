"""The measures of the tour: real rates of nine years, each equal to what its source prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.queries import published_periods, series_of_force

pytestmark = pytest.mark.django_db
MEASURE = "stop-and-searches-per-1000"


def test_nine_years_of_42_forces_are_published(demonstration: Path) -> None:
    found = MeasurePublication.objects.filter(measure=MEASURE).order_by("period_end")

    assert [(each.period_end.year, each.comparison.n) for each in found] == [
        (year, 42) for year in range(2007, 2016)
    ]


@pytest.mark.item("S-005", "S-117")
def test_british_transport_police_is_in_no_total_and_the_note_says_so(demonstration: Path) -> None:
    totals = {each.period_end.year: each.comparison.total for each in published_periods(MEASURE)}

    noted = {year: bool(total and total.scope_note) for year, total in totals.items()}
    assert noted == {year: year >= 2010 for year in range(2007, 2016)}


def test_rate_of_cleveland_is_the_one_that_the_source_prints(demonstration: Path) -> None:
    series = series_of_force(published_periods(MEASURE), "cleveland")

    assert series is not None
    assert [f"{point.value.value:.2f}" for point in series.points] == [
        "21.78", "28.39", "31.54", "43.95", "54.42", "54.95", "56.32", "44.33", "16.72",
    ]  # fmt: skip
