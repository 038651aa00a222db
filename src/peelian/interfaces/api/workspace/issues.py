"""Faults told to the force during an inspection, what it did, and whether that held."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.services import (
    raise_fieldwork_issue,
    recheck_issue,
    record_remedy,
    share_issue,
    tell_remedy,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Name
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, finding_named, reach

router = Router(tags=["issues"])


class IssueOut(Schema):
    """A fault told to the force, what it did, and whether it held."""

    id: UUID
    finding_id: UUID | None
    raised_on: date
    text: str
    remedy: str
    remedied_on: date | None
    rechecked_on: date | None
    recheck: str
    recheck_comment: str
    shared_on: date | None
    days_to_remedy: int | None


class Issue(Body):
    """A fault told to the force at once."""

    text: str
    raised_on: date
    finding: UUID | None = None


class Remedy(Body):
    """What the force did about it."""

    remedy: str
    remedied_on: date


class Recheck(Body):
    """What inspectors saw when they looked again."""

    rechecked_on: date
    result: Name
    comment: str = ""


@router.get(
    "/inspections/{uuid:inspection_id}/issues",
    response={200: Listing[IssueOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_issues(request: HttpRequest, inspection_id: UUID) -> object:
    """Faults told to the force during an inspection."""
    question = question_of(request, ())
    found = FieldworkIssue.objects.filter(inspection=draft_inspection(request, inspection_id))
    return listing(request, question, found, ("raised_on", "id"))


@router.post("/inspections/{uuid:inspection_id}/issues", response={201: IssueOut, **WORKSPACE_PROBLEMS})
def add_issue(request: HttpRequest, inspection_id: UUID, issue: Issue) -> object:
    """Record a fault that was told to the force."""
    inspection = draft_inspection(request, inspection_id)
    finding = finding_named(request, issue.finding)
    made = raise_fieldwork_issue(
        actor=person(request), inspection=inspection, finding=finding, **issue.given(["finding"])
    )
    return Status(201, made)


@router.post("/issues/{uuid:issue_id}/remedy", response={200: IssueOut, **WORKSPACE_PROBLEMS})
def add_remedy(request: HttpRequest, issue_id: UUID, remedy: Remedy) -> object:
    """Record what the force did about an issue."""
    return record_remedy(actor=person(request), issue=_issue(request, issue_id), **remedy.given())


@router.post("/issues/{uuid:issue_id}/recheck", response={200: IssueOut, **WORKSPACE_PROBLEMS})
def add_recheck(request: HttpRequest, issue_id: UUID, recheck: Recheck) -> object:
    """Record what inspectors saw when they looked again at a remedy."""
    return recheck_issue(actor=person(request), issue=_issue(request, issue_id), **recheck.given())


@router.post("/issues/{uuid:issue_id}/share", response={200: IssueOut, **WORKSPACE_PROBLEMS})
def share(request: HttpRequest, issue_id: UUID) -> object:
    """Let the force read an issue and answer it."""
    return share_issue(actor=person(request), issue=_issue(request, issue_id))


@router.post("/issues/{uuid:issue_id}/answer", response={200: IssueOut, **WORKSPACE_PROBLEMS})
def answer(request: HttpRequest, issue_id: UUID, remedy: Remedy) -> object:
    """Tell, for the force, what it did about an issue that was shared with it."""
    shared = FieldworkIssue.objects.told_to(person(request)).filter(shared_on__isnull=False)
    found = reach(shared.select_related("inspection__inspectorate", "inspection__force"), pk=issue_id)
    return tell_remedy(actor=person(request), issue=found, **remedy.given())


def _issue(request: HttpRequest, issue_id: UUID) -> FieldworkIssue:
    visible = FieldworkIssue.objects.visible_to(person(request)).select_related("inspection__inspectorate")
    found: FieldworkIssue = reach(visible, pk=issue_id)
    return found
