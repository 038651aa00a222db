"""Owners who no longer work for the force, and what they still own."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Initiative, Programme, RecurringCheck
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.organisations.models import Membership, Organisation
from peelian.rules.number_words import of_number

KINDS = (
    ("item", "item"),
    ("action", "action"),
    ("initiative", "initiative"),
    ("programme", "programme"),
    ("check", "recurring check"),
)
"""What people own, in the order in which it is told, with its name."""


@dataclass(frozen=True)
class LeftOwner:
    """A person who has left, with how many things of each kind wait for another owner."""

    owner: User
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def words(self) -> str:
        """The fault in one sentence."""
        told = ", ".join(of_number(self.counts[kind], name) for kind, name in KINDS if self.counts[kind])
        return f"{self.owner.name} has left and still owns {told}. Name another owner for each."


def staff_of(force: Organisation) -> frozenset[uuid.UUID]:
    """Keys of the people who work on items for a force now."""
    roles = [role.value for role in FORCE_WORKERS]
    found = Membership.objects.filter(organisation=force, role__in=roles, user__is_active=True)
    return frozenset(found.values_list("user_id", flat=True))


def owner_words(owner: User, here: Collection[uuid.UUID]) -> str:
    """The name of an owner; it is told where the person is none of those who are here."""
    return owner.name if owner.pk in here else f"{owner.name} (has left)"


def open_work(force: Organisation) -> dict[str, QuerySet[Any]]:
    """Everything of the force that runs and has an owner, by kind; of an item, who owns it now."""
    return {
        "item": Ownership.objects.filter(until__isnull=True, item__force=force, item__state=Item.State.OPEN),
        "action": Action.objects.running().filter(force=force),
        "initiative": Initiative.objects.filter(force=force, evaluated_on__isnull=True),
        "programme": Programme.objects.filter(force=force),
        "check": RecurringCheck.objects.filter(force=force),
    }


def left_owners(force: Organisation) -> list[LeftOwner]:
    """Those who own open work of the force and have left, by name."""
    here = staff_of(force)
    counts: dict[Any, Counter[str]] = {}
    for kind, things in open_work(force).items():
        owned = things.exclude(owner__in=here).order_by().values_list("owner").annotate(number=Count("pk"))
        for owner, number in owned:
            counts.setdefault(owner, Counter())[kind] = number
    people = User.objects.filter(pk__in=counts).order_by("name", "pk")
    return [LeftOwner(person, counts[person.pk]) for person in people]
