"""The chief officer's comments: invited by the body, written by the force and by nobody else."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.responses.models import Response
from peelian.apps.responses.policies import COMMENTERS
from peelian.apps.responses.services.common import SHOWN, locked_draft, record_response, require_draft
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

COMMENT_DAYS = 56
"""The chief officer has at most as long for the comments as the body has for the whole response."""


@service("responses.invite_comments")
def invite_comments(*, actor: User, response: Response, by: date, expected_version: int) -> Response:
    """Invite the chief officer's comments by a day that the body sets, before the response is due."""
    current = locked_draft(actor, response, expected_version, to="invite comments")
    today = timezone.localdate()
    if by < today:
        raise RefusalError("refused", f"{day_words(by)} has passed. Give a day from today on.")
    if by > (latest := today + timedelta(days=COMMENT_DAYS)):
        raise RefusalError(
            "refused",
            f"{day_words(by)} lies more than {COMMENT_DAYS} days ahead, and the response waits until then. Give a day "
            f"up to {day_words(latest)}.",
        )
    if current.due is not None and today <= current.due < by:
        raise RefusalError(
            "refused",
            f"The response is due on {day_words(current.due)}. Ask for the comments by that day at the latest.",
        )
    save_edit(current, {"invited_on": today, "comments_due": by})
    record_response(
        actor, current, "invite_comments", f"Comments of {current.force.name} invited by {day_words(by)}."
    )
    return current


@service("responses.comment_on_response")
def comment_on_response(
    *, actor: User, response: Response, text: str, name: str, office: str, expected_version: int
) -> Response:
    """Write the force's own section, with the name and office of the one who speaks."""
    require_role(actor, response.force, *COMMENTERS, to="comment for the force")
    current = lock_for_edit(response, expected_version, SHOWN)
    require_draft(current)
    if current.invited_on is None:
        raise RefusalError("refused", "The local policing body has not invited comments yet.")
    problems = Problems()
    problems.need("text", text, "The comment is empty. Write what the force says to the report.")
    problems.need("name", name, "Name the one who speaks for the force.")
    problems.need("office", office, "Give the office of the one who speaks, such as Chief Constable.")
    problems.raise_if_any()
    save_edit(
        current,
        {
            "force_response": text.strip(),
            "force_responder": name.strip(),
            "force_office": office.strip(),
            "force_responded_on": timezone.localdate(),
            "force_responded_by": actor,
        },
    )
    record_response(
        actor, current, "comment_on_response", f"{current.force.name} commented on '{current.title}'."
    )
    return current
