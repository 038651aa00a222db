"""Moving an inspection on, and recording what was done in it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.services.planning import require_plan_open
from peelian.apps.organisations.access import require_role, roles_of
from peelian.apps.organisations.models import STAFF_ROLES
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.periods import day_words
from peelian.rules.transitions import INSPECTION, Transition, find_transition

COMPONENT_FIELDS = ("state", "done_on", "note")
OUTLOOK_FIELDS = ("progress_outlook", "response_to_last_inspection")


@service("inspections.advance_inspection")
def advance_inspection(*, actor: User, inspection: Inspection, action: str) -> Inspection:
    """Move an inspection on by an action of the table of transitions that carries no further condition.

    Moves with conditions (sending the draft to the force, sign-off, publication, correction) belong to the
    service that checks them; they are refused here.
    """
    current, move = move_inspection(actor=actor, inspection=inspection, action=action)
    if move.guards:
        raise RefusalError(
            "transition-refused",
            f"To {action.replace('-', ' ')} needs more than a change of state: {'; '.join(move.guards)}. "
            "Use the page of the report.",
            {"state": move.state, "action": action},
        )
    record_event(
        actor=actor,
        action="inspections.advance_inspection",
        subject=current,
        organisation=current.tenant,
        summary=f"{current.title} went from {_words(move.state)} to {_words(move.next_state)}.",
        details={"action": action, "before": {"state": move.state}, "after": {"state": move.next_state}},
    )
    return current


def move_inspection(*, actor: User, inspection: Inspection, action: str) -> tuple[Inspection, Transition]:
    """Take one step of the table of transitions for a service that checks its conditions and logs it.

    Runs in the transaction of that service. Returns the inspection as saved, and the move.
    """
    require_role(actor, inspection.tenant, *STAFF_ROLES, to=f"{action.replace('-', ' ')} an inspection")
    current = Inspection.objects.select_for_update().get(pk=inspection.pk)
    move = _allowed_move(actor, current, action)
    current.state = move.next_state
    current.version += 1
    current.save(update_fields=["state", "version"])
    return current, move


@service("inspections.record_component")
def record_component(
    *,
    actor: User,
    inspection: Inspection,
    component: str,
    state: str,
    expected_version: int,
    done_on: date | None = None,
    note: str = "",
) -> InspectionComponent:
    """Record whether a component of the framework is planned, done (and when), or not in this assessment.

    `expected_version` is that of the component's row, which is 1 as planned.
    """
    require_role(actor, inspection.tenant, *WORKERS, to="record a component of an inspection")
    require_plan_open(Inspection.objects.select_for_update().get(pk=inspection.pk))
    row = lock_for_edit(_component_of(inspection, component), expected_version, COMPONENT_FIELDS)
    _check_component(inspection, row, state, done_on)
    day = done_on if state == InspectionComponent.State.DONE else None
    changes = save_edit(row, {"state": state, "done_on": day, "note": note})
    record_event(
        actor=actor,
        action="inspections.record_component",
        subject=inspection,
        organisation=inspection.tenant,
        summary=f"{component_title(inspection, component)} of {inspection.title}: {row.get_state_display().lower()}.",
        details={"component": component, **changes},
    )
    return row


@service("inspections.record_outlook")
def record_outlook(
    *,
    actor: User,
    inspection: Inspection,
    progress_outlook: str,
    response_to_last_inspection: str,
    expected_version: int,
) -> Inspection:
    """Record, in words, the outlook on progress and the force's response to the last inspection.

    Neither is ever part of a grade.
    """
    require_role(actor, inspection.tenant, *WORKERS, to="record the outlook")
    current = lock_for_edit(inspection, expected_version, OUTLOOK_FIELDS)
    require_plan_open(current)
    changes = save_edit(
        current,
        {"progress_outlook": progress_outlook, "response_to_last_inspection": response_to_last_inspection},
    )
    record_event(
        actor=actor,
        action="inspections.record_outlook",
        subject=current,
        organisation=current.tenant,
        summary=f"The outlook of {current.title} was recorded.",
        details=changes,
    )
    return current


def component_title(inspection: Inspection, identifier: str) -> str:
    """Return the title of a component in the framework of the inspection."""
    return next(each.title for each in inspection.framework.components if each.identifier == identifier)


def _allowed_move(actor: User, inspection: Inspection, action: str) -> Transition:
    """Return the move by the first of the actor's roles that may make it; else refuse in the table's words."""
    held = sorted(role for organisation, role in roles_of(actor) if organisation == inspection.tenant.pk)
    for role in held:
        if action in INSPECTION.actions_from(inspection.state, role):
            return find_transition(INSPECTION, inspection.state, action, role)
    return find_transition(INSPECTION, inspection.state, action, held[0])


def _component_of(inspection: Inspection, component: str) -> InspectionComponent:
    row = inspection.components.filter(component=component).first()
    if row is None:
        known = ", ".join(inspection.components.values_list("component", flat=True)) or "none"
        raise InvalidValueError(
            "unknown-identifier",
            f"'{component}' is no component of {inspection.title}. Choose one of: {known}.",
            {"kind": "component", "identifier": component},
        )
    return row


def _check_component(
    inspection: Inspection, row: InspectionComponent, state: str, done_on: date | None
) -> None:
    problems = Problems()
    problems.need_one_of("state", state, InspectionComponent.State.values, "state of a component")
    title = component_title(inspection, row.component)
    if state == InspectionComponent.State.DONE:
        problems.need("done_on", done_on, f"{title} is marked done without a date. Give the day it was done.")
        if done_on is not None and done_on > timezone.localdate():
            problems.add(
                "done_on", done_on, f"{day_words(done_on)} has not come yet. Give the day {title} was done."
            )
    required = {each.identifier for each in inspection.framework.components if each.required}
    if state == InspectionComponent.State.NOT_INCLUDED and row.component in required:
        problems.add(
            "state",
            state,
            f"{title} is part of every assessment under {inspection.framework.title}. Leave it planned.",
        )
    problems.raise_if_any()


def _words(state: str) -> str:
    return str(Inspection.State(state).label).lower()
