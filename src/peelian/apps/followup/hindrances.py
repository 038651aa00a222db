"""What stands against declaring or closing an item, as parts of the product above this one know it.

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
    """Ask this too before an item is declared complete or closed."""
    if hindrance not in _registered:
        _registered.append(hindrance)


def require_unhindered(item: Item) -> None:
    """Refuse while anything stands against declaring or closing the item."""
    said = [sentence for sentence in (hindrance(item) for hindrance in _registered) if sentence]
    if said:
        raise RefusalError("actions-open", " ".join(said))
