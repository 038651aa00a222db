"""What a force is late with, by how late it is: one list for the board's page and its pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from peelian.apps.actions.queries.clocks import clocks_due
from peelian.apps.followup.queries.clocks import clocks_due as clocks_of_items
from peelian.apps.organisations.models import Organisation
from peelian.rules.number_words import days_counted, of_number
from peelian.rules.running_clocks import RunningClock

KINDS = {
    "deliverable": "Not sent",
    "action": "Action not done",
    "milestone": "Milestone not reached",
    "initiative-evaluation": "Evaluation is missing",
    "recurring-check": "Check not done",
}
"""What is named beside the items themselves, which the board lists, and their updates, which stand there as stale."""

NOUNS = {
    "deliverable": "late deliverable",
    "action": "late action",
    "milestone": "late milestone",
    "initiative-evaluation": "late evaluation",
    "recurring-check": "late check",
}


@dataclass(frozen=True)
class LateThing:
    """Something that the force owes and whose last day has passed."""

    clock: RunningClock
    days: int

    @property
    def words(self) -> str:
        """What is late, since when and by how much."""
        return f"{KINDS[self.clock.kind]}: {self.clock.title}. Due {self.clock.words}, {days_counted(self.days)} late."


def late_things(force: Organisation, today: date) -> list[LateThing]:
    """Everything beside its items that the force is late with, the latest first."""
    until, owing = today - timedelta(days=1), [force.pk]
    clocks = chain(
        clocks_of_items(today, until=until, organisations=owing),
        clocks_due(today, until=until, organisations=owing),
    )
    late = [
        LateThing(clock, (today - clock.last_day).days)
        for clock in clocks
        if clock.kind in KINDS and clock.last_day < today
    ]
    return sorted(late, key=lambda each: (-each.days, each.clock.kind, each.clock.title, each.clock.subject))


def late_totals(late: list[LateThing]) -> list[str]:
    """How many things of each kind are late, such as "6 late actions"; nothing of a kind of which none is."""
    counts = Counter(each.clock.kind for each in late)
    return [of_number(counts[kind], noun) for kind, noun in NOUNS.items() if counts[kind]]


def to_name(late: list[LateThing], most: int) -> tuple[list[LateThing], str]:
    """The latest few, and a sentence about the others; no sentence where there are none."""
    left = len(late) - most
    return late[
        :most
    ], f"And {left:,} more that {'is' if left == 1 else 'are'} less late." if left > 0 else ""
