"""The secret address under which a person's calendar program fetches what is due."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


def secret_hash(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def visible_to(self, user: Any) -> CalendarAddressQuerySet:
        """The user's own address."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(person=user)


class CalendarAddress(models.Model):
    """One secret address; of its secret only the hash is kept, so that nobody reads it out of the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_addresses"
    )
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_calendar_address_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
