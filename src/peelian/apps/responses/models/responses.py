"""What a local policing body answers to an inspection report, from the draft to the published response."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.reports.models import Publication

BODY_ROLES = (Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)


class ResponseQuerySet(models.QuerySet["Response"]):
    def published(self) -> ResponseQuerySet:
        """Responses that the public may read."""
        return self.filter(state=Response.State.PUBLISHED)

    def visible_to(self, user: Any) -> ResponseQuerySet:
        """Published responses; drafts of the user's own body; and those to which the user's force is invited."""
        return self.filter(
            Q(state=Response.State.PUBLISHED)
            | Q(body__in=organisations_with_role(user, *BODY_ROLES))
            | Q(force__in=forces_of(user), invited_on__isnull=False)
        )

    def drafts_visible_to(self, user: Any) -> ResponseQuerySet:
        """Responses whose draft the user may read whole: those of the user's own body."""
        return self.filter(body__in=organisations_with_role(user, *BODY_ROLES))


class Response(models.Model):
    """One response of one local policing body; it answers one report, or several that say the same."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNED_OFF = "signed-off", "Signed off"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responses")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responses_about")
    reference = models.SlugField(max_length=140, unique=True)
    title = models.CharField(max_length=200, help_text="Title of the inspection, as the report gives it")
    inspection_types = models.JSONField(
        default=list, help_text="Kinds of inspection that were ticked; empty where that is not known"
    )
    force_quoted = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN)
    executive_summary = models.TextField(blank=True)
    movement = models.TextField(
        blank=True, help_text="Grade and change, written from the record when published"
    )
    findings_introduction = models.TextField(
        blank=True, help_text="What the report found, in the body's words"
    )
    findings = models.JSONField(
        default=list, help_text="What stands under each question, listed from the report when signed off"
    )
    body_comment = models.TextField(blank=True)
    commissioner_name = models.CharField(max_length=150, blank=True)
    commissioner_office = models.CharField(max_length=150, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    comments_due = models.DateField(null=True, blank=True)
    force_response = models.TextField(blank=True)
    force_responder = models.CharField(max_length=150, blank=True)
    force_office = models.CharField(max_length=150, blank=True)
    force_responded_on = models.DateField(null=True, blank=True)
    force_responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quoted = models.ManyToManyField(
        Item,
        blank=True,
        related_name="quoted_in",
        help_text="Items of earlier reports that the report takes up",
    )
    reply = models.TextField(blank=True, help_text="What the body says to the chief officer's comments")
    due = models.DateField(null=True, blank=True, help_text="Blank where the rule of the time fixed no day")
    due_words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_off_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal = models.TextField(blank=True, help_text="Why the draft was withdrawn")
    no_such_report = models.BooleanField(
        default=False, help_text="Withdrawn because its report was entered by mistake: nothing waits for it"
    )
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=10, default="day")
    listed_on = models.DateField(
        default=timezone.localdate,
        help_text="Orders lists: the day it was published, or of its report where that is unknown",
    )
    demonstration = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True, help_text="Where the response was published before")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "title")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed-off", "published", "withdrawn"]),
                name="response_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawal="")),
                name="withdrawn_response_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | (~Q(executive_summary="") & ~Q(body_comment="")),
                name="signed_response_has_its_parts",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False) | ~Q(source=""),
                name="published_response_has_its_day_or_source",
            ),
            models.CheckConstraint(
                condition=Q(signed_off_by__isnull=True)
                | Q(force_responded_by__isnull=True)
                | ~Q(signed_off_by=F("force_responded_by")),
                name="response_signed_by_another_than_the_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: response of {self.body.name}"

    @property
    def tenant(self) -> Organisation:
        return self.body

    @property
    def entered_afterwards(self) -> bool:
        """Whether it was published elsewhere before it was entered here, so that its days are those stated."""
        return bool(self.source)

    @property
    def written_after_its_day(self) -> bool:
        """Whether it was invited to or commented on here after the day on which it is stated to have been published.

        Nothing here shows then that the day is right, so that no clock is measured by it in the body's favour.
        """
        written = [day for day in (self.invited_on, self.force_responded_on) if day is not None]
        day = self.published_on
        return self.entered_afterwards and day is not None and any(each > day for each in written)


class AnsweredReport(models.Model):
    """A report that a response answers: one of ours by its reference, or one known by title and day."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="reports")
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )
    reference = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    published_precision = models.CharField(max_length=10, default="day")
    national = models.BooleanField(default=False)
    framework = models.CharField(
        max_length=80, blank=True, help_text="Where the report gives one overall grade"
    )
    target = models.CharField(max_length=80, blank=True, help_text="The pillar that the report grades")

    class Meta:
        ordering = ("published_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["response", "title", "published_on"], name="answered_report_once")
        ]

    def __str__(self) -> str:
        return self.title


class ItemAnswer(models.Model):
    """What a response says to one recommendation or area for improvement."""

    class Kind(models.TextChoices):
        ACTION_TAKEN = "action-taken", "Action taken"
        ACTION_PROPOSED = "action-proposed", "Action proposed"
        NO_ACTION = "no-action", "No action, because"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="response_answers")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()

    class Meta:
        ordering = ("item__position", "id")
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="item_answered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="item_answer_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class ResponseCopy(models.Model):
    """A copy that was sent to somebody who has a right to it, on a day, by a person."""

    class Recipient(models.TextChoices):
        INSPECTORATE = "inspectorate", "The inspectorate"
        SECRETARY_OF_STATE = "secretary-of-state", "The Secretary of State"

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="copies")
    recipient = models.CharField(max_length=30, choices=Recipient)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sent_on", "recipient")
        constraints = [models.UniqueConstraint(fields=["response", "recipient"], name="response_copy_once")]

    def __str__(self) -> str:
        return f"{self.get_recipient_display()}, {self.sent_on}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: Any) -> LetterQuerySet:
        """Letters made public with a published response, and all letters of the user's own body."""
        return self.filter(
            Q(public=True, response__state=Response.State.PUBLISHED)
            | Q(response__body__in=organisations_with_role(user, *BODY_ROLES))
        )


class Letter(models.Model):
    """A letter on an inspection that the body keeps, and may make public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="letters")
    title = models.CharField(max_length=200)
    sender = models.CharField(max_length=200)
    dated = models.DateField()
    text = models.TextField()
    public = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("dated", "title")
        constraints = [
            models.CheckConstraint(
                condition=Q(public=False) | Q(published_on__isnull=False), name="public_letter_has_its_day"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.response.body


LATE = Q(due__isnull=False) & Q(published_on__gt=F("due"))
"""Responses that were published after their last day."""
