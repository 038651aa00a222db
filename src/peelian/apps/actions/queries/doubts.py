"""What makes it doubtful that an item is complete: told before it is declared so, and never in the way."""

from __future__ import annotations

from collections import Counter
from datetime import date

from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Deliverable, Item
from peelian.rules.clocks import Precision, due_state, due_words, last_due_day
from peelian.rules.number_words import days_counted


def doubts_of(item: Item, today: date) -> list[str]:
    """Sentences about deliverables that were not sent, and about actions where none is done."""
    unsent = item.deliverables.filter(receipts__isnull=True, received_on__isnull=True).order_by(
        "due", "position"
    )
    return [*(_unsent_words(each, today) for each in unsent), *_action_words(item)]


def _unsent_words(asked: Deliverable, today: date) -> str:
    if asked.due is None:
        return f"Not sent: {asked.text}."
    precision: Precision = "month" if asked.due_precision == Item.Precision.MONTH else "day"
    due = f"Not sent: {asked.text}. Due {due_words(asked.due, precision)}"
    if due_state(asked.due, precision, today) != "overdue":
        return f"{due}."
    return f"{due}, {days_counted((today - last_due_day(asked.due, precision)).days)} late."


def _action_words(item: Item) -> list[str]:
    states = Counter(Action.objects.filter(item=item, force=item.force_id).values_list("state", flat=True))
    if states[Action.State.DONE]:
        return []
    if not states:
        return ["No action on it is recorded."]
    stopped = states[Action.State.STOPPED]
    return (
        [f"No action on it is done; {stopped:,} {'was' if stopped == 1 else 'were'} stopped."]
        if stopped
        else []
    )
