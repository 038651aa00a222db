"""Pages of the charts of a report."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.models import Chart
from peelian.apps.reports.policies import can_report_inspection
from peelian.apps.reports.services import add_chart, remove_chart
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.reporting.chart_forms import ChartForm


@workspace_page
def charts(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The charts of the report by number, and which area each stands in."""
    inspection = draft_inspection(request, inspection_id)
    rows = [
        {"chart": chart, "value": chart.value, "area": inspection.framework.target(chart.target).title}
        for chart in inspection.charts.all()
    ]
    context = {
        **frame(inspection, "report", ("Charts", "")),
        "rows": rows,
        "may_write": can_report_inspection(person(request), inspection),
    }
    return page(request, "reporting/charts.html", context)


@workspace_page
def chart_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Add a numbered chart."""
    inspection = draft_inspection(request, inspection_id)
    form = ChartForm(inspection, sent(request), initial={"number": _next_number(inspection)})
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        added = attempt(
            form,
            lambda: add_chart(actor=person(request), inspection=inspection, target=target, value=form.value),
        )
        if added is not None:
            messages.success(request, f"Figure {added.number} is added.")
            return redirect(part_address(inspection, "charts"))
    back = part_address(inspection, "charts")
    context = {
        **frame(inspection, "report", ("Charts", back), ("Add a chart", "")),
        "heading": "Add a chart",
        "button": "Save chart",
        "cancel": back,
        **form.row_sets,
    }
    return page(request, "reporting/chart_form.html", context, form)


@workspace_page
def chart_remove(request: HttpRequest, chart_id: uuid.UUID) -> HttpResponse:
    """Remove a chart, after asking."""
    visible = Chart.objects.visible_to(person(request)).select_related(
        "inspection__framework_version", "inspection__inspectorate"
    )
    stored: Chart = visible_or_404(visible, pk=chart_id)
    back = part_address(stored.inspection, "charts")
    form = ConfirmForm(sent(request))
    if form.is_valid() and attempted(form, lambda: remove_chart(actor=person(request), chart=stored)):
        messages.success(request, f"Figure {stored.number} is removed.")
        return redirect(back)
    context = {
        **frame(stored.inspection, "report", ("Charts", back), ("Remove a chart", "")),
        "heading": f"Remove Figure {stored.number}?",
        "caption": str(stored.value.get("title", "")),
        "hint": "Its data stays in the log. A chart is changed by removing it and adding it anew.",
        "button": "Remove chart",
        "warning": True,
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)


def _next_number(inspection: Inspection) -> int:
    return max(inspection.charts.values_list("number", flat=True), default=0) + 1
