"""The parts of what an item asks for, each of which can stand at a different point."""

from __future__ import annotations

from peelian.apps.followup.models import Item

PART_STATES = {"not-started": "Not started", "in-progress": "In progress", "done": "Done"}


def parts_of(item: Item) -> list[str]:
    """What an item asks for, part by part: its deliverables with their contents, and its closure criteria."""
    asked = [text for each in item.deliverables.all() for text in (each.text, *each.parts)]
    return list(dict.fromkeys([*asked, *(each.text for each in item.closure_criteria.all())]))
