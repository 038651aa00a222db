"""What happens in a closer stage: the improvement plan, meetings of the oversight group, the exit criteria."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db.models import Max
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.services.attached import keep_attached, open_attached
from peelian.apps.followup.services.work import require_not_ahead, require_words
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.monitoring.models import ExitAssessment, ExitCriterion, ImprovementPlan, OversightMeeting
from peelian.apps.monitoring.policies import ANSWERERS, WATCHERS
from peelian.apps.monitoring.queries import closer_stage_of, exit_criteria_of
from peelian.apps.monitoring.services.checks import check_likely, sentences
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

NO_GROUP = "Name the group that meets, such as the oversight group."


@service("monitoring.send_improvement_plan")
def send_improvement_plan(
    *, actor: User, force: Organisation, text: str = "", file: File | None = None, file_name: str = ""
) -> ImprovementPlan:
    """Send a version of the force's improvement plan to the inspectorate that put it in a closer stage.

    The plan is written, or attached as a document that is checked before it is kept, or both.
    """
    require_role(actor, force, *ANSWERERS, to="send the improvement plan of the force")
    if file is None:
        require_words(text, "The plan is empty. Write it, or attach the document.")
    Organisation.objects.select_for_update().get(pk=force.pk)
    entered = closer_stage_of(force, timezone.localdate())
    if entered is None:
        raise RefusalError(
            "refused",
            f"{force.name} is in the usual stage, which asks for no improvement plan. "
            "What it plans for an item belongs to the item.",
        )
    before = ImprovementPlan.objects.filter(inspectorate=entered.inspectorate, force=force)
    plan = ImprovementPlan(
        inspectorate=entered.inspectorate,
        force=force,
        version=(before.aggregate(latest=Max("version"))["latest"] or 0) + 1,
        text=text.strip(),
        sent_by=actor,
        sent_on=timezone.localdate(),
    )
    if file is not None:
        keep_attached(plan, file, file_name)
    _require_another(plan, before.order_by("-version").first())
    plan.save(force_insert=True)
    _tell(actor, plan, "send_improvement_plan", f"{plan} was sent.", force)
    return plan


def _require_another(plan: ImprovementPlan, latest: ImprovementPlan | None) -> None:
    """A version says something that the one before does not: the same form sent from two windows makes one."""
    if latest is not None and (plan.text, plan.sha256) == (latest.text, latest.sha256):
        if plan.file:
            plan.file.delete(save=False)
        raise RefusalError(
            "refused",
            f"This is what version {latest.version} of the plan says, sent on {day_words(latest.sent_on)}. "
            "Nothing was added. Send what has changed.",
        )


@service("monitoring.open_plan_file")
def open_plan_file(*, actor: User, plan: ImprovementPlan) -> File:
    """Open the document of a plan for somebody who may read the plan, and log the reading."""
    return open_attached(
        actor=actor, thing=plan, action="monitoring.open_plan_file", organisation=plan.force, of=str(plan)
    )


@service("monitoring.view_improvement_plan")
def view_improvement_plan(*, actor: User, plan: ImprovementPlan, view: str, reasons: str) -> ImprovementPlan:
    """Record what the inspectorate makes of a version of the plan."""
    require_role(actor, plan.inspectorate, *WATCHERS, to="take a view of an improvement plan")
    problems = Problems()
    problems.need_one_of("view", view, ImprovementPlan.View.values, "view of a plan")
    problems.need("reasons", reasons, "The view has no reasons. Say what convinces, or what is missing.")
    problems.raise_if_any()
    current = ImprovementPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if current.view:
        raise RefusalError(
            "refused",
            f"A view of this version is recorded already: {current.get_view_display().lower()}. "
            "Ask the force for the next version.",
        )
    current.view, current.view_reasons = view, reasons.strip()
    current.viewed_by, current.viewed_on = actor, timezone.localdate()
    current.save(update_fields=["view", "view_reasons", "viewed_by", "viewed_on"])
    _tell(
        actor,
        current,
        "view_improvement_plan",
        f"{current}: {current.get_view_display().lower()}.",
        current.inspectorate,
    )
    return current


@service("monitoring.plan_meeting")
def plan_meeting(
    *,
    actor: User,
    inspectorate: Organisation,
    force: Organisation,
    group: str,
    planned_for: date,
    agenda: str = "",
) -> OversightMeeting:
    """Plan a meeting, today or later, at which the force tells how far it has come."""
    require_role(actor, inspectorate, *WATCHERS, to="plan an oversight meeting")
    group = require_words(group, NO_GROUP)
    problems = Problems()
    if planned_for < timezone.localdate():
        problems.add(
            "planned_for",
            planned_for,
            f"{day_words(planned_for)} has passed. Give a day from today on, or record it as held.",
        )
    check_likely("planned_for", planned_for, problems)
    problems.raise_if_any()
    told: dict[str, Any] = {
        "inspectorate": inspectorate,
        "force": force,
        "group": group,
        "planned_for": planned_for,
        "agenda": agenda.strip(),
        "planned_by": actor,
    }
    keep_once(force, OversightMeeting.objects.filter(**told), "The same meeting on that day")
    meeting = OversightMeeting.objects.create(**told)
    _tell(
        actor,
        meeting,
        "plan_meeting",
        f"{group} is to meet {force.name} on {day_words(planned_for)}.",
        inspectorate,
    )
    return meeting


@service("monitoring.hold_meeting")
def hold_meeting(
    *,
    actor: User,
    inspectorate: Organisation,
    force: Organisation,
    group: str,
    held_on: date,
    minutes: str,
    agreed: Sequence[str] = (),
    agenda: str = "",
) -> OversightMeeting:
    """Record a meeting that was held and had not been planned here."""
    require_role(actor, inspectorate, *WATCHERS, to="record an oversight meeting")
    told: dict[str, Any] = {
        "inspectorate": inspectorate,
        "force": force,
        "group": require_words(group, NO_GROUP),
        "planned_for": held_on,
        "agenda": agenda.strip(),
        "planned_by": actor,
    }
    alike = OversightMeeting.objects.filter(**told, held_on=held_on, minutes=minutes.strip())
    keep_once(force, alike, "The same meeting on that day")
    meeting = OversightMeeting(**told)
    return _recorded(actor, meeting, held_on, minutes, agreed)


@service("monitoring.record_meeting")
def record_meeting(
    *, actor: User, meeting: OversightMeeting, held_on: date, minutes: str, agreed: Sequence[str] = ()
) -> OversightMeeting:
    """Record that a planned meeting was held, what was said, and what was agreed."""
    require_role(actor, meeting.inspectorate, *WATCHERS, to="record an oversight meeting")
    current = OversightMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if current.held_on is not None:
        raise RefusalError("refused", "This meeting is recorded already. Plan another for a further one.")
    return _recorded(actor, current, held_on, minutes, agreed)


def _recorded(
    actor: User, meeting: OversightMeeting, held_on: date, minutes: str, agreed: Sequence[str]
) -> OversightMeeting:
    """Keep what was said at a meeting, once its day and its minutes can stand."""
    minutes = require_words(minutes, "The meeting has no minutes. Say what was told and what was asked.")
    require_not_ahead(held_on, "The meeting")
    problems = Problems()
    check_likely("held_on", held_on, problems)
    problems.raise_if_any()
    meeting.held_on, meeting.minutes, meeting.agreed = held_on, minutes, sentences(agreed)
    meeting.save()
    _tell(
        actor, meeting, "record_meeting", f"{meeting.group} met {meeting.force.name}.", meeting.inspectorate
    )
    return meeting


@service("monitoring.assess_exit_criterion")
def assess_exit_criterion(
    *, actor: User, criterion: ExitCriterion, result: str, reasons: str, expected_version: int
) -> ExitCriterion:
    """Record whether an exit criterion is met. It can be assessed anew until the force has left the stage.

    Every result is kept with who recorded it; the latest is the one that stands, and nobody records one without having
    seen the one before.
    """
    force = criterion.decision.force
    require_role(actor, criterion.decision.inspectorate, *WATCHERS, to="assess an exit criterion")
    problems = Problems()
    problems.need_one_of("result", result, ExitCriterion.Result.values, "result of an exit criterion")
    problems.need("reasons", reasons, "The result has no reasons. Say what was seen.")
    problems.raise_if_any()
    Organisation.objects.select_for_update().get(pk=force.pk)
    if not exit_criteria_of(force, timezone.localdate()).filter(pk=criterion.pk).exists():
        raise RefusalError(
            "refused", f"{force.name} has left the stage of this criterion, so its result stays as it is."
        )
    current = lock_for_edit(criterion, expected_version, ("result", "reasons"))
    assessed = {
        "result": result,
        "reasons": reasons.strip(),
        "assessed_by": actor,
        "assessed_on": timezone.localdate(),
    }
    ExitAssessment.objects.create(criterion=current, **assessed)
    save_edit(current, assessed)
    record_event(
        actor=actor,
        action="monitoring.assess_exit_criterion",
        subject=current,
        organisation=current.tenant,
        summary=f"{current.text}: {current.get_result_display().lower()}. {current.reasons}",
    )
    return current


def _tell(
    actor: User,
    thing: ImprovementPlan | OversightMeeting,
    action: str,
    summary: str,
    organisation: Organisation,
) -> None:
    record_event(
        actor=actor,
        action=f"monitoring.{action}",
        subject=thing,
        organisation=organisation,
        summary=summary,
    )
