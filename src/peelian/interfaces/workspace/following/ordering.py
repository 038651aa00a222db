"""An item among others: its theme, the earlier item it takes up, those that look alike, and what takes its place."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import ENDERS, items_followed_by
from peelian.apps.followup.queries.alike import AlikeItem, alike_items
from peelian.apps.followup.services import (
    assign_theme,
    confirm_duplicate,
    link_items,
    refuse_duplicate,
    request_setting_aside,
    request_superseding,
)
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Role
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.workspace.editing import ReasonForm, VersionField, offer, sent
from peelian.interfaces.workspace.following.places import followed_item, lead_past_ended, step_context
from peelian.interfaces.workspace.following.words import LINK_WORDS, theme_choices
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page

OFFERED = 30


class ThemeForm(forms.Form):
    """The theme under which an item is looked at with others."""

    theme = forms.ChoiceField(label="Theme", required=False, widget=forms.RadioSelect)
    version = VersionField()

    def __init__(self, item: Item, data: Any = None) -> None:
        super().__init__(data, initial={"theme": item.theme, "version": item.version})
        offer(self, "theme", theme_choices())


class ChoosingForm(forms.Form):
    """Another item, chosen among those that were found; where none was found, nothing can be sent."""

    other = forms.ChoiceField(label="Item")

    def __init__(self, found: Sequence[Item], data: Any = None, **options: Any) -> None:
        super().__init__(data if found else None, **options)
        self._found = {str(each.pk): each for each in found}
        hints = {key: _told(each) for key, each in self._found.items()}
        self.fields["other"].widget = HintedRadioSelect(hints=hints)
        offer(self, "other", [(key, each.title) for key, each in self._found.items()])

    @property
    def chosen(self) -> Item:
        return self._found[self.cleaned_data["other"]]


class LinkForm(ChoosingForm):
    """The earlier item, and how this one takes it up."""

    kind = forms.ChoiceField(label="This item", choices=list(LINK_WORDS.items()), widget=forms.RadioSelect)
    note = forms.CharField(
        label="Remark",
        required=False,
        help_text="The public reads it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("kind", "other", "note")


class PlaceForm(ChoosingForm):
    """The item that takes the place of this one, and why."""

    reason = forms.CharField(
        label="Reason", help_text="The person who decides reads it.", widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField()


class AlikeForm(ChoosingForm):
    """Whether an item that looks alike asks the same."""

    answer = forms.ChoiceField(
        label="Do they ask the same?",
        choices=(("same", "Yes, they ask the same"), ("other", "No, they ask for different things")),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="The public reads the reason of a yes.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@workspace_page
def item_theme(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Put the item under a theme."""
    item = _ordered_item(request, item_id, *WORKERS)
    form = ThemeForm(item, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        theme, version = values.get("theme", ""), values["version"]
        saved = attempt(
            form,
            lambda: assign_theme(actor=person(request), item=item, theme=theme, expected_version=version),
        )
        if saved is not None:
            return _done(request, item, "The theme is saved.")
    return page(request, "following/step.html", step_context(item, "Theme of this item", "Save"), form)


@workspace_page
def item_link(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Record which earlier item this one takes up."""
    item = _ordered_item(request, item_id, *WORKERS)
    found = _found(request, item, lambda things: things.filter(listed_on__lte=item.listed_on))
    form = LinkForm(found, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: link_items(
                actor=person(request),
                later=item,
                earlier=form.chosen,
                kind=values["kind"],
                note=values["note"],
            ),
        )
        if made is not None:
            return _done(request, item, f"{LINK_WORDS[made.kind]} {made.earlier.title}.")
    heading = "Which earlier item does this one take up?"
    return _choosing(request, item, form, heading, "Link it", found)


@workspace_page
def item_supersede(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Ask that another open item takes the place of this one."""
    item = _ordered_item(request, item_id, *ENDERS, must_be_open=True)
    later_and_open = {"listed_on__gte": item.listed_on, "state": Item.State.OPEN}
    found = _found(request, item, lambda things: things.filter(**later_and_open))
    form = PlaceForm(found, sent(request), initial={"version": item.version})
    if form.is_valid():
        values = form.cleaned_data
        asked = attempt(
            form,
            lambda: request_superseding(
                actor=person(request),
                item=item,
                by=form.chosen,
                reason=values["reason"],
                expected_version=values["version"],
            ),
        )
        if asked is not None:
            return _done(request, item, "Asked. Another person decides.")
    return _choosing(request, item, form, "Which item takes its place?", "Ask for it", found)


@workspace_page
def item_set_aside(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Ask that the item be set aside because what it asks for no longer applies."""
    item = _ordered_item(request, item_id, *ENDERS, must_be_open=True)
    form = ReasonForm(sent(request), initial={"version": item.version})
    if form.is_valid():
        values = form.cleaned_data
        asked = attempt(
            form,
            lambda: request_setting_aside(
                actor=person(request),
                item=item,
                reason=values["reason"],
                expected_version=values["version"],
            ),
        )
        if asked is not None:
            return _done(request, item, "Asked. Another person decides.")
    hint = "What it asks for no longer applies. Setting it aside takes two people; you are the first."
    return page(
        request, "following/step.html", step_context(item, "Set this item aside?", "Ask for it", hint), form
    )


@workspace_page
def item_alike(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Items that look like this one; a person decides whether they ask the same."""
    item = _ordered_item(request, item_id, *WORKERS)
    alike = alike_items(person(request), item)
    form = AlikeForm([each.item for each in alike], sent(request))
    if form.is_valid():
        values = form.cleaned_data
        decide: Any = confirm_duplicate if values["answer"] == "same" else refuse_duplicate
        made = attempt(
            form,
            lambda: decide(actor=person(request), item=item, other=form.chosen, reason=values["reason"]),
        )
        if made is not None:
            messages.success(request, "Your decision is recorded.")
            return redirect("workspace:item_alike", item.pk)
    hint = "Suggested by the words that they share. Both items stay as they are; a yes links them."
    context = step_context(item, "Items that look alike", "Record the decision", hint)
    return page(request, "following/alike.html", {**context, "rows": _alike_rows(alike)}, form)


def _alike_rows(alike: list[AlikeItem]) -> list[dict[str, Any]]:
    return [{"item": each.item, "percent": each.likeness_percent} for each in alike]


def _ordered_item(request: HttpRequest, item_id: uuid.UUID, *roles: Role, must_be_open: bool = False) -> Item:
    """An item of an inspectorate in which the person holds one of the roles."""
    item = followed_item(request, item_id)
    if not has_role(person(request), item.inspectorate, *roles):
        raise Http404
    if must_be_open:
        lead_past_ended(request, item)
    return item


def _found(request: HttpRequest, item: Item, narrow: Any) -> list[Item]:
    """Other items of the same addressee that hold the words asked for, the latest first."""
    things: QuerySet[Item] = items_followed_by(person(request)).filter(
        inspectorate=item.inspectorate_id, force=item.force_id
    )
    text = request.GET.get("text", "").strip().replace("\x00", "")
    if text:
        things = things.filter(title__icontains=text)
    return list(narrow(things).exclude(pk=item.pk).order_by("-listed_on", "id")[:OFFERED])


def _choosing(
    request: HttpRequest, item: Item, form: forms.BaseForm, heading: str, button: str, found: list[Item]
) -> HttpResponse:
    context = {**step_context(item, heading, button), "text": request.GET.get("text", ""), "found": found}
    return page(request, "following/choose.html", context, form)


def _done(request: HttpRequest, item: Item, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("workspace:followed_item", item.pk)


def _told(item: Item) -> str:
    raised = item.raised_on.year if item.raised_on else "not recorded"
    return f"{item.get_kind_display()}, raised {raised}, {item.get_state_display().lower()}."
