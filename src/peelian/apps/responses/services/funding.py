"""What a local policing body pays for, and what came of it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import BODY_ROLES, FundedInitiative
from peelian.rules.errors import RefusalError


@service("responses.fund_initiative")
def fund_initiative(
    *, actor: User, body: Organisation, title: str, aim: str, result_due: date, funder: str = ""
) -> FundedInitiative:
    """Put on record what the body pays for, its aim, and by when it is said what came of it."""
    require_role(actor, body, *BODY_ROLES, to="record what the body pays for")
    problems = Problems()
    problems.need("title", title, "The initiative has no title.")
    problems.need("aim", aim, "Say what the initiative is for.")
    problems.raise_if_any()
    made = FundedInitiative.objects.create(
        body=body,
        title=title.strip(),
        funder=funder.strip() or body.name,
        aim=aim.strip(),
        result_due=result_due,
    )
    record_event(
        actor=actor,
        action="responses.fund_initiative",
        subject=made,
        organisation=body,
        summary=f"Paid for by {made.funder}: {made.title}.",
    )
    return made


@service("responses.record_initiative_result")
def record_initiative_result(*, actor: User, initiative: FundedInitiative, result: str) -> FundedInitiative:
    """Say what came of an initiative; a later word takes the place of an earlier one, which the log keeps."""
    require_role(actor, initiative.body, *BODY_ROLES, to="record what the body pays for")
    if not result.strip():
        raise RefusalError("refused", "The result is empty. Say what came of it.")
    current = FundedInitiative.objects.select_for_update().get(pk=initiative.pk)
    before = current.result
    current.result, current.result_on = result.strip(), timezone.localdate()
    current.save(update_fields=["result", "result_on"])
    record_event(
        actor=actor,
        action="responses.record_initiative_result",
        subject=current,
        organisation=current.body,
        summary=f"Result of '{current}': {current.result}",
        details={"before": before},
    )
    return current
