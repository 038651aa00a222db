"""Pages of the factual accuracy check: the draft as the force sees it, its comments, and their answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment
from peelian.apps.reports.policies import accuracy_comments_answerable_by, can_comment_accuracy_check
from peelian.apps.reports.queries import published_reports
from peelian.apps.reports.services import (
    answer_accuracy_comment,
    draft_accuracy_comment,
    open_accuracy_check,
    share_for_accuracy_check,
    submit_accuracy_comments,
    update_accuracy_comment,
)
from peelian.interfaces.look.reports import report_words
from peelian.interfaces.workspace.addresses import report_address, workspace_address
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.reporting.accuracy_forms import AnswerForm, CommentForm, ShareForm


@workspace_page
def accuracy_share(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Send the draft to the force for checking."""
    inspection = draft_inspection(request, inspection_id)
    form = ShareForm(sent(request))
    if form.is_valid():
        check = attempt(
            form,
            lambda: share_for_accuracy_check(
                actor=person(request), inspection=inspection, closes_on=form.cleaned_data["closes_on"]
            ),
        )
        if check is not None:
            messages.success(request, "The draft is open to the force, as it stands now.")
            return redirect("workspace:accuracy", check_id=check.pk)
    context = {
        **frame(inspection, "report", ("Factual accuracy check", "")),
        "heading": "Send the draft to the force for checking",
        "hint": "The force, and nobody else, sees the report as it stands at this moment and comments on its facts.",
        "button": "Send the draft",
        "cancel": part_address(inspection, "report"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def accuracy(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """The draft as it was shown, with the comments that the reader may see. The force's reading is logged."""
    user, check = person(request), _check(request, check_id)
    if _is_of_force(user, check):
        open_accuracy_check(actor=user, accuracy_check=check)
    comments = list(
        AccuracyComment.objects.visible_to(user).filter(accuracy_check=check).select_related("author")
    )
    answerable = accuracy_comments_answerable_by(user).filter(accuracy_check=check)
    context = {
        **_frame(user, check),
        "comments": comments,
        "drafted": sum(comment.submitted_at is None for comment in comments),
        "may_comment": can_comment_accuracy_check(user, check),
        "answerable": set(answerable.values_list("pk", flat=True)),
        "report": report_words(check.report, draft=True),
    }
    return page(request, "reporting/accuracy.html", context)


@workspace_page
def accuracy_comment(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """Write a comment on a fact."""
    check = _check(request, check_id, of_force=True)
    form = CommentForm(sent(request))
    if form.is_valid():
        values = form.cleaned_data
        written = attempt(
            form,
            lambda: draft_accuracy_comment(
                actor=person(request), accuracy_check=check, place=values["place"], text=values["text"]
            ),
        )
        if written is not None:
            messages.success(request, "The comment is saved. Only your force sees it until it is submitted.")
            return redirect("workspace:accuracy", check_id=check.pk)
    context = {**_frame(person(request), check), "heading": "Comment on a fact", "button": "Save comment"}
    return page(request, "reporting/accuracy_form.html", context, form)


@workspace_page
def accuracy_comment_edit(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Change a comment that has not been submitted."""
    user = person(request)
    stored = _comment(request, comment_id)
    check = _check(request, stored.accuracy_check_id, of_force=True)
    start = {name: getattr(stored, name) for name in ("place", "text", "version")}
    form = CommentForm(sent(request), initial=start)
    if form.is_valid():
        values = form.cleaned_data
        changed = attempt(
            form,
            lambda: update_accuracy_comment(
                actor=user,
                comment=stored,
                place=values["place"],
                text=values["text"],
                expected_version=values["version"],
            ),
        )
        if changed is not None:
            messages.success(request, "The comment is changed.")
            return redirect("workspace:accuracy", check_id=check.pk)
    context = {**_frame(user, check), "heading": "Change the comment", "button": "Save comment"}
    return page(request, "reporting/accuracy_form.html", context, form)


@workspace_page
def accuracy_submit(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """Submit every drafted comment at once, after asking."""
    user, check = person(request), _check(request, check_id, of_force=True)
    form = ConfirmForm(sent(request))
    if form.is_valid() and attempted(
        form, lambda: submit_accuracy_comments(actor=user, accuracy_check=check)
    ):
        messages.success(request, "The comments are submitted.")
        return redirect("workspace:accuracy", check_id=check.pk)
    drafted = AccuracyComment.objects.visible_to(user).filter(accuracy_check=check, submitted_at=None)
    context = {
        **_frame(user, check),
        "heading": "Submit the comments",
        "hint": f"Comments to submit: {drafted.count()}. Once submitted they stay as they are.",
        "button": "Submit",
    }
    return page(request, "reporting/accuracy_form.html", context, form)


@workspace_page
def accuracy_answer(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Answer a comment of the force."""
    user = person(request)
    stored = _comment(request, comment_id)
    check = _check(request, stored.accuracy_check_id, of_force=False)
    accepted = {None: "", True: "yes", False: "no"}[stored.accepted]
    start = {"answer": stored.answer, "accepted": accepted, "version": stored.version}
    form = AnswerForm(sent(request), initial=start)
    if form.is_valid():
        answered = attempt(form, lambda: answer_accuracy_comment(actor=user, comment=stored, **form.content))
        if answered is not None:
            messages.success(request, "The comment is answered.")
            return redirect("workspace:accuracy", check_id=check.pk)
    context = {
        **_frame(user, check),
        "heading": "Answer the comment",
        "button": "Save answer",
        "comment": stored,
    }
    return page(request, "reporting/accuracy_form.html", context, form)


def _check(request: HttpRequest, check_id: uuid.UUID, *, of_force: bool | None = None) -> AccuracyCheck:
    """A check that the reader may see; with `of_force`, only for the force or only for the inspectorate."""
    user = person(request)
    visible = AccuracyCheck.objects.visible_to(user).select_related(
        "inspection__force", "inspection__inspectorate", "inspection__framework_version"
    )
    if of_force is True:
        visible = visible.filter(inspection__force__in=forces_of(user))
    if of_force is False:
        visible = visible.filter(inspection__inspectorate__in=staffed_inspectorates(user))
    return visible_or_404(visible, pk=check_id)


def _comment(request: HttpRequest, comment_id: uuid.UUID) -> AccuracyComment:
    visible = AccuracyComment.objects.visible_to(person(request)).select_related(
        "accuracy_check__inspection__force", "accuracy_check__inspection__inspectorate", "author"
    )
    return visible_or_404(visible, pk=comment_id)


def _is_of_force(user: User, check: AccuracyCheck) -> bool:
    return check.inspection.force_id in forces_of(user)


def _published(inspection: Inspection) -> str:
    """Where the report of the inspection is read, once it is published."""
    found = published_reports().filter(inspection=inspection).first()
    return report_address(found.reference) if found else ""


def _frame(user: User, check: AccuracyCheck) -> dict[str, Any]:
    """The frame of these pages; only the inspectorate is led to the draft itself."""
    inspection = check.inspection
    address = reverse("workspace:accuracy", args=[check.pk])
    home = [("Your work", workspace_address("home"))]
    if not _is_of_force(user, check):
        home = [
            (inspection.title, workspace_address("inspection", inspection_id=inspection.pk)),
            ("Report", part_address(inspection, "report")),
        ]
    trail = [*home, ("Factual accuracy check", address)]
    items = [{"text": text, "href": href} for text, href in trail]
    return {
        "check": check,
        "inspection": inspection,
        "of_force": _is_of_force(user, check),
        "published": _published(inspection),
        "crumbs": {"items": items},
        "cancel": address,
        "demonstration": inspection.is_demonstration,
    }
