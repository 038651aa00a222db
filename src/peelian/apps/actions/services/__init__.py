"""Every change of what a force keeps about its own work."""

from peelian.apps.actions.services.actions import (
    ActionContent,
    add_action,
    change_action,
    count_action,
    move_action,
)
from peelian.apps.actions.services.boards import decide_on_item, found_forum, hold_meeting, plan_meeting
from peelian.apps.actions.services.evidence import add_evidence, open_action_file
from peelian.apps.actions.services.handing import hand_over
from peelian.apps.actions.services.initiatives import (
    begin_initiative,
    evaluate_initiative,
    share_practice_note,
    write_practice_note,
)
from peelian.apps.actions.services.needs import (
    add_dependency,
    confirm_partner,
    name_partner,
    remove_dependency,
)
from peelian.apps.actions.services.plans import (
    change_plan,
    draft_plan,
    open_plan_document,
    receive_plan,
    review_plan,
    send_plan,
    tie_item,
)
from peelian.apps.actions.services.programmes import (
    add_milestone,
    begin_programme,
    comment_on_programme,
    reach_milestone,
)
from peelian.apps.actions.services.records import (
    ask_for_review,
    complete_exit,
    leave_collaboration,
    record_allegation,
    record_check,
    record_referral,
    record_review_result,
    record_statement,
    set_up_check,
)
from peelian.apps.actions.services.tracker import TrackerResult, import_tracker
from peelian.apps.actions.services.updates import (
    end_constraint,
    raise_constraint,
    set_update_interval,
    write_update,
)

__all__ = [
    "ActionContent",
    "TrackerResult",
    "add_action",
    "add_dependency",
    "add_evidence",
    "add_milestone",
    "ask_for_review",
    "begin_initiative",
    "begin_programme",
    "change_action",
    "change_plan",
    "comment_on_programme",
    "complete_exit",
    "confirm_partner",
    "count_action",
    "decide_on_item",
    "draft_plan",
    "end_constraint",
    "evaluate_initiative",
    "found_forum",
    "hand_over",
    "hold_meeting",
    "import_tracker",
    "leave_collaboration",
    "move_action",
    "name_partner",
    "open_action_file",
    "open_plan_document",
    "plan_meeting",
    "raise_constraint",
    "reach_milestone",
    "receive_plan",
    "record_allegation",
    "record_check",
    "record_referral",
    "record_review_result",
    "record_statement",
    "remove_dependency",
    "review_plan",
    "send_plan",
    "set_up_check",
    "set_update_interval",
    "share_practice_note",
    "tie_item",
    "write_practice_note",
    "write_update",
]
