"""Work that a force sets going itself: programmes of change, initiatives, practice that it shares."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.actions.models.reach import ForceQuerySet, ForceThing, OfForce
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role


class ProgrammeQuerySet(ForceQuerySet):
    def visible_to(self, user: Any) -> ProgrammeQuerySet:
        """Programmes of the user's force, and those whose second owner is the user's local policing body."""
        bodies = organisations_with_role(user, Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)
        return self.filter(Q(force__in=forces_of(user)) | Q(body__in=bodies))


class Programme(ForceThing):
    """A programme of change of a force; a joint one has a second owner at the local policing body."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    benefits = models.TextField(help_text="What it is expected to bring")
    themes = models.JSONField(default=list, help_text="Actions belong to one of these; empty: no themes")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_programmes"
    )
    body_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="Blank where the end is not known")
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "title", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, body_owner__isnull=True)
                | Q(body__isnull=False, body_owner__isnull=False),
                name="joint_programme_has_second_owner",
            ),
            models.UniqueConstraint(fields=["force", "title"], name="programme_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class OfProgrammeQuerySet(models.QuerySet["Any"]):
    def visible_to(self, user: Any) -> OfProgrammeQuerySet:
        """Rows of programmes that the user may read."""
        return self.filter(programme__in=Programme.objects.visible_to(user))


class OfProgramme(models.Model):
    """A part of a programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        programme: Programme = getattr(self, "programme")  # noqa: B009  (each kind has its own)
        return programme.force


class Milestone(OfProgramme):
    """A point that a programme is to reach by a day or a month."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due = models.DateField()
    due_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    reported_by_force = models.BooleanField(
        default=False, help_text="The day is the force's own forecast, not one that was set for it"
    )
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due", "title", "id")

    def __str__(self) -> str:
        return self.title


class ProgrammeComment(OfProgramme):
    """What one of the owners of a programme says about it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.text[:60]


class Initiative(OfForce):
    """Something new that a force tries; it has objectives, and a day by which it is to be evaluated."""

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", "Initiative"
        TRAINING = "training", "Training course"
        LEADERSHIP = "leadership-programme", "Leadership programme"
        PILOT = "pilot", "Pilot"

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="initiatives")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=200)
    objectives = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    evaluation_due = models.DateField()
    result = models.TextField(blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("evaluation_due", "title", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=True, result="")
                | (Q(evaluated_on__isnull=False) & ~Q(result="")),
                name="evaluation_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PracticeNoteQuerySet(ForceQuerySet):
    def visible_to(self, user: Any) -> PracticeNoteQuerySet:
        """Notes of the user's force, and notes shared with it."""
        forces = forces_of(user)
        shared = PracticeShare.objects.filter(force__in=forces).values("note")
        return self.filter(Q(force__in=forces) | Q(pk__in=shared))


class PracticeNote(ForceThing):
    """Practice that a force found good, to be read by the forces it chooses."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="practice_notes")
    title = models.CharField(max_length=200)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    objects = PracticeNoteQuerySet.as_manager()

    class Meta:
        ordering = ("-written_on", "title", "id")

    def __str__(self) -> str:
        return self.title


class PracticeShare(models.Model):
    """A note was shared with a force, on a day, by a person."""

    note = models.ForeignKey(PracticeNote, on_delete=models.CASCADE, related_name="shares")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_on = models.DateField()

    class Meta:
        ordering = ("shared_on", "force__name")
        constraints = [models.UniqueConstraint(fields=["note", "force"], name="practice_shared_once")]

    def __str__(self) -> str:
        return f"{self.note} with {self.force}"
