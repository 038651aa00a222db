"""Who reads what an inspectorate and one force say to each other while the force is watched."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import forces_of, staffed_inspectorates


class BetweenQuerySet(models.QuerySet[Any]):
    """Rows with an `inspectorate` and a `force`."""

    def visible_to(self, user: Any) -> BetweenQuerySet:
        """Rows of the user's own force, and of an inspectorate whose staff the user belongs to."""
        return self.filter(Q(force__in=forces_of(user)) | Q(inspectorate__in=staffed_inspectorates(user)))


class OfInspectorateQuerySet(models.QuerySet[Any]):
    """Rows with an `inspectorate` that are its own."""

    def visible_to(self, user: Any) -> OfInspectorateQuerySet:
        """Rows of an inspectorate whose staff the user belongs to."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))
