"""Who may read what a force keeps about its own work."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from peelian.apps.organisations.access import forces_of, forces_overseen_by, staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class ForceQuerySet(models.QuerySet["Any"]):
    """What a force keeps for itself: nobody outside reads it."""

    def visible_to(self, user: Any) -> ForceQuerySet:
        """Rows of the forces for which the user works."""
        return self.filter(force__in=forces_of(user))


class ForceThing(models.Model):
    """Something that belongs to one force; each kind says itself who else may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        force: Organisation = getattr(self, "force")  # noqa: B009  (each kind has its own)
        return force


class OfForce(ForceThing):
    """Something that one force keeps for itself."""

    objects = ForceQuerySet.as_manager()

    class Meta:
        abstract = True


class ItemNewsQuerySet(models.QuerySet["Any"]):
    """What a force tells about an item to those who wait for it."""

    def visible_to(self, user: Any) -> ItemNewsQuerySet:
        """Rows on items of the user's force, of a force whose overseer the user is, or of the user's inspectorate."""
        return self.filter(
            Q(item__force__in=forces_of(user))
            | Q(item__force__in=forces_overseen_by(user))
            | Q(item__inspectorate__in=staffed_inspectorates(user))
        )


class ItemNews(models.Model):
    """Something dated that a force tells about an item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ItemNewsQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        item = getattr(self, "item")  # noqa: B009  (each kind has its own)
        found: Organisation = item.force or item.inspectorate
        return found
