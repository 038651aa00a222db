"""Notices, ladders and calendars as pages and the API ask for them."""

from peelian.apps.notifications.queries.calendars import clocks_of_person, owner_of_calendar, standing_address
from peelian.apps.notifications.queries.ladders import ladders_of, stopped_words
from peelian.apps.notifications.queries.notices import delivery_of, notices_of, unread_count
from peelian.apps.notifications.queries.ticks import is_still_late, still_late, worked_out_words

__all__ = [
    "clocks_of_person",
    "delivery_of",
    "is_still_late",
    "ladders_of",
    "notices_of",
    "owner_of_calendar",
    "standing_address",
    "still_late",
    "stopped_words",
    "unread_count",
    "worked_out_words",
]
