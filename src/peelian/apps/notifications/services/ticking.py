"""The tick: looks at every clock, writes down whom to tell, and sends what waits.

It may run at any time, twice, late, or be killed in the middle: every part of it finds what is done already.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from peelian.apps.audit.actors import Actor
from peelian.apps.audit.services import record_event
from peelian.apps.frameworks.queries import regime
from peelian.apps.notifications.models import LastTick
from peelian.apps.notifications.queries.audiences import Roll
from peelian.apps.notifications.services.climbing import end_ladders
from peelian.apps.notifications.services.composing import compose_messages
from peelian.apps.notifications.services.course import Course
from peelian.apps.notifications.services.one_at_a_time import one_at_a_time
from peelian.apps.notifications.services.sending import leave_messages, send_messages
from peelian.apps.notifications.services.telling import Telling, people_without_mail, rule_horizon
from peelian.apps.notifications.sources import running_clocks
from peelian.rules.running_clocks import RunningClock

BATCH = 1000
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class TickResult:
    """What a tick saw and did."""

    on: date
    ran: bool
    clocks: int = 0
    notices: int = 0
    rungs: int = 0
    ladders_ended: int = 0
    messages: int = 0
    sent: int = 0
    refused: int = 0
    waiting: int = 0
    problem: str = ""
    unknown_kinds: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def did_something(self) -> bool:
        return any((self.notices, self.rungs, self.ladders_ended, self.messages, self.sent, self.refused))


def tick(
    *,
    actor: Actor,
    today: date,
    notices_address: str,
    send: bool = True,
    progress: Progress = lambda part, count: None,
) -> TickResult:
    """Tell everybody what has to be told by a day, each thing once.

    Parameters
    ----------
    notices_address
        Where a person finds the notices; every message names it, and with the identifier of a notice behind it, the
        page of the thing.
    send
        False writes notices and messages down and leaves the messages to a later tick.
    progress
        Is told the part of the tick and how many were done in it.
    """
    started = time.monotonic()
    with one_at_a_time() as held:
        if not held:
            return TickResult(on=today, ran=False, problem="Another tick is running; it does the work.")
        telling = write_notices(today, progress)
        progress("Ladders that end", 0)
        ended = end_ladders(telling.late, today)
        progress("Messages", 0)
        messages = compose_messages(today, telling.roll, telling.reminders, notices_address)
        progress("Sending", messages)
        sending = send_messages() if send else leave_messages()
        result = TickResult(
            on=today,
            ran=True,
            clocks=telling.clocks,
            notices=telling.notices,
            rungs=telling.rungs,
            ladders_ended=ended,
            messages=messages,
            sent=sending.sent,
            refused=sending.refused,
            waiting=sending.waiting,
            problem=sending.problem,
            unknown_kinds=tuple(sorted(telling.unknown_kinds)),
            seconds=round(time.monotonic() - started, 1),
        )
        if result.did_something:
            _tell_the_log(actor, result)
    return result


def write_notices(today: date, progress: Progress = lambda part, count: None) -> Telling:
    """Write a notice for everybody whom a running clock speaks to by a day, and put what is late on its ladder.

    Pages tell when this was last done.
    """
    catalogue = regime()
    telling = Telling(
        course=Course(today, catalogue.holidays),
        reminders=catalogue.reminders,
        roll=Roll(),
        without_mail=people_without_mail(),
    )
    until = today + timedelta(days=rule_horizon(catalogue.reminders.rules))
    clocks = list(
        running_clocks(today, until=until)
    )  # read whole before the first write: no cursor stands open
    for batch in _batches(clocks):
        telling.tell(batch)
        progress("Clocks", telling.clocks)
    LastTick.objects.bulk_create(
        [LastTick(pk=1, on=today, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["on", "at"],
    )
    return telling


def _batches(clocks: Iterable[RunningClock]) -> Iterator[list[RunningClock]]:
    left = iter(clocks)
    while batch := list(islice(left, BATCH)):
        yield batch


def _tell_the_log(actor: Actor, result: TickResult) -> None:
    details: dict[str, Any] = {**asdict(result), "on": result.on.isoformat()}
    record_event(
        actor=actor,
        action="notifications.tick",
        summary=f"Clocks looked at: {result.clocks:,}. Notices: {result.notices:,}. Rungs climbed: {result.rungs:,}. "
        f"Messages sent: {result.sent:,}; waiting: {result.waiting:,}.",
        details=details,
    )
