"""A release of a measure while it is worked on, and the value of each force in it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection, Return
from peelian.records.comparison import MeasureDefinition, SuppliedValue
from peelian.rules.periods import Period, period_from_json


class MeasureReleaseQuerySet(models.QuerySet["MeasureRelease"]):
    def visible_to(self, user: Any) -> MeasureReleaseQuerySet:
        """Releases of the inspectorates whose staff the user belongs to; forces see what is published."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))


class MeasureRelease(models.Model):
    """One measure for one period: its definition as it then stood, its source, and the value of each force."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    measure = models.SlugField(max_length=120)
    definition = models.JSONField(help_text="The measure as it stood when the release was begun")
    definition_hash = models.CharField(max_length=64)
    period = models.JSONField()
    period_end = models.DateField()
    source = models.CharField(max_length=300)
    denominator_source = models.CharField(max_length=300, blank=True)
    denominator_note = models.TextField(
        blank=True, help_text="Why the denominators are others than the population of reference"
    )
    note = models.TextField(blank=True)
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.PROTECT, related_name="measure_releases"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    correction_reason = models.TextField(blank=True, help_text="Why the published version is being corrected")
    before_correction = models.JSONField(
        default=dict, blank=True, help_text="Words and values as they stood when a correction was opened"
    )
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "-period_end")
        constraints = [
            models.UniqueConstraint(
                fields=["inspectorate", "measure", "period_end"], name="measure_release_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published"]), name="measure_release_state_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="measure_release_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.measured.title}, {self.covered.words()}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @cached_property
    def measured(self) -> MeasureDefinition:
        """The definition that the values follow, whatever the catalogue says since."""
        return MeasureDefinition.model_validate(self.definition)

    @property
    def covered(self) -> Period:
        return period_from_json(self.period)

    @property
    def is_correction(self) -> bool:
        """Whether it is a draft of which a version is published."""
        return self.is_draft and self.publications.exists()

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class ForceValueQuerySet(models.QuerySet["ForceValue"]):
    def visible_to(self, user: Any) -> ForceValueQuerySet:
        """Values in the releases of the inspectorates whose staff the user belongs to."""
        return self.filter(release__inspectorate__in=staffed_inspectorates(user))


class ForceValue(models.Model):
    """What one force supplied for a release, or why it has no value, and why it is left out where it is."""

    release = models.ForeignKey(MeasureRelease, on_delete=models.CASCADE, related_name="values")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    numerator = models.PositiveBigIntegerField(null=True, blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    value = models.DecimalField(null=True, blank=True, max_digits=24, decimal_places=9)
    reason = models.TextField(blank=True, help_text="Why the force has no value")
    exclusion = models.TextField(
        blank=True, help_text="Why the force is left out although it may have a value"
    )

    taken_from = models.ForeignKey(
        Return,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measure_values",
        help_text="The signed return that the value was taken from",
    )

    objects = ForceValueQuerySet.as_manager()

    class Meta:
        ordering = ("force__name",)
        constraints = [
            models.UniqueConstraint(fields=["release", "force"], name="measure_value_once_a_force"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(reason=""), name="measure_value_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                name="measure_denominator_above_0",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}: {self.value if self.value is not None else self.reason}"

    @property
    def tenant(self) -> Organisation:
        return self.release.inspectorate

    def supplied(self, region: str) -> SuppliedValue:
        """The row as the comparison takes it: formed from numerator and denominator where both are known."""
        return SuppliedValue(
            slug=self.force.slug,
            name=self.force.name,
            value=self._exact(),
            numerator=self.numerator,
            denominator=self.denominator,
            region=region,
            in_scope=self.force.in_scope,
            reason=self.reason,
            exclusion=self.exclusion,
        )

    def _exact(self) -> Decimal | None:
        measured = self.release.measured
        if measured.basis != "value" and self.numerator is not None and self.denominator:
            return measured.formed(self.numerator, self.denominator)
        return self.value
