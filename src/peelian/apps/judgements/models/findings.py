"""Findings with their points and weaker asks, and the faults told to the force at once."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class Finding(models.Model):
    """A finding: one headline sentence, then what works and what does not, with its evidence."""

    class Extent(models.TextChoices):
        NOT_STATED = "not-stated", "Not stated"
        ISOLATED = "isolated", "Isolated"
        SOME = "some", "Some"
        MOST = "most", "Most"
        SYSTEMIC = "systemic", "Systemic"

    class Progress(models.TextChoices):
        NOT_STATED = "not-stated", "Not stated"
        IMPROVED = "improved", "Improved since the last inspection"
        UNCHANGED = "unchanged", "Unchanged since the last inspection"
        WORSE = "worse", "Worse than at the last inspection"
        NEW = "new", "New in this inspection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    target = models.CharField(max_length=80, help_text="Area or pillar identifier")
    key = models.SlugField(
        max_length=120, help_text="Name of the finding inside its report, used in references"
    )
    sub_theme = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    headline = models.CharField(max_length=300)
    body = models.TextField(blank=True, help_text="Paragraphs separated by a blank line")
    extent = models.CharField(max_length=20, choices=Extent, default=Extent.NOT_STATED)
    progress = models.CharField(max_length=20, choices=Progress, default=Progress.NOT_STATED)
    too_early = models.BooleanField(default=False, help_text="Too early to assess the effect")
    future_check = models.TextField(blank=True, help_text="What to look at again next time")
    notable_practice = models.BooleanField(default=False)
    is_case_example = models.BooleanField(default=False)
    anonymised = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    characteristics = models.JSONField(
        default=list, help_text="Identifiers of the characteristics it speaks to"
    )
    also_informs = models.JSONField(default=list, help_text="Other areas that the finding feeds")
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="findings")
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "headline")
        indexes = [models.Index(fields=["inspection", "target"])]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "key"], name="finding_key_once"),
            models.CheckConstraint(
                condition=Q(extent__in=["not-stated", "isolated", "some", "most", "systemic"]),
                name="finding_extent_known",
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["not-stated", "improved", "unchanged", "worse", "new"]),
                name="finding_progress_known",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class FindingPoint(models.Model):
    """One strength, weakness or piece of context inside a finding."""

    class Polarity(models.TextChoices):
        FAVOURABLE = "favourable", "Strength"
        ADVERSE = "adverse", "Weakness"
        CONTEXT = "context", "Context"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveIntegerField(default=0)
    polarity = models.CharField(max_length=20, choices=Polarity)
    text = models.TextField()
    provenance = models.CharField(max_length=20, choices=EvidenceItem.Provenance)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text[:60]


class Suggestion(models.Model):
    """A weaker ask inside a finding (should, might, encourage), kept by its strength."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="suggestions")
    strength = models.CharField(max_length=40)
    text = models.TextField()
    tracked = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.strength}: {self.text[:60]}"


class IssueQuerySet(OfInspectionQuerySet):
    def told_to(self, user: Any) -> IssueQuerySet:
        """Issues of the user's own inspectorate, and those that were shared with the user's own force."""
        return self.filter(
            Q(inspection__inspectorate__in=staffed_inspectorates(user))
            | Q(inspection__force__in=forces_of(user), shared_on__isnull=False)
        )


class FieldworkIssue(models.Model):
    """A fault told to the force at once, and what became of it before the report."""

    class Recheck(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Unconfirmed"
        CONFIRMED = "confirmed", "Remedy confirmed"
        TOO_EARLY = "too-early", "Too early to assess"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="fieldwork_issues")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="fieldwork_issues"
    )
    raised_on = models.DateField()
    text = models.TextField()
    remedy = models.TextField(blank=True)
    remedied_on = models.DateField(null=True, blank=True)
    rechecked_on = models.DateField(null=True, blank=True)
    recheck = models.CharField(max_length=20, choices=Recheck, default=Recheck.UNCONFIRMED)
    recheck_comment = models.TextField(blank=True)
    shared_on = models.DateField(
        null=True, blank=True, help_text="The day from which the force can read and answer it here"
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("raised_on", "id")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate

    @property
    def days_to_remedy(self) -> int | None:
        """Days from the day on which the force was told to the remedy; None while there is none."""
        return (self.remedied_on - self.raised_on).days if self.remedied_on else None
