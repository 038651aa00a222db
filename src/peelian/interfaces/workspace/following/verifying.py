"""What the inspectorate does on a declared item: it tests, asks for closing, and another person decides."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.actions.queries.hindrances import open_actions_words
from peelian.apps.followup.models import ClosingRequest, Item
from peelian.apps.followup.policies import roles_for, roles_to_work
from peelian.apps.followup.services import (
    confirm_closing,
    refuse_closing,
    request_closing,
    take_up_declaration,
    verify_declaration,
)
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Role
from peelian.interfaces.workspace.editing import ReasonForm, VersionField, offer, sent
from peelian.interfaces.workspace.following.places import (
    followed_item,
    lead_past_ended,
    past_words,
    step_address,
    step_context,
)
from peelian.interfaces.workspace.following.seen_forms import VerificationForm
from peelian.interfaces.workspace.following.steps import may_decide, request_to_end
from peelian.interfaces.workspace.following.words import who_decides
from peelian.interfaces.workspace.pages import (
    LedElsewhereError,
    act_or_tell,
    attempt,
    page,
    person,
    workspace_page,
)

DECISIONS = (("close", "Close the item"), ("back", "Send it back to be verified further"))
ENDINGS = {
    ClosingRequest.Ending.SUPERSEDED: "Put the other item in its place",
    ClosingRequest.Ending.NO_LONGER_RELEVANT: "Set the item aside",
}


class DecisionForm(forms.Form):
    """The second person's decision on a request to close."""

    decision = forms.ChoiceField(label="Decision", choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Where the item ends, the public reads it.",
    )
    version = VersionField()

    def __init__(self, asked: ClosingRequest, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        ending = ENDINGS.get(ClosingRequest.Ending(asked.ends_as))
        if ending:
            offer(self, "decision", [("close", ending), ("back", "Refuse it: the item stays open")])


@workspace_page
def item_take_up(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Begin to test what the force declared."""
    item = _verified_item(request, item_id, *roles_to_work("take-up"))
    if request.method == "POST":
        written = request.POST.get("version", "")
        version = int(written) if written.isdecimal() else item.version
        act_or_tell(
            request,
            lambda: take_up_declaration(actor=person(request), item=item, expected_version=version),
            "You are verifying the declaration.",
        )
    return redirect("workspace:followed_item", item.pk)


@workspace_page
def item_verify(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Record what the test of the declaration found."""
    item = _verified_item(request, item_id, *roles_to_work("wait"))
    form = VerificationForm(person(request), item, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: verify_declaration(
                actor=person(request),
                item=item,
                method=values["method"],
                result=values["result"],
                reasons=values["reasons"],
                look_again_on=values["look_again_on"],
                evidence=form.chosen_evidence,
                expected_version=values["version"],
            ),
        )
        if made is not None:
            messages.success(request, f"Recorded: {made.get_result_display().lower()}.")
            return redirect("workspace:followed_item", item.pk)
    latest = (
        item.declarations.prefetch_related("evidence__criterion").order_by("declared_on", "created_at").last()
    )
    context = step_context(item, "What did the verification find?", "Record the result")
    return page(request, "following/verify.html", {**context, "declaration": latest}, form)


@workspace_page
def item_ask_closing(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Ask that the item be closed by a second person."""
    item = _verified_item(request, item_id, *roles_to_work("request-closing"))
    form = ReasonForm(sent(request), initial={"version": item.version})
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: request_closing(
                actor=person(request),
                item=item,
                reason=values["reason"],
                expected_version=values["version"],
            ),
        )
        if made is not None:
            messages.success(request, "Asked. Another person decides.")
            return redirect("workspace:followed_item", item.pk)
    hint = "Say what was seen that meets each criterion. Closing takes two people; you are the first."
    return page(
        request, "following/step.html", step_context(item, "Ask for closing", "Ask for closing", hint), form
    )


@workspace_page
def item_decide_closing(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Close or end the item as the second person, or send it back."""
    item = _verified_item(request, item_id, *roles_for("close"))
    if item.state != Item.State.OPEN:
        raise LedElsewhereError(past_words(item), step_address("followed_item", item))
    asked = request_to_end(person(request), item)
    if asked is None or not may_decide(person(request), asked):
        messages.info(request, who_decides(asked) if asked else "Nobody has asked that this item ends.")
        return redirect("workspace:followed_item", item.pk)
    form = DecisionForm(asked, sent(request), initial={"version": item.version})
    if form.is_valid():
        values = form.cleaned_data
        decide = confirm_closing if values["decision"] == "close" else refuse_closing
        made = attempt(
            form,
            lambda: decide(
                actor=person(request), item=item, reason=values["reason"], expected_version=values["version"]
            ),
        )
        if made is not None:
            ended = made.state != Item.State.OPEN
            messages.success(request, f"{made.get_state_display()}." if ended else "Sent back.")
            return redirect("workspace:followed_item", item.pk)
    heading = "Close this item?" if asked.ends_as == ClosingRequest.Ending.CLOSED else "End this item?"
    context = step_context(item, heading, "Decide", "Nothing that has ended opens again.")
    told = {"asked": asked, "open_actions": open_actions_words(item)}
    return page(request, "following/decide.html", {**context, **told}, form)


def _verified_item(request: HttpRequest, item_id: uuid.UUID, *roles: Role) -> Item:
    """An item of an inspectorate in which the person holds one of the roles; it is tested while it is open."""
    item = followed_item(request, item_id)
    if not has_role(person(request), item.inspectorate, *roles):
        raise Http404
    lead_past_ended(request, item)
    return item
