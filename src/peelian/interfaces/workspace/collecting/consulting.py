"""Comments on a design, their answers, and marking the design as agreed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.returns.models import Collection, DesignComment
from peelian.apps.returns.policies import can_comment_on_collection, can_run_collection, commenters_of
from peelian.apps.returns.services import agree_collection, answer_comment, comment_on_design
from peelian.interfaces.workspace.collecting.forms import AgreeForm, CommentForm, ResponseForm
from peelian.interfaces.workspace.collecting.places import (
    collection_address,
    collection_frame,
    collection_of,
    past_state,
    run_collection,
    told_as_it_is,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
@once
def comments(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """What was said about a design: all of it for the inspectorate, its own for a force or the Home Office."""
    user = person(request)
    found = collection_of(request, collection_id)
    form = None
    if can_comment_on_collection(user, found):
        form = CommentForm(commenters_of(user), sent(request))
        if form.is_valid():
            values = form.cleaned_data
            made = attempt(form, lambda: comment_on_design(actor=user, collection=found, **values))
            if made is not None:
                messages.success(request, "The comment is with the inspectorate.")
                return redirect(collection_address(found, "collection_comments"))
    elif request.method == "POST":
        return told_as_it_is(request, found)
    said = DesignComment.objects.visible_to(user).filter(collection=found).select_related("organisation")
    context = {
        **collection_frame(found, ("Comments on the design", "")),
        "comments": said,
        "may_answer": can_run_collection(user, found) and found.state == Collection.State.CONSULTATION,
    }
    return page(request, "collecting/comments.html", context, form)


@workspace_page
def comment_answer(request: HttpRequest, collection_id: uuid.UUID, remark_id: int) -> HttpResponse:
    """Say what became of a comment."""
    found = run_collection(request, collection_id)
    said = found.comments.select_related("organisation", "collection__inspectorate")
    comment = visible_or_404(said, pk=remark_id)
    if request.method != "POST":
        if past := past_state(request, found, Collection.State.CONSULTATION):
            return past
        if comment.response:
            messages.info(request, f"The comment of {comment.organisation.name} has its answer already.")
            return redirect(collection_address(found, "collection_comments"))
    form = ResponseForm(sent(request))
    if form.is_valid():
        response = form.cleaned_data["response"]
        done = attempt(
            form, lambda: answer_comment(actor=person(request), comment=comment, response=response)
        )
        if done is not None:
            messages.success(request, "The answer is saved.")
            return redirect(collection_address(found, "collection_comments"))
    context = {
        **collection_frame(
            found,
            ("Comments on the design", collection_address(found, "collection_comments")),
            ("Answer", ""),
        ),
        "heading": f"Answer {comment.organisation.name}",
        "hint": comment.text,
        "button": "Save answer",
        "cancel": collection_address(found, "collection_comments"),
    }
    return page(request, "collecting/form.html", context, form)


@workspace_page
def collection_agree(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Mark a design as agreed; from then on it does not change."""
    found = run_collection(request, collection_id)
    if past := past_state(request, found, Collection.State.CONSULTATION):
        return past
    form = AgreeForm(sent(request), initial={"agreed_on": timezone.localdate(), "version": found.version})
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        done = attempt(
            form,
            lambda: agree_collection(
                actor=person(request), collection=found, expected_version=version, **values
            ),
        )
        if done is not None:
            messages.success(request, f"The design is agreed. The collection can be opened{_from(done)}.")
            return redirect(collection_address(done))
    context = {
        **collection_frame(found, ("Mark the design as agreed", "")),
        "heading": "Mark the design as agreed",
        "hint": "Every comment needs its answer first. An agreed design changes only when it is taken back and settled "
        "anew.",
        "button": "Mark as agreed",
        "cancel": collection_address(found),
    }
    return page(request, "collecting/form.html", context, form)


def _from(found: Collection) -> str:
    """The first day for returns that forces were told, where it is still to come."""
    first = found.opens_on
    return f" from {day_words(first)} on" if first and first > timezone.localdate() else ""
