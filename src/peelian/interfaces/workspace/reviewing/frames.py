"""The page that loads a frame."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.reviews.services import load_frame
from peelian.interfaces.workspace.pages import page, person
from peelian.interfaces.workspace.reviewing.frame_forms import FrameForm
from peelian.interfaces.workspace.reviewing.places import (
    frame_words,
    managed_review,
    refused_with_count,
    review_address,
    review_frame,
)
from peelian.interfaces.workspace.reviewing.steps import PLANNED, review_step


@review_step(*PLANNED, to="load a frame")
def review_frame_load(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Load the list of all cases; a file with any fault is refused with all of its faults."""
    found = managed_review(request, review_id)
    sent = request.method == "POST"
    form = FrameForm(found, request.POST, request.FILES) if sent else FrameForm(found)
    if sent and form.is_valid() and refused_with_count(form, lambda: _load(request, form, found.pk)):
        found.refresh_from_db()
        messages.success(request, f"{found.frame_name} is loaded: {frame_words(found)}.")
        return redirect(review_address(found))
    context = {
        **review_frame(found, "review", ("Load the frame", "")),
        "heading": "Load the frame",
        "hint": "The frame is the list of all cases that could be drawn. Duplicates, missing references and days "
        "outside the period are all told at once, and nothing is loaded until none is left.",
        "button": "Load frame",
        "multipart": True,
        "cancel": review_address(found),
    }
    return page(request, "reviewing/form.html", context, form)


def _load(request: HttpRequest, form: FrameForm, review_id: uuid.UUID) -> None:
    file = form.cleaned_data["file"]
    load_frame(
        actor=person(request),
        review=managed_review(request, review_id),
        expected_version=form.cleaned_data["version"],
        name=file.name,
        content=file,
        columns=form.columns,
    )
