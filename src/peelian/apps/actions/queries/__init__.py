"""What can be read of the work of forces."""

from peelian.apps.actions.queries.board import BoardRow, board_items, board_rows, is_late
from peelian.apps.actions.queries.clocks import clocks_due
from peelian.apps.actions.queries.doubts import doubts_of
from peelian.apps.actions.queries.gaps import (
    ForumGap,
    RoundCheck,
    checks_coming_round,
    forum_gaps,
    incomplete_exits,
    items_without_theme,
    joint_actions_without_partner,
    missing_of,
    overdue_milestones,
    referral_words,
    referrals_in_doubt,
    reviews_without_result,
    unevaluated_initiatives,
)
from peelian.apps.actions.queries.late import LateThing, late_things, late_totals, to_name
from peelian.apps.actions.queries.left import LeftOwner, left_owners, open_work, owner_words, staff_of
from peelian.apps.actions.queries.pack import board_pack
from peelian.apps.actions.queries.standing import (
    Freshness,
    agreed_intervals,
    freshness,
    interval_of,
    stale_items,
    state_on,
)

__all__ = [
    "BoardRow",
    "ForumGap",
    "Freshness",
    "LateThing",
    "LeftOwner",
    "RoundCheck",
    "agreed_intervals",
    "board_items",
    "board_pack",
    "board_rows",
    "checks_coming_round",
    "clocks_due",
    "doubts_of",
    "forum_gaps",
    "freshness",
    "incomplete_exits",
    "interval_of",
    "is_late",
    "items_without_theme",
    "joint_actions_without_partner",
    "late_things",
    "late_totals",
    "left_owners",
    "missing_of",
    "open_work",
    "overdue_milestones",
    "owner_words",
    "referral_words",
    "referrals_in_doubt",
    "reviews_without_result",
    "staff_of",
    "stale_items",
    "state_on",
    "to_name",
    "unevaluated_initiatives",
]
