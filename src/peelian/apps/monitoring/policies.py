"""Who may decide on the monitoring stage of a force."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role

DECIDERS = (Role.HMCIC,)


def inspectorates_decidable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may move forces between stages of monitoring."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *DECIDERS)
    )


def can_decide_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_decidable_by(user).filter(pk=inspectorate.pk).exists()
