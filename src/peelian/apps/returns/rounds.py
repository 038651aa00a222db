"""Where a collection stands in its validation."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max

from peelian.apps.returns.models import Collection

ROUNDS_NEEDED = 2
"""Forces have at least so many chances to check and correct (report 002, line 278: several opportunities)."""

DAYS_FOR_A_ROUND = timedelta(days=14)
"""How long forces have to look and sign off again; no document of the regime fixes it."""


def current_round(collection: Collection) -> int:
    """The number of the latest round of validation; 0 before the first."""
    return collection.rounds.aggregate(latest=Max("number"))["latest"] or 0


def sign_off_by(closes_on: date, opened_on: date | None) -> date:
    """The day by which a round is signed off: two weeks after it opened, not before the last day for returns.

    Before the first round it is the last day for returns.

    >>> sign_off_by(date(2026, 11, 30), date(2026, 11, 23)), sign_off_by(date(2026, 11, 30), None)
    (datetime.date(2026, 12, 7), datetime.date(2026, 11, 30))
    """
    return closes_on if opened_on is None else max(closes_on, opened_on + DAYS_FOR_A_ROUND)
