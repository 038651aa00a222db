"""What waits for a person among responses: drafts under way, and invitations to comment."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.responses.models import Response, ResponseCopy
from peelian.apps.responses.policies import responses_commentable_by
from peelian.apps.responses.queries import (
    copies_received_as,
    copies_sent,
    published_responses,
    responses_of,
    standing_of,
    unanswered,
)
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
from peelian.interfaces.workspace.responding.questions import COLUMNS, question_row
from peelian.rules.periods import day_words


def invitations(user: User) -> Iterator[Section]:
    """Responses on which the chief officer's comments are invited; nothing where there are none."""
    found = list(responses_commentable_by(user).order_by("comments_due", "title", "id")[:SHOWN])
    if not found:
        return
    rows: list[list[Cell]] = [
        [
            {"text": response.title, "href": workspace_address("response_comment", response_id=response.pk)},
            {"text": day_words(response.comments_due) if response.comments_due else None},
            {"text": "Written" if response.force_response else "Comment"},
        ]
        for response in found
    ]
    yield Section(
        "invitations",
        "Your comments are invited",
        ("Report", "Comments by", "Next"),
        rows,
        "No comments are invited.",
    )


def questions_to_force(user: User) -> Iterator[Section]:
    """What the local policing body asked and the force has not answered; nothing where there is nothing."""
    found = list(unanswered(user)[:SHOWN])
    if found:
        yield Section(
            "questions",
            "Questions of your local policing body",
            COLUMNS,
            [question_row(each) for each in found],
            "",
            [("All questions", workspace_address("scrutiny"))],
        )


def copies_received(user: User) -> Section:
    """The latest copies of responses that were sent to the user's department, with the day."""
    recipients = copies_received_as(user)
    sent_at_all = ResponseCopy.objects.filter(recipient__in=recipients).values("response")
    found = published_responses().filter(pk__in=sent_at_all)[:SHOWN]
    sent = copies_sent(found, recipients)
    rows: list[list[Cell]] = [
        [
            {"text": response.title, "href": reverse("public:response", args=[response.reference])},
            {"text": response.force.name},
            {"text": sent[response.pk]},
        ]
        for response in found
    ]
    return Section(
        "copies",
        "Responses sent to you",
        ("Report", "Force", "Copy sent"),
        rows,
        "No copy of a response is on record.",
        [("All published responses, and the late ones", workspace_address("responses"))],
    )


def own_responses(user: User) -> Section:
    """Responses of the body that are not published yet, the first to end on top."""
    today = timezone.localdate()
    under_way = [Response.State.DRAFT, Response.State.SIGNED_OFF]
    found = responses_of(user).filter(state__in=under_way)[:SHOWN]
    rows: list[list[Cell]] = [
        [
            {"text": response.title, "href": workspace_address("response", response_id=response.pk)},
            {"text": response.get_state_display()},
            {"text": standing_of(response, today).words},
        ]
        for response in found
    ]
    return Section(
        "own-responses",
        "Responses under way",
        ("Report", "State", "In time"),
        rows,
        "No response is under way.",
        [
            ("All responses and reports that wait for one", workspace_address("responses")),
            ("Scrutiny programme", workspace_address("scrutiny")),
        ],
    )
