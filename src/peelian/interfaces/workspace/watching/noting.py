"""What inspectors note of a force between reports, the context of an assessment, and issues that are shared."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import share_issue
from peelian.apps.monitoring.policies import inspectorates_watchable_by
from peelian.apps.monitoring.queries import context_of, notes_for
from peelian.apps.monitoring.services import note_monitoring, record_context_factor
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.watching.places import force_address, one_form, watched_force
from peelian.interfaces.workspace.watching.work_forms import ContextForm, NoteForm


@workspace_page
@once
def note_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Note what was seen of a force."""
    actor, force = person(request), watched_force(request, slug)
    inspectorate = visible_or_404(inspectorates_watchable_by(actor))
    form = NoteForm(sent(request), initial={"noted_on": timezone.localdate()})
    if form.is_valid():
        noted = attempt(
            form,
            lambda: note_monitoring(actor=actor, inspectorate=inspectorate, force=force, **form.cleaned_data),
        )
        if noted is not None:
            messages.success(request, "The note is kept.")
            return redirect(force_address(force, "notes"))
    return one_form(
        request,
        form,
        f"Note what was seen of {force.name}",
        hint="Only your inspectorate reads it. The next assessment of the force lists it.",
        button="Keep the note",
        back=force_address(force, "notes"),
    )


@workspace_page
def context(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What was noted since the last assessment, and what helped or hindered the force."""
    inspection = draft_inspection(request, inspection_id)
    user = person(request)
    shown = {
        **frame(inspection, "inspection", ("Notes and context", "")),
        "notes": notes_for(user, inspection),
        "factors": context_of(user, inspection),
        "may_write": can_write_inspection(user, inspection),
    }
    return page(request, "watching/context.html", shown)


@workspace_page
@once
def context_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Attach a factor of the context to an assessment."""
    inspection = draft_inspection(request, inspection_id)
    back = part_address(inspection, "context_factors")
    form = ContextForm(sent(request))
    if form.is_valid():
        recorded = attempt(
            form,
            lambda: record_context_factor(actor=person(request), inspection=inspection, **form.cleaned_data),
        )
        if recorded is not None:
            messages.success(request, "The factor is recorded.")
            return redirect(back)
    shown = {
        **frame(inspection, "inspection", ("Notes and context", back), ("Record a factor", "")),
        "heading": "What helped or hindered the force?",
        "hint": "Context explains; it is no evidence. No grade can rest on it.",
        "cancel": back,
    }
    return page(request, "draft_form.html", shown, form)


@workspace_page
@require_POST
def issue_share(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """Let the force read an issue here and answer it."""
    actor = person(request)
    own = FieldworkIssue.objects.visible_to(actor).select_related(
        "inspection__inspectorate", "inspection__force"
    )
    issue: FieldworkIssue = visible_or_404(own, pk=issue_id)
    act_or_tell(
        request,
        lambda: share_issue(actor=actor, issue=issue),
        "The force can read the issue here and answer it.",
    )
    return redirect(part_address(issue.inspection, "issues"))
