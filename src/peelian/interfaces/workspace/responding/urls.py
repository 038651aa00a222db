"""Routes of the workspace: responses to reports, and the scrutiny that follows."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.following.item_page import PANELS
from peelian.interfaces.workspace.responding import (
    board,
    commenting,
    finishing,
    letters,
    mending,
    programme,
    questions,
    response,
    scrutiny,
    writing,
)

RESPONSE = "responses/<uuid:response_id>/"
SCRUTINY = "scrutiny/<uuid:scrutiny_id>/"

urlpatterns: list[URLPattern] = [
    path("responses/", board.responses, name="responses"),
    path("responses/open/", writing.response_open, name="response_open"),
    path("responses/to/<slug:reference>/", board.response_to, name="response_to"),
    path(RESPONSE, response.response, name="response"),
    path(f"{RESPONSE}response.txt", response.response_text, name="response_text"),
    path(f"{RESPONSE}edit/", writing.response_edit, name="response_edit"),
    path(f"{RESPONSE}answers/<uuid:item_id>/", writing.response_answer, name="response_answer"),
    path(f"{RESPONSE}quote/", writing.response_quote, name="response_quote"),
    path(f"{RESPONSE}invite/", commenting.response_invite, name="response_invite"),
    path(f"{RESPONSE}comment/", commenting.response_comment, name="response_comment"),
    path(f"{RESPONSE}sign-off/", finishing.response_sign_off, name="response_sign_off"),
    path(f"{RESPONSE}return/", finishing.response_return, name="response_return"),
    path(f"{RESPONSE}publish/", finishing.response_publish, name="response_publish"),
    path(f"{RESPONSE}withdraw/", mending.response_withdraw, name="response_withdraw"),
    path(f"{RESPONSE}reports/<int:answered_id>/", mending.response_report, name="response_report"),
    path(f"{RESPONSE}copies/add/", finishing.response_copy, name="response_copy"),
    path(f"{RESPONSE}letters/add/", letters.letter_add, name="letter_add"),
    path("letters/<uuid:letter_id>/publish/", letters.letter_publish, name="letter_publish"),
    path("scrutiny/", scrutiny.scrutiny, name="scrutiny"),
    path("scrutiny/programme/", programme.programme, name="scrutiny_programme"),
    path("scrutiny/meetings/add/", programme.scrutiny_meeting_add, name="scrutiny_meeting_add"),
    path("scrutiny/meetings/<uuid:meeting_id>/", programme.scrutiny_meeting, name="scrutiny_meeting"),
    path("scrutiny/priorities/add/", programme.priority_add, name="priority_add"),
    path("scrutiny/opportunities/add/", programme.opportunity_add, name="opportunity_add"),
    path(
        "scrutiny/opportunities/<uuid:opportunity_id>/result/",
        programme.opportunity_result,
        name="opportunity_result",
    ),
    path("scrutiny/funding/add/", programme.funding_add, name="funding_add"),
    path("scrutiny/funding/<uuid:initiative_id>/result/", programme.funding_result, name="funding_result"),
    path(SCRUTINY, scrutiny.scrutiny_item, name="scrutiny_item"),
    path(f"{SCRUTINY}end/", scrutiny.scrutiny_end, name="scrutiny_end"),
    path(f"{SCRUTINY}question/", questions.scrutiny_question, name="scrutiny_question"),
]

if questions.question_panel not in PANELS:
    PANELS.append(questions.question_panel)
