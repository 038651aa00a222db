"""Changing the sources and notes of a draft, and discarding it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.policies import COMPILERS, releases_discardable_by, releases_editable_by
from peelian.apps.measures.services import discard_release, edit_release
from peelian.interfaces.workspace.editing import ReasonForm, sent
from peelian.interfaces.workspace.measuring.forms import EditForm
from peelian.interfaces.workspace.measuring.releases import release_address, release_to_change
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page


@workspace_page
def release_edit(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Change the sources and notes of a draft."""
    actor = person(request)
    found = release_to_change(request, releases_editable_by(actor), release_id, COMPILERS)
    if isinstance(found, HttpResponse):
        return found
    stands = {name: getattr(found, name) for name in EditForm.base_fields}
    form = EditForm(sent(request), initial=stands)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        saved = attempt(
            form, lambda: edit_release(actor=actor, release=found, expected_version=version, **values)
        )
        if saved is not None:
            messages.success(request, "The release is changed.")
            return redirect(release_address(found))
    context = {
        "heading": "Change the release",
        "hint": f"{found}. Measure and period stay as they are: another period is another release.",
        "button": "Save",
        "back": release_address(found),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def release_discard(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Discard a draft of which nothing was published, with the reason."""
    actor = person(request)
    found = release_to_change(request, releases_discardable_by(actor), release_id, COMPILERS)
    if isinstance(found, HttpResponse):
        return found
    form = ReasonForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        told = str(found)
        done = attempt(form, lambda: _discarded(actor, found, version, reason))
        if done:
            messages.success(request, f"Discarded: {told}.")
            return redirect(reverse("workspace:releases"))
    context = {
        "heading": "Discard this release?",
        "hint": f"{found}. Its values go with it. The log keeps what it was and the reason.",
        "button": "Discard",
        "warning": True,
        "back": release_address(found),
    }
    return page(request, "form_page.html", context, form)


def _discarded(actor: User, found: MeasureRelease, version: int, reason: str) -> bool:
    discard_release(actor=actor, release=found, expected_version=version, reason=reason)
    return True
