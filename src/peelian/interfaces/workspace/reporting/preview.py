"""The report as it would stand now, and what stands against its publication."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.queries import replaced_figures
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.queries import publication_gates, unprintable_text_gates
from peelian.interfaces.look.reports import report_words
from peelian.interfaces.workspace.drafts import draft_inspection, frame
from peelian.interfaces.workspace.judging.gate_rows import gate_rows
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.rules.errors import PeelianError


@workspace_page
def report_preview(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The report on one page, put together by the same rules and shown by the same parts as the published one."""
    inspection = draft_inspection(request, inspection_id)
    context = {**frame(inspection, "report", ("Preview", "")), **_assembled(inspection)}
    return page(request, "reporting/preview.html", context)


@workspace_page
def report_gates(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What stands against publication, and where a signatory can let it pass."""
    inspection = draft_inspection(request, inspection_id)
    gates = gate_rows(person(request), inspection, "publish", publication_gates(inspection))
    context = {
        **frame(inspection, "report", ("Gates", "")),
        "gates": gates,
        "blocking": sum(gate.stands for gate in gates),
    }
    return page(request, "reporting/gates.html", context)


def _assembled(inspection: Inspection) -> dict[str, Any]:
    """The report in words, or the sentence that says why it cannot be put together yet."""
    try:
        value = assemble_report_value(inspection, published=timezone.localdate())
    except PeelianError as error:
        return {"refusal": error.message}
    unprintable = [gate.message for gate in unprintable_text_gates(value)]
    return {
        "report": report_words(value, draft=True),
        "unprintable": unprintable,
        "replaced": replaced_figures(inspection),
    }
