"""Every change of state of reviews of cases."""

from peelian.apps.reviews.services.answering import finish_case, reopen_case, save_answers
from peelian.apps.reviews.services.assigning import assign_cases, reassign_case
from peelian.apps.reviews.services.cancellations import approve_cancellation
from peelian.apps.reviews.services.closing import close_review
from peelian.apps.reviews.services.comparing import record_earlier_result, record_recorded_volume
from peelian.apps.reviews.services.double_marking import choose_double_marked
from peelian.apps.reviews.services.drawing import draw_review_sample, enlarge_sample, plan_sample
from peelian.apps.reviews.services.frames import load_frame
from peelian.apps.reviews.services.items import (
    add_case_item,
    record_case_facts,
    remove_case_item,
    update_case_item,
)
from peelian.apps.reviews.services.planning import plan_review, revise_review
from peelian.apps.reviews.services.proving import DrawProof, prove_draw
from peelian.apps.reviews.services.replacing import withdraw_and_replace_case
from peelian.apps.reviews.services.saving import AnswerGiven, AnswerSaved
from peelian.apps.reviews.services.settling import settle_disagreement

__all__ = [
    "AnswerGiven",
    "AnswerSaved",
    "DrawProof",
    "add_case_item",
    "approve_cancellation",
    "assign_cases",
    "choose_double_marked",
    "close_review",
    "draw_review_sample",
    "enlarge_sample",
    "finish_case",
    "load_frame",
    "plan_review",
    "plan_sample",
    "prove_draw",
    "reassign_case",
    "record_case_facts",
    "record_earlier_result",
    "record_recorded_volume",
    "remove_case_item",
    "reopen_case",
    "revise_review",
    "save_answers",
    "settle_disagreement",
    "update_case_item",
    "withdraw_and_replace_case",
]
