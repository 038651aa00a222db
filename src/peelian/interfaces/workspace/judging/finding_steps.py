"""What is done with a finding once it is written: removed, read by a second person, promised for next time."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.judgements.queries import future_checks_for
from peelian.apps.judgements.services import confirm_case_example, remove_finding
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.judging.findings import finding_address, finding_of
from peelian.interfaces.workspace.pages import act_or_tell, attempted, page, person, workspace_page


@workspace_page
def finding_remove(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Remove a finding from the draft, after asking."""
    stored = finding_of(request, finding_id)
    inspection = stored.inspection
    form = ConfirmSeenForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: remove_finding(
            actor=person(request), finding=stored, expected_version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, f"The finding is removed: {stored.headline}")
        return redirect(part_address(inspection, "findings"))
    context = {
        **frame(inspection, "findings", (stored.headline, finding_address(stored)), ("Remove", "")),
        "heading": "Remove this finding?",
        "caption": stored.headline,
        "hint": "Its text stays in the log. Figures, issues and observations that rest on it have to be moved first.",
        "button": "Remove finding",
        "warning": True,
        "cancel": finding_address(stored),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def finding_read(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Confirm as a second reader that nobody can be recognised in a case example."""
    stored = finding_of(request, finding_id)
    form = ConfirmSeenForm(sent(request))
    if form.is_valid():
        act_or_tell(
            request,
            lambda: confirm_case_example(
                actor=person(request), finding=stored, expected_version=form.cleaned_data["version"]
            ),
            "You have read this case example as its second reader.",
        )
    return redirect("workspace:finding", finding_id=stored.pk)


@workspace_page
def future_checks(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What earlier inspections of the force promised to look at again."""
    inspection = draft_inspection(request, inspection_id)
    user = person(request)
    promised = future_checks_for(user, inspection.force, before=inspection) if inspection.force else []
    context = {**frame(inspection, "findings", ("Promised last time", "")), "promised": promised}
    return page(request, "judging/future_checks.html", context)
