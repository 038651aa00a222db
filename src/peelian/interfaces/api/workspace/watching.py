"""While a force is watched: its plan, meetings, exit criteria, notes, context, and critical incidents."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from peelian.apps.monitoring.models import (
    CriticalIncident,
    ExitCriterion,
    ImprovementPlan,
    MonitoringNote,
    OversightMeeting,
)
from peelian.apps.monitoring.queries import context_of, exit_criteria_of
from peelian.apps.monitoring.services import (
    assess_exit_criterion,
    declare_incident,
    end_incident,
    hold_meeting,
    note_monitoring,
    plan_meeting,
    record_context_factor,
    record_meeting,
    send_improvement_plan,
    view_improvement_plan,
)
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import inspectorates
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS, not_found
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.monitoring_bodies import (
    CriterionResult,
    ExitCriterionOut,
    Factor,
    FactorOut,
    HeldMeeting,
    ImprovementPlanOut,
    Incident,
    IncidentEnd,
    IncidentOut,
    Meeting,
    Minutes,
    Note,
    NoteOut,
    OversightMeetingOut,
    PlanView,
    Words,
)
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import draft_inspection, force_named, reach

router = Router(tags=["monitoring of forces"])
FORCE = "/monitoring/{slug:slug}"


@router.get(
    f"{FORCE}/improvement-plans",
    response={200: Listing[ImprovementPlanOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_plans(request: HttpRequest, slug: str) -> object:
    """Versions of the improvement plan of a force, latest first."""
    found = ImprovementPlan.objects.visible_to(person(request)).filter(force__slug=slug)
    return listing(request, question_of(request, ()), found, ("-version", "id"))


@router.post(f"{FORCE}/improvement-plans", response={201: ImprovementPlanOut, **WORKSPACE_PROBLEMS})
def send_plan(request: HttpRequest, slug: str, words: Words) -> object:
    """Send a version of the improvement plan of your force."""
    return Status(201, send_improvement_plan(actor=person(request), force=_force(slug), text=words.text))


@router.post(
    "/improvement-plans/{uuid:plan_id}/view", response={200: ImprovementPlanOut, **WORKSPACE_PROBLEMS}
)
def view_plan(request: HttpRequest, plan_id: UUID, view: PlanView) -> object:
    """Say what the inspectorate makes of a version of a plan."""
    visible = ImprovementPlan.objects.visible_to(person(request)).select_related("inspectorate", "force")
    return view_improvement_plan(actor=person(request), plan=reach(visible, pk=plan_id), **view.given())


@router.get(
    f"{FORCE}/meetings",
    response={200: Listing[OversightMeetingOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_meetings(request: HttpRequest, slug: str) -> object:
    """Oversight meetings with a force, latest first."""
    found = OversightMeeting.objects.visible_to(person(request)).filter(force__slug=slug)
    return listing(request, question_of(request, ()), found, ("-planned_for", "id"))


@router.post(f"{FORCE}/meetings", response={201: OversightMeetingOut, **WORKSPACE_PROBLEMS})
def add_meeting(request: HttpRequest, slug: str, meeting: Meeting) -> object:
    """Plan a meeting with a force."""
    user = person(request)
    made = plan_meeting(
        actor=user,
        inspectorate=own_inspectorate(user, meeting.inspectorate),
        force=_force(slug),
        **meeting.given(["inspectorate"]),
    )
    return Status(201, made)


@router.post(f"{FORCE}/meetings/held", response={201: OversightMeetingOut, **WORKSPACE_PROBLEMS})
def add_held_meeting(request: HttpRequest, slug: str, meeting: HeldMeeting) -> object:
    """Record a meeting that was held and had not been planned."""
    user = person(request)
    made = hold_meeting(
        actor=user,
        inspectorate=own_inspectorate(user, meeting.inspectorate),
        force=_force(slug),
        **meeting.given(["inspectorate"]),
    )
    return Status(201, made)


@router.post("/meetings/{uuid:meeting_id}/minutes", response={200: OversightMeetingOut, **WORKSPACE_PROBLEMS})
def add_minutes(request: HttpRequest, meeting_id: UUID, minutes: Minutes) -> object:
    """Record a meeting that was held."""
    visible = OversightMeeting.objects.visible_to(person(request)).select_related("inspectorate", "force")
    return record_meeting(actor=person(request), meeting=reach(visible, pk=meeting_id), **minutes.given())


@router.get(
    f"{FORCE}/exit-criteria",
    response={200: Listing[ExitCriterionOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_exit_criteria(request: HttpRequest, slug: str) -> object:
    """Exit criteria to which a force works now, with what your inspectorate found of each."""
    own = exit_criteria_of(_force(slug), timezone.localdate())
    found = own.filter(decision__inspectorate__in=staffed_inspectorates(person(request)))
    return listing(request, question_of(request, ()), found, ("position", "id"))


@router.post(
    "/exit-criteria/{uuid:criterion_id}/result", response={200: ExitCriterionOut, **WORKSPACE_PROBLEMS}
)
def add_result(request: HttpRequest, criterion_id: UUID, result: CriterionResult) -> object:
    """Say whether an exit criterion is met."""
    own = ExitCriterion.objects.filter(decision__inspectorate__in=staffed_inspectorates(person(request)))
    criterion = reach(own.select_related("decision__force", "decision__inspectorate"), pk=criterion_id)
    return assess_exit_criterion(actor=person(request), criterion=criterion, **result.given())


@router.get(
    f"{FORCE}/notes", response={200: Listing[NoteOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_notes(request: HttpRequest, slug: str) -> object:
    """Notes of your inspectorate on a force, latest first."""
    found = MonitoringNote.objects.visible_to(person(request)).filter(force__slug=slug)
    return listing(request, question_of(request, ()), found, ("-noted_on", "id"))


@router.post(f"{FORCE}/notes", response={201: NoteOut, **WORKSPACE_PROBLEMS})
def add_note(request: HttpRequest, slug: str, note: Note) -> object:
    """Note what was seen of a force."""
    user = person(request)
    made = note_monitoring(
        actor=user,
        inspectorate=own_inspectorate(user, note.inspectorate),
        force=_force(slug),
        **note.given(["inspectorate"]),
    )
    return Status(201, made)


@router.get(
    "/inspections/{uuid:inspection_id}/context",
    response={200: Listing[FactorOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_factors(request: HttpRequest, inspection_id: UUID) -> object:
    """What helped or hindered the force in an assessment; no grade rests on it."""
    found = context_of(person(request), draft_inspection(request, inspection_id))
    return listing(request, question_of(request, ()), found, ("recorded_on", "id"))


@router.post("/inspections/{uuid:inspection_id}/context", response={201: FactorOut, **WORKSPACE_PROBLEMS})
def add_factor(request: HttpRequest, inspection_id: UUID, factor: Factor) -> object:
    """Attach to an assessment what helped or hindered the force."""
    inspection = draft_inspection(request, inspection_id)
    return Status(201, record_context_factor(actor=person(request), inspection=inspection, **factor.given()))


@router.get(
    f"{FORCE}/incidents",
    response={200: Listing[IncidentOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_incidents(request: HttpRequest, slug: str) -> object:
    """Critical incidents that a force has declared, latest first."""
    found = CriticalIncident.objects.visible_to(person(request)).filter(force__slug=slug)
    return listing(request, question_of(request, ()), found, ("-started_on", "id"))


@router.post(f"{FORCE}/incidents", response={201: IncidentOut, **WORKSPACE_PROBLEMS})
def add_incident(request: HttpRequest, slug: str, incident: Incident) -> object:
    """Declare a critical incident of your force."""
    told = inspectorates().filter(slug=incident.inspectorate).first()
    if told is None:
        return not_found(request)
    made = declare_incident(
        actor=person(request), inspectorate=told, force=_force(slug), **incident.given(["inspectorate"])
    )
    return Status(201, made)


@router.post("/incidents/{uuid:incident_id}/end", response={200: IncidentOut, **WORKSPACE_PROBLEMS})
def end(request: HttpRequest, incident_id: UUID, ending: IncidentEnd) -> object:
    """Say that a critical incident is over."""
    visible = CriticalIncident.objects.visible_to(person(request)).select_related("force")
    return end_incident(actor=person(request), incident=reach(visible, pk=incident_id), **ending.given())


def _force(slug: str) -> Organisation:
    """A force by its short name: which forces there are is public."""
    found = force_named(slug)
    if found is None:
        raise Http404
    return found
