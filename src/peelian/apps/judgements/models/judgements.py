"""Judgements of areas and pillars, and the gates that a signatory let pass."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.organisations.models import Organisation


class Judgement(models.Model):
    """The judgement of one area or pillar in one inspection: provisional, then final, by a named inspector."""

    class State(models.TextChoices):
        NONE = "none", "No grade yet"
        PROVISIONAL = "provisional", "Provisional grade"
        FINAL = "final", "Final grade"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="judgements")
    target = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=State, default=State.NONE)
    grade = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(blank=True)
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="judgements")
    declared_change = models.TextField(
        blank=True, help_text="The report's own statement that performance declined"
    )
    declared_change_location = models.CharField(max_length=200, blank=True)
    provisional_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    provisional_at = models.DateTimeField(null=True, blank=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    final_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("target",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "target"], name="judgement_once"),
            models.CheckConstraint(
                condition=Q(state__in=["none", "provisional", "final"]), name="judgement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="none") | (~Q(grade="") & ~Q(reasons="")),
                name="judgement_has_grade_and_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(final_by__isnull=False), name="judgement_final_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class GateOverride(models.Model):
    """A gate that a signatory let pass, with the reason; it stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="gate_overrides")
    step = models.CharField(max_length=40, help_text="finalise or publish")
    gate = models.CharField(max_length=80)
    target = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    role = models.CharField(max_length=30, help_text="The role in which the signatory let it pass")
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    overridden_at = models.DateTimeField(auto_now_add=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("overridden_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "step", "gate", "target"], name="gate_override_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="gate_override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.gate} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate
