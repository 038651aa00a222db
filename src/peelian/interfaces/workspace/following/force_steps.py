"""What a force does on its item: it names the owner, starts, sends what is asked for, and declares it complete."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.queries import doubts_of
from peelian.apps.followup.models import ClosureCriterion, Deliverable, Item
from peelian.apps.followup.policies import FORCE_WORKERS, items_followed_by, roles_to_work
from peelian.apps.followup.services import declare_complete, name_owner, receive_deliverable, start_work
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField, offer, sent
from peelian.interfaces.workspace.following.places import (
    followed_item,
    lead_past_ended,
    step_address,
    step_context,
)
from peelian.interfaces.workspace.following.steps import may_declare, works_for_force
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    LedElsewhereError,
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)


class OwnerForm(forms.Form):
    """The leader who answers for an item."""

    owner = forms.ChoiceField(label="Strategic owner", widget=forms.RadioSelect)
    since = DatePartsField(label="Owns it since", required=False, help_text="Left empty: from today.")
    version = VersionField()

    def __init__(self, item: Item, data: Any = None) -> None:
        super().__init__(data, initial={"version": item.version})
        people = User.objects.filter(
            is_active=True, memberships__organisation=item.force, memberships__role__in=FORCE_WORKERS
        ).distinct()
        self.people = {str(each.pk): each for each in people.order_by("name", "pk")}
        offer(self, "owner", [(key, each.name) for key, each in self.people.items()])


class DeclarationForm(forms.Form):
    """What was done, and what shows it for each criterion."""

    statement = forms.CharField(label="What was done", widget=forms.Textarea(attrs={"rows": 4}))
    version = VersionField()

    def __init__(self, criteria: list[ClosureCriterion], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.criteria = criteria
        for each in criteria:
            self.fields[f"evidence-{each.pk}"] = forms.CharField(
                label=each.text,
                help_text="What shows that this is met.",
                error_messages={
                    "required": f"Nothing is shown for the criterion '{each.text}'. Say what proves that it is met."
                },
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def evidence(self) -> dict[int, str]:
        return {each.pk: self.cleaned_data[f"evidence-{each.pk}"] for each in self.criteria}


class SendingForm(forms.Form):
    """One version of something that is to be handed in."""

    text = forms.CharField(
        label="The text, where it is not in the document",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Each version is kept with its time and a fingerprint; a later one replaces none.",
    )
    file = forms.FileField(
        label="The document",
        required=False,
        allow_empty_file=True,
        help_text="It is checked before it is kept.",
    )


@workspace_page
def item_owner(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Name the leader who owns the item; the one before stays on record."""
    item = _own_item(request, item_id)
    form = OwnerForm(item, sent(request))
    if form.is_valid():
        owner = form.people[form.cleaned_data["owner"]]
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: name_owner(
                actor=person(request),
                item=item,
                owner=owner,
                since=values["since"],
                expected_version=values["version"],
            ),
        )
        if made is not None:
            messages.success(request, f"{owner.name} owns the item.")
            return redirect("workspace:followed_item", item.pk)
    return _form(request, item, form, "Who owns this item?", "Name the owner")


@workspace_page
def item_start(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Say that the work has begun."""
    item = _own_item(request, item_id)
    if request.method == "POST":
        version = _version(request, item)
        act_or_tell(
            request,
            lambda: start_work(actor=person(request), item=item, expected_version=version),
            "The work has begun.",
        )
    return redirect("workspace:followed_item", item.pk)


@workspace_page
def item_declare(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Declare the item complete, with what shows it for each criterion."""
    item = _own_item(request, item_id)
    if request.method != "POST" and not may_declare(person(request), item):
        raise LedElsewhereError(_not_yet_declared(item), step_address("followed_item", item))
    criteria = list(item.closure_criteria.all())
    form = DeclarationForm(criteria, sent(request), initial={"version": item.version})
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: declare_complete(
                actor=person(request),
                item=item,
                statement=values["statement"],
                evidence=form.evidence,
                expected_version=values["version"],
            ),
        )
        if made is not None:
            messages.success(request, "Declared complete. The inspectorate verifies it next.")
            return redirect("workspace:followed_item", item.pk)
    hint = "" if criteria else "This item has no closure criteria: what you say here is what is tested."
    context = step_context(item, "Declare this item complete", "Declare complete", hint)
    doubts = doubts_of(item, timezone.localdate())
    return page(request, "following/step.html", {**context, "doubts": doubts}, form)


@workspace_page
@once
def deliverable_send(request: HttpRequest, deliverable_id: uuid.UUID) -> HttpResponse:
    """Send one version of something that the item asks for."""
    asked = Deliverable.objects.filter(item__in=items_followed_by(person(request))).select_related(
        "item__force"
    )
    deliverable = visible_or_404(asked, pk=deliverable_id)
    item = deliverable.item
    if not works_for_force(person(request), item):
        raise Http404
    lead_past_ended(request, item)
    form = SendingForm(sent(request), request.FILES or None)
    if form.is_valid():
        receipt = attempt(
            form,
            lambda: receive_deliverable(actor=person(request), deliverable=deliverable, **form.cleaned_data),
            kept_at=step_address("followed_item", item),
        )
        if receipt is not None:
            messages.success(
                request, f"Version {receipt.version} was received. Fingerprint: {receipt.sha256}"
            )
            return redirect("workspace:followed_item", item.pk)
    context = step_context(item, f"Send: {deliverable.text}", "Send this version")
    return page(request, "following/step.html", {**context, "multipart": True}, form)


def _own_item(request: HttpRequest, item_id: uuid.UUID) -> Item:
    """An item of the person's own force, which is worked on while it is open."""
    item = followed_item(request, item_id)
    if not works_for_force(person(request), item):
        raise Http404
    lead_past_ended(request, item)
    return item


def _not_yet_declared(item: Item) -> str:
    """Say why an item cannot be declared complete from where it stands."""
    if item.stage == Item.Stage.NOT_STARTED:
        return (
            "The work on this item has not begun. Name its owner and start the work; it is declared complete "
            "after that."
        )
    if item.stage in (Item.Stage.IN_PROGRESS, Item.Stage.MORE_ASKED):
        titles = " or ".join(role.label.lower() for role in roles_to_work("declare-complete"))
        return f"An item is declared complete by a {titles} of the force."
    return f"This item stands at '{item.get_stage_display()}'. The inspectorate has the next step."


def _version(request: HttpRequest, item: Item) -> int:
    """The version that the page with the button showed."""
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() else item.version


def _form(
    request: HttpRequest, item: Item, form: forms.BaseForm, heading: str, button: str, hint: str = ""
) -> HttpResponse:
    return page(request, "following/step.html", step_context(item, heading, button, hint), form)
