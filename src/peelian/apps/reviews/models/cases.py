"""Sampled cases, what is answered more than once in a case, and who marks which case."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.models import Organisation
from peelian.apps.reviews.models.reviews import OfReviewQuerySet, Review, review_open_to


class SampledCase(models.Model):
    """A case of the sample. Its key is for reviewers; everywhere else it goes by its number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="cases")
    number = models.PositiveIntegerField(help_text="Counted through the review; says nothing of the case")
    key = models.CharField(max_length=200, help_text="How the force names the case; never leaves the review")
    stratum = models.CharField(max_length=200)
    frame_facts = models.JSONField(default=dict, help_text="Case fields as the frame gives them")
    facts = models.JSONField(default=dict, help_text="Case fields that reviewers recorded")
    double_marked = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    version = models.PositiveIntegerField(default=1)

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="sampled_case_key_once"),
            models.UniqueConstraint(fields=["review", "number"], name="sampled_case_number_once"),
            models.CheckConstraint(
                condition=(Q(withdrawn_on__isnull=True) & Q(withdrawn_reason=""))
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="sampled_case_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"

    @property
    def tenant(self) -> Organisation:
        return self.review.tenant

    @property
    def all_facts(self) -> dict[str, str]:
        """What is known of the case: the frame stands before what reviewers recorded."""
        return {**self.facts, **self.frame_facts}


class OfCaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OfCaseQuerySet:
        """What belongs to cases of reviews that the user may see."""
        return self.filter(review_open_to(user, "case__review__"))


class CaseItem(models.Model):
    """Something that a part of the instrument is answered for more than once, such as a crime of an incident.

    Both markers of a case answer for the same items.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "number")
        constraints = [models.UniqueConstraint(fields=["case", "kind", "number"], name="case_item_once")]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} {self.number}"

    @property
    def tenant(self) -> Organisation:
        return self.case.tenant

    @property
    def all_facts(self) -> dict[str, str]:
        """What is known of the item and of its case."""
        return {**self.case.all_facts, **self.facts}


class Assignment(models.Model):
    """A case given to a reviewer, as its first or its second marker."""

    class Marker(models.IntegerChoices):
        FIRST = 1, "First marker"
        SECOND = 2, "Second marker"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marker = models.PositiveSmallIntegerField(choices=Marker, default=Marker.FIRST)
    rules = models.CharField(
        max_length=200, blank=True, help_text="The set of rules and its version by which the case was audited"
    )
    assigned_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("case__number", "marker")
        constraints = [
            models.UniqueConstraint(fields=["case", "marker"], name="assignment_marker_once"),
            models.UniqueConstraint(fields=["case", "reviewer"], name="assignment_reviewer_once"),
            models.CheckConstraint(condition=Q(marker__in=[1, 2]), name="assignment_marker_known"),
        ]

    def __str__(self) -> str:
        return f"Case {self.case.number}, {self.get_marker_display().lower()}"

    @property
    def tenant(self) -> Organisation:
        return self.case.tenant

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
