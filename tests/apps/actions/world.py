"""Items with their work, made through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions import services
from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.followup.world import draft, issue
from tests.apps.judgements.world import inspection_of
from tests.apps.world import make_person

RAISED = date(2017, 3, 2)


def worker_of(force: Organisation, role: str = Role.STRATEGIC_OWNER, name: str = "") -> User:
    return make_person(force, role, name=name)


def asked(title: str = "Prevention", **content: Any) -> Item:
    """An open item of Cleveland, raised on 2 March 2017."""
    inspection = inspection_of()
    item = draft(inspection, title=title, **content)
    issue(inspection, RAISED)
    return Item.objects.select_related("force", "inspectorate").get(pk=item.pk)


def force_of(item: Item) -> Organisation:
    assert item.force is not None
    return item.force


def begun(item: Item, actor: User, **content: Any) -> Action:
    """An action on the item."""
    values = {"title": "Train supervisors", "owner": actor, "due": date(2017, 6, 30), **content}
    return services.add_action(actor=actor, item=item, **values)


def moved(action: Action, actor: User, state: str, on: date | None = None, note: str = "Because.") -> Action:
    action = Action.objects.get(pk=action.pk)
    return services.move_action(
        actor=actor, action=action, state=state, on=on, note=note, expected_version=action.version
    )


def finished(action: Action, actor: User) -> Action:
    """The action done, with its evidence."""
    services.add_evidence(actor=actor, action=action, text="Attendance lists.", dated=timezone.localdate())
    if Action.objects.get(pk=action.pk).state == Action.State.NOT_STARTED:
        moved(action, actor, "in-progress")
    return moved(action, actor, "done")
