"""Taking the published value of the inspected force into a finding as a figure."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import flow_measure_into_figure
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.measuring.forms import FlowForm
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
@once
def figure_from_measure(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Choose a published measure; its value of this force becomes a figure that keeps its link."""
    actor = person(request)
    inspection = draft_inspection(request, inspection_id)
    if not can_write_inspection(actor, inspection):
        visible_or_404(Organisation.objects.none())
    number = inspection.figures.count() + 1
    publications = MeasurePublication.objects.current()
    form = FlowForm(publications, inspection.findings.all(), sent(request), initial={"key": f"F-{number}"})
    if form.is_valid():
        values = form.cleaned_data
        figure = attempt(
            form,
            lambda: flow_measure_into_figure(
                actor=actor,
                inspection=inspection,
                publication=values["publication"],
                key=values["key"],
                finding=values["finding"],
            ),
        )
        if figure is not None:
            messages.success(request, f"{figure.key} is saved. It prints: {figure.printed_words}.")
            return redirect(part_address(inspection, "figures"))
    context = {
        **frame(inspection, "figures", ("Take a value from a published measure", "")),
        "heading": "Take a value from a published measure",
        "caption": inspection.title,
        "hint": "The figure prints the value of this force with the mean of forces, its rank and the test behind both.",
        "button": "Save figure",
        "cancel": part_address(inspection, "figures"),
    }
    return page(request, "draft_form.html", context, form)
