"""Owners who no longer work for the force, and what they still own."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Initiative, Programme, RecurringCheck
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.organisations.models import Membership, Organisation


@dataclass(frozen=True)
class LeftOwner:
    """A person who has left, with what waits for another owner."""

    owner: User
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    others: tuple[str, ...]

    @property
    def words(self) -> str:
        """The fault in one sentence."""
        parts = [(len(self.items), "item"), (len(self.actions), "action"), (len(self.others), "other thing")]
        told = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts if number)
        return f"{self.owner.name} has left and still owns {told}. Name another owner for each."


def staff_of(force: Organisation) -> frozenset[uuid.UUID]:
    """Keys of the people who work on items for a force now."""
    roles = [role.value for role in FORCE_WORKERS]
    found = Membership.objects.filter(organisation=force, role__in=roles, user__is_active=True)
    return frozenset(found.values_list("user_id", flat=True))


def left_owners(force: Organisation) -> list[LeftOwner]:
    """Those who own open work of the force and have left, by name."""
    here = staff_of(force)
    people: dict[object, User] = {}
    items: dict[object, list[Item]] = defaultdict(list)
    actions: dict[object, list[Action]] = defaultdict(list)
    others: dict[object, list[str]] = defaultdict(list)
    owned = Ownership.objects.filter(until__isnull=True, item__force=force, item__state=Item.State.OPEN)
    for each in owned.exclude(owner__in=here).select_related("owner", "item").order_by("item__title", "id"):
        people[each.owner_id] = each.owner
        items[each.owner_id].append(each.item)
    running = Action.objects.filter(force=force, state__in=["not-started", "in-progress"]).exclude(
        owner__in=here
    )
    for action in running.select_related("owner").order_by("title", "id"):
        people[action.owner_id] = action.owner
        actions[action.owner_id].append(action)
    for thing in _other_things(force, here):
        people[thing.owner_id] = thing.owner
        others[thing.owner_id].append(thing.title)
    return [
        LeftOwner(person, tuple(items[key]), tuple(actions[key]), tuple(others[key]))
        for key, person in sorted(people.items(), key=lambda pair: (pair[1].name, str(pair[0])))
    ]


def _other_things(
    force: Organisation, here: frozenset[uuid.UUID]
) -> list[Initiative | Programme | RecurringCheck]:
    running = Initiative.objects.filter(force=force, evaluated_on__isnull=True)
    return [
        *running.exclude(owner__in=here).select_related("owner"),
        *Programme.objects.filter(force=force).exclude(owner__in=here).select_related("owner"),
        *RecurringCheck.objects.filter(force=force).exclude(owner__in=here).select_related("owner"),
    ]
