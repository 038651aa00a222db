"""Designing a collection: the pages that make and change it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.frameworks.queries import regime
from peelian.apps.returns.models import Collection
from peelian.apps.returns.policies import inspectorates_collectable_by
from peelian.apps.returns.services import create_collection, edit_collection
from peelian.interfaces.workspace.collecting.design_forms import DesignForm, initial_of
from peelian.interfaces.workspace.collecting.places import (
    collection_address,
    collection_frame,
    past_state,
    run_collection,
)
from peelian.interfaces.workspace.collecting.template_values import stored_rows
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
@once
def collection_add(request: HttpRequest) -> HttpResponse:
    """Prepare a collection."""
    actor = person(request)
    inspectorates = inspectorates_collectable_by(actor)
    visible_or_404(inspectorates)
    form = DesignForm(regime(), inspectorates, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: create_collection(
                actor=actor,
                inspectorate=values["inspectorate"],
                slug=values["slug"],
                forces=values["forces"],
                **form.design,
            ),
        )
        if made is not None:
            messages.success(request, f"{made.title} is prepared. No force sees it before it is consulted.")
            return redirect(collection_address(made))
    crumbs = {
        "items": [{"text": "Collections", "href": reverse("workspace:collections")}, {"text": "Prepare"}]
    }
    context = {
        "heading": "Prepare a collection",
        "button": "Prepare",
        "crumbs": crumbs,
        "cancel": reverse("workspace:collections"),
        **form.row_sets,
    }
    return page(request, "collecting/design.html", context, form)


@workspace_page
def collection_edit(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Change a design that no force has seen yet, or that was taken back."""
    found = run_collection(request, collection_id)
    if request.method != "POST" and (past := past_state(request, found, Collection.State.DESIGN)):
        return past
    form = DesignForm(regime(), None, sent(request), initial=initial_of(found), stored=stored_rows(found))
    if form.is_valid():
        values = form.cleaned_data
        changed = attempt(
            form,
            lambda: edit_collection(
                actor=person(request),
                collection=found,
                expected_version=values["version"] or 0,
                values=form.design,
                forces=values["forces"],
            ),
        )
        if changed is not None:
            messages.success(request, "The design is saved.")
            return redirect(collection_address(changed))
    context = {
        **collection_frame(found, ("Change the design", "")),
        "heading": "Change the design",
        "button": "Save",
        "cancel": collection_address(found),
        **form.row_sets,
    }
    return page(request, "collecting/design.html", context, form)
