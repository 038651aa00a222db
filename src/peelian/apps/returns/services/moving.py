"""One step of the table of transitions of a collection, for the services that check its conditions."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.returns.models import Collection
from peelian.apps.returns.policies import COLLECTORS
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words
from peelian.rules.transitions import COLLECTION, find_transition

DONE_WORDS = {
    "consult": "put to the forces",
    "redesign": "taken back into design",
    "agree": "marked as agreed",
    "open": "opened",
    "close": "closed",
}
"""Each step as it is said of a collection."""


def locked_for(
    actor: User, collection: Collection, action: str, expected_version: int | None = None
) -> tuple[Collection, str]:
    """Return the collection, locked until the transaction ends, and the state that the action leads to.

    `expected_version` is that of the collection as it was opened, where a page showed it: nobody moves on a design
    that they have not seen.

    Raises
    ------
    NotPermittedError, RefusalError, StaleEditError
        The person may not do it, it is not possible in the present state, or somebody else changed the design.
    """
    require_role(actor, collection.tenant, *COLLECTORS, to=f"{action} a collection")
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    _refuse_out_of_turn(current, action)
    if expected_version is not None:
        lock_for_edit(collection, expected_version, ())
    move = find_transition(COLLECTION, current.state, action, COLLECTORS[0])
    return current, move.next_state


def _refuse_out_of_turn(collection: Collection, action: str) -> None:
    """Say in plain words where the collection stands and which steps lead on from there."""
    steps = [move.action for move in COLLECTION.transitions if move.state == collection.state]
    if action in steps:
        return
    stands = f"'{collection.title}' is {collection.get_state_display().lower()}"
    if not steps:
        raise RefusalError("transition-refused", f"{stands}. Nothing in it changes any more.")
    onward = " or ".join(DONE_WORDS[step] for step in steps)
    raise RefusalError(
        "transition-refused",
        f"{stands}, so it cannot be {DONE_WORDS[action]} now. From here it can be {onward}.",
        {"state": collection.state},
    )


def add_future_problem(problems: Problems, name: str, day: date) -> None:
    """Add that the day of a step has not come yet."""
    if day > timezone.localdate():
        problems.add(name, day, f"{day_words(day)} has not come yet. Give a day up to today.")
