"""Which forces' directories a person reads."""

from __future__ import annotations

import uuid

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import Viewer, forces_of, forces_overseen_by, staffed_inspectorates


def forces_read_by(user: Viewer) -> list[uuid.UUID]:
    """Forces of the user, those that the user's body oversees, and those that the user's inspectorate inspects."""
    found = {*forces_of(user), *forces_overseen_by(user)}
    inspectorates = staffed_inspectorates(user)
    if inspectorates:
        inspected = Inspection.objects.filter(inspectorate__in=inspectorates, force__isnull=False)
        found.update(inspected.order_by().values_list("force_id", flat=True).distinct())
    return sorted(found, key=str)
