"""What the services of responses share: locking a draft, and telling the log."""

from __future__ import annotations

from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.organisations.access import require_role
from peelian.apps.responses.models import BODY_ROLES, Response
from peelian.apps.responses.queries.standing import state_words
from peelian.rules.errors import RefusalError

SHOWN = ("executive_summary", "body_comment", "force_response", "reply", "state")


def locked_draft(actor: User, response: Response, expected_version: int, *, to: str) -> Response:
    """The draft as it stands, locked, for a person of its body."""
    require_role(actor, response.body, *BODY_ROLES, to=to)
    current = lock_for_edit(response, expected_version, SHOWN)
    require_draft(current)
    return current


def require_draft(response: Response) -> None:
    """What is signed off or published stays as it is."""
    if response.state != Response.State.DRAFT:
        raise RefusalError(
            "refused",
            f"This response was {state_words(response)}, so its text stays as it is. "
            "A response that is signed off can be returned to drafting by the commissioner.",
        )


def record_response(
    actor: User, response: Response, action: str, summary: str, *, public: bool = False, **details: Any
) -> None:
    """Tell the log of the body."""
    record_event(
        actor=actor,
        action=f"responses.{action}",
        subject=response,
        organisation=response.body,
        summary=summary,
        details=details,
        public=public,
    )
