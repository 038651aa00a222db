"""Responses of local policing bodies to inspection reports, and the scrutiny that follows."""

from peelian.apps.responses.models.responses import (
    BODY_ROLES,
    LATE,
    AnsweredReport,
    ItemAnswer,
    Letter,
    Response,
    ResponseCopy,
)
from peelian.apps.responses.models.scrutiny import (
    FundedInitiative,
    Opportunity,
    PlanPriority,
    ScrutinyItem,
    ScrutinyMeeting,
)

__all__ = [
    "BODY_ROLES",
    "LATE",
    "AnsweredReport",
    "FundedInitiative",
    "ItemAnswer",
    "Letter",
    "Opportunity",
    "PlanPriority",
    "Response",
    "ResponseCopy",
    "ScrutinyItem",
    "ScrutinyMeeting",
]
