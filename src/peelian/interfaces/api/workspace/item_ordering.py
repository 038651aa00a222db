"""Items among others: themes, items that look alike, and items asked of many forces."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from peelian.apps.followup.models import FindingsLetter, Item
from peelian.apps.followup.policies import items_followed_by
from peelian.apps.followup.queries.alike import alike_items
from peelian.apps.followup.queries.national import MANY, national_grid
from peelian.apps.followup.services import (
    assign_theme,
    confirm_duplicate,
    issue_national,
    refuse_duplicate,
    send_findings_letters,
)
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Name
from peelian.interfaces.api.workspace.item_work import followed
from peelian.interfaces.api.workspace.items import ItemOut
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach

router = Router(tags=["items"])


class AlikeOut(Schema):
    """An item that looks like another, and how much, in percent."""

    item: ItemOut
    likeness_percent: int


class LetterOut(Schema):
    """A result that was sent to its force."""

    sent_on: date
    text: str
    sha256: str


class ForceOut(Schema):
    """One force that was asked, and how it stands."""

    item: ItemOut
    due_state: str
    letters: list[LetterOut]


class GridOut(Schema):
    """Every force that was asked; `picture` is one word once each has a result."""

    forces: list[ForceOut]
    picture: str


class ThemeBody(Edit):
    """A theme of the regime, or none."""

    theme: Name = ""


class DuplicateBody(Body):
    """Whether another item asks the same, and why."""

    other: UUID
    same: bool
    reason: str


@router.post("/items/{uuid:item_id}/theme", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def change_theme(request: HttpRequest, item_id: UUID, body: ThemeBody) -> object:
    """Put an item under a theme."""
    return assign_theme(
        actor=person(request),
        item=followed(request, item_id),
        theme=body.theme,
        expected_version=body.expected_version,
    )


@router.get("/items/{uuid:item_id}/alike", response={200: list[AlikeOut], **WORKSPACE_READ_PROBLEMS})
def list_alike_items(request: HttpRequest, item_id: UUID) -> object:
    """Items that look like one and were not compared with it yet, for staff of its inspectorate."""
    item = reach(_own(request), pk=item_id)
    return alike_items(person(request), item)


@router.post("/items/{uuid:item_id}/alike", response={204: None, **WORKSPACE_PROBLEMS})
def compare_items(request: HttpRequest, item_id: UUID, body: DuplicateBody) -> object:
    """Decide whether two items ask the same; a yes links them."""
    item = reach(_own(request), pk=item_id)
    other = all_named(_own(request), [body.other], "other")[0]
    decide = confirm_duplicate if body.same else refuse_duplicate
    decide(actor=person(request), item=item, other=other, reason=body.reason)
    return Status(204, None)


@router.get("/items/{uuid:item_id}/forces", response={200: GridOut, **WORKSPACE_READ_PROBLEMS})
def show_forces(request: HttpRequest, item_id: UUID) -> object:
    """Every force asked by an item to many, by name, for staff of its inspectorate."""
    item = reach(_own(request).filter(addressee__in=MANY), pk=item_id)
    grid = national_grid(person(request), item, timezone.localdate())
    return {"forces": grid.rows, "picture": grid.picture}


@router.post("/items/{uuid:item_id}/forces", response={201: GridOut, **WORKSPACE_PROBLEMS})
def give_to_forces(request: HttpRequest, item_id: UUID) -> object:
    """Give each force its own item from one to all forces."""
    item = reach(_own(request), pk=item_id)
    issue_national(actor=person(request), item=item)
    return Status(201, show_forces(request, item_id))


@router.post("/items/{uuid:item_id}/letters", response={201: list[LetterOut], **WORKSPACE_PROBLEMS})
def send_letters(request: HttpRequest, item_id: UUID) -> object:
    """Send each force its own result."""
    item = reach(_own(request), pk=item_id)
    letters: list[FindingsLetter] = send_findings_letters(actor=person(request), item=item)
    return Status(201, letters)


def _own(request: HttpRequest) -> QuerySet[Item]:
    """Items of the inspectorates whose staff the person belongs to."""
    user = person(request)
    found = items_followed_by(user).filter(inspectorate__in=staffed_inspectorates(user))
    return found.select_related("inspection", "inspectorate", "force").prefetch_related(
        "deliverables", "closure_criteria"
    )
