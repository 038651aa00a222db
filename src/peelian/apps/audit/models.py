"""The audit log: append-only, hash-chained, guarded by database triggers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """One thing that was done, refused or read, by whom, to what.

    Rows refer to people and things by text, not by foreign key, so that the log stays whole whatever
    becomes of them. The triggers of the first migration refuse update and delete.
    """

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        READ = "read", "Read"

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_reference = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=420)
    organisation = models.CharField(max_length=80, blank=True, db_index=True)
    action = models.CharField(max_length=100, db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_reference = models.CharField(max_length=80, blank=True, db_index=True)
    summary = models.TextField()
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(actor_reference="") & ~Q(actor_label=""), name="audit_actor_never_blank"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["done", "refused", "read"]), name="audit_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.outcome}"


class AuditHead(models.Model):
    """The end of the chain: how many events there are and the hash of the last (one row, locked to append)."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class PublicContent(models.Model):
    """A number that grows whenever something the public may read changes (one row).

    Pages kept for the public are valid for one number. Work on drafts never moves it, so that neither the
    number nor the time a page takes says anything about drafts.
    """

    number = models.PositiveBigIntegerField(default=0)
