"""A move between stages before it is decided: who proposes it, the notice, and what the force says to it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.monitoring.models.decisions import StageDecision
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class ProposalQuerySet(models.QuerySet["StageProposal"]):
    def visible_to(self, user: Any) -> ProposalQuerySet:
        """Proposals of the user's own inspectorate; to people of the force, those of which notice was given."""
        return self.filter(
            Q(inspectorate__in=staffed_inspectorates(user))
            | Q(force__in=forces_of(user), notice_given_on__isnull=False)
        )


class StageProposal(models.Model):
    """A proposed move of a force to another stage. Nobody outside learns of it before it is decided."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        NOTICE_GIVEN = "notice-given", "Notice given"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stage_proposals")
    stage_set = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    criteria_version = models.CharField(max_length=40, blank=True)
    triggers = models.JSONField(default=list)
    reasons = models.TextField(help_text="As the public will read them")
    evidence = models.JSONField(default=list, help_text="What was weighed: text and day of each")
    exit_criteria = models.JSONField(
        default=list, help_text="What has to be shown to leave, one sentence each"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    notice_given_on = models.DateField(null=True, blank=True)
    represent_by = models.DateField(
        null=True, blank=True, help_text="The last day on which the force may answer the notice"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.OneToOneField(
        StageDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        verbose_name = "proposal"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "notice-given", "decided", "withdrawn"]),
                name="stage_proposal_state_known",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="stage_move_takes_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(decided_by__isnull=False) & Q(decision__isnull=False)),
                name="decided_proposal_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="notice-given")
                | (Q(notice_given_on__isnull=False) & Q(represent_by__gte=F("notice_given_on"))),
                name="notice_has_its_days",
            ),
            models.UniqueConstraint(
                fields=["force"],
                condition=Q(state__in=["draft", "notice-given"]),
                name="one_open_proposal_a_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force} to {self.stage}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class RepresentationQuerySet(models.QuerySet["Representation"]):
    def visible_to(self, user: Any) -> RepresentationQuerySet:
        """Representations of the user's own force, and those made to the user's own inspectorate."""
        return self.filter(
            Q(proposal__force__in=forces_of(user)) | Q(proposal__inspectorate__in=staffed_inspectorates(user))
        )


class Representation(models.Model):
    """What a force says to a notice. It is never published; that it was made, and when, is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(StageProposal, on_delete=models.PROTECT, related_name="representations")
    text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        ordering = ("made_on", "created_at", "id")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="representation_has_words")]

    def __str__(self) -> str:
        return f"Representations of {self.made_on}"

    @property
    def tenant(self) -> Organisation:
        return self.proposal.force
