"""What a force in a closer stage works to: its improvement plan, and meetings of the oversight group."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.monitoring.models.reach import BetweenQuerySet
from peelian.apps.organisations.models import Organisation


def plan_path(plan: ImprovementPlan, name: str) -> str:
    """Stored under a random name, so that neither name nor kind can be guessed from an address."""
    return f"improvement-plans/{plan.force_id}/{plan.id}"


class ImprovementPlan(models.Model):
    """One version of a force's improvement plan. Later versions never overwrite earlier ones."""

    class View(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        MORE_ASKED = "more-asked", "More asked for"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="improvement_plans")
    version = models.PositiveIntegerField()
    text = models.TextField()
    file = models.FileField(upload_to=plan_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the file")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    view = models.CharField(max_length=20, choices=View, blank=True)
    view_reasons = models.TextField(blank=True)
    viewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    viewed_on = models.DateField(null=True, blank=True)

    objects = BetweenQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspectorate", "force", "version"], name="improvement_plan_version_once"
            ),
            models.CheckConstraint(
                condition=Q(view="")
                | (~Q(view_reasons="") & Q(viewed_by__isnull=False) & Q(viewed_on__isnull=False)),
                name="improvement_plan_view_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Improvement plan of {self.force}, version {self.version}"

    @property
    def tenant(self) -> Organisation:
        return self.force


class OversightMeeting(models.Model):
    """A meeting at which a force tells the oversight group, or its inspectors, how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="oversight_meetings")
    group = models.CharField(max_length=200)
    planned_for = models.DateField()
    agenda = models.TextField(blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    agreed = models.JSONField(default=list, help_text="What was agreed, one sentence each")

    objects = BetweenQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_for", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(minutes=""), name="held_meeting_has_minutes"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.planned_for}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate
