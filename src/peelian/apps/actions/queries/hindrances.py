"""What of the force's work stands against declaring an item complete, and asking for its closing."""

from __future__ import annotations

from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Item
from peelian.rules.number_words import of_number

NAMED = 3


def open_actions_words(item: Item) -> str:
    """How many actions on an item its force has open, and what its end means for them; nothing where there are none.

    What they are is the force's own, and nobody outside is told.
    """
    number = Action.objects.running().filter(item=item).count()
    if not number:
        return ""
    counted = of_number(number, "action")
    return (
        f"The force has {counted} on this item that {'is' if number == 1 else 'are'} neither done nor stopped. "
        f"Where the item ends, {'it is' if number == 1 else 'they are'} not needed any more: the force keeps "
        "what is on record, and works on it no longer."
    )


def open_actions_against(item: Item) -> str:
    """Return a sentence that names open actions on the item; nothing where there are none."""
    waiting = list(
        Action.objects.running()
        .filter(item=item)
        .order_by("position", "created_at", "id")
        .values_list("title", flat=True)
    )
    if not waiting:
        return ""
    named = "; ".join(waiting[:NAMED]) + (
        f"; and {len(waiting) - NAMED} more" if len(waiting) > NAMED else ""
    )
    return f"Open actions on '{item.title}': {named}. Finish them, or stop them with the reason."
