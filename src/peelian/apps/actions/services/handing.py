"""Handing what a person owned who has left to somebody who works there."""

from __future__ import annotations

from django.db.models import F

from peelian.apps.accounts.models import User
from peelian.apps.actions.queries.left import LeftOwner, left_owners, open_work, staff_of
from peelian.apps.actions.services.work import check_owner, record, require_worker
from peelian.apps.audit.services import service
from peelian.apps.followup.services import name_owner
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError

VERSIONED = ("action", "initiative", "programme")


@service("actions.hand_over")
def hand_over(*, actor: User, force: Organisation, owner: User, to: User) -> LeftOwner:
    """Give everything that runs and is owned by a person who has left to another owner.

    Returns who had left, with the number of things of each kind that changed hands.
    """
    require_worker(actor, force, to="name other owners")
    problems = Problems()
    check_owner(problems, to, force, "to")
    problems.raise_if_any()
    if owner.pk in staff_of(force):
        raise RefusalError(
            "refused",
            f"{owner.name} works for {force.name}. Only what somebody owns who has left is handed over at once; "
            "change the owner of each thing on its page.",
        )
    left = next((each for each in left_owners(force) if each.owner == owner), None)
    if left is None:
        raise RefusalError(
            "refused", f"{owner.name} owns nothing of {force.name} that runs. Nothing was changed."
        )
    work = {kind: things.filter(owner=owner) for kind, things in open_work(force).items()}
    for ownership in work.pop("item").select_related("item__force", "item__inspectorate"):
        item = ownership.item
        name_owner(actor=actor, item=item, owner=to, expected_version=item.version)
    for kind, things in work.items():
        things.update(owner=to, **({"version": F("version") + 1} if kind in VERSIONED else {}))
    record(
        actor, force, "hand_over", to, f"What {owner.name} owned is handed to {to.name}.",
        owner=owner.audit_reference, things=dict(left.counts),
    )  # fmt: skip
    return left
