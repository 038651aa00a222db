"""The panel on the page of an item that says what its force does about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from peelian.apps.actions.models import Action, Update, UpdateInterval
from peelian.apps.actions.policies import items_worked_on
from peelian.apps.actions.queries import freshness
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of
from peelian.interfaces.workspace.acting.places import address
from peelian.interfaces.workspace.pages import person
from peelian.rules.number_words import of_number


def work_panel(request: HttpRequest, item: Item) -> tuple[str, dict[str, Any]] | None:
    """The latest update, how fresh it is, and the way to all the rest; nothing for items of nobody's force."""
    user = person(request)
    if not items_worked_on(user).filter(pk=item.pk).exists():
        return None
    agreed = UpdateInterval.objects.filter(item=item).values_list("days", flat=True).first()
    fresh = freshness(item, agreed, timezone.localdate())
    own = item.force_id in forces_of(user)
    states = list(Action.objects.filter(item=item).values_list("state", flat=True)) if own else []
    counted = [state for state in states if state != Action.State.STOPPED]
    done = sum(state == Action.State.DONE for state in counted)
    return (
        "workspace/acting/panel.html",
        {
            "freshness": fresh.words,
            "stale": fresh.stale,
            "update": Update.objects.visible_to(user).filter(item=item).select_related("author").first(),
            "actions": f"{done:,} of {of_number(len(counted), 'action')} done" if counted else "",
            "own": own,
            "href": address("item_plan", item.pk),
        },
    )
