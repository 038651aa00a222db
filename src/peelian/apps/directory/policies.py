"""Who reads the directory of a force, and who keeps it."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.directory.reach import forces_read_by
from peelian.apps.organisations.access import Viewer, forces_of
from peelian.apps.organisations.models import Organisation, Role

KEEPERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
"""Those of a force who keep its directory."""


def directories_readable_by(user: Viewer) -> QuerySet[Organisation]:
    """Forces whose directory the user may read."""
    return Organisation.objects.filter(pk__in=forces_read_by(user)).order_by("name", "pk")


def can_read_directory(user: Viewer, force: Organisation) -> bool:
    return directories_readable_by(user).filter(pk=force.pk).exists()


def directories_kept_by(user: Viewer) -> QuerySet[Organisation]:
    """Forces to whose directory the user may add."""
    return Organisation.objects.filter(pk__in=forces_of(user)).order_by("name", "pk")


def can_keep_directory(user: Viewer, force: Organisation) -> bool:
    return directories_kept_by(user).filter(pk=force.pk).exists()
