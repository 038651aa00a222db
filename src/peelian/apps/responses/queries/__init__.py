"""What can be read of responses: their clocks, the late ones, what reports still wait for, and the scrutiny."""

from peelian.apps.responses.queries.awaiting import (
    AwaitedResponse,
    ReportOfBody,
    awaited_responses,
    left_unanswered,
    reports_of,
)
from peelian.apps.responses.queries.clocks import clocks_due
from peelian.apps.responses.queries.forms import (
    AnsweredItem,
    answers_of,
    dated_words,
    entered_words,
    form_of,
)
from peelian.apps.responses.queries.lists import (
    LINKED,
    answering,
    copies_received_as,
    copies_sent,
    forwarded,
    invited_to,
    late_responses,
    letters_of_force,
    published_answers,
    published_responses,
    responses_of,
)
from peelian.apps.responses.queries.scrutiny import (
    Followed,
    followed_items,
    funded_initiatives,
    items_tagged,
    opportunities_without_result,
    questions_to,
    scrutiny_of,
    unanswered,
)
from peelian.apps.responses.queries.standing import Standing, late_words, standing_of, state_words

__all__ = [
    "LINKED",
    "AnsweredItem",
    "AwaitedResponse",
    "Followed",
    "ReportOfBody",
    "Standing",
    "answering",
    "answers_of",
    "awaited_responses",
    "clocks_due",
    "copies_received_as",
    "copies_sent",
    "dated_words",
    "entered_words",
    "followed_items",
    "form_of",
    "forwarded",
    "funded_initiatives",
    "invited_to",
    "items_tagged",
    "late_responses",
    "late_words",
    "left_unanswered",
    "letters_of_force",
    "opportunities_without_result",
    "published_answers",
    "published_responses",
    "questions_to",
    "reports_of",
    "responses_of",
    "scrutiny_of",
    "standing_of",
    "state_words",
    "unanswered",
]
