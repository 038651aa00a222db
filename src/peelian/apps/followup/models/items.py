"""Causes of concern, recommendations and areas for improvement, from draft to done."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from simple_history.models import HistoricalRecords

from peelian.apps.inspections.models import Inspection
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import Precision, due_state, due_words


class ItemQuerySet(models.QuerySet["Item"]):
    def published(self) -> ItemQuerySet:
        """Items that the public may read: everything but drafts."""
        return self.exclude(state="draft")

    def visible_to(self, user: Any) -> ItemQuerySet:
        """Published items, and drafts of the inspectorates whose staff the user belongs to."""
        return self.filter(~Q(state="draft") | Q(inspectorate__in=staffed_inspectorates(user)))


class Item(models.Model):
    """A cause of concern, a recommendation or an area for improvement, addressed to somebody."""

    class Kind(models.TextChoices):
        CAUSE_OF_CONCERN = "cause-of-concern", "Cause of concern"
        RECOMMENDATION = "recommendation", "Recommendation"
        AREA_FOR_IMPROVEMENT = "area-for-improvement", "Area for improvement"

    class Addressee(models.TextChoices):
        FORCE = "force", "The force"
        ALL_FORCES = "all-forces", "All forces"
        SEVERAL_FORCES = "several-forces", "Several forces"
        NATIONAL_BODY = "national-body", "A national body"
        PARTNER = "partner", "A partner organisation"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        SUPERSEDED = "superseded", "Superseded"
        NO_LONGER_RELEVANT = "no-longer-relevant", "No longer relevant"

    class Stage(models.TextChoices):
        """How far the work on an open item has come; an item that is not open has no stage."""

        NOT_STARTED = "not-started", "Not started"
        IN_PROGRESS = "in-progress", "In progress"
        DECLARED_COMPLETE = "declared-complete", "Declared complete by the force"
        UNDER_TEST = "under-test", "Being verified"
        MORE_ASKED = "more-asked", "More evidence asked for"
        CLOSING_REQUESTED = "closing-requested", "Closing requested"

    class Progress(models.TextChoices):
        """What the inspectorate saw at its latest review of progress."""

        NONE = "none", "No progress"
        INSUFFICIENT = "insufficient", "Insufficient progress"
        REASONABLE = "reasonable", "Reasonable progress"
        GOOD = "good", "Good progress"

    class Origin(models.TextChoices):
        """Who raised the item."""

        INSPECTORATE = "inspectorate", "This inspectorate"
        OTHER_INSPECTORATE = "other-inspectorate", "Another inspectorate"
        INVITED_REVIEW = "invited-review", "An invited review"
        CORONER = "coroner", "A coroner"
        PRESS = "press", "The press, until matched"
        FORCE = "force", "The force itself"

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"

    class SourceRank(models.TextChoices):
        PRIMARY = "primary", "The inspectorate's own publication"
        SECONDARY = "secondary", "Another body's account"
        PRESS = "press", "Press account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(max_length=30, choices=Kind)
    target = models.CharField(
        max_length=80, blank=True, help_text="Area or question; blank where not recorded"
    )
    title = models.CharField(max_length=300)
    text = models.TextField()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text="The cause of concern that a recommendation answers",
    )
    national = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="force_items",
        help_text="The item to all forces that this force's own item comes from",
    )
    addressee = models.CharField(max_length=20, choices=Addressee)
    addressee_name = models.CharField(max_length=150, blank=True, help_text="Where it is not one force")
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    immediate = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    due_months_after_publication = models.PositiveSmallIntegerField(null=True, blank=True)
    strength = models.CharField(max_length=40, blank=True)
    exception_note = models.TextField(
        blank=True, help_text="Why a recommendation stands without a cause of concern"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    state_reason = models.TextField(blank=True)
    ended_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day on which it left the open state; blank where that is not known",
    )
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    progress = models.CharField(max_length=20, choices=Progress, blank=True)
    last_update_on = models.DateField(
        null=True, blank=True, help_text="The latest day on which the force told how it stands"
    )
    theme = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.INSPECTORATE)
    origin_body = models.CharField(max_length=150, blank=True, help_text="Where it is not this inspectorate")
    outlier_run = models.ForeignKey(
        MeasurePublication,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The published comparison in which the forces asked stood out",
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    raised_on = models.DateField(null=True, blank=True)
    raised_precision = models.CharField(max_length=10, default="day")
    listed_on = models.DateField(
        default=timezone.localdate,
        help_text="Orders lists: the day it was raised, or was written down where that is unknown",
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="Who tells of it, where it is not our own report"
    )
    source_rank = models.CharField(max_length=20, choices=SourceRank, default=SourceRank.PRIMARY)
    matched = models.BooleanField(
        default=True, help_text="False: told by another source, its own text not found yet"
    )
    origin_cycle = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "created_at", "id")
        indexes = [
            models.Index(fields=["state", "force"]),
            models.Index(fields=["inspection", "target"]),
            models.Index(fields=["-immediate", "-listed_on", "id"]),
            models.Index(fields=["inspectorate", "-immediate", "-listed_on", "id"]),
            models.Index(fields=["force", "-immediate", "-listed_on", "id"]),
            models.Index(fields=["force", "stage"]),
            models.Index(fields=["due"]),
            models.Index(Coalesce("ended_on", "listed_on").desc(), "id", name="items_by_latest_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["cause-of-concern", "recommendation", "area-for-improvement"]),
                name="item_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "superseded", "no-longer-relevant"]),
                name="item_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(stage=""), name="item_stage_only_while_open"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["inspectorate", "press"]) | ~Q(origin_body=""),
                name="item_of_another_body_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(addressee="force") | Q(force__isnull=False), name="item_force_named"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"]) | ~Q(state_reason=""), name="item_end_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text_missing(self) -> bool:
        """Whether its source refers to the item and does not contain it; it stands as a placeholder until then."""
        return not self.text

    @property
    def ended_words(self) -> str:
        """What became of it, as the end of a sentence that says what it was."""
        aside = self.state == self.State.NO_LONGER_RELEVANT
        return "set aside" if aside else self.get_state_display().lower()

    @property
    def deadline_words(self) -> str:
        """By when it is to be done, in the same words wherever it is read."""
        if self.due is not None:
            return f"By {due_words(self.due, cast(Precision, self.due_precision))}"
        return "At once" if self.immediate else "Date not recorded"

    def stands_overdue(self, today: date) -> bool:
        """Whether it is still open after its last day."""
        known = due_state(self.due, cast(Precision, self.due_precision), today)
        return self.state == self.State.OPEN and known == "overdue"

    @property
    def changed_on(self) -> date:
        """The day of the latest change that the public is told of: its end, or else its being listed."""
        return self.ended_on or self.listed_on

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class Deliverable(models.Model):
    """Something an item asks for by a date: a plan, a report; with the parts that it must contain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="deliverables")
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    due_months_after_publication = models.PositiveSmallIntegerField(null=True, blank=True)
    recurs_every_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="A duty that falls due again so many months after each due day"
    )
    follows = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followed_by",
        help_text="The time before, where a duty recurs",
    )
    parts = models.JSONField(default=list, help_text="Sub-actions or contents asked for")
    received_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "due")

    def __str__(self) -> str:
        return self.text[:60]


class ItemLink(models.Model):
    """Lineage: an item repeats, continues, supersedes, reframes or asks the same as an earlier one."""

    class Kind(models.TextChoices):
        REPEATS = "repeats", "Repeats"
        CONTINUES = "continues", "Continues"
        SUPERSEDES = "supersedes", "Supersedes"
        REFRAMES = "reframes", "Reframes"
        DUPLICATES = "duplicates", "Asks the same as"

    later = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="earlier_links")
    earlier = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="later_links")
    kind = models.CharField(max_length=20, choices=Kind)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["later", "earlier", "kind"], name="item_link_once")]

    def __str__(self) -> str:
        return f"{self.later_id} {self.kind} {self.earlier_id}"


class ComparedPairQuerySet(models.QuerySet["ComparedPair"]):
    def visible_to(self, user: Any) -> ComparedPairQuerySet:
        """Pairs compared by an inspectorate whose staff the user belongs to."""
        return self.filter(first__inspectorate__in=staffed_inspectorates(user))


class ComparedPair(models.Model):
    """What a person decided on two items that look alike: whether they ask the same."""

    first = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    objects = ComparedPairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="items_compared_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="compared_items_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {'the same' if self.same else 'not the same'}"

    @property
    def tenant(self) -> Organisation:
        return self.first.inspectorate


class NoneDeclared(models.Model):
    """The explicit answer that an area has no item, which differs from nothing being recorded."""

    class Answer(models.TextChoices):
        NONE = "none", "None"
        NOT_APPLICABLE = "not-applicable", "Not applicable"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="none_declared")
    target = models.CharField(max_length=80)
    kind = models.CharField(max_length=30, choices=Item.Kind)
    answer = models.CharField(max_length=20, choices=Answer)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "target", "kind"], name="none_declared_once")
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.answer}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate
