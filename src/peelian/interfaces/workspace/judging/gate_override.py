"""The page on which a signatory lets a gate pass."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.services import override_gate
from peelian.apps.judgements.targets import inspected_targets
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.judging.judgement_forms import OverrideForm
from peelian.interfaces.workspace.judging.judgements import judgement_address
from peelian.interfaces.workspace.pages import attempted, page, person, workspace_page
from peelian.rules.gates import GATES

LONGEST_TARGET = 120
"""As many characters as an override keeps of what a gate is about."""


@workspace_page
def gate_override(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Let one gate pass at one step, with a reason."""
    inspection = draft_inspection(request, inspection_id)
    step, code, target = (request.GET.get(name, "") for name in ("step", "gate", "target"))
    gate = GATES.get(code)
    if gate is None or step not in gate.applies_to or len(target) > LONGEST_TARGET:
        raise Http404
    places = {each.identifier for each in inspected_targets(inspection)}
    back = part_address(inspection, "report_gates") if step == "publish" else (
        judgement_address(inspection, target) if target in places else part_address(inspection, "judgements")
    )  # fmt: skip
    form = OverrideForm(sent(request))
    if form.is_valid() and attempted(
        form,
        lambda: override_gate(
            actor=person(request),
            inspection=inspection,
            step=step,
            gate=code,
            target=target,
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, "The gate is let pass, and your reason stands beside it.")
        return redirect(back)
    context = {
        **frame(inspection, "report" if step == "publish" else "judgements", ("Let a gate pass", "")),
        "heading": "Acknowledge a warning" if gate.severity == "warn" else "Let a gate pass",
        "hint": gate.message,
        "button": "Record the reason",
        "cancel": back,
    }
    return page(request, "draft_form.html", context, form)
