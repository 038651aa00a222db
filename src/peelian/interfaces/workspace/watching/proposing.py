"""A move between stages before it is decided: proposed, changed, told to the force, taken back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import Representation, StageProposal
from peelian.apps.monitoring.policies import (
    can_answer_proposal,
    can_decide_inspectorate,
    can_propose_inspectorate,
    inspectorates_proposable_by,
)
from peelian.apps.monitoring.queries import answer_words, stage_set_on
from peelian.apps.monitoring.services import change_proposal, give_notice, propose_move, withdraw_proposal
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Role
from peelian.interfaces.workspace.conflicts import add_stored_rows
from peelian.interfaces.workspace.editing import ReasonForm, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.watching.forms import NoticeForm, ProposalForm, initial_of
from peelian.interfaces.workspace.watching.places import force_address, one_form, watched_force


@workspace_page
@once
def stage_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that a force moves to another stage."""
    actor, force = person(request), watched_force(request, slug)
    inspectorate = visible_or_404(inspectorates_proposable_by(actor))
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: propose_move(actor=actor, inspectorate=inspectorate, force=force, **form.content),
        )
        if made is not None:
            messages.success(
                request, "The move is proposed. Nobody outside the inspectorate knows of it yet."
            )
            return redirect(proposal_address(made))
    heading = f"Propose another stage for {force.name}"
    return _form_page(request, form, heading, force_address(force))


@workspace_page
def proposal(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """One proposed move: what it says, what the force answered, and the next step."""
    user, found = person(request), visible_proposal(request, proposal_id)
    stages = regime().monitoring[found.stage_set]
    criteria = next((each for each in stages.criteria if each.version == found.criteria_version), None)
    named = [criteria.trigger(each) for each in found.triggers] if criteria else []
    made = list(Representation.objects.visible_to(user).filter(proposal=found).select_related("made_by"))
    context = {
        "proposal": found,
        "answer": answer_words(found, [each.made_on for each in made], timezone.localdate()),
        "stage": stages.stage(found.stage),
        "triggers": [each.title for each in named if each is not None],
        "evidence": [{"text": e["text"], "day": date.fromisoformat(e["day"])} for e in found.evidence],
        "representations": made,
        "is_draft": found.state == StageProposal.State.DRAFT,
        "is_told": found.state == StageProposal.State.NOTICE_GIVEN,
        "may_change": can_propose_inspectorate(user, found.inspectorate),
        "may_tell": has_role(user, found.inspectorate, Role.HMI, Role.HMCIC),
        "may_decide": can_decide_inspectorate(user, found.inspectorate),
        "may_answer": can_answer_proposal(user, found) and timezone.localdate() <= _last_day(found),
    }
    return page(request, "watching/proposal.html", context)


@workspace_page
def proposal_edit(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Change a proposal of which no notice was given."""
    found = _proposable(request, proposal_id)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: change_proposal(
                actor=person(request), proposal=found, expected_version=version, **form.content
            ),
        )
        if changed is not None:
            messages.success(request, "The proposal is changed.")
            return redirect(proposal_address(found))
        add_stored_rows(form, "What was weighed", [each["text"] for each in found.evidence])
    return _form_page(request, form, "Change the proposal", proposal_address(found))


@workspace_page
def proposal_notice(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Tell the force what is proposed."""
    found = _proposable(request, proposal_id, Role.HMI, Role.HMCIC)
    form = NoticeForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        told = attempt(
            form,
            lambda: give_notice(
                actor=person(request),
                proposal=found,
                represent_by=values["represent_by"],
                expected_version=values["version"],
            ),
        )
        if told is not None:
            messages.success(request, f"Notice is given. {found.force.name} reads the proposal from now on.")
            return redirect(proposal_address(found))
    hint = f"From now on {found.force.name} reads the proposal, with its reasons and evidence, and can answer it."
    return one_form(
        request,
        form,
        "Give notice to the force",
        hint=hint,
        button="Give notice",
        back=proposal_address(found),
    )


@workspace_page
def proposal_withdraw(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Take a proposal back."""
    found = _proposable(request, proposal_id, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
    form = ReasonForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        withdrawn = attempt(
            form,
            lambda: withdraw_proposal(
                actor=person(request),
                proposal=found,
                reason=values["reason"],
                expected_version=values["version"],
            ),
        )
        if withdrawn is not None:
            messages.success(request, "The proposal is withdrawn.")
            return redirect(force_address(found.force))
    hint = "A force that was given notice reads the reason."
    return one_form(
        request, form, "Withdraw the proposal", hint=hint, button="Withdraw", back=proposal_address(found)
    )


def proposal_address(found: StageProposal) -> str:
    return reverse("workspace:stage_proposal", args=[found.pk])


def visible_proposal(request: HttpRequest, proposal_id: uuid.UUID) -> StageProposal:
    visible = StageProposal.objects.visible_to(person(request)).select_related(
        "force", "inspectorate", "proposed_by", "decided_by", "decision"
    )
    return visible_or_404(visible, pk=proposal_id)


def _proposable(request: HttpRequest, proposal_id: uuid.UUID, *roles: Role) -> StageProposal:
    """A proposal of an inspectorate in which the person may take the step."""
    found = visible_proposal(request, proposal_id)
    held = roles or (Role.LEAD_INSPECTOR, Role.HMI)
    if not has_role(person(request), found.inspectorate, *held):
        raise Http404
    return found


def _form(request: HttpRequest, stored: StageProposal | None = None) -> ProposalForm:
    today = timezone.localdate()
    stages = regime().monitoring[stored.stage_set] if stored else stage_set_on(today)
    if stages is None:
        raise Http404
    rows: dict[str, Any] = {}
    initial: dict[str, Any] = {}
    if stored is not None:
        initial = initial_of(stored)
        rows = {"evidence": stored.evidence}
    return ProposalForm(stages, stages.criteria_on(today), sent(request), initial=initial, stored=rows)


def _form_page(request: HttpRequest, form: ProposalForm, heading: str, back: str) -> HttpResponse:
    context = {"heading": heading, "back": back, "button": "Save proposal", **form.row_sets}
    return page(request, "watching/proposal_form.html", context, form)


def _last_day(found: StageProposal) -> date:
    return found.represent_by or date.min
