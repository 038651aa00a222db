"""What reviewers answered, each save of it, and what a third person settled."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.models import Organisation
from peelian.apps.reviews.models.cases import Assignment, CaseItem, OfCaseQuerySet, SampledCase
from peelian.apps.reviews.models.reviews import review_open_to


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Any) -> AnswerQuerySet:
        """Answers of the inspectorates whose staff the user belongs to.

        Marking is blind: of a case that the user has still to finish, only the user's own answers.
        """
        if not user.is_authenticated:
            return self.none()
        found = self.filter(review_open_to(user, "assignment__case__review__"))
        unfinished = Assignment.objects.filter(reviewer=user, finished_at__isnull=True).values("case_id")
        return found.exclude(Q(assignment__case__in=unfinished) & ~Q(assignment__reviewer=user))


class Answer(models.Model):
    """What one marker answered to one question, as it stands now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey(
        CaseItem, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    question = models.CharField(max_length=120)
    value = models.TextField(blank=True, help_text="Empty where an answer was taken back")
    reason = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "question"],
                condition=Q(item__isnull=True),
                name="answer_of_case_once",
            ),
            models.UniqueConstraint(
                fields=["assignment", "item", "question"],
                condition=Q(item__isnull=False),
                name="answer_of_item_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    @property
    def tenant(self) -> Organisation:
        return self.assignment.tenant


class AnswerSave(models.Model):
    """One save of an answer, as the reviewer's page sent it.

    The page names each save. One that is sent again, since the connection dropped before the page heard of
    it, is known by its name and counts once.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="saves")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="saves")
    client_id = models.CharField(max_length=64)
    value = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    client_saved_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("saved_at", "pk")
        constraints = [models.UniqueConstraint(fields=["assignment", "client_id"], name="answer_save_once")]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.value}"


class Settlement(models.Model):
    """What a third person decided where two markers of a case disagree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="settlements")
    item = models.ForeignKey(
        CaseItem, null=True, blank=True, on_delete=models.PROTECT, related_name="settlements"
    )
    question = models.CharField(max_length=120)
    value = models.TextField()
    reason = models.TextField()
    reference = models.TextField(blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("case__number", "question")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question"], condition=Q(item__isnull=True), name="settlement_of_case_once"
            ),
            models.UniqueConstraint(
                fields=["case", "item", "question"],
                condition=Q(item__isnull=False),
                name="settlement_of_item_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    @property
    def tenant(self) -> Organisation:
        return self.case.tenant
