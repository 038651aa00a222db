"""Notes between reports, context of an assessment, and critical incidents that a force declares."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.services.work import require_not_ahead, require_words
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.monitoring.models import ContextFactor, CriticalIncident, MonitoringNote
from peelian.apps.monitoring.policies import ANSWERERS, WATCHERS
from peelian.apps.monitoring.services.checks import check_likely, check_not_ahead
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("monitoring.note_monitoring")
def note_monitoring(
    *, actor: User, inspectorate: Organisation, force: Organisation, noted_on: date, text: str
) -> MonitoringNote:
    """Note what was seen of a force on a day between two reports."""
    require_role(actor, inspectorate, *WATCHERS, to="note what is seen of a force")
    text = require_words(text, "The note is empty. Say what was seen.")
    problems = Problems()
    check_not_ahead("noted_on", noted_on, "The note", problems)
    check_likely("noted_on", noted_on, problems)
    problems.raise_if_any()
    told: dict[str, Any] = {
        "inspectorate": inspectorate,
        "force": force,
        "noted_on": noted_on,
        "text": text,
        "author": actor,
    }
    keep_once(force, MonitoringNote.objects.filter(**told), "Your note of that day in the same words")
    note = MonitoringNote.objects.create(**told)
    record_event(
        actor=actor,
        action="monitoring.note_monitoring",
        subject=note,
        organisation=inspectorate,
        summary=f"{force.name} on {day_words(noted_on)}: {text}",
    )
    return note


@service("monitoring.record_context_factor")
def record_context_factor(
    *,
    actor: User,
    inspection: Inspection,
    direction: str,
    text: str,
    outside_control: bool = False,
    outside_reason: str = "",
) -> ContextFactor:
    """Attach to an assessment what helped or hindered the force. No grade can rest on it.

    A factor that hindered progress may be marked as outside the force's control; then it says why.
    """
    require_role(actor, inspection.inspectorate, *WORKERS, to="record the context of an assessment")
    problems = Problems()
    problems.need_one_of("direction", direction, ContextFactor.Direction.values, "direction of a factor")
    problems.need("text", text, "The factor has no text. Say what helped or hindered.")
    if outside_control:
        problems.need(
            "outside_reason",
            outside_reason,
            "A factor outside the force's control needs a reason. Say why the force could not change it.",
        )
    problems.raise_if_any()
    told: dict[str, Any] = {
        "inspection": inspection,
        "direction": direction,
        "text": text.strip(),
        "outside_control": outside_control,
        "outside_reason": outside_reason.strip() if outside_control else "",
        "recorded_by": actor,
        "recorded_on": timezone.localdate(),
    }
    keep_once(inspection, ContextFactor.objects.filter(**told), "Your factor of today in the same words")
    factor = ContextFactor.objects.create(**told)
    record_event(
        actor=actor,
        action="monitoring.record_context_factor",
        subject=factor,
        organisation=inspection.inspectorate,
        summary=f"{factor.get_direction_display()}: {factor.text}",
    )
    return factor


@service("monitoring.declare_incident")
def declare_incident(
    *,
    actor: User,
    inspectorate: Organisation,
    force: Organisation,
    framework: str,
    target: str,
    reason: str,
    measures: str,
    started_on: date,
) -> CriticalIncident:
    """Declare a critical incident for a service of the force, and tell the inspectorate."""
    require_role(actor, force, *ANSWERERS, to="declare a critical incident of the force")
    problems = Problems()
    frameworks = regime().frameworks
    problems.need_one_of("framework", framework, frameworks, "framework")
    if framework in frameworks:
        areas = [area.identifier for area in frameworks[framework].areas]
        problems.need_one_of("target", target, areas, f"area of {frameworks[framework].title}")
    problems.need("reason", reason, "The incident has no reason. Say which service cannot be given, and why.")
    problems.need("measures", measures, "Say what the force does meanwhile, such as where demand is sent.")
    check_not_ahead("started_on", started_on, "The start", problems)
    check_likely("started_on", started_on, problems)
    problems.raise_if_any()
    told: dict[str, Any] = {
        "inspectorate": inspectorate,
        "force": force,
        "framework": framework,
        "target": target,
        "reason": reason.strip(),
        "measures": measures.strip(),
        "started_on": started_on,
        "declared_by": actor,
    }
    keep_once(force, CriticalIncident.objects.filter(**told), "The same incident from that day on")
    incident = CriticalIncident.objects.create(**told)
    _tell(actor, incident, "declare_incident", f"Critical incident declared: {incident.reason}")
    return incident


@service("monitoring.end_incident")
def end_incident(*, actor: User, incident: CriticalIncident, ended_on: date, ending: str) -> CriticalIncident:
    """Say that a critical incident is over, since when, and how."""
    require_role(actor, incident.force, *ANSWERERS, to="end a critical incident of the force")
    ending = require_words(ending, "Say how the incident ended: what works again, and what stays changed.")
    require_not_ahead(ended_on, "The end")
    current = CriticalIncident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if current.ended_on is not None:
        raise RefusalError("refused", f"The incident ended on {day_words(current.ended_on)} already.")
    if ended_on < current.started_on:
        raise RefusalError("refused", "The incident cannot end before it began. Give a later day.")
    current.ended_on, current.ending = ended_on, ending
    current.save(update_fields=["ended_on", "ending"])
    _tell(actor, current, "end_incident", f"Critical incident ended: {ending}")
    return current


def _tell(actor: User, incident: CriticalIncident, action: str, summary: str) -> None:
    record_event(
        actor=actor,
        action=f"monitoring.{action}",
        subject=incident,
        organisation=incident.force,
        summary=summary,
    )
