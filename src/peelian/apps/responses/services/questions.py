"""The force's answer to a question that its local policing body put to it."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.responses.models import ScrutinyItem
from peelian.apps.responses.policies import ANSWERERS
from peelian.rules.errors import RefusalError


@service("responses.answer_question")
def answer_question(
    *, actor: User, scrutiny: ScrutinyItem, answer: str, expected_version: int
) -> ScrutinyItem:
    """Answer what the local policing body asked about an item; the body and the force alone read it."""
    if scrutiny.item.force is None:
        raise RefusalError("refused", "This item is asked of no one force, so no force answers for it.")
    require_role(actor, scrutiny.item.force, *ANSWERERS, to="answer a question of the local policing body")
    current = lock_for_edit(scrutiny, expected_version, ("question", "answer"))
    if current.asked_on is None:
        raise RefusalError("refused", "The local policing body has not put a question on this item.")
    if current.state != ScrutinyItem.State.OPEN:
        raise RefusalError(
            "refused",
            "The local policing body has ended its scrutiny of this item, so the question is answered no more.",
        )
    problems = Problems()
    problems.need("answer", answer, "The answer is empty. Write what the force answers to the question.")
    problems.raise_if_any()
    changes = save_edit(
        current, {"answer": answer.strip(), "answered_on": timezone.localdate(), "answered_by": actor}
    )
    record_event(
        actor=actor,
        action="responses.answer_question",
        subject=current,
        organisation=scrutiny.item.force,
        summary=f"Question of {current.body.name} on '{current.item.title}' answered.",
        details=dict(changes),
    )
    return current
