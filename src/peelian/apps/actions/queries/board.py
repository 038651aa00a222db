"""The list of a force's Management Board: every open item of its reports, with how each one stands."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Constraint
from peelian.apps.actions.queries.left import staff_of
from peelian.apps.actions.queries.standing import Freshness, agreed_intervals, freshness
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import due_state


@dataclass(frozen=True)
class BoardRow:
    """One item as the board sees it."""

    item: Item
    owner: User | None
    owner_left: bool
    actions: int
    actions_done: int
    actions_late: int
    held_up: tuple[str, ...]
    freshness: Freshness
    overdue: bool

    @property
    def due_words(self) -> str:
        return self.item.deadline_words

    @property
    def owner_words(self) -> str:
        if self.owner is None:
            return "No owner"
        return f"{self.owner.name} (has left)" if self.owner_left else self.owner.name


def board_items(force: Organisation) -> QuerySet[Item]:
    """The board list: every published item of the force that is open, without anybody having to put it there."""
    return (
        Item.objects.filter(force=force, state=Item.State.OPEN)
        .select_related("inspection", "inspectorate", "force", "national__inspection")
        .order_by("-immediate", F("due").asc(nulls_last=True), "-listed_on", "position", "id")
    )


def board_rows(force: Organisation, items: Iterable[Item], today: date) -> list[BoardRow]:
    """How each of the items stands, in a fixed number of queries."""
    listed = list(items)
    keys = [item.pk for item in listed]
    owners = {
        each.item_id: each.owner
        for each in Ownership.objects.filter(item__in=keys, until__isnull=True).select_related("owner")
    }
    here = staff_of(force)
    actions: dict[object, list[Action]] = defaultdict(list)
    for action in Action.objects.filter(item__in=keys, force=force).select_related("item"):
        actions[action.item_id].append(action)
    held: dict[object, list[str]] = defaultdict(list)
    for constraint in Constraint.objects.filter(item__in=keys, ended_on__isnull=True):
        held[constraint.item_id].append(constraint.title)
    agreed = agreed_intervals(listed)
    return [
        _row(item, owners.get(item.pk), here, actions[item.pk], held[item.pk], agreed.get(item.pk), today)
        for item in listed
    ]


def is_late(action: Action, today: date) -> bool:
    """Whether an open action is past its last day."""
    if not (action.is_open and action.is_needed):
        return False
    return due_state(action.due, action.due_precision, today) == "overdue"  # type: ignore[arg-type]


def _row(
    item: Item,
    owner: User | None,
    here: frozenset[uuid.UUID],
    actions: Sequence[Action],
    held: Sequence[str],
    agreed: int | None,
    today: date,
) -> BoardRow:
    return BoardRow(
        item=item,
        owner=owner,
        owner_left=owner is not None and owner.pk not in here,
        actions=sum(1 for each in actions if each.state != Action.State.STOPPED),
        actions_done=sum(1 for each in actions if each.state == Action.State.DONE),
        actions_late=sum(1 for each in actions if is_late(each, today)),
        held_up=tuple(held),
        freshness=freshness(item, agreed, today),
        overdue=due_state(item.due, item.due_precision, today) == "overdue",  # type: ignore[arg-type]
    )
