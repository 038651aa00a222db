"""Collections of data from all forces, and who has answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: Any) -> CollectionQuerySet:
        """Collections of the user's inspectorate, and those opened to the user's force."""
        return self.filter(
            Q(inspectorate__in=staffed_inspectorates(user))
            | Q(opened_on__isnull=False, replies__force__in=forces_of(user))
        ).distinct()


class Collection(models.Model):
    """A request for data to every force in scope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=120, help_text="Such as year ending 31 March 2022")
    requested_on = models.DateField()
    requested_precision = models.CharField(max_length=10, default="day")
    opened_on = models.DateField(null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_on", "title")
        constraints = [models.UniqueConstraint(fields=["inspectorate", "slug"], name="collection_slug_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class CollectionReplyQuerySet(models.QuerySet["CollectionReply"]):
    def visible_to(self, user: Any) -> CollectionReplyQuerySet:
        """Replies to the collections of the user's inspectorate, and the reply of the user's force once asked."""
        return self.filter(
            Q(collection__inspectorate__in=staffed_inspectorates(user))
            | Q(collection__opened_on__isnull=False, force__in=forces_of(user))
        )


class CollectionReply(models.Model):
    """What one force did about a collection."""

    class State(models.TextChoices):
        OUTSTANDING = "outstanding", "Outstanding"
        ANSWERED = "answered", "Answered"
        UNABLE = "unable", "Unable to supply"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="replies")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.OUTSTANDING)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    objects = CollectionReplyQuerySet.as_manager()

    class Meta:
        ordering = ("force__name",)
        constraints = [
            models.UniqueConstraint(fields=["collection", "force"], name="collection_reply_once"),
            models.CheckConstraint(
                condition=~Q(state="unable") | ~Q(reason=""), name="collection_unable_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_on__isnull=False),
                name="collection_answer_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["outstanding", "answered", "unable"]),
                name="collection_reply_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}: {self.state}"

    @property
    def tenant(self) -> Organisation:
        return self.collection.inspectorate
