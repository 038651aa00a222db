"""Pages of judgements: the list, what stands behind one, and each step of its grade."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.queries import evidence_for_inspection
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.queries import (
    JudgementPage,
    gates_of_target,
    improvement_needs_and_notable_practice,
    judgement_lines,
    judgement_of,
    judgement_page,
)
from peelian.apps.judgements.services import (
    declare_change,
    finalise_grade,
    override_gate,
    reopen_grade,
    submit_provisional_grade,
)
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.catalogue import Area, Scale
from peelian.catalogue.frameworks import is_graded
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmForm, ReasonForm, sent
from peelian.interfaces.workspace.judging.gate_rows import gate_rows
from peelian.interfaces.workspace.judging.judgement_forms import DeclareChangeForm, GradeForm, OverrideForm
from peelian.interfaces.workspace.pages import attempt, attempted, page, person, workspace_page
from peelian.rules.gates import GATES

LONGEST_TARGET = 120
"""As many characters as an override keeps of what a gate is about."""


@workspace_page
def judgements(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Every area and pillar of the inspection, each with its grade or that it has none yet."""
    inspection = draft_inspection(request, inspection_id)
    lines = judgement_lines(person(request), inspection)
    rows = [
        {"line": line, **badge(inspection.scale, line.judgement), "graded": is_graded(line.target)}
        for line in lines
    ]
    return page(request, "judging/judgements.html", {**frame(inspection, "judgements"), "rows": rows})


@workspace_page
def judgement(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Everything that one judgement rests on, what stands against it, and what comes next."""
    inspection, place = _place(request, inspection_id, target)
    shown = judgement_page(person(request), inspection, target)
    if shown is None:
        raise Http404
    context = {
        **frame(inspection, "judgements", (place.title, "")),
        "shown": shown,
        "target": place,
        "is_area": isinstance(place, Area),
        "graded": is_graded(place) and inspection.graded,
        "gates": gate_rows(person(request), inspection, "finalise", shown.gates),
        "assessed": sum(each.is_assessed for each in shown.characteristics),
        "proposable": _is_proposable(shown),
        "support": _support(shown.judgement),
        "lists": improvement_needs_and_notable_practice(inspection, target),
        **badge(inspection.scale, shown.judgement),
    }
    return page(request, "judging/judgement.html", context)


@workspace_page
def judgement_provisional(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Propose a grade with its reasons and evidence."""
    inspection, place = _place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    linked = _support(stored)
    evidence = _choosable(evidence_for_inspection(person(request), inspection), linked, target)
    start = {
        "grade": stored.grade,
        "reasons": stored.reasons,
        "evidence": [str(item.pk) for item in linked],
        "version": stored.version,
    }
    form = GradeForm(inspection.scale, evidence, sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        proposed = attempt(
            form,
            lambda: submit_provisional_grade(
                actor=person(request), inspection=inspection, target=target, **form.content
            ),
        )
        if proposed is not None:
            messages.success(
                request, f"{inspection.scale.tier(proposed.grade).label} is proposed for {place.title}."
            )
            return redirect(_address(inspection, target))
    context = {
        **_step_frame(inspection, place, "Propose a grade"),
        "heading": "Propose a grade",
        "button": "Propose this grade",
        "hint": f"{inspection.scale.title}. A person decides; nothing computes a grade.",
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def judgement_finalise(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Make a grade final, after showing what stands against it."""
    inspection, place = _place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    form = ConfirmForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: finalise_grade(
            actor=person(request),
            inspection=inspection,
            target=target,
            expected_version=form.cleaned_data["version"] or 1,
        ),
    ):
        messages.success(request, f"The grade for {place.title} is final.")
        return redirect(_address(inspection, target))
    context = {
        **_step_frame(inspection, place, "Make the grade final"),
        "heading": "Make the grade final",
        "button": "Make it final",
        "judgement": stored,
        "gates": gate_rows(person(request), inspection, "finalise", gates_of_target(inspection, target)),
        **badge(inspection.scale, stored),
    }
    return page(request, "judging/finalise.html", context, form)


@workspace_page
def judgement_reopen(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Take a final grade back to provisional, with the reason."""
    inspection, place = _place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    form = ReasonForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: reopen_grade(
            actor=person(request),
            inspection=inspection,
            target=target,
            expected_version=form.cleaned_data["version"] or 1,
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, f"The grade for {place.title} is provisional again.")
        return redirect(_address(inspection, target))
    context = {
        **_step_frame(inspection, place, "Reopen the grade"),
        "heading": "Reopen the grade",
        "button": "Reopen it",
        "hint": "It goes back to provisional, and the accountable inspector makes it final anew.",
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def judgement_change(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Keep the report's own statement that performance fell: without it nothing says so."""
    inspection, place = _place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    start = {
        "statement": stored.declared_change,
        "location": stored.declared_change_location,
        "version": stored.version,
    }
    form = DeclareChangeForm(sent(request), initial=start)
    if form.is_valid():
        values = form.cleaned_data
        kept = attempt(
            form,
            lambda: declare_change(
                actor=person(request),
                inspection=inspection,
                target=target,
                statement=values["statement"],
                location=values["location"],
                expected_version=values["version"],
            ),
        )
        if kept is not None:
            messages.success(
                request, "The report's statement is kept, and is cited wherever the fall is named."
            )
            return redirect(_address(inspection, target))
    context = {
        **_step_frame(inspection, place, "Performance fell"),
        "heading": "The report says that performance fell",
        "hint": "A lower grade is not by itself a worse performance. Only the report's own words make it one.",
    }
    return page(request, "draft_form.html", context, form)


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
        _address(inspection, target) if target in places else part_address(inspection, "judgements")
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


def badge(scale: Scale, judgement: Judgement) -> dict[str, object]:
    """What the grade badge shows of a judgement."""
    if not judgement.grade:
        return {"grade": None, "label": "No grade yet", "rank": None, "tiers": len(scale.tiers)}
    rank = [tier.identifier for tier in scale.tiers].index(judgement.grade) + 1
    label = scale.tier(judgement.grade).label
    return {"grade": judgement.grade, "label": label, "rank": rank, "tiers": len(scale.tiers)}


def _place(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> tuple[Inspection, Target]:
    inspection = draft_inspection(request, inspection_id)
    found = next((each for each in inspected_targets(inspection) if each.identifier == target), None)
    if found is None:
        raise Http404
    return inspection, found


def _address(inspection: Inspection, target: str) -> str:
    return part_address(inspection, "judgement", target=target)


def _step_frame(inspection: Inspection, place: Target, step: str) -> dict[str, object]:
    address = _address(inspection, place.identifier)
    trail = frame(inspection, "judgements", (place.title, address), (step, ""))
    return {**trail, "caption": place.title, "cancel": address}


def _support(judgement: Judgement) -> list[EvidenceItem]:
    """The evidence that a judgement rests on; one that nobody has proposed yet rests on none."""
    return [] if judgement._state.adding else list(judgement.evidence.all())


def _is_proposable(shown: JudgementPage) -> bool:
    return shown.may_grade and shown.judgement.state != Judgement.State.FINAL


def _choosable(
    evidence: Iterable[EvidenceItem], linked: list[EvidenceItem], target: str
) -> list[EvidenceItem]:
    """Evidence to support a grade with: first what is linked to the area, then the rest."""
    listed = list(evidence)
    known = {item.pk for item in listed}
    every = [*listed, *(item for item in linked if item.pk not in known)]
    return sorted(every, key=lambda item: all(link.target != target for link in item.links.all()))
