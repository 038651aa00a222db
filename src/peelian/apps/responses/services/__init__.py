"""Every change of responses and of the scrutiny that follows them."""

from peelian.apps.responses.services.comments import comment_on_response, invite_comments
from peelian.apps.responses.services.drafting import (
    ReportAnswered,
    ResponseContent,
    answer_item,
    open_response,
    quote_item,
    write_response,
)
from peelian.apps.responses.services.funding import fund_initiative, record_initiative_result
from peelian.apps.responses.services.importing import import_response
from peelian.apps.responses.services.publication_days import PublishedElsewhere
from peelian.apps.responses.services.publishing import (
    keep_letter,
    publish_letter,
    publish_response,
    return_response,
    send_copy,
    sign_off_response,
)
from peelian.apps.responses.services.questions import answer_question
from peelian.apps.responses.services.scrutiny import (
    end_scrutiny,
    hold_meeting,
    name_priority,
    note_opportunity,
    record_opportunity_result,
    scrutinise,
)
from peelian.apps.responses.services.withdrawing import correct_report, withdraw_response

__all__ = [
    "PublishedElsewhere",
    "ReportAnswered",
    "ResponseContent",
    "answer_item",
    "answer_question",
    "comment_on_response",
    "correct_report",
    "end_scrutiny",
    "fund_initiative",
    "hold_meeting",
    "import_response",
    "invite_comments",
    "keep_letter",
    "name_priority",
    "note_opportunity",
    "open_response",
    "publish_letter",
    "publish_response",
    "quote_item",
    "record_initiative_result",
    "record_opportunity_result",
    "return_response",
    "scrutinise",
    "send_copy",
    "sign_off_response",
    "withdraw_response",
    "write_response",
]
