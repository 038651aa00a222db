"""Versions of a return and their sign-offs. Neither is ever changed once written."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models.collections import Collection
from peelian.apps.returns.models.replies import CollectionReply


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, user: Any) -> ReturnQuerySet:
        """All versions for the force itself; signed ones for the inspectorate, and for the other forces once closed.

        A return that nobody has signed off is the force's own.
        """
        signed = Q(Exists(SignOff.objects.filter(version=OuterRef("pk"))))
        own = Q(reply__force__in=forces_of(user))
        staff = signed & Q(reply__collection__inspectorate__in=staffed_inspectorates(user))
        shared = signed & Q(
            reply__collection__state=Collection.State.CLOSED,
            reply__collection__in=CollectionReply.objects.filter(force__in=forces_of(user)).values(
                "collection"
            ),
        )
        return self.filter(own | staff | shared)

    def signed(self) -> ReturnQuerySet:
        """Versions that a force has signed off at least once."""
        return self.filter(Exists(SignOff.objects.filter(version=OuterRef("pk"))))

    def without_content(self) -> ReturnQuerySet:
        """For lists: rows, findings and changes stay in the database."""
        return self.defer("rows", "findings", "changes")


def return_path(version: Return, name: str) -> str:
    """Stored under a random name, so that nothing can be guessed from an address."""
    return f"returns/{version.reply_id}/{version.id}"


class Return(models.Model):
    """One version of what a force sent: the file, its rows, what was found in it, and what differs from before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(CollectionReply, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField(
        default=0, help_text="Round of validation in which it came; 0 before"
    )
    file = models.FileField(upload_to=return_path, max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    lines = models.JSONField(
        null=True,
        blank=True,
        help_text="The line of the file on which each row stands; none for older versions",
    )
    row_count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    finding_count = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list, help_text="Cells that differ from the version before")
    change_count = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["reply", "number"], name="return_number_once")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def tenant(self) -> Organisation:
        """The force owns what it has not signed off; a refusal about it stands in the force's log."""
        return self.reply.force


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def visible_to(self, user: Any) -> SignOffQuerySet:
        """Sign-offs of versions that the user may see."""
        return self.filter(version__in=Return.objects.visible_to(user))


class SignOff(models.Model):
    """That somebody of the force answers for a version of its return, in each round of validation anew."""

    version = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="sign_offs")
    round = models.PositiveSmallIntegerField(default=0)
    hours = models.DecimalField(
        max_digits=8, decimal_places=1, help_text="Hours spent since the sign-off before"
    )
    statement = models.TextField(blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=150)
    signed_at = models.DateTimeField(auto_now_add=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["version", "round"], name="sign_off_once_a_round"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="sign_off_hours_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} in round {self.round}"

    @property
    def tenant(self) -> Organisation:
        return self.version.reply.force
