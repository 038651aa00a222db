"""Collections: how complete they are, the returns that stand, and what is shared."""

from peelian.apps.returns.queries.awaited import awaited_by, awaited_words, replies_awaited_from
from peelian.apps.returns.queries.boards import (
    BoardRow,
    Burden,
    board,
    burden,
    collection_status,
    collections,
    concerns_answers,
    exclusions,
    forces_asked,
    out_of_scope_replies,
    replies,
    status_of_all,
)
from peelian.apps.returns.queries.changes import change_count_since, changes_since, sent_rows, version_before
from peelian.apps.returns.queries.standing import (
    MissingSignOff,
    missing_sign_offs,
    shared_returns,
    standing_return,
    standing_returns,
)

__all__ = [
    "BoardRow",
    "Burden",
    "MissingSignOff",
    "awaited_by",
    "awaited_words",
    "board",
    "burden",
    "change_count_since",
    "changes_since",
    "collection_status",
    "collections",
    "concerns_answers",
    "exclusions",
    "forces_asked",
    "missing_sign_offs",
    "out_of_scope_replies",
    "replies",
    "replies_awaited_from",
    "sent_rows",
    "shared_returns",
    "standing_return",
    "standing_returns",
    "status_of_all",
    "version_before",
]
