"""Who may propose, answer, decide and record what belongs to the monitoring of a force.

Each rule is asked two ways, from one definition: of one thing, and as the list of things.
"""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.monitoring.models import StageProposal
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.transitions import STAGE_MOVE

DECIDERS = (Role.HMCIC,)
PROPOSERS = (Role.LEAD_INSPECTOR, Role.HMI)
WATCHERS = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those of an inspectorate who note what they see between reports."""

ANSWERERS = (Role.FORCE_LIAISON, Role.CHIEF_OFFICER)
"""Those of a force who speak for it to the inspectorate."""


def roles_to_move(action: str) -> tuple[Role, ...]:
    """The roles that the table of transitions gives for a step of a proposed move."""
    named = {role for move in STAGE_MOVE.transitions if move.action == action for role in move.roles}
    return tuple(role for role in Role if role.value in named)


def inspectorates_decidable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may move forces between stages of monitoring."""
    return _inspectorates(user, *DECIDERS)


def can_decide_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_decidable_by(user).filter(pk=inspectorate.pk).exists()


def inspectorates_proposable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may propose that a force moves to another stage."""
    return _inspectorates(user, *PROPOSERS)


def can_propose_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_proposable_by(user).filter(pk=inspectorate.pk).exists()


def inspectorates_watchable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may note what is seen of a force, meet it, and read its plan."""
    return _inspectorates(user, *WATCHERS)


def can_watch_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_watchable_by(user).filter(pk=inspectorate.pk).exists()


def forces_answerable_by(user: Viewer) -> QuerySet[Organisation]:
    """Forces for which the user may answer a notice, send a plan and declare an incident."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.FORCE, pk__in=organisations_with_role(user, *ANSWERERS)
    )


def can_answer_force(user: Viewer, force: Organisation) -> bool:
    return forces_answerable_by(user).filter(pk=force.pk).exists()


def proposals_answerable_by(user: Viewer) -> QuerySet[StageProposal]:
    """Proposals of which notice was given to a force of the user's, and which are not decided."""
    return StageProposal.objects.filter(
        state=StageProposal.State.NOTICE_GIVEN,
        force__in=organisations_with_role(user, *roles_to_move("make-representations")),
    )


def can_answer_proposal(user: Viewer, proposal: StageProposal) -> bool:
    return proposals_answerable_by(user).filter(pk=proposal.pk).exists()


def _inspectorates(user: Viewer, *roles: Role) -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *roles)
    )
