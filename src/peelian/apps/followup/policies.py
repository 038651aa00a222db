"""Who may draft an item, and who may end one.

Each rule is asked two ways, from one definition: of one thing, and as the list of things.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peelian.apps.followup.models import AskingProposal, Item
from peelian.apps.judgements.policies import inspections_writable_by
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.policies import COMPILERS, PUBLISHERS
from peelian.apps.organisations.access import (
    Viewer,
    forces_of,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Role
from peelian.rules.transitions import ITEM, ITEM_WORK, TransitionTable

FORCE_WORKERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
"""Those of a force who work on items."""

ENDERS = (Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those of an inspectorate who may ask that an item ends without being closed; another person decides."""

ASKERS = PUBLISHERS
"""Those who decide that forces that stood out are asked, and so make it public."""

ASKING_PROPOSERS = tuple(role for role in Role if role in {*ASKERS, *COMPILERS})
"""Those who propose it: they, and those who bring together the values of a measure."""

VERIFIERS = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.HMI)
"""Those of an inspectorate who test what a force says."""


def roles_for(action: str) -> tuple[Role, ...]:
    """The roles that the table of transitions gives for an action on an item."""
    return _roles(ITEM, action)


def roles_to_work(action: str) -> tuple[Role, ...]:
    """The roles that may take a step of the work on an open item."""
    return _roles(ITEM_WORK, action)


def _roles(table: TransitionTable, action: str) -> tuple[Role, ...]:
    named = {role for move in table.transitions if move.action == action for role in move.roles}
    return tuple(role for role in Role if role.value in named)


def items_editable_by(user: Viewer) -> QuerySet[Item]:
    """Draft items of inspections in which the user may write."""
    return Item.objects.filter(state=Item.State.DRAFT, inspection__in=inspections_writable_by(user))


def can_edit_item(user: Viewer, item: Item) -> bool:
    return items_editable_by(user).filter(pk=item.pk).exists()


def items_followed_by(user: Viewer) -> QuerySet[Item]:
    """Issued items whose work the user may read: those of the user's force or inspectorate."""
    return Item.objects.published().filter(
        Q(force__in=forces_of(user)) | Q(inspectorate__in=staffed_inspectorates(user))
    )


def can_follow_item(user: Viewer, item: Item) -> bool:
    return items_followed_by(user).filter(pk=item.pk).exists()


def items_closable_by(user: Viewer) -> QuerySet[Item]:
    """Open items that the user may close, or end in another way, once another person has asked for it."""
    inspectorates = organisations_with_role(user, *roles_for("close"))
    return Item.objects.filter(state=Item.State.OPEN, inspectorate__in=inspectorates)


def can_close_item(user: Viewer, item: Item) -> bool:
    return items_closable_by(user).filter(pk=item.pk).exists()


def items_endable_by(user: Viewer) -> QuerySet[Item]:
    """Open items of which the user may ask that they end without being closed."""
    inspectorates = organisations_with_role(user, *ENDERS)
    return Item.objects.filter(state=Item.State.OPEN, inspectorate__in=inspectorates)


def can_ask_to_end_item(user: Viewer, item: Item) -> bool:
    return items_endable_by(user).filter(pk=item.pk).exists()


def comparisons_askable_by(user: Viewer) -> QuerySet[MeasurePublication]:
    """The newest published comparisons in which the user may propose to ask the forces that stood out."""
    own = organisations_with_role(user, *ASKING_PROPOSERS)
    return MeasurePublication.objects.visible_to(user).current().filter(release__inspectorate__in=own)


def can_propose_asking(user: Viewer, run: MeasurePublication) -> bool:
    return comparisons_askable_by(user).filter(pk=run.pk).exists()


def askings_decidable_by(user: Viewer) -> QuerySet[AskingProposal]:
    """Proposals that wait for the user: in a role that asks forces, and not the one who proposed it."""
    own = organisations_with_role(user, *ASKERS)
    found = AskingProposal.objects.waiting().filter(inspectorate__in=own)
    return found.exclude(proposed_by=user.pk)


def can_decide_asking(user: Viewer, proposal: AskingProposal) -> bool:
    return askings_decidable_by(user).filter(pk=proposal.pk).exists()
