"""Pages of issues told to the force at once: raised, remedied, looked at again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import raise_fieldwork_issue, recheck_issue, record_remedy
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.judging.issue_forms import IssueForm, RecheckForm, RemedyForm
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
def issues(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What was told to the force, what it did, and whether that held."""
    inspection = draft_inspection(request, inspection_id)
    context = {
        **frame(inspection, "issues"),
        "issues": inspection.fieldwork_issues.select_related("finding"),
        "may_write": can_write_inspection(person(request), inspection),
    }
    return page(request, "judging/issues.html", context)


@workspace_page
def issue_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Record a fault that was told to the force during the inspection."""
    inspection = draft_inspection(request, inspection_id)
    form = IssueForm(inspection, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        raised = attempt(
            form,
            lambda: raise_fieldwork_issue(
                actor=person(request),
                inspection=inspection,
                text=values["text"],
                raised_on=values["raised_on"],
                finding=form.chosen_finding,
            ),
        )
        if raised is not None:
            messages.success(request, "The issue is recorded.")
            return redirect(part_address(inspection, "issues"))
    context = {
        **frame(inspection, "issues", ("Record an issue", "")),
        "heading": "Record an issue told to the force",
        "cancel": part_address(inspection, "issues"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def issue_remedy(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """Record what the force did about an issue."""
    issue = _issue(request, issue_id)
    form = RemedyForm(sent(request))
    if form.is_valid():
        recorded = attempt(
            form, lambda: record_remedy(actor=person(request), issue=issue, **form.cleaned_data)
        )
        if recorded is not None:
            messages.success(request, "The remedy is recorded.")
            return redirect(part_address(issue.inspection, "issues"))
    context = {
        **frame(issue.inspection, "issues", ("Record the remedy", "")),
        "heading": "What did the force do?",
        "hint": issue.text,
        "cancel": part_address(issue.inspection, "issues"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def issue_recheck(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """Record what inspectors saw when they looked again."""
    issue = _issue(request, issue_id)
    form = RecheckForm(sent(request))
    if form.is_valid():
        recorded = attempt(
            form, lambda: recheck_issue(actor=person(request), issue=issue, **form.cleaned_data)
        )
        if recorded is not None:
            messages.success(request, "The second look is recorded.")
            return redirect(part_address(issue.inspection, "issues"))
    context = {
        **frame(issue.inspection, "issues", ("Look again", "")),
        "heading": "What was seen when inspectors looked again?",
        "hint": issue.remedy or issue.text,
        "cancel": part_address(issue.inspection, "issues"),
    }
    return page(request, "draft_form.html", context, form)


def _issue(request: HttpRequest, issue_id: uuid.UUID) -> FieldworkIssue:
    visible = FieldworkIssue.objects.visible_to(person(request)).select_related(
        "inspection__framework_version", "inspection__inspectorate"
    )
    found: FieldworkIssue = visible_or_404(visible, pk=issue_id)
    return found
