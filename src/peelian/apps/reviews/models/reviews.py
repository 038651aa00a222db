"""A review with its frame and plan, the record that closing it freezes, and results it is set beside."""

from __future__ import annotations

import uuid
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import organisations_with_role, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import Instrument
from peelian.rules.errors import RefusalError
from peelian.rules.periods import Period, period_from_json


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: Any) -> ReviewQuerySet:
        """Reviews that the user may see; never the force's."""
        return self.filter(review_open_to(user))


def review_open_to(user: Any, path: str = "") -> Q:
    """Reviews of the inspectorates that the user inspects for; those who only publish see the closed ones.

    `path` leads to the review from what is asked for, such as ``case__review__``.
    """
    of, state = f"{path}inspection__inspectorate__in", f"{path}state"
    inspects = Q(**{of: organisations_with_role(user, *WORKERS)})
    return inspects | Q(**{of: staffed_inspectorates(user), state: Review.State.CLOSED})


def frame_path(review: Review, name: str) -> str:
    """Stored under a random name, so that nothing of a frame can be guessed from an address."""
    return f"frames/{review.pk}/{uuid.uuid4()}.parquet"


class Review(models.Model):
    """One sample of cases, answered question by question under one version of an instrument."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DRAWN = "drawn", "Drawn"
        REVIEWING = "reviewing", "Being reviewed"
        SETTLING = "settling", "Settling disagreements"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    instrument_identifier = models.CharField(max_length=120)
    definition = models.JSONField(help_text="The instrument as it stood when the review was planned")
    definition_hash = models.CharField(max_length=64)
    series = models.SlugField(max_length=120, help_text="Reviews of one series measure the same things")
    period = models.JSONField(help_text="The period that the cases of the frame lie in")
    small_base = models.PositiveSmallIntegerField(
        default=30, help_text="Below so many relevant cases a count stands alone"
    )
    double_marking_percent = models.PositiveSmallIntegerField(
        default=10, help_text="Share of the sample that a second reviewer marks without seeing the first"
    )
    frame_file = models.FileField(upload_to=frame_path, max_length=200, blank=True)
    frame_name = models.CharField(max_length=200, blank=True)
    frame_rows = models.PositiveBigIntegerField(default=0)
    frame_fingerprint = models.CharField(max_length=64, blank=True)
    frame_fields = models.JSONField(default=list, help_text="Case fields that the frame gives")
    plan = models.JSONField(default=dict, help_text="How many cases are drawn from which stratum")
    seed = models.CharField(max_length=120, blank=True)
    algorithm = models.CharField(max_length=60, blank=True)
    recorded_volume = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Crimes recorded in the year, from which volumes follow"
    )
    recorded_volume_source = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_at", "title")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "title"], name="review_title_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "drawn", "reviewing", "settling", "closed"]),
                name="review_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | (~Q(seed="") & ~Q(frame_fingerprint="")),
                name="review_drawn_can_be_redrawn",
            ),
            models.CheckConstraint(
                condition=Q(double_marking_percent__lte=100), name="review_double_marking_up_to_100"
            ),
            models.CheckConstraint(
                condition=Q(recorded_volume__isnull=True) | ~Q(recorded_volume_source=""),
                name="review_recorded_volume_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate

    @cached_property
    def instrument(self) -> Instrument:
        """The question set that the review is bound to, whatever the catalogue says since."""
        return Instrument.model_validate(self.definition)

    @property
    def population_period(self) -> Period:
        return period_from_json(self.period)

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class FrameStratum(models.Model):
    """A stratum of the frame: how many cases it holds, and how many of them are wanted."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="strata")
    stratum = models.CharField(max_length=200)
    population = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField(default=0, help_text="Cases drawn; 0 before the draw")

    class Meta:
        ordering = ("stratum",)
        constraints = [
            models.UniqueConstraint(fields=["review", "stratum"], name="frame_stratum_once"),
            models.CheckConstraint(
                condition=Q(size__lte=models.F("population")), name="frame_stratum_holds_its_sample"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stratum}: {self.population}"


class OfReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OfReviewQuerySet:
        """What belongs to reviews that the user may see."""
        return self.filter(review_open_to(user, "review__"))


class ReviewRecord(models.Model):
    """What closing a review froze: every counted answer without any case identifier, and the results."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="record")
    tables = models.JSONField(help_text="The rows from which every result can be computed again")
    results = models.JSONField()
    sha256 = models.CharField(max_length=64)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    objects = OfReviewQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Record of {self.review}"

    @property
    def tenant(self) -> Organisation:
        return self.review.tenant

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record once."""
        if not self._state.adding:
            raise RefusalError(
                "refused", "The record of a closed review is never edited. Plan a new review instead."
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise RefusalError("refused", "The record of a closed review is never deleted.")


class EarlierResultQuerySet(models.QuerySet["EarlierResult"]):
    def visible_to(self, user: Any) -> EarlierResultQuerySet:
        """Results kept by the inspectorates whose staff the user belongs to."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))


class EarlierResult(models.Model):
    """A published result of an earlier round, kept as published and never computed anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    series = models.SlugField(max_length=120)
    question = models.CharField(max_length=120)
    group = models.CharField(
        max_length=200, blank=True, help_text="The group of cases it is of; empty for all"
    )
    period = models.JSONField()
    period_end = models.DateField()
    value_percent = models.DecimalField(max_digits=7, decimal_places=4)
    half_width_pp = models.DecimalField(max_digits=7, decimal_places=4)
    decimals = models.PositiveSmallIntegerField(default=1)
    level = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal("0.95"))
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EarlierResultQuerySet.as_manager()

    class Meta:
        ordering = ("period_end",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspectorate", "force", "series", "question", "group", "period_end"],
                name="earlier_result_once",
            ),
            models.CheckConstraint(
                condition=Q(value_percent__gte=0) & Q(value_percent__lte=100) & Q(half_width_pp__gte=0),
                name="earlier_result_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.question} {self.period_end}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate
