"""What stands in a person's calendar, and whose calendar a secret opens."""

from __future__ import annotations

from datetime import date, timedelta

from peelian.apps.accounts.models import User
from peelian.apps.frameworks.queries import regime
from peelian.apps.notifications.models import CalendarAddress, secret_hash
from peelian.apps.notifications.queries.audiences import Roll
from peelian.apps.notifications.sources import running_clocks
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.catalogue.reminders import Reminders
from peelian.rules.running_clocks import RunningClock

DAYS_BACK = 366
DAYS_AHEAD = 366


def owner_of_calendar(secret: str) -> User | None:
    """The person whose calendar a secret opens; None where it is unknown or revoked, or the account is closed."""
    found = (
        CalendarAddress.objects.filter(
            secret_sha256=secret_hash(secret), revoked_at__isnull=True, person__is_active=True
        )
        .select_related("person")
        .first()
    )
    return found.person if found else None


def standing_address(user: Viewer) -> CalendarAddress | None:
    """The person's address that is not revoked."""
    return CalendarAddress.objects.visible_to(user).filter(revoked_at__isnull=True).first()


def clocks_of_person(person: User, today: date) -> list[RunningClock]:
    """What the person is reminded of and has to do, by last day: a year back and a year ahead.

    What others owe, and of which the person hears only when it is late, does not stand in the calendar.
    """
    reminders, roll = regime().reminders, Roll()
    found = running_clocks(
        today,
        until=today + timedelta(days=DAYS_AHEAD),
        organisations=organisations_with_role(person),
    )
    first = today - timedelta(days=DAYS_BACK)
    own = [clock for clock in found if clock.last_day >= first and _reminds(clock, person, roll, reminders)]
    return sorted(own, key=lambda clock: (clock.last_day, clock.key))


def _reminds(clock: RunningClock, person: User, roll: Roll, reminders: Reminders) -> bool:
    rule = reminders.by_clock.get(clock.kind)
    names = {name for step in (rule.steps if rule else ()) if not step.rung for name in step.to}
    return any(
        told.person == person.pk
        for name in sorted(names)
        for told in roll.told(clock, reminders.by_audience[name])
    )
