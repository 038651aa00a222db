"""Every change of causes of concern, recommendations and areas for improvement."""

from peelian.apps.followup.services.closing import confirm_closing, refuse_closing, request_closing
from peelian.apps.followup.services.drafts import (
    declare_none,
    draft_item,
    update_item,
    withdraw_draft_item,
    withdraw_none,
)
from peelian.apps.followup.services.duplicates import confirm_duplicate, refuse_duplicate
from peelian.apps.followup.services.endings import request_setting_aside, request_superseding
from peelian.apps.followup.services.issue import concerns_without_recommendation, issue_items
from peelian.apps.followup.services.item_content import DeliverableContent, ItemContent
from peelian.apps.followup.services.item_import import ItemImport, import_items
from peelian.apps.followup.services.item_rows import ITEM_COLUMNS
from peelian.apps.followup.services.letters import send_findings_letters
from peelian.apps.followup.services.lineage import link_items
from peelian.apps.followup.services.national import issue_national
from peelian.apps.followup.services.outliers import (
    check_asking,
    confirm_asking,
    propose_asking,
    refuse_asking,
)
from peelian.apps.followup.services.ownership import name_owner, record_item_activity, start_work
from peelian.apps.followup.services.press_import import import_press_account
from peelian.apps.followup.services.reviewing import (
    open_receipt_document,
    receive_deliverable,
    record_revisit,
    review_deliverable,
    review_progress,
    schedule_revisit,
)
from peelian.apps.followup.services.telling import link_later_finding, tell_none
from peelian.apps.followup.services.theming import assign_theme
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
    "assign_theme",
    "check_asking",
    "concerns_without_recommendation",
    "confirm_asking",
    "confirm_closing",
    "confirm_duplicate",
    "declare_complete",
    "declare_none",
    "draft_item",
    "import_items",
    "import_press_account",
    "issue_items",
    "issue_national",
    "link_items",
    "link_later_finding",
    "name_owner",
    "open_receipt_document",
    "propose_asking",
    "receive_deliverable",
    "record_item_activity",
    "record_revisit",
    "refuse_asking",
    "refuse_closing",
    "refuse_duplicate",
    "request_closing",
    "request_setting_aside",
    "request_superseding",
    "review_deliverable",
    "review_progress",
    "schedule_revisit",
    "send_findings_letters",
    "start_work",
    "take_up_declaration",
    "tell_none",
    "update_item",
    "verify_declaration",
    "withdraw_draft_item",
    "withdraw_none",
]
