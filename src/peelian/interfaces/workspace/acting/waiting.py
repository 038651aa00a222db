"""What waits for a person in the work of forces, for the page that tells it: stale updates, and own actions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action
from peelian.apps.actions.policies import forces_watched, plan_versions_receivable_by
from peelian.apps.actions.queries import agreed_intervals, freshness, stale_items
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.item_work import action_cells
from peelian.interfaces.workspace.acting.places import address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
from peelian.rules.periods import day_words

STALE_SHOWN = 6
"""The page tells of other work too; the board lists the rest."""


def force_work(user: User) -> Iterator[Section]:
    """Stale updates of the forces that the person works for or oversees, and actions that the person owns."""
    forces = list(forces_watched(user))
    if not forces:
        return
    yield _stale(forces)
    mine = list(_own_actions(user))
    if mine:
        rows = [action_cells(each, (user.pk,)) for each in mine]
        yield Section(
            "own-actions", "Your actions", ("Action", "Owner", "Due", "State"), rows, "No action is yours."
        )


def plans_received(user: User) -> Iterator[Section]:
    """Plans of forces that wait for a receipt or a result; nothing where there are none."""
    found = plan_versions_receivable_by(user).exclude(receipt__result__gt="")
    waiting = list(found.select_related("plan__force").order_by("sent_at", "pk")[:SHOWN])
    if not waiting:
        return
    rows: list[list[Cell]] = [
        [
            {"text": f"{each.plan.title}, version {each.number}", "href": address("plan_version", each.pk)},
            {"text": each.plan.force.name},
            {"text": day_words(each.sent_on)},
        ]
        for each in waiting
    ]
    more = [("All plans of forces", address("plans_sent"))]
    yield Section(
        "plans-received", "Plans of forces to receive or review", ("Plan", "Force", "Sent"), rows, "", more
    )


def _stale(forces: list[Organisation]) -> Section:
    today = timezone.localdate()
    stale = stale_items(Item.objects.filter(force__in=forces), today).select_related("force")
    listed = list(stale.order_by(F("last_update_on").asc(nulls_first=True), "title", "pk")[:STALE_SHOWN])
    agreed = agreed_intervals(listed)
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("item_plan", each.pk)},
            {"text": each.force.name if each.force else None},
            {"text": freshness(each, agreed.get(each.pk), today).words},
        ]
        for each in listed
    ]
    return Section(
        "stale-updates", "Updates to the inspectorate that are stale", ("Item", "Force", "News"), rows,
        "Every open item was told about in time.", [("Boards", address("boards"))],
    )  # fmt: skip


def _own_actions(user: User) -> Iterator[Action]:
    found = Action.objects.visible_to(user).running().filter(owner=user).select_related("owner", "item")
    yield from found.order_by(F("due").asc(nulls_last=True), "title", "pk")[:SHOWN]
