"""Who may stop a ladder: those whom its next rungs would tell, and never those who owe the thing."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peelian.apps.notifications.models import Escalation
from peelian.apps.organisations.access import Viewer, forces_overseen_by, organisations_with_role
from peelian.apps.organisations.models import Role

FOLLOWERS = (Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those of an inspectorate who may stop the ladder of what a force owes."""


def escalations_stoppable_by(user: Viewer) -> QuerySet[Escalation]:
    """Ladders under way that the user may stop or let go on.

    The local policing body may for what its force owes publicly, the inspectorate for what a force owes it, and the
    chief inspector for what the inspectorate owes itself.
    """
    following = organisations_with_role(user, *FOLLOWERS)
    leading = organisations_with_role(user, Role.HMCIC)
    return Escalation.objects.filter(ended_on__isnull=True).filter(
        (Q(inspectorate__in=following) & ~Q(organisation__in=following))
        | Q(organisation__in=leading)
        | Q(private=False, organisation__in=forces_overseen_by(user))
    )


def can_stop_escalation(user: Viewer, escalation: Escalation) -> bool:
    return escalations_stoppable_by(user).filter(pk=escalation.pk).exists()
