"""What is noted between reports: dated notes, what helped or hindered, and incidents that a force declares."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.monitoring.models.reach import BetweenQuerySet, OfInspectorateQuerySet
from peelian.apps.organisations.models import Organisation


class MonitoringNote(models.Model):
    """What an inspector saw of a force on a day between two reports. The next assessment lists it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="monitoring_notes")
    noted_on = models.DateField()
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfInspectorateQuerySet.as_manager()

    class Meta:
        ordering = ("-noted_on", "-created_at", "id")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="monitoring_note_has_words")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class ContextFactor(models.Model):
    """Something around a force that helped or hindered it. A factor is no evidence: no grade can rest on it."""

    class Direction(models.TextChoices):
        FAVOURABLE = "favourable", "Favourable"
        ADVERSE = "adverse", "Adverse"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="context_factors")
    direction = models.CharField(max_length=20, choices=Direction)
    text = models.TextField()
    outside_control = models.BooleanField(default=False)
    outside_reason = models.TextField(blank=True, help_text="Why it lies outside the force's control")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("recorded_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=["favourable", "adverse"]), name="context_factor_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(outside_control=False) | ~Q(outside_reason=""),
                name="factor_outside_control_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class CriticalIncident(models.Model):
    """A critical incident that a force declares for a service that it cannot give as it should."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="critical_incidents")
    framework = models.CharField(max_length=80)
    target = models.CharField(max_length=80, help_text="The area of the framework that it concerns")
    reason = models.TextField()
    measures = models.TextField(help_text="What the force does meanwhile")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ending = models.TextField(blank=True, help_text="How it ended")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BetweenQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | (Q(ended_on__gte=F("started_on")) & ~Q(ending="")),
                name="incident_end_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(measures=""), name="incident_says_why_and_what"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    @property
    def tenant(self) -> Organisation:
        return self.force

    @property
    def is_current(self) -> bool:
        """An incident without an end goes on."""
        return self.ended_on is None
