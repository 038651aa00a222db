"""What a force writes while it is watched: representations, its plan, incidents, answers to issues."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.services import tell_remedy
from peelian.apps.monitoring.models import CriticalIncident
from peelian.apps.monitoring.policies import forces_answerable_by, proposals_answerable_by
from peelian.apps.monitoring.services import (
    declare_incident,
    end_incident,
    make_representations,
    send_improvement_plan,
)
from peelian.apps.organisations.access import forces_of
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import inspectorates
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.watching.places import force_address, one_form
from peelian.interfaces.workspace.watching.proposing import proposal_address
from peelian.interfaces.workspace.watching.work_forms import (
    AnswerForm,
    IncidentEndForm,
    IncidentForm,
    PlanForm,
    WordsForm,
)
from peelian.rules.periods import day_words


@workspace_page
@once
def represent(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Answer a notice for the force."""
    actor = person(request)
    waiting = proposals_answerable_by(actor).select_related("force", "inspectorate")
    found = visible_or_404(waiting, pk=proposal_id)
    form = WordsForm("What the force says to the notice", sent(request))
    if form.is_valid():
        made = attempt(
            form,
            lambda: make_representations(actor=actor, proposal=found, text=form.cleaned_data["text"]),
        )
        if made is not None:
            messages.success(request, "The representations are made. The inspectorate can read them.")
            return redirect(proposal_address(found))
    until = day_words(found.represent_by) if found.represent_by else ""
    return one_form(
        request,
        form,
        "Make representations",
        hint=f"The inspectorate reads them before it decides; they are never published. The last day is {until}. "
        "What is sent stays as it is, and more can be sent.",
        button="Send to the inspectorate",
        back=proposal_address(found),
    )


@workspace_page
@once
def plan_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a version of the improvement plan."""
    actor, force = person(request), _own_force(request, slug)
    form = PlanForm(sent(request), request.FILES or None)
    if form.is_valid():
        plan = attempt(
            form,
            lambda: send_improvement_plan(actor=actor, force=force, **form.cleaned_data),
        )
        if plan is not None:
            messages.success(request, f"Version {plan.version} of the plan is sent.")
            return redirect(force_address(force, "plans"))
    return one_form(
        request,
        form,
        "Send the improvement plan",
        hint="Each version is kept as it was sent. The inspectorate and your force read it, and nobody else.",
        button="Send the plan",
        back=force_address(force, "plans"),
        multipart=True,
    )


@workspace_page
@once
def incident_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Declare a critical incident."""
    actor, force = person(request), _own_force(request, slug)
    form = IncidentForm(inspectorates(), sent(request))
    if form.is_valid():
        declared = attempt(form, lambda: declare_incident(actor=actor, force=force, **form.values))
        if declared is not None:
            messages.success(request, "The incident is declared. It shows as current until you end it.")
            return redirect(force_address(force, "incidents"))
    return one_form(
        request,
        form,
        "Declare a critical incident",
        hint="The inspectorate sees it beside the evidence on the area, until it ends and after.",
        button="Declare",
        back=force_address(force, "incidents"),
    )


@workspace_page
def incident_end(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """Say that a critical incident is over."""
    actor = person(request)
    own = CriticalIncident.objects.visible_to(actor).filter(force__in=forces_answerable_by(actor))
    found: CriticalIncident = visible_or_404(own.select_related("force"), pk=incident_id)
    form = IncidentEndForm(sent(request))
    if form.is_valid():
        ended = attempt(form, lambda: end_incident(actor=actor, incident=found, **form.cleaned_data))
        if ended is not None:
            messages.success(request, "The incident has ended.")
            return redirect(force_address(found.force, "incidents"))
    return one_form(
        request,
        form,
        "End the critical incident",
        hint=found.reason,
        button="End the incident",
        back=force_address(found.force, "incidents"),
    )


@workspace_page
def issue_answer(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """Tell what the force did about an issue that inspectors told it."""
    actor = person(request)
    shared = FieldworkIssue.objects.filter(inspection__force__in=forces_of(actor), shared_on__isnull=False)
    found: FieldworkIssue = visible_or_404(
        shared.select_related("inspection__force", "inspection__inspectorate"), pk=issue_id
    )
    force = found.inspection.force
    if force is None:
        raise Http404
    form = AnswerForm(sent(request))
    if form.is_valid():
        told = attempt(form, lambda: tell_remedy(actor=actor, issue=found, **form.cleaned_data))
        if told is not None:
            messages.success(
                request, "The remedy is told. It stays unconfirmed until an inspector has looked."
            )
            return redirect(force_address(force, "feedback"))
    return one_form(
        request,
        form,
        "What did the force do?",
        hint=f"Told on {day_words(found.raised_on)}: {found.text}",
        button="Tell the inspectorate",
        back=force_address(force, "feedback"),
    )


def _own_force(request: HttpRequest, slug: str) -> Organisation:
    """A force that the person may speak for."""
    return visible_or_404(forces_answerable_by(person(request)), slug=slug)
