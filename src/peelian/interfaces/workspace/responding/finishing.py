"""Signing a response off, publishing it, and sending copies."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Role
from peelian.apps.responses.models import Response
from peelian.apps.responses.queries import standing_of
from peelian.apps.responses.services import (
    PublishedElsewhere,
    publish_response,
    return_response,
    send_copy,
    sign_off_response,
)
from peelian.interfaces.workspace.editing import ConfirmSeenForm, ReasonForm, offer, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.responding.forms import CopyForm, PublishForm
from peelian.interfaces.workspace.responding.places import (
    last_day_words,
    past_drafting,
    recipient_words,
    response_address,
    response_frame,
    response_of,
    told_as_it_is,
)


@workspace_page
def response_sign_off(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """The commissioner signs; what is missing is told all at once."""
    user = person(request)
    found = response_of(request, response_id)
    if not has_role(user, found.body, Role.COMMISSIONER):
        raise Http404
    if past := past_drafting(request, found):
        return past
    form = ConfirmSeenForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        signed = attempt(
            form, lambda: sign_off_response(actor=user, response=found, expected_version=version)
        )
        if signed is not None:
            messages.success(request, "The response is signed off. It can be published now.")
            return redirect(response_address(found))
    context = {
        **response_frame(found, "Sign off"),
        "heading": "Sign the response off",
        "hint": "Every section is to be there, the chief officer's comments invited, and each recommendation "
        "answered. The text then stays as it is, unless you return it to drafting.",
        "button": "Sign off",
    }
    return page(request, "responding/form.html", context, form)


@workspace_page
def response_return(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Take a signed-off response back to drafting."""
    user, found = person(request), response_of(request, response_id)
    if found.state != Response.State.SIGNED_OFF:
        return told_as_it_is(request, found)
    form = ReasonForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        returned = attempt(
            form,
            lambda: return_response(
                actor=user,
                response=found,
                reason=values["reason"],
                expected_version=values["version"],
            ),
        )
        if returned is not None:
            messages.success(request, "The response is a draft again.")
            return redirect(response_address(found))
    context = {**response_frame(found, "Return"), "heading": "Return to drafting", "button": "Return"}
    return page(request, "responding/form.html", context, form)


@workspace_page
def response_publish(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Publish a signed-off response, and begin the scrutiny of its items."""
    user = person(request)
    found = response_of(request, response_id)
    if found.state != Response.State.SIGNED_OFF:
        return told_as_it_is(request, found)
    today = timezone.localdate()
    form = PublishForm(sent(request), initial={"published_on": today, "version": found.version})
    if not has_role(user, found.body, Role.COMMISSIONER):
        del form.fields["source"], form.fields["signed_off_on"]
    if form.is_valid():
        values = {"source": "", "signed_off_on": None, **form.cleaned_data}
        given = values["source"] or values["signed_off_on"]
        published = attempt(
            form,
            lambda: publish_response(
                actor=user,
                response=found,
                published_on=values["published_on"],
                elsewhere=PublishedElsewhere(values["source"], values["signed_off_on"]) if given else None,
                expected_version=values["version"],
            ),
        )
        if published is not None:
            messages.success(request, _published_words(published))
            return redirect(response_address(found))
    context = {
        **response_frame(found, "Publish"),
        "heading": "Publish the response",
        "hint": "Anybody can read it then, with the section of the force. "
        f"{last_day_words(found)}{_clock(found, today)}",
        "button": "Publish",
    }
    return page(request, "responding/sections.html", context, form)


@workspace_page
@once
def response_copy(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Put on record that a copy was sent."""
    user, found = person(request), response_of(request, response_id)
    form = CopyForm(sent(request), initial={"sent_on": timezone.localdate()})
    gone = set(found.copies.values_list("recipient", flat=True))
    left = [choice for choice in form.fields["recipient"].choices if choice[0] not in gone]  # type: ignore[attr-defined]
    if request.method != "POST":  # what was sent meanwhile is told in the words of the record
        offer(form, "recipient", left)
    if "recipient" in form.fields and form.is_valid():
        values = form.cleaned_data
        copy = attempt(
            form,
            lambda: send_copy(
                actor=user, response=found, recipient=values["recipient"], sent_on=values["sent_on"]
            ),
        )
        if copy is not None:
            messages.success(request, f"On record: copy sent to {recipient_words(copy)}.")
            return redirect(response_address(found))
    context = {
        **response_frame(found, "Copies"),
        "heading": "Record a copy",
        "hint": "Copies go to the inspectorate and to the Secretary of State, after the sign-off.",
        "hindrance": "" if left or form.is_bound else "Both copies are on record.",
        "button": "Record the copy",
    }
    return page(request, "responding/form.html", context, form)


def _clock(response: Response, today: date) -> str:
    standing = standing_of(response, today)
    return f" Today it is {standing.words}." if standing.days_late else ""


def _published_words(response: Response) -> str:
    begun = response.scrutiny.count()
    standing = standing_of(response, timezone.localdate()).words
    return f"The response is published. {standing}. Its items in the scrutiny programme: {begun}."
