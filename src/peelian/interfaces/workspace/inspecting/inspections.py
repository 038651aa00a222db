"""Inspections: the list, the page of one, and the moves from state to state."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from peelian.apps.accounts.models import User
from peelian.apps.followup.queries import CarriedConcern, carried_concerns
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import can_edit_inspection, inspectorates_plannable_by
from peelian.apps.inspections.queries import inspections
from peelian.apps.inspections.services import advance_inspection
from peelian.apps.judgements.queries import future_checks_for
from peelian.apps.organisations.access import roles_of
from peelian.apps.reports.models import AccuracyCheck
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import item_address
from peelian.interfaces.workspace.inspecting.forms import InspectionFilters
from peelian.interfaces.workspace.inspecting.line import line_of
from peelian.interfaces.workspace.inspecting.states import NEXT_STEPS, state_tag
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import act_or_tell, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words
from peelian.rules.transitions import INSPECTION


@workspace_page
def inspection_list(request: HttpRequest) -> HttpResponse:
    """Inspections that the person may see, latest first."""
    user = person(request)
    filters = InspectionFilters(request)
    shown = _chosen(inspections(user), filters).select_related(None).select_related("lead_inspector")
    listed = one_page(request, shown)
    rows = [
        [
            {"text": each.title, "href": reverse("workspace:inspection", args=[each.pk])},
            {"html": state_tag(each.state)},
            {"text": each.lead_inspector.name if each.lead_inspector else "Not named"},
            {"text": day_words(each.window_end)},
        ]
        for each in listed
    ]
    context = {
        "listed": listed,
        "columns": headings("Inspection", "State", "Led by", "Window ends"),
        "rows": rows,
        "may_plan": inspectorates_plannable_by(user).exists(),
    }
    return page(request, "inspecting/inspections.html", context, filters)


@workspace_page
def inspection_detail(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The line of one inspection for its inspectorate; for the inspected force, what was sent to it."""
    user = person(request)
    found = visible_or_404(inspections(user), pk=inspection_id)
    if not Inspection.objects.drafts_visible_to(user).filter(pk=found.pk).exists():
        checks = AccuracyCheck.objects.visible_to(user).filter(inspection=found).defer("value")
        return page(request, "inspecting/inspection_of_force.html", {"inspection": found, "checks": checks})
    kinds = {kind.identifier: kind.title for kind in regime().inspection_kinds}
    context = {
        "inspection": found,
        "framework": found.framework,
        "tag": state_tag(found.state),
        "kinds": [kinds.get(kind, kind) for kind in found.kinds],
        "next_step": NEXT_STEPS[found.state],
        "stages": line_of(user, found),
        "team": found.team.select_related("user").order_by("user__name"),
        "moves": moves_open_to(user, found),
        "may_edit": can_edit_inspection(user, found),
        "carried": _carried(found),
        "future_checks": future_checks_for(user, found.force, before=found) if found.force else [],
    }
    return page(request, "inspecting/inspection.html", context)


@workspace_page
@require_POST
def inspection_advance(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Move an inspection on by an action that needs nothing more."""
    actor = person(request)
    found = visible_or_404(
        Inspection.objects.drafts_visible_to(actor).select_related("inspectorate"), pk=inspection_id
    )
    action = request.POST.get("action", "")
    act_or_tell(
        request,
        lambda: advance_inspection(actor=actor, inspection=found, action=action),
        f"Done: {action.replace('-', ' ')}.",
    )
    return redirect("workspace:inspection", inspection_id=found.pk)


def _carried(inspection: Inspection) -> list[tuple[CarriedConcern, str]]:
    """Causes of concern that were open when the window began, with their public addresses."""
    if inspection.force is None:
        return []
    concerns = carried_concerns(inspection.force, inspection.window_start)
    return [(concern, item_address(concern.item.pk)) for concern in concerns]


def moves_open_to(user: User, inspection: Inspection) -> list[tuple[str, str]]:
    """Actions that the person may take now with one button, each with its words."""
    held = {role for organisation, role in roles_of(user) if organisation == inspection.inspectorate_id}
    return [
        (move.action, move.action.replace("-", " ").capitalize())
        for move in INSPECTION.transitions
        if move.state == inspection.state and not move.guards and held & set(move.roles)
    ]


def _chosen(found: QuerySet[Inspection], filters: InspectionFilters) -> QuerySet[Inspection]:
    if text := filters.chosen("q"):
        found = found.filter(Q(title__icontains=text) | Q(reference__icontains=text))
    named = {"state": "state", "framework": "framework_version", "force": "force__slug"}
    wanted = {lookup: value for name, lookup in named.items() if (value := filters.chosen(name))}
    return found.filter(**wanted)
