"""Cancellations of crime records that the crime registrar of a force approved."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import RefusalError

REGISTER_READERS = (Role.CRIME_REGISTRAR, Role.CHIEF_OFFICER)
"""Those of a force who read its register of cancellations: it names crime records."""


class CancellationApprovalQuerySet(models.QuerySet["CancellationApproval"]):
    def visible_to(self, user: Any) -> CancellationApprovalQuerySet:
        """Approvals of the forces whose registrar or chief officer the user is."""
        return self.filter(force__in=organisations_with_role(user, *REGISTER_READERS))


class CancellationApproval(models.Model):
    """One approval: which crime record, why it is cancelled, and what can be verified. Written once."""

    class Reason(models.TextChoices):
        ERROR = "error", "The record was made in error"
        INFORMATION = "information", "Later information shows that no crime took place"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cancellation_approvals")
    record = models.CharField(max_length=120, help_text="How the force names the crime record")
    reason = models.CharField(max_length=20, choices=Reason)
    information = models.TextField(help_text="What can be verified and where it is kept")
    rules = models.CharField(max_length=200, help_text="The recording standard and its version")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    objects = CancellationApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-approved_at", "record")
        constraints = [
            models.UniqueConstraint(fields=["force", "record"], name="cancellation_approved_once"),
            models.CheckConstraint(
                condition=Q(reason__in=["error", "information"]), name="cancellation_reason_known"
            ),
            models.CheckConstraint(
                condition=~Q(record="") & ~Q(information="") & ~Q(rules=""), name="cancellation_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"Approval by {self.approved_by}"

    @property
    def tenant(self) -> Organisation:
        return self.force

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the approval once."""
        if not self._state.adding:
            raise RefusalError("refused", "An approved cancellation is never edited.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise RefusalError("refused", "An approved cancellation is never deleted.")
