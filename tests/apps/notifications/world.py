"""Things that are due, and the people who are told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.notifications import services
from peelian.apps.notifications.models import Notice
from peelian.apps.notifications.services import TickResult
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person

DUE = date(2017, 6, 9)
"""A Friday."""

ADDRESS = "https://peelian.example/workspace/notices/"
TICKER = SystemActor("tick")


@dataclass(frozen=True)
class People:
    """One of each who may hear of an item of Cleveland."""

    owner: User
    liaison: User
    chief: User
    commissioner: User
    hmi: User
    hmcic: User


def people(force: Organisation | None = None) -> People:
    force = force or make_force()
    body, inspectorate = make_local_policing_body(force), make_inspectorate()
    return People(
        owner=make_person(force, Role.STRATEGIC_OWNER, name="Olive Owner"),
        liaison=make_person(force, Role.FORCE_LIAISON, name="Lee Liaison"),
        chief=make_person(force, Role.CHIEF_OFFICER, name="Chris Chief"),
        commissioner=make_person(body, Role.COMMISSIONER, name="Cam Commissioner"),
        hmi=make_person(inspectorate, Role.HMI, name="Hattie Inspector"),
        hmcic=make_person(inspectorate, Role.HMCIC, name="Henry Chief Inspector"),
    )


def make_item(due: date | None = DUE, owner: User | None = None, **fields: Any) -> Item:
    """An open item of Cleveland, owned by a person where one is named; no update on it is due."""
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "kind": "area-for-improvement",
        "title": "Manage risk",
        "text": "Manage risk.",
        "addressee": "force",
        "force": make_force(),
        "state": "open",
        "stage": "not-started",
        "due": due,
        **fields,
    }
    item = Item.objects.create(**values)
    if owner is not None:
        Ownership.objects.create(item=item, owner=owner, named_by=owner, since=date(2017, 3, 2))
    return item


def tick(today: date, *, send: bool = True) -> TickResult:
    return services.tick(actor=TICKER, today=today, notices_address=ADDRESS, send=send)


def told(person: User) -> list[tuple[date, str]]:
    """Day and step of each notice of a person, in the order in which they came."""
    found = Notice.objects.filter(person=person).order_by("told_on", "created_at")
    return list(found.values_list("told_on", "step"))
