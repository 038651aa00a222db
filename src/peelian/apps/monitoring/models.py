"""The monitoring stage of each force: dated decisions with reasons and the one who decided."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from peelian.apps.organisations.models import Organisation


class StageDecision(models.Model):
    """A decision that a force enters, stays in or leaves a monitoring stage. Published when made."""

    class Effect(models.TextChoices):
        ENTERS = "enters", "Enters the stage"
        STAYS = "stays", "Stays in the stage"

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        YEAR = "year", "Year"

    class SourceRank(models.TextChoices):
        PRIMARY = "primary", "The inspectorate's own publication"
        SECONDARY = "secondary", "Another body's account"
        PRESS = "press", "Press account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stage_decisions")
    stage_set = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    effect = models.CharField(max_length=10, choices=Effect)
    effective_on = models.DateField()
    effective_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    decided_by = models.CharField(max_length=150, help_text="Name and office, or not recorded")
    reasons = models.TextField()
    factors = models.JSONField(default=list, help_text="Contributing factors, one sentence each")
    source_rank = models.CharField(max_length=20, choices=SourceRank, default=SourceRank.PRIMARY)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("effective_on", "recorded_at")
        indexes = [models.Index(fields=["force", "effective_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__in=["enters", "stays"]), name="stage_decision_effect_known"
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(decided_by=""), name="stage_decision_reasoned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force} {self.effect} {self.stage}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate
