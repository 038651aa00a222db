"""How a response stands against its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peelian.apps.responses.models import Response
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class Standing:
    """How a response stands against its clock on a day."""

    days_late: int
    days_left: int | None
    words: str


def standing_of(response: Response, today: date) -> Standing:
    """A published response is measured on its day of publication, any other on the day that is asked about."""
    if response.state == Response.State.PUBLISHED and response.published_on is None:
        return Standing(0, None, "Day of publication not recorded")
    if response.state == Response.State.WITHDRAWN:
        return Standing(0, None, "Withdrawn")
    if response.due is None:
        return Standing(0, None, "No fixed day")
    day = response.published_on or today
    late = max(0, (day - response.due).days)
    left = None if response.published_on else (response.due - today).days
    if late:
        told = late_words(late)
    elif response.written_after_its_day:
        told = "Entered here afterwards, so not measured"
    elif response.published_on:
        told = "On time by the day stated" if response.entered_afterwards else "On time"
    else:
        told = f"Due on {day_words(response.due)}"
    return Standing(late, left, told)


def late_words(days: int) -> str:
    """How late something is.

    >>> late_words(1)
    '1 day late'
    """
    return f"{days_counted(days)} late"


def state_words(response: Response) -> str:
    """Where a response has come to, and when: "signed off on 3 April 2017"."""
    days = {
        Response.State.SIGNED_OFF: response.signed_off_on,
        Response.State.PUBLISHED: response.published_on,
        Response.State.WITHDRAWN: response.withdrawn_on,
    }
    day = days.get(Response.State(response.state))
    return f"{response.get_state_display().lower()}{f' on {day_words(day)}' if day else ''}"
