"""Who of a force works on its plans and actions, and who of a local policing body works with it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peelian.apps.actions.models import Action, PlanVersion, PracticeNote, Programme
from peelian.apps.actions.models.actions import needed
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import FORCE_WORKERS, VERIFIERS
from peelian.apps.organisations.access import (
    Viewer,
    forces_of,
    forces_overseen_by,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Organisation, Role

BODY_WORKERS = (Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)
"""Those of a local policing body who own programmes together with a force."""


def forces_worked_for(user: Viewer) -> QuerySet[Organisation]:
    """Forces on whose board list, plans and actions the user works."""
    return Organisation.objects.filter(pk__in=organisations_with_role(user, *FORCE_WORKERS)).order_by("name")


def can_work_for(user: Viewer, force: Organisation) -> bool:
    return forces_worked_for(user).filter(pk=force.pk).exists()


def forces_watched(user: Viewer) -> QuerySet[Organisation]:
    """Forces whose board list the user may read: those worked for and those held to account."""
    ids = {*forces_of(user), *forces_overseen_by(user)}
    return Organisation.objects.filter(pk__in=ids).order_by("name")


def items_worked_on(user: Viewer) -> QuerySet[Item]:
    """Published items of single forces whose work the user may read: by the force, its overseer, its inspectorate."""
    return Item.objects.published().filter(
        Q(force__in=[*forces_of(user), *forces_overseen_by(user)])
        | Q(inspectorate__in=staffed_inspectorates(user)),
        force__isnull=False,
    )


def items_of_forces_worked_for(user: Viewer) -> QuerySet[Item]:
    """Published items of the forces for which the user works, those that have ended too."""
    return Item.objects.published().filter(force__in=organisations_with_role(user, *FORCE_WORKERS))


def items_workable_by(user: Viewer) -> QuerySet[Item]:
    """Open items on which the user may write updates and actions."""
    return items_of_forces_worked_for(user).filter(state=Item.State.OPEN)


def can_work_on_item(user: Viewer, item: Item) -> bool:
    return items_workable_by(user).filter(pk=item.pk).exists()


def actions_editable_by(user: Viewer) -> QuerySet[Action]:
    """Actions on open items of the user's force, and those of programmes that the user owns for the force."""
    return actions_edited_by(user).filter(needed())


def actions_edited_by(user: Viewer) -> QuerySet[Action]:
    """Actions that the user may edit, and those that could be edited until their item ended."""
    if not getattr(user, "is_authenticated", False):
        return Action.objects.none()
    return Action.objects.filter(
        Q(programme__isnull=True) | Q(programme__owner=user),
        force__in=organisations_with_role(user, *FORCE_WORKERS),
    )


def can_edit_action(user: Viewer, action: Action) -> bool:
    return actions_editable_by(user).filter(pk=action.pk).exists()


def programmes_owned_by(user: Viewer) -> QuerySet[Programme]:
    """Programmes in which the user is one of the owners, and may comment."""
    if not getattr(user, "is_authenticated", False):
        return Programme.objects.none()
    return Programme.objects.visible_to(user).filter(Q(owner=user) | Q(body_owner=user))


def can_comment_on_programme(user: Viewer, programme: Programme) -> bool:
    return programmes_owned_by(user).filter(pk=programme.pk).exists()


def plan_versions_receivable_by(user: Viewer) -> QuerySet[PlanVersion]:
    """Versions of plans that the user may receive and review for an inspectorate."""
    return PlanVersion.objects.filter(inspectorate__in=organisations_with_role(user, *VERIFIERS))


def can_receive_plan_version(user: Viewer, version: PlanVersion) -> bool:
    return plan_versions_receivable_by(user).filter(pk=version.pk).exists()


def practice_notes_shareable_by(user: Viewer) -> QuerySet[PracticeNote]:
    """Notes of the user's force."""
    return PracticeNote.objects.filter(force__in=organisations_with_role(user, *FORCE_WORKERS))


def can_share_practice_note(user: Viewer, note: PracticeNote) -> bool:
    return practice_notes_shareable_by(user).filter(pk=note.pk).exists()
