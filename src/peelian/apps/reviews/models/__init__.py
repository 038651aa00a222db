"""Reviews of cases: the sample, what reviewers answered, and what was frozen of it."""

from peelian.apps.reviews.models.answers import Answer, AnswerSave, Settlement
from peelian.apps.reviews.models.cancellations import CancellationApproval
from peelian.apps.reviews.models.cases import Assignment, CaseItem, SampledCase
from peelian.apps.reviews.models.reviews import EarlierResult, FrameStratum, Review, ReviewRecord

__all__ = [
    "Answer",
    "AnswerSave",
    "Assignment",
    "CancellationApproval",
    "CaseItem",
    "EarlierResult",
    "FrameStratum",
    "Review",
    "ReviewRecord",
    "SampledCase",
    "Settlement",
]
