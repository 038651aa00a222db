"""What of the force's work stands against declaring an item complete, and asking for its closing."""

from __future__ import annotations

from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Item

NAMED = 3


def open_actions_against(item: Item) -> str:
    """Return a sentence that names open actions on the item; nothing where there are none."""
    waiting = list(
        Action.objects.filter(item=item, state__in=[Action.State.NOT_STARTED, Action.State.IN_PROGRESS])
        .order_by("position", "created_at", "id")
        .values_list("title", flat=True)
    )
    if not waiting:
        return ""
    named = "; ".join(waiting[:NAMED]) + (
        f"; and {len(waiting) - NAMED} more" if len(waiting) > NAMED else ""
    )
    return f"Open actions on '{item.title}': {named}. Finish them, or stop them with the reason."
