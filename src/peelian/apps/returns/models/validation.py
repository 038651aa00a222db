"""Rounds of validation, and the questions that a force answers in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models.collections import Collection
from peelian.apps.returns.models.replies import CollectionReply


class ValidationRoundQuerySet(models.QuerySet["ValidationRound"]):
    def visible_to(self, user: Any) -> ValidationRoundQuerySet:
        """Rounds of collections whose answers concern the user."""
        return self.filter(collection__in=Collection.objects.answered_by(user))


class ValidationRound(models.Model):
    """One chance of all forces to look at odd values, correct them, and sign off again."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ValidationRoundQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["collection", "number"], name="validation_round_once")]

    def __str__(self) -> str:
        return f"Round {self.number} of {self.collection_id}"

    @property
    def tenant(self) -> Organisation:
        return self.collection.inspectorate


class ValidationQuestionQuerySet(models.QuerySet["ValidationQuestion"]):
    def visible_to(self, user: Any) -> ValidationQuestionQuerySet:
        """Questions to the user's force, and all of the user's inspectorate."""
        return self.filter(
            Q(reply__collection__inspectorate__in=staffed_inspectorates(user))
            | Q(reply__force__in=forces_of(user))
        )


class ValidationQuestion(models.Model):
    """A value that looks odd: the force corrects it, or says why it is right."""

    class Kind(models.TextChoices):
        OUTLIER = "outlier", "Outside the lines"
        SUM = "sum", "Does not add up"
        ASKED = "asked", "Asked by the inspectorate"

    reply = models.ForeignKey(CollectionReply, on_delete=models.PROTECT, related_name="questions")
    round = models.ForeignKey(ValidationRound, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=20, choices=Kind)
    row = models.CharField(max_length=300, blank=True, help_text="Key of the row; empty for the whole return")
    column = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    objects = ValidationQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("reply__force__name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["outlier", "sum", "asked"]), name="validation_question_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.reply.collection.inspectorate
