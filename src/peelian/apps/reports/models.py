"""Report drafts, the factual accuracy check, and publications that never change."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding, OfInspectionQuerySet
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rendering.report_value import ReportValue
from peelian.rules.errors import RefusalError


class ReportDraft(models.Model):
    """The parts of a report that are written for it; all else is assembled from findings, grades and items."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="report_draft")
    summary = models.TextField(blank=True)
    changes = models.TextField(
        blank=True, help_text="What changed in method, where this report puts it in its own words"
    )
    observations_introduction = models.TextField(blank=True)
    observations_closing = models.TextField(blank=True)
    signatory_name = models.CharField(max_length=150, blank=True)
    signatory_office = models.CharField(max_length=150, blank=True)
    service_introduction = models.TextField(blank=True)
    data_introduction = models.TextField(blank=True)
    data_notes = models.JSONField(default=list, help_text="Pairs of heading and text")
    data_sources = models.JSONField(
        default=list, help_text="Sources told in more detail: name, release, period and keys of figures"
    )
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Report draft of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class AreaText(models.Model):
    """The opening words of an area section."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="area_texts")
    target = models.CharField(max_length=80)
    introduction = models.TextField(blank=True)
    grading_note = models.TextField(blank=True, help_text="Printed beside the grade, or in its place")
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "target"], name="area_text_once")]

    def __str__(self) -> str:
        return f"{self.target} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class ObservationPoint(models.Model):
    """A headed point of the inspector's observations, tied to the findings it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="observation_points")
    position = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=300)
    text = models.TextField()
    findings = models.ManyToManyField(Finding, blank=True, related_name="observation_points")
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.heading

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class Chart(models.Model):
    """A numbered chart of a report: its data, note, source and exclusions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="charts")
    target = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    value = models.JSONField(help_text="A chart of the report value")

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="chart_number_once")]

    def __str__(self) -> str:
        return f"Figure {self.number} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> PublicationQuerySet:
        """The newest version of each report."""
        return self.filter(superseded_by__isnull=True)


class Publication(models.Model):
    """A published version of a report: the frozen value and its hash. A correction is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="publications")
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    reference = models.SlugField(max_length=120)
    version_number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    framework = models.CharField(max_length=80)
    value = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    correction_reason = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-published_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["reference", "version_number"], name="publication_version_once"),
            models.CheckConstraint(
                condition=Q(version_number=1) | ~Q(correction_reason=""),
                name="publication_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version_number}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @cached_property
    def report(self) -> ReportValue:
        return ReportValue.model_validate(self.value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version. A version that is already stored is never written again."""
        if not self._state.adding:
            raise RefusalError(
                "publication-frozen",
                f"{self} is published and stays as it is. Publish a correction, which is a new version with a reason.",
            )
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was published stays readable."""
        raise RefusalError(
            "publication-frozen", f"{self} is published and is never deleted. Publish a correction."
        )


class AccuracyCheckQuerySet(models.QuerySet["AccuracyCheck"]):
    def visible_to(self, user: Any) -> AccuracyCheckQuerySet:
        """Checks of the user's inspectorate, and those sent to the user's force."""
        return self.filter(
            Q(inspection__inspectorate__in=staffed_inspectorates(user))
            | Q(inspection__force__in=forces_of(user))
        )


class AccuracyCheck(models.Model):
    """A draft report shown to the inspected force, for it to check the facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="accuracy_checks")
    value = models.JSONField(help_text="The report value as it was shown")
    content_hash = models.CharField(max_length=64)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AccuracyCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-shared_at",)

    def __str__(self) -> str:
        return f"Factual accuracy check of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate

    @cached_property
    def report(self) -> ReportValue:
        return ReportValue.model_validate(self.value)


class AccuracyCommentQuerySet(models.QuerySet["AccuracyComment"]):
    def visible_to(self, user: Any) -> AccuracyCommentQuerySet:
        """The force's own comments; for the inspectorate only those submitted."""
        return self.filter(
            Q(accuracy_check__inspection__force__in=forces_of(user))
            | Q(
                submitted_at__isnull=False,
                accuracy_check__inspection__inspectorate__in=staffed_inspectorates(user),
            )
        )


class AccuracyComment(models.Model):
    """A comment of the force on a fact in the draft: the force's own until it is submitted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    accuracy_check = models.ForeignKey(AccuracyCheck, on_delete=models.PROTECT, related_name="comments")
    place = models.CharField(max_length=200, help_text="Where in the report")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AccuracyCommentQuerySet.as_manager()

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation | None:
        """The force: an unsubmitted comment belongs to it alone."""
        return self.accuracy_check.inspection.force


class PressStatement(models.Model):
    """A news item made from a publication; its grades come from the published value only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="press_statements")
    title = models.CharField(max_length=300)
    paragraphs = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    quote = models.TextField(blank=True)
    speaker = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return self.title


class SearchEntry(models.Model):
    """Text of a published page, kept for search; written with the publication in the same transaction."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30, help_text="report or area")
    reference = models.CharField(max_length=120, db_index=True)
    part = models.CharField(
        max_length=80, blank=True, help_text="The area of the report, where it is one area's text"
    )
    title = models.CharField(max_length=300)
    text = models.TextField()
    dated = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-dated", "title", "id")
        constraints = [models.UniqueConstraint(fields=["reference", "part"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
