"""The factual accuracy check: a draft as it was shown to the force, and the force's comments."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rendering.report_value import ReportValue


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
