"""Mending a draft that was opened by mistake: correcting the report that it answers, and withdrawing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Role
from peelian.apps.responses.models import AnsweredReport
from peelian.apps.responses.services import correct_report, withdraw_response
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.responding.forms import CorrectForm, WithdrawForm
from peelian.interfaces.workspace.responding.places import (
    last_day_words,
    past_drafting,
    response_address,
    response_frame,
    response_of,
)

ONLY_THE_COMMISSIONER = (
    " Is there no such report at all? Then leave the draft to the commissioner, who alone can say so."
)


@workspace_page
def response_report(request: HttpRequest, response_id: uuid.UUID, answered_id: int) -> HttpResponse:
    """Correct title and day of a report that is known by them alone."""
    user, found = person(request), response_of(request, response_id)
    report = visible_or_404(
        AnsweredReport.objects.filter(response=found, publication__isnull=True), pk=answered_id
    )
    if past := past_drafting(request, found):
        return past
    start = {name: getattr(report, name) for name in ("title", "published_on", "published_precision")}
    form = CorrectForm(sent(request), initial={**start, "version": found.version})
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        mended = attempt(
            form,
            lambda: correct_report(
                actor=user, response=found, report=report, expected_version=version, **values
            ),
        )
        if mended is not None:
            messages.success(request, f"The report is corrected. {last_day_words(mended)}")
            return redirect(response_address(found))
    context = {
        **response_frame(found, "Correct the report"),
        "heading": "Correct title and day of the report",
        "hint": "The last day of the response is worked out anew.",
        "button": "Save",
    }
    return page(request, "responding/form.html", context, form)


@workspace_page
def response_withdraw(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Withdraw a draft that nobody signed."""
    user, found = person(request), response_of(request, response_id)
    if past := past_drafting(request, found):
        return past
    form = WithdrawForm(sent(request), initial={"version": found.version})
    signs = has_role(user, found.body, Role.COMMISSIONER)
    by_hand = not found.reports.filter(publication__isnull=False).exists()
    if not (signs and by_hand):
        del form.fields["no_such_report"]
    if form.is_valid():
        values = form.cleaned_data
        withdrawn = attempt(
            form,
            lambda: withdraw_response(
                actor=user,
                response=found,
                reason=values["reason"],
                no_such_report=values.get("no_such_report", False),
                expected_version=values["version"],
            ),
        )
        if withdrawn is not None:
            messages.success(
                request,
                "The draft is withdrawn, and nothing waits for a response to its report."
                if withdrawn.no_such_report
                else "The draft is withdrawn. Its report waits for a response as before.",
            )
            return redirect("workspace:responses")
    context = {
        **response_frame(found, "Withdraw"),
        "heading": "Withdraw this draft?",
        "hint": "For a draft that was opened by mistake. What was written in it stays on record for your body, and it "
        "cannot be taken up again. Its report waits for a response as before, and the clock of the report runs on."
        f"{'' if signs or not by_hand else ONLY_THE_COMMISSIONER}",
        "button": "Withdraw the draft",
        "warning": True,
    }
    return page(request, "responding/form.html", context, form)
