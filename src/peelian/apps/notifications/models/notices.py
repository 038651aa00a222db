"""What a person was told of a clock, how they want to be told, and the messages that carry it out of the product."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation


class DeliveryChoice(models.Model):
    """How one person wants notices by e-mail; who has made no choice gets them once a day."""

    class Delivery(models.TextChoices):
        AT_ONCE = "at-once", "At once"
        DAILY = "daily", "Once a day"
        WEEKLY = "weekly", "Once a week, on Monday"
        NONE = "none", "No e-mail: here alone"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delivery_choice"
    )
    delivery = models.CharField(max_length=20, choices=Delivery, default=Delivery.DAILY)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery__in=["at-once", "daily", "weekly", "none"]),
                name="delivery_choice_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_delivery_display()


class NoticeMessage(models.Model):
    """One e-mail to one person: written down whole before it is sent, so that none is lost and none sent twice."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        WITHDRAWN = "withdrawn", "Not sent: the account is closed"
        GIVEN_UP = "given-up", "Given up: the mail server refuses it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(
        max_length=60, help_text="What it was made for, such as daily:2026-11-22; each occasion has one"
    )
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True, help_text="The same at every attempt")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    refusals = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True, help_text="Why the latest attempt failed")
    made_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                condition=Q(state__in=["waiting", "claimed"]),
                name="messages_to_be_sent",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "occasion"], name="message_once_an_occasion"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "claimed", "sent", "withdrawn", "given-up"]),
                name="message_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_message_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> NoticeQuerySet:
        """The user's own notices, while the user still belongs to the organisation on whose behalf they were told."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(person=user, organisation__in=organisations_with_role(user))


class Notice(models.Model):
    """One thing that one person was told of one clock, at one step: never twice.

    A tick may write hundreds of thousands of these, so that there are no more indexes than are asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="On whose behalf the person is told",
    )
    clock = models.CharField(max_length=200, help_text="Kind and subject of the clock")
    due = models.DateField(help_text="The last day; a clock that is set anew reminds anew")
    step = models.CharField(max_length=60)
    audience = models.CharField(max_length=60)
    rung = models.CharField(max_length=80, blank=True, help_text="The rung of the ladder, where it is one")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=120, blank=True, help_text="The thing whose page tells more")
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title = models.CharField(max_length=300)
    words = models.CharField(max_length=200, help_text="How the clock stood on the day")
    private = models.BooleanField(default=False, help_text="The title stays inside the product")
    told_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=True, help_text="Whether the person wanted it by e-mail as well")
    message = models.ForeignKey(
        NoticeMessage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-told_on", "due", "id")
        indexes = [
            models.Index(fields=["person", "-told_on", "due", "id"]),
            models.Index(
                fields=["person"],
                condition=Q(by_mail=True, message__isnull=True),
                name="notices_to_be_mailed",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["clock", "due", "person", "step"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.title}: {self.words}"

    @property
    def tenant(self) -> Organisation:
        return self.organisation
