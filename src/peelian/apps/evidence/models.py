"""The evidence register: what was seen, heard or read, where it came from, and what it may support."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class EvidenceItemQuerySet(models.QuerySet["EvidenceItem"]):
    def visible_to(self, user: Any) -> EvidenceItemQuerySet:
        """Evidence of the inspectorates whose staff the user belongs to; never the force's."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))


class EvidenceItem(models.Model):
    """One item of evidence about a force, gathered at any date, inside or outside an inspection."""

    class Provenance(models.TextChoices):
        VERIFIED = "verified", "Verified by the inspectorate"
        FORCE_TOLD_US = "force-told-us", "The force told us"
        STAFF_TOLD_US = "staff-told-us", "Staff told us"
        THIRD_PARTY = "third-party", "A third party told us"

    class UseLimit(models.TextChoices):
        NONE = "none", "May support a grade"
        THEMES_ONLY = "themes-only", "Themes only: never supports a grade"
        CONTEXT_ONLY = "context-only", "Context only: never supports a grade by itself"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence_held")
    force = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(
        max_length=40, help_text="A kind from the catalogue, such as interview or document"
    )
    title = models.CharField(max_length=200)
    summary = models.TextField()
    provenance = models.CharField(max_length=20, choices=Provenance)
    use_limit = models.CharField(max_length=20, choices=UseLimit, default=UseLimit.NONE)
    marking = models.CharField(max_length=40, help_text="Protective marking from the catalogue")
    source = models.CharField(max_length=200, blank=True)
    gathered_on = models.DateField()
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    interviewee_role = models.CharField(max_length=150, blank=True, help_text="A role, never a person's name")
    forum = models.CharField(max_length=150, blank=True)
    attendance_count = models.PositiveIntegerField(null=True, blank=True)
    document_owner = models.CharField(max_length=150, blank=True)
    document_date = models.DateField(null=True, blank=True)
    document_version = models.CharField(max_length=60, blank=True)
    survey_responses = models.PositiveIntegerField(null=True, blank=True)
    public_group = models.CharField(
        max_length=60, blank=True, help_text="A group of the public from the catalogue, never a person"
    )
    withdrawn_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = EvidenceItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("-gathered_on", "title")
        indexes = [models.Index(fields=["inspection", "kind"]), models.Index(fields=["force", "gathered_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(provenance__in=["verified", "force-told-us", "staff-told-us", "third-party"]),
                name="evidence_provenance_known",
            ),
            models.CheckConstraint(
                condition=Q(use_limit__in=["none", "themes-only", "context-only"]),
                name="evidence_use_limit_known",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=models.F("period_start")),
                name="evidence_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_reason)

    def document_age_years(self, on: date) -> int | None:
        """Return the whole years that have passed since the document's date; None where it has none."""
        if self.document_date is None:
            return None
        birthday_to_come = (on.month, on.day) < (self.document_date.month, self.document_date.day)
        return on.year - self.document_date.year - int(birthday_to_come)


class EvidenceLink(models.Model):
    """Evidence speaks to an area, and in it to a characteristic where one is named."""

    evidence = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="links")
    target = models.CharField(max_length=80, help_text="Area or pillar identifier")
    characteristic = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("target", "characteristic")
        indexes = [models.Index(fields=["target"])]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "target", "characteristic"], name="evidence_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} to {self.characteristic or self.target}"


def evidence_path(file: EvidenceFile, name: str) -> str:
    """Stored under a random name, so that neither name nor kind can be guessed from an address."""
    return f"evidence/{file.evidence_id}/{file.id}"


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: Any) -> EvidenceFileQuerySet:
        """Files of evidence that the user may see."""
        return self.filter(evidence__inspectorate__in=staffed_inspectorates(user))


class EvidenceFile(models.Model):
    """A checked file that belongs to an item of evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to=evidence_path, max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["evidence", "sha256"], name="evidence_file_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tenant(self) -> Organisation:
        return self.evidence.inspectorate


class AttachedDocument(models.Model):
    """A document that is part of another thing, under a random name; that thing says who may read it.

    A model of its own gives `file`, with the folder in which it lies, and the thing that the document is part of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, help_text="Of the file")

    class Meta:
        abstract = True
