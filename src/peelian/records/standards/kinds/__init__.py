"""The ten kinds of check, one module each; a standard says which one it is and with which parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peelian.catalogue.standards import CalendarStandard, EventsStandard, Standard
from peelian.records.standards.checked import Checked, Records
from peelian.records.standards.kinds import (
    cadence_of_dates,
    cadence_of_events,
    completeness,
    coverage,
    deadline,
    link,
    listing,
    permission,
    rate,
    recency,
    score,
)

Check = Callable[[Any, Records], Checked]

CHECKS: dict[str, Check] = {
    "score": score.check,
    "completeness": completeness.check,
    "deadline": deadline.check,
    "rate": rate.check,
    "recency": recency.check,
    "list": listing.check,
    "coverage": coverage.check,
    "link": link.check,
    "permission": permission.check,
}
CADENCES: dict[type[Standard], Check] = {
    EventsStandard: cadence_of_events.check,
    CalendarStandard: cadence_of_dates.check,
}


def check(standard: Standard, records: Records) -> Checked:
    """Check one standard: return the rows it applies to, and the exceptions."""
    checker = CADENCES.get(type(standard)) or CHECKS[standard.kind]
    return checker(standard, records)
