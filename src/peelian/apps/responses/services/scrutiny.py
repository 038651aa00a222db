"""The scrutiny programme of a local policing body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import (
    BODY_ROLES,
    Opportunity,
    PlanPriority,
    ScrutinyItem,
    ScrutinyMeeting,
)
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("responses.scrutinise")
def scrutinise(
    *,
    actor: User,
    scrutiny: ScrutinyItem,
    expected_version: int,
    question: str = "",
    update_due: date | None = None,
    meeting: ScrutinyMeeting | None = None,
    priorities: Sequence[PlanPriority] = (),
) -> ScrutinyItem:
    """Put a question to the force, set when the next update is due, name the meeting, tie the item to the plan.

    The force reads a question from the day on which it is saved. A new question takes the place of an answered one,
    whose answer the log keeps.
    """
    require_role(actor, scrutiny.body, *BODY_ROLES, to="scrutinise an item")
    if any(each.tenant != scrutiny.body for each in (*priorities, *([meeting] if meeting else []))):
        raise RefusalError("refused", "Choose meetings and priorities of your own body.")
    current = lock_for_edit(scrutiny, expected_version, ("question", "update_due", "state"))
    due = update_due or current.update_due
    if due != current.update_due and due < timezone.localdate():
        problems = Problems()
        problems.add("update_due", due, f"{day_words(due)} has passed. Give a day from today on.")
        problems.raise_if_any()
    values = {"meeting": meeting, "update_due": due, **_asked(current, question.strip())}
    changes = save_edit(current, values)
    current.priorities.set(priorities)
    _record(actor, current, "scrutinise", f"Scrutiny of '{current.item.title}' changed.", changes)
    return current


def _asked(current: ScrutinyItem, question: str) -> dict[str, object]:
    """A question that is new to the force is put to it today, and waits for its own answer."""
    if question == current.question and (current.asked_on or not question):
        return {}
    return {
        "question": question,
        "asked_on": timezone.localdate() if question else None,
        "answer": "",
        "answered_on": None,
        "answered_by": None,
    }


@service("responses.end_scrutiny")
def end_scrutiny(
    *, actor: User, scrutiny: ScrutinyItem, state: str, result: str, expected_version: int
) -> ScrutinyItem:
    """Say that a question is answered, or that the scrutiny of an item has ended, with what came of it."""
    require_role(actor, scrutiny.body, *BODY_ROLES, to="scrutinise an item")
    problems = Problems()
    problems.need_one_of("state", state, ("answered", "ended"), "end of scrutiny")
    problems.need("result", result, "Say what came of it.")
    problems.raise_if_any()
    current = lock_for_edit(scrutiny, expected_version, ("state", "result"))
    changes = save_edit(current, {"state": state, "result": result.strip()})
    _record(actor, current, "end_scrutiny", f"Scrutiny of '{current.item.title}': {result.strip()}", changes)
    return current


@service("responses.hold_meeting")
def hold_meeting(
    *, actor: User, body: Organisation, title: str, held_on: date, notes: str = ""
) -> ScrutinyMeeting:
    """Put a meeting into the programme; it may lie ahead."""
    require_role(actor, body, *BODY_ROLES, to="plan a scrutiny meeting")
    if not title.strip():
        raise RefusalError("refused", "The meeting has no title. Name it.")
    told: dict[str, Any] = {"body": body, "title": title.strip(), "held_on": held_on, "notes": notes}
    keep_once(body, ScrutinyMeeting.objects.filter(**told), "The same meeting on that day")
    meeting = ScrutinyMeeting.objects.create(**told)
    _record(actor, meeting, "hold_meeting", f"Scrutiny meeting: {meeting}.")
    return meeting


@service("responses.name_priority")
def name_priority(*, actor: User, body: Organisation, title: str, plan: str) -> PlanPriority:
    """Put a priority of the police and crime plan on the list to which items are tied."""
    require_role(actor, body, *BODY_ROLES, to="name a priority of the plan")
    problems = Problems()
    problems.need("title", title, "The priority has no title.")
    problems.need("plan", plan, "Name the plan and its years.")
    problems.raise_if_any()
    priority = PlanPriority.objects.create(body=body, title=title.strip(), plan=plan.strip())
    _record(actor, priority, "name_priority", f"Priority of the plan: {priority}.")
    return priority


@service("responses.note_opportunity")
def note_opportunity(*, actor: User, body: Organisation, area: str, text: str, owner: str) -> Opportunity:
    """Note something to explore, with the one who follows it."""
    require_role(actor, body, *BODY_ROLES, to="note an opportunity")
    problems = Problems()
    problems.need_one_of("area", area, Opportunity.Area.values, "area")
    problems.need("text", text, "Say what is to be explored.")
    problems.need("owner", owner, "Name who follows it.")
    problems.raise_if_any()
    told: dict[str, Any] = {"body": body, "area": area, "text": text.strip(), "owner": owner.strip()}
    keep_once(body, Opportunity.objects.filter(**told, result_on__isnull=True), "The same opportunity")
    made = Opportunity.objects.create(**told)
    _record(actor, made, "note_opportunity", f"Opportunity: {made}.")
    return made


@service("responses.record_opportunity_result")
def record_opportunity_result(*, actor: User, opportunity: Opportunity, result: str) -> Opportunity:
    """Record what came of an opportunity."""
    require_role(actor, opportunity.body, *BODY_ROLES, to="note an opportunity")
    if not result.strip():
        raise RefusalError("refused", "The result is empty. Say what came of it.")
    current = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    current.result, current.result_on = result.strip(), timezone.localdate()
    current.save(update_fields=["result", "result_on"])
    _record(actor, current, "record_opportunity_result", f"Result of '{current}': {current.result}")
    return current


def _record(
    actor: User,
    thing: ScrutinyItem | ScrutinyMeeting | PlanPriority | Opportunity,
    action: str,
    summary: str,
    changes: dict[str, dict[str, object]] | None = None,
) -> None:
    record_event(
        actor=actor,
        action=f"responses.{action}",
        subject=thing,
        organisation=thing.body,
        summary=summary,
        details=dict(changes or {}),
    )
