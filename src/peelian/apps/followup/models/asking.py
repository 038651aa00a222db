"""Proposals to ask the same of every force that stood out in a published comparison."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.followup.models.items import Item
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class AskingProposalQuerySet(models.QuerySet["AskingProposal"]):
    def visible_to(self, user: Any) -> AskingProposalQuerySet:
        """Proposals of the inspectorates whose staff the user belongs to."""
        return self.filter(inspectorate__in=staffed_inspectorates(user))

    def waiting(self) -> AskingProposalQuerySet:
        """Those on which nobody has decided."""
        return self.filter(confirmed__isnull=True)


class AskingProposal(models.Model):
    """One person proposes what forces that stood out are asked; another asks them, or sends it back.

    Nothing of it is an item, and nothing public, before the second person decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(MeasurePublication, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=40, help_text="What the forces meant are called in the comparison")
    kind = models.CharField(max_length=30, choices=Item.Kind)
    title = models.CharField(max_length=300)
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=80, blank=True)
    closure_criteria = models.JSONField(default=list, help_text="What has to be shown before it is closed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    confirmed = models.BooleanField(null=True)
    decision_reason = models.TextField(blank=True)
    item = models.OneToOneField(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AskingProposalQuerySet.as_manager()

    class Meta:
        ordering = ("proposed_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="asking_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, confirmed__isnull=True)
                | Q(decided_by__isnull=False, decided_on__isnull=False, confirmed__isnull=False),
                name="asking_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=True, item__isnull=False)
                | (Q(item__isnull=True) & (Q(confirmed=False) | Q(confirmed__isnull=True))),
                name="asking_makes_its_item",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate
