"""Rounds, inspections, their teams and their components."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation, Role

if TYPE_CHECKING:
    from peelian.catalogue import Framework, Scale


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> RoundQuerySet:
        """Rounds of the inspectorates whose staff the user belongs to."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))


class Round(models.Model):
    """One time round the forces under one framework version: a year, or a cycle of continual assessment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(
        default=1, help_text="1 for the first round of the framework version"
    )
    cadence = models.CharField(max_length=20)
    pillar = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["inspectorate", "slug"], name="round_slug_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="round_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: Any) -> InspectionQuerySet:
        """Inspections of the user's inspectorate; and, for the inspected force, those sent to it for checking."""
        return self.filter(
            Q(inspectorate__in=staffed_inspectorates(user))
            | Q(force__in=forces_of(user), shared_with_force=True)
        )

    def drafts_visible_to(self, user: Any) -> InspectionQuerySet:
        """Inspections whose evidence, findings and grades the user may read: those of the user's inspectorate."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))


class Inspection(models.Model):
    """One inspection of one force (or a national one), bound for ever to one framework version."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        FIELDWORK = "fieldwork", "Fieldwork"
        DRAFTING = "drafting", "Drafting"
        ACCURACY_CHECK = "accuracy-check", "Factual accuracy check"
        SIGN_OFF = "sign-off", "Sign-off"
        PUBLISHED = "published", "Published"
        CORRECTED = "corrected", "Being corrected"

    class Scope(models.TextChoices):
        FORCE = "force", "One force"
        NATIONAL = "national", "National"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inspections")
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="inspected_by"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="inspections")
    framework_version = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, related_name="inspections"
    )
    reference = models.SlugField(max_length=120, help_text="Force and cycle, such as cleveland-2021-22")
    title = models.CharField(max_length=200)
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.FORCE)
    kinds = models.JSONField(default=list, help_text="Any of the five kinds of inspection")
    pillar = models.CharField(
        max_length=60, blank=True, help_text="The pillar inspected, in the older frameworks"
    )
    areas = models.JSONField(default=list, help_text="Identifiers of the areas inspected")
    graded = models.BooleanField(default=True)
    first_time_topics = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    shared_with_force = models.BooleanField(default=False)
    window_start = models.DateField()
    window_end = models.DateField()
    lead_inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_inspections",
    )
    accountable_inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_inspections",
    )
    progress_outlook = models.TextField(blank=True, help_text="Free text; never part of a grade")
    response_to_last_inspection = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-window_end", "title")
        constraints = [
            models.UniqueConstraint(fields=["inspectorate", "reference"], name="inspection_reference_once"),
            models.CheckConstraint(
                condition=Q(window_end__gte=models.F("window_start")), name="inspection_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "planned",
                        "fieldwork",
                        "drafting",
                        "accuracy-check",
                        "sign-off",
                        "published",
                        "corrected",
                    ]
                ),
                name="inspection_state_known",
            ),
            models.CheckConstraint(
                condition=Q(scope="national") | Q(force__isnull=False), name="inspection_force_named"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @property
    def framework(self) -> Framework:
        return self.framework_version.framework

    @property
    def scale(self) -> Scale:
        return self.framework_version.scale


class TeamMember(models.Model):
    """Somebody working on an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_places")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "user"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.user} on {self.inspection}"


class InspectionComponent(models.Model):
    """A part of an assessment that is done or not, such as the victim service assessment or the crime data test."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        NOT_INCLUDED = "not-included", "Not included in this assessment"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="components")
    component = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("component",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "component"], name="component_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="component_done_has_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component} of {self.inspection}"
