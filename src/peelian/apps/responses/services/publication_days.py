"""On which day a response can have been published: after all that the record dates, or as stated from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.inspections.problems import Problems
from peelian.apps.responses.models import Response
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class PublishedElsewhere:
    """Where a response was published before it was opened here, and when the commissioner signed it."""

    source: str
    signed_off_on: date | None


def require_day_of_record(response: Response, day: date) -> None:
    """The day of publication lies after everything that this record dates, and has come."""
    recorded = [
        (response.signed_off_on, "the day of the sign-off"),
        (response.force_responded_on, "the day on which the force commented"),
        (response.invited_on, "the day on which the comments were invited"),
        (max(report.published_on for report in response.reports.all()), "the day of the report"),
    ]
    first, what = max(((on, what) for on, what in recorded if on), key=lambda each: each[0])
    if not first <= day <= timezone.localdate():
        problems = Problems()
        problems.add(
            "published_on",
            day,
            f"The response is published between {day_words(first)}, {what}, and today. Correct the day. What was "
            "published elsewhere before the response was opened here is entered with the place where it was published.",
        )
        problems.raise_if_any()


def stated_days(response: Response, day: date, elsewhere: PublishedElsewhere) -> dict[str, Any]:
    """The days of a response that was published elsewhere, as far as this record does not speak against them."""
    first = max(report.published_on for report in response.reports.all())
    opened = timezone.localdate(response.created_at)
    problems = Problems()
    problems.need(
        "source", elsewhere.source, "Say where the response was published, so that readers can find it."
    )
    if not first <= day <= opened:
        problems.add(
            "published_on",
            day,
            f"What was published elsewhere was published between {day_words(first)}, the day of the report, and "
            f"{day_words(opened)}, when the response was opened here. Correct the day.",
        )
    elif elsewhere.signed_off_on is None or not first <= elsewhere.signed_off_on <= day:
        problems.add(
            "signed_off_on",
            elsewhere.signed_off_on or "",
            f"The sign-off lies between {day_words(first)}, the day of the report, and {day_words(day)}, the day of "
            "publication. Give its day.",
        )
    problems.raise_if_any()
    return {"source": elsewhere.source.strip(), "signed_off_on": elsewhere.signed_off_on}
