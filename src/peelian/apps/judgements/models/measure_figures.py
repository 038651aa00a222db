"""The link from a figure to the published measure that it comes from."""

from __future__ import annotations

from django.db import models

from peelian.apps.judgements.models.figures import Figure
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.models import Organisation


class OfMeasuredFigureQuerySet(models.QuerySet["MeasureFigure"]):
    def visible_to(self, user: object) -> OfMeasuredFigureQuerySet:
        """Links of figures that the user may see."""
        figures: OfInspectionQuerySet = Figure.objects.visible_to(user)
        return self.filter(figure__in=figures)


class MeasureFigure(models.Model):
    """Which force's value in which published measure a figure tells, and the test behind what is said of it."""

    figure = models.OneToOneField(Figure, on_delete=models.CASCADE, related_name="from_measure")
    publication = models.ForeignKey(MeasurePublication, on_delete=models.PROTECT, related_name="figures")
    force = models.SlugField(max_length=80)
    content_hash = models.CharField(max_length=64)
    z = models.FloatField(
        null=True, blank=True, help_text="Standard score of the force, on the route of the lines"
    )
    test = models.CharField(max_length=200, blank=True, help_text="The test behind the label")

    objects = OfMeasuredFigureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.figure_id} from {self.publication_id}"

    @property
    def tenant(self) -> Organisation:
        return self.figure.tenant
