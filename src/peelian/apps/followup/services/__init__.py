"""Every change of causes of concern, recommendations and areas for improvement."""

from peelian.apps.followup.services.closing import confirm_closing, refuse_closing, request_closing
from peelian.apps.followup.services.drafts import (
    declare_none,
    draft_item,
    update_item,
    withdraw_draft_item,
    withdraw_none,
)
from peelian.apps.followup.services.endings import mark_no_longer_relevant, supersede_item
from peelian.apps.followup.services.issue import concerns_without_recommendation, issue_items
from peelian.apps.followup.services.item_content import DeliverableContent, ItemContent
from peelian.apps.followup.services.item_import import ITEM_COLUMNS, ItemImport, import_items
from peelian.apps.followup.services.lineage import link_items
from peelian.apps.followup.services.ownership import name_owner, record_item_activity, start_work
from peelian.apps.followup.services.reviewing import (
    receive_deliverable,
    record_revisit,
    review_deliverable,
    review_progress,
    schedule_revisit,
)
from peelian.apps.followup.services.verification import (
    declare_complete,
    take_up_declaration,
    verify_declaration,
)

__all__ = [
    "ITEM_COLUMNS",
    "DeliverableContent",
    "ItemContent",
    "ItemImport",
    "concerns_without_recommendation",
    "confirm_closing",
    "declare_complete",
    "declare_none",
    "draft_item",
    "import_items",
    "issue_items",
    "link_items",
    "mark_no_longer_relevant",
    "name_owner",
    "receive_deliverable",
    "record_item_activity",
    "record_revisit",
    "refuse_closing",
    "request_closing",
    "review_deliverable",
    "review_progress",
    "schedule_revisit",
    "start_work",
    "supersede_item",
    "take_up_declaration",
    "update_item",
    "verify_declaration",
    "withdraw_draft_item",
    "withdraw_none",
]
