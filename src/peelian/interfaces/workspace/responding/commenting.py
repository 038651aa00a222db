"""The chief officer's comments: invited by the body, written by the force."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.organisations.access import has_role
from peelian.apps.responses.models import Response
from peelian.apps.responses.policies import COMMENTERS
from peelian.apps.responses.queries import state_words
from peelian.apps.responses.services import comment_on_response, invite_comments
from peelian.documents.response_form import signature
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.responding.forms import CommentForm, InviteForm
from peelian.interfaces.workspace.responding.places import (
    after_last_day_words,
    crumbs,
    invitation_of,
    last_day_words,
    response_address,
    response_frame,
    response_of,
)
from peelian.rendering.presenters import paragraphs
from peelian.rules.periods import day_words


@workspace_page
def response_invite(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Invite the comments of the chief officer by a day."""
    user, found = person(request), response_of(request, response_id)
    form = InviteForm(sent(request), initial={"by": found.comments_due, "version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        invited = attempt(
            form,
            lambda: invite_comments(
                actor=user, response=found, by=values["by"], expected_version=values["version"]
            ),
        )
        if invited is not None:
            told = f"{found.force.name} may comment by {day_words(values['by'])}."
            messages.success(request, f"{told} {after_last_day_words(invited)}".strip())
            return redirect(response_address(found))
    context = {
        **response_frame(found, "Invite comments"),
        "heading": "Invite the comments of the chief officer",
        "hint": "The force sees the report that is answered and its own section, and nothing else of the draft. Until "
        f"the day has passed, or the comments have come, the response is not signed off. {last_day_words(found)}",
        "button": "Invite comments",
    }
    return page(request, "responding/form.html", context, form)


@workspace_page
@once
def response_comment(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """The force's own section: the chief officer writes it in a draft, the force reads it ever after.

    The rest of the draft is not shown to the force. What is sent after the sign-off is refused with the reason, and
    stays on the page.
    """
    user, found = person(request), invitation_of(request, response_id)
    may_write = has_role(user, found.force, *COMMENTERS)
    if not may_write or (found.state != Response.State.DRAFT and request.method != "POST"):
        return _section(request, found)
    start = {
        "text": found.force_response,
        "name": found.force_responder,
        "office": found.force_office,
        "version": found.version,
    }
    form = CommentForm(sent(request), initial=start)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        commented = attempt(
            form,
            lambda: comment_on_response(actor=user, response=found, expected_version=version, **values),
        )
        if commented is not None:
            messages.success(request, "Your comments are with the local policing body.")
            return redirect("workspace:responses")
    reports = ", ".join(report.title for report in found.reports.all())
    until = f" until {day_words(found.comments_due)}" if found.comments_due else ""
    context = {
        "heading": "Comment for the force",
        "hint": f"{found.body.name} answers '{reports}' and invites your comments{until}. Your words are published "
        "with its response as you write them; nobody else can change them.",
        "button": "Save comments",
        "back": reverse("workspace:responses"),
    }
    return page(request, "form_page.html", context, form)


def _section(request: HttpRequest, found: Response) -> HttpResponse:
    """What the force wrote, and what became of the response."""
    shown = found.state == Response.State.PUBLISHED
    context = {
        "response": found,
        "words": paragraphs(found.force_response),
        "signature": signature(found.force_responder, found.force_office),
        "stands": f"The response was {state_words(found)}."
        if found.state != Response.State.DRAFT
        else "The response is being written. The chief officer may comment"
        f"{f' until {day_words(found.comments_due)}' if found.comments_due else ''}.",
        "public_href": reverse("public:response", args=[found.reference]) if shown else "",
        "crumbs": crumbs([("Responses", reverse("workspace:responses")), (found.title, "")]),
    }
    return page(request, "responding/section.html", context)
