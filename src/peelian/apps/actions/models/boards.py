"""Where a force decides: its Management Board and other forums, their meetings, and what was decided on items."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.actions.models.reach import OfForce
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation


class Forum(OfForce):
    """A group that meets and looks at how the force performs; one of them is the Management Board."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="forums")
    title = models.CharField(max_length=200)
    is_board = models.BooleanField(default=False, help_text="The force's Management Board")
    every_days = models.PositiveSmallIntegerField(help_text="At most so many days between two meetings")
    member_kinds = models.JSONField(default=list, help_text="Kinds of members who are to be there")

    class Meta:
        ordering = ("-is_board", "title", "id")
        constraints = [
            models.UniqueConstraint(fields=["force", "title"], name="forum_title_once"),
            models.UniqueConstraint(
                fields=["force"], condition=Q(is_board=True), name="force_has_one_management_board"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ForumMeasure(models.Model):
    """A measure that a forum receives, and how often."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=200)
    every_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("measure",)
        constraints = [models.UniqueConstraint(fields=["forum", "measure"], name="forum_measure_once")]

    def __str__(self) -> str:
        return self.measure


class BoardMeeting(OfForce):
    """A meeting of a forum: planned, or held with those who came and what was said."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="board_meetings")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    held = models.BooleanField(default=False)
    attended = models.JSONField(default=list, help_text="Kinds of members who were there")
    minutes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-on", "id")
        constraints = [models.UniqueConstraint(fields=["forum", "on"], name="one_meeting_a_day")]

    def __str__(self) -> str:
        return f"{self.forum}, {self.on}"


class BoardDecision(OfForce):
    """What a meeting decided about an item."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(BoardMeeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="board_decisions")
    text = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.text[:60]
