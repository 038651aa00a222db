"""Figures as values, tied to the finding or report part that holds them."""

from __future__ import annotations

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models.findings import Finding
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.organisations.models import Organisation
from peelian.rules.figures import Count, figure_from_json
from peelian.rules.figures import Figure as FigureValue
from peelian.rules.vague_words import VagueQuantity


class Figure(models.Model):
    """A printed figure as a value that keeps its method, base, period and source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="figures")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    part = models.CharField(max_length=80, blank=True, help_text="Report part, where no finding holds it")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    measure = models.CharField(max_length=300)
    value = models.JSONField()
    quantity_word = models.CharField(
        max_length=40,
        blank=True,
        help_text="The word that the report prints for this count, such as nearly all",
    )
    shown = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "key")
        constraints = [models.UniqueConstraint(fields=["inspection", "key"], name="figure_key_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.measure}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate

    @property
    def figure(self) -> FigureValue:
        """The value itself, which writes its own words."""
        return figure_from_json(self.value)

    @property
    def printed_words(self) -> str:
        """The quantity word with the count behind it, where there is one; else the words of the value."""
        figure = self.figure
        if self.quantity_word and isinstance(figure, Count):
            return VagueQuantity(self.quantity_word, figure).words()
        return figure.words()
