"""The ladder that a late thing climbs: whom it has reached on which day, and who stopped it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import (
    forces_of,
    forces_overseen_by,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Organisation, Role

BODY_ROLES = (Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, user: Any) -> EscalationQuerySet:
        """What the user's force or local policing body owes, what its inspectorate follows, and what is public."""
        forces, inspectorates = forces_of(user), staffed_inspectorates(user)
        owing = [*forces, *inspectorates, *organisations_with_role(user, *BODY_ROLES)]
        return self.filter(
            Q(organisation__in=owing)
            | Q(force__in=forces)
            | Q(inspectorate__in=inspectorates)
            | Q(private=False, force__in=forces_overseen_by(user))
        )


class Escalation(models.Model):
    """One clock that has passed its last day. It climbs rung by rung, each dated, until the thing is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clock = models.CharField(max_length=200)
    due = models.DateField()
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Who owes it"
    )
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inspectorate = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    private = models.BooleanField(default=False)
    climbed = models.JSONField(
        default=list, help_text="Rungs reached: identifier, title, day of the rule, day told, how many people"
    )
    next_rung = models.CharField(max_length=80, blank=True)
    next_on = models.DateField(null=True, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The day on which it was found done")
    stopped_on = models.DateField(null=True, blank=True)
    stopped_until = models.DateField(null=True, blank=True, help_text="The day on which it goes on by itself")
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stop_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ("due", "id")
        indexes = [
            models.Index(fields=["ended_on", "due", "id"]),
            models.Index(fields=["force", "ended_on"]),
            models.Index(fields=["organisation", "ended_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["clock", "due"], name="escalation_once"),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stopped_by__isnull=True, stop_reason="")
                | (Q(stopped_on__isnull=False, stopped_by__isnull=False) & ~Q(stop_reason="")),
                name="stop_names_person_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, due {self.due}"

    @property
    def tenant(self) -> Organisation:
        return self.organisation

    @property
    def highest(self) -> str:
        """The title of the highest rung reached; blank before the first."""
        return str(self.climbed[-1]["title"]) if self.climbed else ""
