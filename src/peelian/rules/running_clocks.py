"""A clock that runs: what is due from whom by when, in one plain shape for everything that has a last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peelian.rules.clocks import Precision, due_words, last_due_day


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One thing that is due and not done.

    Attributes
    ----------
    kind
        The kind of clock; the catalogue's reminders say by it who is told when.
    subject
        The identifier of the thing, so that the clock of one thing is always the same clock.
    title
        What the thing is called, for those who may know of it.
    due
        The day, or any day of the month, on which it is due.
    precision
        Whether ``due`` names a day or a month.
    organisation
        Who owes it.
    force
        The force that it is about, whose chief officer and local policing body are told when it is late.
    inspectorate
        The inspectorate that follows it; None where that must not know of it.
    people
        Those who owe it by name, such as the strategic owner of an item.
    watchers
        Inspectors who follow it by name.
    about
        The identifier of the thing whose page tells of this one, where that is another: the item of a deliverable.
    private
        Whether only ``organisation``, ``force`` and ``inspectorate`` may know of it, and its title stays out of mail
        and calendars.
    belongs_to
        The title of the public thing to which a private clock belongs, such as the item of an action: the person's own
        calendar may bear it.
    """

    kind: str
    subject: str
    title: str
    due: date
    organisation: UUID
    precision: Precision = "day"
    force: UUID | None = None
    inspectorate: UUID | None = None
    people: tuple[UUID, ...] = ()
    watchers: tuple[UUID, ...] = ()
    about: str = ""
    private: bool = False
    belongs_to: str = ""

    @property
    def key(self) -> str:
        """The name of the clock: the same in every tick."""
        return f"{self.kind}:{self.subject}"

    @property
    def last_day(self) -> date:
        """The last day on which the thing is in time."""
        return last_due_day(self.due, self.precision)

    @property
    def words(self) -> str:
        """Return "1 May 2017", or "June 2017" where only the month is known."""
        return due_words(self.due, self.precision)
