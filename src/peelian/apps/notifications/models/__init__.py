"""Notices, the messages that carry them, the ladder of what is late, and addresses of calendars."""

from peelian.apps.notifications.models.calendars import CalendarAddress, secret_hash
from peelian.apps.notifications.models.escalations import Escalation
from peelian.apps.notifications.models.notices import DeliveryChoice, Notice, NoticeMessage
from peelian.apps.notifications.models.ticks import LastTick

__all__ = [
    "CalendarAddress",
    "DeliveryChoice",
    "Escalation",
    "LastTick",
    "Notice",
    "NoticeMessage",
    "secret_hash",
]
