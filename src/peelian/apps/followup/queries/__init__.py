"""What can be read of causes of concern, recommendations and areas for improvement."""

from peelian.apps.followup.queries.items import (
    AsksOfStrength,
    CarriedConcern,
    Clock,
    QuestionItems,
    carried_concerns,
    clocks_of,
    items_by_question,
    open_items,
    origin_of,
    suggestions_by_strength,
)
from peelian.apps.followup.queries.lineage import StoryEntry, item_story
from peelian.apps.followup.queries.listing import (
    PAGE_SIZE,
    ItemFilter,
    ItemsPage,
    cursor_of,
    items_filtered,
    items_page,
    latest_changes,
)

__all__ = [
    "PAGE_SIZE",
    "AsksOfStrength",
    "CarriedConcern",
    "Clock",
    "ItemFilter",
    "ItemsPage",
    "QuestionItems",
    "StoryEntry",
    "carried_concerns",
    "clocks_of",
    "cursor_of",
    "item_story",
    "items_by_question",
    "items_filtered",
    "items_page",
    "latest_changes",
    "open_items",
    "origin_of",
    "suggestions_by_strength",
]
