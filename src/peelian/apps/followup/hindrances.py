"""What stands against declaring an item complete or asking for its closing, as apps above this one know it.

An app above this one registers a question when it starts; nothing here knows who asks.
"""

from __future__ import annotations

from collections.abc import Callable

from peelian.apps.followup.models import Item
from peelian.rules.errors import RefusalError

Hindrance = Callable[[Item], str]
"""Returns a sentence that says what stands against it and what to do, or nothing."""

_registered: list[Hindrance] = []


def register_hindrance(hindrance: Hindrance) -> None:
    """Ask this too before an item is declared complete, and before its closing is asked for."""
    if hindrance not in _registered:
        _registered.append(hindrance)


def require_unhindered(item: Item) -> None:
    """Refuse the force while anything stands against declaring the item complete, with what it is."""
    said = _said_against(item)
    if said:
        raise RefusalError("actions-open", " ".join(said))


def require_settled(item: Item) -> None:
    """Refuse the inspectorate while the force has work open, without telling what: that is the force's own."""
    if _said_against(item):
        raise RefusalError(
            "actions-open",
            "The force has work on this item that it has neither finished nor stopped. Ask the force to do so, or "
            "send the declaration back to it.",
        )


def _said_against(item: Item) -> list[str]:
    return [sentence for sentence in (hindrance(item) for hindrance in _registered) if sentence]
