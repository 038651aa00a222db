"""Who may read what belongs to an inspection."""

from __future__ import annotations

from typing import Any

from django.db import models

from peelian.apps.organisations.access import staffed_inspectorates


class OfInspectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OfInspectionQuerySet:
        """What belongs to inspections of the inspectorates whose staff the user belongs to."""
        return self.filter(inspection__inspectorate__in=staffed_inspectorates(user))
