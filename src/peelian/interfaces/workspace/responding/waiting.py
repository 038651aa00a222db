"""What waits for a person among responses: drafts under way, and invitations to comment."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.responses.models import Response
from peelian.apps.responses.policies import responses_commentable_by
from peelian.apps.responses.queries import responses_of, standing_of
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
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


def own_responses(user: User) -> Section:
    """Responses of the body that are not published yet, the first to end on top."""
    today = timezone.localdate()
    found = responses_of(user).exclude(state=Response.State.PUBLISHED)[:SHOWN]
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
        ("Report", "State", "Clock"),
        rows,
        "No response is under way.",
        [
            ("All responses and reports that wait for one", workspace_address("responses")),
            ("Scrutiny programme", workspace_address("scrutiny")),
        ],
    )
