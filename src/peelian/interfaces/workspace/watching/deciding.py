"""Decisions on the stage of a force: on a proposal, at a review, or of the past by its source."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.followup.queries import open_items
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.monitoring.policies import can_decide_inspectorate, inspectorates_decidable_by
from peelian.apps.monitoring.queries import stage_on
from peelian.apps.monitoring.services import decide_move, decide_stage
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.watching.forms import DecideForm, RecordForm, ReviewForm
from peelian.interfaces.workspace.watching.places import force_address, one_form, watched_force
from peelian.interfaces.workspace.watching.proposing import proposal_address, visible_proposal


@workspace_page
def proposal_decide(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Decide on a proposed move, as the second person."""
    actor, found = person(request), visible_proposal(request, proposal_id)
    if not can_decide_inspectorate(actor, found.inspectorate):
        raise Http404
    start = {"version": found.version, "reasons": found.reasons, "effective_on": timezone.localdate()}
    form = DecideForm(sent(request), initial=start)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        decided = attempt(
            form,
            lambda: decide_move(actor=actor, proposal=found, expected_version=version, **values),
        )
        if decided is not None:
            messages.success(request, "The decision is made, and the public can read it.")
            return redirect(force_address(found.force))
    concerns = [each.title for each in open_items(found.force).filter(kind="cause-of-concern")]
    told = [("Causes of concern that are open", "; ".join(concerns) or "None")]
    return one_form(
        request,
        form,
        f"Decide on the stage of {found.force.name}",
        hint="The decision is public at once and is never edited. Another person than the one who proposed it decides.",
        button="Decide",
        back=proposal_address(found),
        told=told,
    )


@workspace_page
@once
def stage_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a review after which the force stays in its stage."""
    actor, force = person(request), watched_force(request, slug)
    inspectorate = visible_or_404(inspectorates_decidable_by(actor))
    held = stage_on(force, timezone.localdate())
    if held is None:
        raise Http404
    office = ", ".join(part for part in (actor.name, actor.office) if part)
    form = ReviewForm(sent(request), initial={"effective_on": timezone.localdate(), "decided_by": office})
    if form.is_valid():
        stayed = attempt(
            form,
            lambda: decide_stage(
                actor=actor,
                inspectorate=inspectorate,
                force=force,
                stage_set=held.stage_set.identifier,
                stage=held.stage.identifier,
                effect=StageDecision.Effect.STAYS,
                **form.cleaned_data,
            ),
        )
        if stayed is not None:
            messages.success(request, f"The review is recorded: {force.name} stays in {held.stage.title}.")
            return redirect(force_address(force))
    return one_form(
        request,
        form,
        f"Review the stage of {force.name}",
        hint=f"The force stays in {held.stage.title}, and the public can read why. A move is proposed instead.",
        button="Record the review",
        back=force_address(force),
    )


@workspace_page
@once
def stage_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a decision of the past on record, by its source."""
    actor, force = person(request), watched_force(request, slug)
    inspectorate = visible_or_404(inspectorates_decidable_by(actor))
    form = RecordForm(force, sent(request))
    if form.is_valid():
        recorded = attempt(
            form,
            lambda: decide_stage(actor=actor, inspectorate=inspectorate, force=force, **form.values),
        )
        if recorded is not None:
            messages.success(request, "The decision is on record, and the public can read it.")
            return redirect(force_address(force))
    return one_form(
        request,
        form,
        f"Record a past decision on {force.name}",
        hint="For decisions that were made before moves of this force were kept here, each with its source. Any "
        "other move is proposed, so that the force can answer and a second person decides.",
        button="Put on record",
        back=force_address(force),
    )
