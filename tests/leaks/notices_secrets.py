"""Secrets of notices, ladders and calendar addresses of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.notifications.models import (
    CalendarAddress,
    DeliveryChoice,
    Escalation,
    Notice,
    NoticeMessage,
    secret_hash,
)
from peelian.apps.organisations.models import Membership
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

REVOKED = "an-address-that-was-taken-back"
LATE = date(2022, 12, 1)


def people_of(organisation: str) -> list[User]:
    """Everybody of an organisation who has a role there beside keeping its members."""
    held = Membership.objects.filter(organisation_id=fixed(organisation)).exclude(role="administrator")
    return [each.user for each in held.select_related("user").order_by("pk")]


def told(organisation: str) -> Callable[[], None]:
    """A secret of an organisation: what its people were told, by e-mail too, how they want it, and their calendars."""

    def make() -> None:
        for person in people_of(organisation):
            message = NoticeMessage.objects.create(
                id=fixed(f"message {person.name}"),
                person=person,
                occasion="daily:2023-01-09",
                subject=SECRET,
                body=SECRET,
                message_id=f"<{SECRET}-{person.pk}@example>",
            )
            Notice.objects.create(
                id=fixed(f"notice {person.name}"),
                person=person,
                organisation_id=fixed(organisation),
                clock=f"item:{fixed(f'item {organisation}')}",
                due=LATE,
                step="rung-owner",
                audience="owner",
                kind="item",
                about=str(fixed(f"item {organisation}")),
                force_id=fixed("cleveland"),
                title=f"{SECRET} title",
                words=f"{SECRET} words",
                told_on=date(2023, 1, 9),
                message=message,
            )
            DeliveryChoice.objects.create(person=person, delivery="weekly")
            CalendarAddress.objects.create(
                id=fixed(f"calendar {person.name}"),
                person=person,
                secret_sha256=secret_hash(f"{SECRET} {person.name}"),
            )
            CalendarAddress.objects.create(
                id=fixed(f"old calendar {person.name}"),
                person=person,
                secret_sha256=secret_hash(f"{REVOKED} {person.name}"),
                revoked_at="2023-01-01T09:00Z",
            )

    return make


def private_ladder() -> None:
    """A secret of the inspectorate and one force: that a return which nobody else knows of is late, and how far up."""
    _ladder("private", "data-return", private=True)


def ladder_of_force() -> None:
    """A secret of those around a force: how far up a late item has climbed, and why it was stopped there."""
    _ladder(
        "known",
        "item",
        stopped_on=date(2023, 1, 2),
        stopped_by=User.objects.get(pk=fixed("inspectorate-hmi")),
        stop_reason=SECRET,
    )


def _ladder(name: str, kind: str, **fields: object) -> None:
    Escalation.objects.create(
        id=fixed(f"ladder {name}"),
        clock=f"{kind}:{name}",
        due=LATE,
        kind=kind,
        title=f"{SECRET} ladder",
        organisation_id=fixed("cleveland"),
        force_id=fixed("cleveland"),
        inspectorate_id=fixed("inspectorate"),
        climbed=[
            {"rung": "rung-owner", "title": SECRET, "due": "2022-12-02", "on": "2022-12-02", "people": 1}
        ],
        began_on=LATE,
        **fields,
    )


PART = SecretsOfPart(
    secrets={
        "notices of the inspectorate": Secret(told("inspectorate"), ("inspectorate",)),
        "notices of Durham": Secret(told("durham"), ("durham",)),
        "private ladder of Cleveland": Secret(private_ladder, ("inspectorate", "cleveland")),
        "ladder of Cleveland": Secret(
            ladder_of_force, ("inspectorate", "cleveland", "cleveland-local-policing-body")
        ),
    },
    values={
        "escalation_id": [str(fixed("ladder private")), str(fixed("ladder known"))],
        "secret": ["an-address-that-nobody-has", f"{REVOKED} durham-force-liaison"],
    },
)
