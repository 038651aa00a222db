"""The factual accuracy check: the draft as shown to the force, its comments, and their answers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.organisations.access import forces_of
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment
from peelian.apps.reports.services import (
    answer_accuracy_comment,
    draft_accuracy_comment,
    open_accuracy_check,
    share_for_accuracy_check,
    submit_accuracy_comments,
    update_accuracy_comment,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, reach
from peelian.rendering.report_value import ReportValue

router = Router(tags=["accuracy check"])


class CheckRow(Schema):
    """A draft that was shown for checking."""

    id: UUID
    title: str
    shared_at: datetime
    closes_on: date
    closed_at: datetime | None
    content_hash: str

    @staticmethod
    def resolve_title(check: AccuracyCheck) -> str:
        return check.inspection.title


class CommentOut(Schema):
    """A comment of the force on a fact, and its answer."""

    id: UUID
    place: str
    text: str
    submitted_at: datetime | None
    answer: str
    accepted: bool | None
    version: int


class CheckOut(Schema):
    """A draft as it was shown, with the comments that you may see."""

    check: CheckRow
    report: ReportValue
    comments: list[CommentOut]


class Sharing(Body):
    """Until when the force may comment."""

    closes_on: date


class Comment(Body):
    """Where in the report a fact stands, and what is wrong with it."""

    place: Line
    text: str


class CommentEdit(Edit):
    """A change to a comment that has not been submitted; what is left out stays as it is."""

    place: Line = ""
    text: str = ""


class Answer(Edit):
    """What became of a comment."""

    answer: str
    accepted: bool


@router.post(
    "/inspections/{uuid:inspection_id}/accuracy-checks", response={201: CheckRow, **WORKSPACE_PROBLEMS}
)
def share_draft(request: HttpRequest, inspection_id: UUID, sharing: Sharing) -> object:
    """Show the draft to the force; what is shown is kept as it was."""
    inspection = draft_inspection(request, inspection_id)
    made = share_for_accuracy_check(actor=person(request), inspection=inspection, closes_on=sharing.closes_on)
    return Status(201, made)


@router.get(
    "/accuracy-checks", response={200: Listing[CheckRow], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_checks(request: HttpRequest) -> object:
    """Drafts shown for checking: those of your inspectorate, and those sent to your force."""
    question = question_of(request, ())
    found = AccuracyCheck.objects.visible_to(person(request)).select_related("inspection")
    return listing(request, question, found.defer("value"), ("-shared_at", "id"))


@router.get("/accuracy-checks/{uuid:check_id}", response={200: CheckOut, **WORKSPACE_READ_PROBLEMS})
def show_check(request: HttpRequest, check_id: UUID) -> object:
    """A draft as it was shown; when the force reads it, the reading stands in the log."""
    user = person(request)
    check = _check(request, check_id)
    if check.inspection.force_id in forces_of(user):
        open_accuracy_check(actor=user, accuracy_check=check)
    comments = AccuracyComment.objects.visible_to(user).filter(accuracy_check=check)
    return {"check": check, "report": check.report, "comments": list(comments)}


@router.post("/accuracy-checks/{uuid:check_id}/comments", response={201: CommentOut, **WORKSPACE_PROBLEMS})
def add_comment(request: HttpRequest, check_id: UUID, comment: Comment) -> object:
    """Write a comment on a fact; it belongs to the force alone until it is submitted."""
    check = _check(request, check_id)
    return Status(201, draft_accuracy_comment(actor=person(request), accuracy_check=check, **comment.given()))


@router.post(
    "/accuracy-checks/{uuid:check_id}/submit", response={200: list[CommentOut], **WORKSPACE_PROBLEMS}
)
def submit_comments(request: HttpRequest, check_id: UUID) -> object:
    """Send every drafted comment of the force to the inspectorate, all at once."""
    return submit_accuracy_comments(actor=person(request), accuracy_check=_check(request, check_id))


@router.patch("/accuracy-comments/{uuid:comment_id}", response={200: CommentOut, **WORKSPACE_PROBLEMS})
def change_comment(request: HttpRequest, comment_id: UUID, edit: CommentEdit) -> object:
    """Change a comment that has not been submitted."""
    current = _comment(request, comment_id)
    values = {name: getattr(current, name) for name in ("place", "text")} | edit.given()
    return update_accuracy_comment(actor=person(request), comment=current, **values)


@router.post("/accuracy-comments/{uuid:comment_id}/answer", response={200: CommentOut, **WORKSPACE_PROBLEMS})
def answer_comment(request: HttpRequest, comment_id: UUID, answer: Answer) -> object:
    """Answer a comment of the force: accepted or not, with reasons that the force reads."""
    current = _comment(request, comment_id)
    return answer_accuracy_comment(actor=person(request), comment=current, **answer.given())


def _check(request: HttpRequest, check_id: UUID) -> AccuracyCheck:
    visible = AccuracyCheck.objects.visible_to(person(request)).select_related("inspection__inspectorate")
    return reach(visible, pk=check_id)


def _comment(request: HttpRequest, comment_id: UUID) -> AccuracyComment:
    visible = AccuracyComment.objects.visible_to(person(request))
    return reach(visible.select_related("accuracy_check__inspection__inspectorate"), pk=comment_id)
