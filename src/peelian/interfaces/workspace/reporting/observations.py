"""Pages of the inspector's observations: headed points, each tied to the findings it rests on."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.reports.models import ObservationPoint
from peelian.apps.reports.policies import can_report_inspection
from peelian.apps.reports.services import (
    remove_observation_point,
    update_observation_point,
    write_observation_point,
)
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.reporting.draft_forms import PointForm, point_initial


@workspace_page
def observations(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The headed points in their order."""
    inspection = draft_inspection(request, inspection_id)
    context = {
        **frame(inspection, "report", ("Observations", "")),
        "is_part": "observations" in inspection.framework.report_parts,
        "points": inspection.observation_points.prefetch_related("findings"),
        "may_write": can_report_inspection(person(request), inspection),
    }
    return page(request, "reporting/observations.html", context)


@workspace_page
@once
def observation_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Add a headed point."""
    inspection = draft_inspection(request, inspection_id)
    form = PointForm(inspection, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        written = attempt(
            form,
            lambda: write_observation_point(
                actor=person(request),
                inspection=inspection,
                heading=values["heading"],
                text=values["text"],
                findings=form.chosen_findings,
                position=values["position"],
            ),
        )
        if written is not None:
            messages.success(request, f"The point is added: {written.heading}")
            return redirect(part_address(inspection, "observations"))
    back = part_address(inspection, "observations")
    context = {
        **frame(inspection, "report", ("Observations", back), ("Add a point", "")),
        "heading": "Add a point to the observations",
        "button": "Save point",
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def observation_edit(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponse:
    """Change a headed point, its place and the findings it rests on."""
    stored = _point(request, observation_id)
    inspection = stored.inspection
    form = PointForm(inspection, sent(request), initial=point_initial(stored))
    if form.is_valid():
        values = form.cleaned_data
        place = stored.position if values["position"] is None else values["position"]
        changed = attempt(
            form,
            lambda: update_observation_point(
                actor=person(request),
                point=stored,
                heading=values["heading"],
                text=values["text"],
                findings=form.chosen_findings,
                position=place,
                expected_version=values["version"],
            ),
        )
        if changed is not None:
            messages.success(request, "The point is changed.")
            return redirect(part_address(inspection, "observations"))
    back = part_address(inspection, "observations")
    context = {
        **frame(inspection, "report", ("Observations", back), (stored.heading, "")),
        "heading": "Change the point",
        "button": "Save point",
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def observation_remove(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponse:
    """Remove a headed point, after asking."""
    stored = _point(request, observation_id)
    back = part_address(stored.inspection, "observations")
    form = ConfirmSeenForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: remove_observation_point(
            actor=person(request), point=stored, expected_version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, f"The point is removed: {stored.heading}")
        return redirect(back)
    context = {
        **frame(stored.inspection, "report", ("Observations", back), ("Remove a point", "")),
        "heading": "Remove this point?",
        "caption": stored.heading,
        "hint": "Its words stay in the log.",
        "button": "Remove point",
        "warning": True,
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)


def _point(request: HttpRequest, observation_id: uuid.UUID) -> ObservationPoint:
    visible = ObservationPoint.objects.visible_to(person(request)).select_related(
        "inspection__framework_version", "inspection__inspectorate", "inspection__force"
    )
    found: ObservationPoint = visible_or_404(visible.prefetch_related("findings"), pk=observation_id)
    return found
