"""Notices: the tick that writes and sends them, what people choose, ladders that are stopped, calendar addresses."""

from peelian.apps.notifications.services.calendars import make_calendar_address, revoke_calendar_address
from peelian.apps.notifications.services.choosing import choose_delivery, read_notices
from peelian.apps.notifications.services.stopping import resume_escalation, stop_escalation
from peelian.apps.notifications.services.ticking import TickResult, tick, write_notices

__all__ = [
    "TickResult",
    "choose_delivery",
    "make_calendar_address",
    "read_notices",
    "resume_escalation",
    "revoke_calendar_address",
    "stop_escalation",
    "tick",
    "write_notices",
]
