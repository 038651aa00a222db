"""Where a collection stands in its validation."""

from __future__ import annotations

from django.db.models import Max

from peelian.apps.returns.models import Collection

ROUNDS_NEEDED = 2
"""Forces have at least so many chances to check and correct (report 002, line 278: several opportunities)."""


def current_round(collection: Collection) -> int:
    """The number of the latest round of validation; 0 before the first."""
    return collection.rounds.aggregate(latest=Max("number"))["latest"] or 0
