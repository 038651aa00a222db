"""What the people of the tour are told is due on the day of the load, and one ladder that is stopped."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from peelian.apps.notifications.policies import escalations_stoppable_by
from peelian.apps.notifications.services import choose_delivery, stop_escalation, write_notices
from peelian.demonstration.people import person

CHIEF = "chief@cleveland.example"
COMMISSIONER = "commissioner@cleveland-pcc.example"
REASON = "Invented for the demonstration: the force and the commissioner have agreed on a later day."


def load_notices() -> Iterator[object]:
    """Write the notices of the day as a tick does, and send nothing."""
    yield choose_delivery(actor=person(CHIEF), delivery="weekly")
    yield write_notices(timezone.localdate())
    commissioner = person(COMMISSIONER)
    late = escalations_stoppable_by(commissioner).filter(kind="item").order_by("-due", "title", "id").first()
    if late is not None:
        yield stop_escalation(
            actor=commissioner, escalation=late, reason=REASON, expected_version=late.version
        )
