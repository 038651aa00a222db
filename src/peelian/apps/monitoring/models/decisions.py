"""The monitoring stage of each force: dated decisions with reasons and the one who decided. The public reads them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation


class StageDecision(models.Model):
    """A decision that a force enters or stays in a stage; entering a milder one is how a force leaves a closer one."""

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
    reasons = models.TextField(help_text="As the public reads them")
    factors = models.JSONField(default=list, help_text="Contributing factors, one sentence each")
    criteria_version = models.CharField(
        max_length=40,
        blank=True,
        help_text="The version of the criteria that was applied; blank: not recorded",
    )
    triggers = models.JSONField(default=list, help_text="What in the criteria led to the decision")
    evidence_from = models.DateField(null=True, blank=True, help_text="Day of the earliest evidence weighed")
    evidence_to = models.DateField(null=True, blank=True, help_text="Day of the latest evidence weighed")
    notice_given_on = models.DateField(null=True, blank=True)
    represented_on = models.DateField(
        null=True, blank=True, help_text="Day of the force's latest representations"
    )
    next_review_on = models.DateField(null=True, blank=True)
    left_open = models.ManyToManyField(
        Item, blank=True, related_name="+", help_text="Causes of concern that were open when the force left"
    )
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes",
        help_text="The decision of a better source that stands in place of this one",
    )  # fmt: skip
    source_rank = models.CharField(max_length=20, choices=SourceRank, default=SourceRank.PRIMARY)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("effective_on", "recorded_at", "id")
        indexes = [models.Index(fields=["force", "effective_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__in=["enters", "stays"]), name="stage_decision_effect_known"
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(decided_by=""), name="stage_decision_reasoned"
            ),
            models.UniqueConstraint(
                fields=["force", "effective_on"],
                condition=Q(superseded_by__isnull=True),
                name="one_standing_decision_a_day",
            ),
            models.CheckConstraint(
                condition=Q(evidence_from__isnull=True)
                | Q(evidence_to__isnull=True)
                | Q(evidence_to__gte=F("evidence_from")),
                name="stage_evidence_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force} {self.effect} {self.stage}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class ExitCriterion(models.Model):
    """What has to be shown before a force can leave a closer stage; it is published with the decision to enter."""

    class Result(models.TextChoices):
        MET = "met", "Met"
        NOT_YET = "not-yet", "Not met yet"
        NOT_MET = "not-met", "Not met; the force leaves for other reasons"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(StageDecision, on_delete=models.PROTECT, related_name="exit_criteria")
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=20, choices=Result, blank=True)
    reasons = models.TextField(blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="")
                | (~Q(reasons="") & Q(assessed_on__isnull=False) & Q(assessed_by__isnull=False)),
                name="exit_criterion_result_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.decision.inspectorate


class ExitAssessment(models.Model):
    """One result of an exit criterion as it was recorded; a later one stands beside it, and none is lost."""

    criterion = models.ForeignKey(ExitCriterion, on_delete=models.PROTECT, related_name="assessments")
    result = models.CharField(max_length=20, choices=ExitCriterion.Result)
    reasons = models.TextField()
    assessed_on = models.DateField()
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = [models.CheckConstraint(condition=~Q(reasons=""), name="exit_assessment_has_reasons")]

    def __str__(self) -> str:
        return f"{self.get_result_display()} on {self.assessed_on}"

    @property
    def tenant(self) -> Organisation:
        return self.criterion.tenant
