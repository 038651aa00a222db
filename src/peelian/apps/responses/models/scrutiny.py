"""What a local policing body does after its response: questions, meetings, updates, opportunities, priorities."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models.responses import BODY_ROLES, Response
from peelian.rules.periods import day_words


class OwnQuerySet(models.QuerySet["Any"]):
    """What a local policing body keeps for itself."""

    def visible_to(self, user: Any) -> OwnQuerySet:
        """Rows of the bodies for which the user works."""
        return self.filter(body__in=organisations_with_role(user, *BODY_ROLES))


class OfBody(models.Model):
    """Something that belongs to one local policing body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        body: Organisation = getattr(self, "body")  # noqa: B009  (each kind has its own)
        return body


class PlanPriority(OfBody):
    """A priority of the body's police and crime plan, to which items can be tied."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    plan = models.CharField(max_length=200, help_text="The plan and its years")

    class Meta:
        ordering = ("plan", "title")
        constraints = [models.UniqueConstraint(fields=["body", "plan", "title"], name="plan_priority_once")]

    def __str__(self) -> str:
        return self.title


class ScrutinyMeeting(OfBody):
    """A meeting at which the body asks the force how items stand."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    title = models.CharField(max_length=200)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ("-held_on", "title")

    def __str__(self) -> str:
        return f"{self.title}, {day_words(self.held_on)}"


class ScrutinyItem(OfBody):
    """One item of a published report in the body's scrutiny programme."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        ENDED = "ended", "Ended"

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, null=True, on_delete=models.PROTECT, related_name="scrutiny")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="scrutiny")
    question = models.TextField(blank=True, help_text="What the force is asked; it reads it from that day on")
    asked_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What the force answers to the question")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    update_due = models.DateField()
    meeting = models.ForeignKey(
        ScrutinyMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    priorities = models.ManyToManyField(PlanPriority, blank=True, related_name="items")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("update_due", "created_at")
        constraints = [
            models.UniqueConstraint(fields=["body", "item"], name="item_scrutinised_once"),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(result=""), name="ended_scrutiny_has_result"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | (Q(asked_on__isnull=False) & Q(answered_on__isnull=False)),
                name="scrutiny_answer_has_its_question_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"


class Opportunity(OfBody):
    """Something that the body sees to explore, with who follows it and what came of it."""

    class Area(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnership"
        PREVENTION = "prevention", "Prevention"
        ENGAGEMENT = "engagement", "Engagement"
        OTHER = "other", "Other"

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=20, choices=Area)
    text = models.TextField()
    owner = models.CharField(max_length=150)
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("area", "created_at")

    def __str__(self) -> str:
        return self.text[:60]


class FundedInitiative(OfBody):
    """Something that the body pays for, such as another way for the public to report, and what came of it."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    funder = models.CharField(max_length=200, help_text="Who pays; the body itself, or another with it")
    aim = models.TextField()
    result_due = models.DateField(help_text="By when it is said what came of it")
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("result_due", "title")
        constraints = [
            models.UniqueConstraint(fields=["body", "title"], name="funded_initiative_once"),
            models.CheckConstraint(
                condition=Q(result="") | Q(result_on__isnull=False), name="initiative_result_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title
