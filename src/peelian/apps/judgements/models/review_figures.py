"""The link from a figure to the review of cases that it comes from."""

from __future__ import annotations

from django.db import models

from peelian.apps.judgements.models.figures import Figure
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet
from peelian.apps.organisations.models import Organisation
from peelian.apps.reviews.models import Review


class OfFigureQuerySet(models.QuerySet["ReviewFigure"]):
    def visible_to(self, user: object) -> OfFigureQuerySet:
        """Links of figures that the user may see."""
        figures: OfInspectionQuerySet = Figure.objects.visible_to(user)
        return self.filter(figure__in=figures)


class ReviewFigure(models.Model):
    """Which question of which closed review a figure tells, by the hash of what was frozen."""

    figure = models.OneToOneField(Figure, on_delete=models.CASCADE, related_name="from_review")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="figures")
    question = models.CharField(max_length=120)
    group = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    record_sha256 = models.CharField(max_length=64)

    objects = OfFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "question", "group", "kind"], name="review_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} from {self.question}"

    @property
    def tenant(self) -> Organisation:
        return self.figure.tenant
