"""The parts of a report that people write for it."""

from __future__ import annotations

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding, OfInspectionQuerySet
from peelian.apps.organisations.models import Organisation


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
