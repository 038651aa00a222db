"""Organisations that a force works with: partners, their forums, reports sent to them, and other forces.

Organisations alone are kept here, never people: no name of a person, no address, no telephone number.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from peelian.apps.directory.reach import forces_read_by
from peelian.apps.organisations.models import Organisation


class DirectoryQuerySet(models.QuerySet["Any"]):
    """What a force keeps about those with whom it works."""

    def visible_to(self, user: Any) -> DirectoryQuerySet:
        """Rows of forces of the user, of those the user oversees, and of those the user's inspectorate inspects."""
        return self.filter(force__in=forces_read_by(user))


class OfDirectory(models.Model):
    """A row in the directory of one force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        return self.force


class DirectoryEntry(OfDirectory):
    """An organisation or community group; kind and group type are those of the catalogue."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    group_type = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=120, blank=True, help_text="Part of the force's area that it serves")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("kind", "group_type", "name", "id")
        constraints = [
            models.UniqueConstraint("force", Lower("name"), Lower("area"), name="directory_entry_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerForum(OfDirectory):
    """A forum in which the force meets organisations of its directory."""

    title = models.CharField(max_length=200)
    members = models.ManyToManyField(DirectoryEntry, related_name="forums")

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.UniqueConstraint("force", Lower("title"), name="partner_forum_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ReportSent(OfDirectory):
    """A line of the log of what the force sent to an organisation."""

    recipient = models.ForeignKey(DirectoryEntry, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=60)
    what = models.CharField(max_length=200)
    sent_on = models.DateField()

    class Meta:
        ordering = ("-sent_on", "id")

    def __str__(self) -> str:
        return f"{self.what} to {self.recipient}"


class RelationQuerySet(models.QuerySet["ForceRelation"]):
    """How forces stand to one another."""

    def visible_to(self, user: Any) -> RelationQuerySet:
        """Relations of which one side or the other is a force whose directory the user reads."""
        read = forces_read_by(user)
        return self.filter(Q(first__in=read) | Q(second__in=read))


class ForceRelation(models.Model):
    """How two forces stand to one another. It has no direction: the two are kept in the order of their keys."""

    class Kind(models.TextChoices):
        COLLABORATION = "collaboration", "Collaboration"
        RECRUITMENT_COMPETITOR = "recruitment-competitor", "Competitor for recruits"
        REGIONAL_SHARING = "regional-sharing", "Regional sharing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind)
    since = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="The force that recorded it"
    )

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "id")
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "kind"], name="force_relation_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="force_relation_has_no_direction"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["collaboration", "recruitment-competitor", "regional-sharing"]),
                name="force_relation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.get_kind_display().lower()}"

    @property
    def tenant(self) -> Organisation:
        return self.recorded_by
