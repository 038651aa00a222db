"""Every change of causes of concern, recommendations and areas for improvement."""

from peelian.apps.followup.services.drafts import (
    declare_none,
    draft_item,
    update_item,
    withdraw_draft_item,
    withdraw_none,
)
from peelian.apps.followup.services.endings import close_item, mark_no_longer_relevant, supersede_item
from peelian.apps.followup.services.issue import concerns_without_recommendation, issue_items
from peelian.apps.followup.services.item_content import DeliverableContent, ItemContent
from peelian.apps.followup.services.item_import import ITEM_COLUMNS, ItemImport, import_items
from peelian.apps.followup.services.lineage import link_items

__all__ = [
    "ITEM_COLUMNS",
    "DeliverableContent",
    "ItemContent",
    "ItemImport",
    "close_item",
    "concerns_without_recommendation",
    "declare_none",
    "draft_item",
    "import_items",
    "issue_items",
    "link_items",
    "mark_no_longer_relevant",
    "supersede_item",
    "update_item",
    "withdraw_draft_item",
    "withdraw_none",
]
