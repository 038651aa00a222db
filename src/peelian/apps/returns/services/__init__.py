"""Every change of a collection: its design, its opening, the returns, their validation, and its closing."""

from peelian.apps.returns.services.closing import close_collection
from peelian.apps.returns.services.consultation import agree_collection, answer_comment, comment_on_design
from peelian.apps.returns.services.design import (
    PRECISIONS,
    consult_on_collection,
    create_collection,
    edit_collection,
    redesign_collection,
)
from peelian.apps.returns.services.opening import open_collection
from peelian.apps.returns.services.replies import mark_unable, record_reply
from peelian.apps.returns.services.signing import sign_off_return
from peelian.apps.returns.services.uploading import open_return_file, upload_return
from peelian.apps.returns.services.validation import (
    answer_validation_question,
    ask_validation_question,
    open_validation_round,
)

__all__ = [
    "PRECISIONS",
    "agree_collection",
    "answer_comment",
    "answer_validation_question",
    "ask_validation_question",
    "close_collection",
    "comment_on_design",
    "consult_on_collection",
    "create_collection",
    "edit_collection",
    "mark_unable",
    "open_collection",
    "open_return_file",
    "open_validation_round",
    "record_reply",
    "redesign_collection",
    "sign_off_return",
    "upload_return",
]
