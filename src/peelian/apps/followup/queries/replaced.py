"""Items that were asked on a published comparison which a newer version has replaced."""

from __future__ import annotations

from peelian.apps.followup.models import Item
from peelian.apps.measures.queries import Replacement, replacement_of


def replaced_basis(item: Item) -> tuple[str, ...]:
    """Say which version replaced the comparison that an item was asked on, and what it says of the forces asked.

    Of an item to several forces, only those are named that the newest version calls otherwise. Empty where the
    comparison stands, or none was asked on.
    """
    found = replacement_of(item.outlier_run) if item.outlier_run else None
    if found is None:
        return ()
    if item.force is not None:
        return found.words, found.says_of(item.force.slug)
    asked = item.force_items.select_related("force").order_by("force__name")
    others = [each.force for each in asked if each.force and _is_called_otherwise(found, each.force.slug)]
    return found.words, *(f"{force.name}: {found.says_of(force.slug)}" for force in others)


def _is_called_otherwise(found: Replacement, slug: str) -> bool:
    before = found.older.comparison.force(slug)
    return before is None or before.label != found.label_of(slug)
