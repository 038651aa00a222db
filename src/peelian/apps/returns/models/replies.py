"""What each force did about a collection."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models.collections import Collection


class CollectionReplyQuerySet(models.QuerySet["CollectionReply"]):
    def visible_to(self, user: Any) -> CollectionReplyQuerySet:
        """Replies to the user's inspectorate, that of the user's force, and all once a collection of it is closed."""
        forces = forces_of(user)
        own = Q(collection__opened_on__isnull=False, force__in=forces)
        shared = Q(
            collection__state=Collection.State.CLOSED,
            collection__in=CollectionReply.objects.filter(own).values("collection"),
        )
        return self.filter(Q(collection__inspectorate__in=staffed_inspectorates(user)) | own | shared)


class CollectionReply(models.Model):
    """What one force did about a collection. Earlier states and reasons stay in the history."""

    class State(models.TextChoices):
        OUTSTANDING = "outstanding", "Not yet replied"
        ANSWERED = "answered", "Answered"
        UNABLE = "unable", "Unable to supply"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="replies")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.OUTSTANDING)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CollectionReplyQuerySet.as_manager()
    history = HistoricalRecords()

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
