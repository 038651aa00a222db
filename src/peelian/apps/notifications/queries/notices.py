"""A person's notices, and how they come."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.notifications.models import DeliveryChoice, Notice
from peelian.apps.organisations.access import Viewer


def notices_of(user: Viewer) -> QuerySet[Notice]:
    """The person's notices, the latest first; of one day what is due first."""
    return (
        Notice.objects.visible_to(user)
        .select_related("force", "organisation", "message")
        .order_by("-told_on", "due", "id")
    )


def unread_count(user: Viewer) -> int:
    return Notice.objects.visible_to(user).filter(read_at__isnull=True).count()


def delivery_of(user: Viewer) -> str:
    """How often notices come to the person by e-mail."""
    chosen = DeliveryChoice.objects.filter(person=user).values_list("delivery", flat=True).first()
    return chosen or DeliveryChoice.Delivery.DAILY
