"""What is late, and how far up its ladder it has come."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from peelian.apps.notifications.models import Escalation
from peelian.apps.organisations.access import Viewer
from peelian.rules.periods import day_words


def ladders_of(user: Viewer) -> QuerySet[Escalation]:
    """Ladders under way that the user may see, what is late longest first, and by the name of who owes it."""
    return (
        Escalation.objects.visible_to(user)
        .filter(ended_on__isnull=True)
        .select_related("organisation", "force", "stopped_by")
        .order_by("due", "organisation__name", "title", "id")
    )


def stopped_words(ladder: Escalation, today: date) -> str:
    """Say whether a ladder stands still, and how long; blank while it climbs."""
    if ladder.stopped_on is None or (ladder.stopped_until is not None and ladder.stopped_until <= today):
        return ""
    until = f" until {day_words(ladder.stopped_until)}" if ladder.stopped_until else ""
    return f"Stopped on {day_words(ladder.stopped_on)}{until}: {ladder.stop_reason}"
