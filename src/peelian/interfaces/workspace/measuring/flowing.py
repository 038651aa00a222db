"""Taking published measures into an inspection: the value of its force as a figure, and all forces as a chart."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import flow_measure_into_figure
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.report_charts import report_chart
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.policies import can_report_inspection
from peelian.apps.reports.services import add_chart
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.measuring.forms import FlowForm, MeasureChartForm
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


@workspace_page
@once
def chart_from_measure(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Choose a published measure; all its forces become a chart of the report, with this force marked."""
    actor = person(request)
    inspection = draft_inspection(request, inspection_id)
    if not can_report_inspection(actor, inspection):
        visible_or_404(Organisation.objects.none())
    framework = inspection.framework
    targets = [(name, framework.target(name).title) for name in inspection.areas]
    taken = inspection.charts.values_list("number", flat=True)
    form = MeasureChartForm(
        MeasurePublication.objects.current(),
        targets,
        sent(request),
        initial={"number": max(taken, default=0) + 1},
    )
    back = part_address(inspection, "charts")
    if form.is_valid():
        values = form.cleaned_data
        slug = inspection.force.slug if inspection.force else ""
        added = attempt(
            form,
            lambda: add_chart(
                actor=actor,
                inspection=inspection,
                target=values["target"],
                value=report_chart(values["publication"], slug, values["number"]),
            ),
        )
        if added is not None:
            messages.success(request, f"Figure {added.number} is added.")
            return redirect(back)
    context = {
        **frame(inspection, "report", ("Charts", back), ("Take a published measure", "")),
        "heading": "Take a published measure as a chart",
        "caption": inspection.title,
        "hint": "The chart holds the values, lines, source, notes and forces left out as they were published.",
        "button": "Save chart",
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)
