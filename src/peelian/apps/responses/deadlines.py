"""The statutory clock of a response, from the reports that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelian.apps.frameworks.queries import regime
from peelian.apps.responses.models import AnsweredReport
from peelian.rules.clocks import Deadline, clock_deadline
from peelian.rules.periods import last_day_of_month

CLOCK = "police-act-s55"


def deadline_of(reports: Sequence[AnsweredReport]) -> tuple[date | None, str]:
    """The clock that ends first, in its own words."""
    first = min((deadline_from(each) for each in reports), key=lambda each: each.last_day or date.max)
    return first.last_day, first.words


def deadline_from(report: AnsweredReport) -> Deadline:
    """The clock of one report; one dated to a month counts from the month's last day."""
    start = report.published_on
    if report.published_precision == "month":
        start = last_day_of_month(start.year, start.month)
    return clock_deadline(regime().clocks[CLOCK], start, regime().holidays)
