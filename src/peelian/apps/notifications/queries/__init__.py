"""Notices, ladders and calendars as pages and the API ask for them."""

from peelian.apps.notifications.queries.calendars import clocks_of_person, owner_of_calendar, standing_address
from peelian.apps.notifications.queries.ladders import ladders_of, stopped_words
from peelian.apps.notifications.queries.notices import delivery_of, notices_of, unread_count

__all__ = [
    "clocks_of_person",
    "delivery_of",
    "ladders_of",
    "notices_of",
    "owner_of_calendar",
    "standing_address",
    "stopped_words",
    "unread_count",
]
