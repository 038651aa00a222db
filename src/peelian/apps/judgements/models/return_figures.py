"""The link from a figure to the return of a force that it comes from."""

from __future__ import annotations

from django.db import models

from peelian.apps.judgements.models.figures import Figure
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Return


class OfReturnFigureQuerySet(models.QuerySet["ReturnFigure"]):
    def visible_to(self, user: object) -> OfReturnFigureQuerySet:
        """Links of figures that the user may see."""
        figures: OfInspectionQuerySet = Figure.objects.visible_to(user)
        return self.filter(figure__in=figures)


class ReturnFigure(models.Model):
    """Which cell of which signed return a figure tells, by the fingerprint of the file."""

    figure = models.OneToOneField(Figure, on_delete=models.CASCADE, related_name="from_return")
    version = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="figures")
    row = models.CharField(max_length=300, blank=True)
    column = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)

    objects = OfReturnFigureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.figure_id} from {self.column}"

    @property
    def tenant(self) -> Organisation:
        return self.figure.tenant
