"""The steps of a grade, each a page: proposed, made final, reopened, said to have fallen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.queries import evidence_for_inspection
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.queries import gates_of_target, judgement_of
from peelian.apps.judgements.services import (
    declare_change,
    finalise_grade,
    reopen_grade,
    submit_provisional_grade,
)
from peelian.apps.judgements.targets import Target
from peelian.interfaces.workspace.drafts import frame
from peelian.interfaces.workspace.editing import ConfirmSeenForm, ReasonForm, sent
from peelian.interfaces.workspace.judging.gate_rows import gate_rows
from peelian.interfaces.workspace.judging.judgement_forms import DeclareChangeForm, GradeForm
from peelian.interfaces.workspace.judging.judgements import (
    badge,
    evidence_behind,
    judgement_address,
    judgement_place,
)
from peelian.interfaces.workspace.pages import attempt, attempted, page, person, workspace_page


@workspace_page
def judgement_provisional(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Propose a grade with its reasons and evidence."""
    inspection, place = judgement_place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    linked = evidence_behind(stored)
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
            return redirect(judgement_address(inspection, target))
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
    inspection, place = judgement_place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    form = ConfirmSeenForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: finalise_grade(
            actor=person(request),
            inspection=inspection,
            target=target,
            expected_version=form.cleaned_data["version"],
        ),
    ):
        messages.success(request, f"The grade for {place.title} is final.")
        return redirect(judgement_address(inspection, target))
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
    inspection, place = judgement_place(request, inspection_id, target)
    stored = judgement_of(inspection, target)
    form = ReasonForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: reopen_grade(
            actor=person(request),
            inspection=inspection,
            target=target,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, f"The grade for {place.title} is provisional again.")
        return redirect(judgement_address(inspection, target))
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
    inspection, place = judgement_place(request, inspection_id, target)
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
            return redirect(judgement_address(inspection, target))
    context = {
        **_step_frame(inspection, place, "Performance fell"),
        "heading": "The report says that performance fell",
        "hint": "A lower grade is not by itself a worse performance. Only the report's own words make it one.",
    }
    return page(request, "draft_form.html", context, form)


def _step_frame(inspection: Inspection, place: Target, step: str) -> dict[str, object]:
    address = judgement_address(inspection, place.identifier)
    trail = frame(inspection, "judgements", (place.title, address), (step, ""))
    return {**trail, "caption": place.title, "cancel": address}


def _choosable(
    evidence: Iterable[EvidenceItem], linked: list[EvidenceItem], target: str
) -> list[EvidenceItem]:
    """Evidence to support a grade with: first what is linked to the area, then the rest."""
    listed = list(evidence)
    known = {item.pk for item in listed}
    every = [*listed, *(item for item in linked if item.pk not in known)]
    return sorted(every, key=lambda item: all(link.target != target for link in item.links.all()))
