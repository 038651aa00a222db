"""The work on an open item: owner, start, declaration, verification, reviews, visits and what is handed in."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Deliverable, DeliverableReceipt, Item, Revisit
from peelian.apps.followup.policies import FORCE_WORKERS, items_followed_by
from peelian.apps.followup.queries.story import WorkStep, work_on
from peelian.apps.followup.services import (
    declare_complete,
    name_owner,
    receive_deliverable,
    record_revisit,
    review_deliverable,
    review_progress,
    schedule_revisit,
    start_work,
    take_up_declaration,
    verify_declaration,
)
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Name
from peelian.interfaces.api.workspace.items import ItemOut
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, evidence_named, reach

router = Router(tags=["items"])


class ClosureCriterionOut(Schema):
    """What has to be shown before the item is closed."""

    id: int
    text: str


class ReceiptOut(Schema):
    """One version of something that was handed in; its fingerprint is of its text."""

    id: UUID
    version: int
    received_on: date
    text: str
    sha256: str
    result: str
    missing_parts: list[str]
    reasons: str
    reviewed_on: date | None


class AskedOut(Schema):
    """Something that is to be handed in, and the versions that came."""

    id: UUID
    text: str
    due: date | None
    due_precision: str
    recurs_every_months: int | None
    parts: list[str]
    receipts: list[ReceiptOut]


class StepOut(Schema):
    """One dated step: what it was, who took it, and what belongs to it."""

    on: date
    title: str
    person: str
    text: str
    lines: list[tuple[str, str]]
    evidence: list[UUID]

    @staticmethod
    def resolve_evidence(step: WorkStep) -> list[UUID]:
        return [each.pk for each in step.evidence]


class RevisitOut(Schema):
    """A visit inside a window of days."""

    id: UUID
    opens_on: date
    closes_on: date
    reason: str
    done_on: date | None
    outcome: str


class WorkOut(Schema):
    """An item with all the work on it."""

    item: ItemOut
    closure_criteria: list[ClosureCriterionOut]
    deliverables: list[AskedOut]
    revisits: list[RevisitOut]
    steps: list[StepOut]


class OwnerBody(Edit):
    """Who owns the item, and since when."""

    owner: UUID
    since: date | None = None


class CriterionShown(Body):
    """What shows that a criterion is met."""

    criterion: int
    text: str


class DeclarationBody(Edit):
    """What was done, and what shows it for each criterion."""

    statement: str
    evidence: list[CriterionShown] = []


class VerificationBody(Edit):
    """What the test of a declaration found."""

    method: Name
    result: Name
    reasons: str
    look_again_on: date | None = None
    evidence: list[UUID] = []


class PartState(Body):
    """Where a part of the item stood."""

    text: str
    state: Name


class ReviewBody(Body):
    """How far the item has come."""

    level: Name
    reasons: str
    reviewed_on: date | None = None
    next_review_on: date | None = None
    parts: list[PartState] = []
    evidence: list[UUID] = []


class RevisitBody(Body):
    """The window of a visit."""

    opens_on: date
    closes_on: date
    reason: str


class VisitBody(Body):
    """When a visit took place, and what it saw."""

    done_on: date
    outcome: str


class ReceiptBody(Body):
    """The text of one version, or where it can be read."""

    text: str


class ReceiptResult(Body):
    """What the inspectorate makes of a version."""

    result: Name
    reasons: str
    missing_parts: list[str] = []


@router.get("/items/{uuid:item_id}/work", response={200: WorkOut, **WORKSPACE_READ_PROBLEMS})
def show_work(request: HttpRequest, item_id: UUID) -> object:
    """All the work on an item, for its force and the staff of its inspectorate."""
    item, user = followed(request, item_id), person(request)
    receipts = DeliverableReceipt.objects.visible_to(user).filter(deliverable__item=item)
    received: dict[UUID, list[DeliverableReceipt]] = {}
    for receipt in receipts:
        received.setdefault(receipt.deliverable_id, []).append(receipt)
    return {
        "item": item,
        "closure_criteria": list(item.closure_criteria.all()),
        "deliverables": [_asked(each, received.get(each.pk, [])) for each in item.deliverables.all()],
        "revisits": list(Revisit.objects.visible_to(user).filter(item=item)),
        "steps": work_on(user, item),
    }


@router.post("/items/{uuid:item_id}/owner", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def change_owner(request: HttpRequest, item_id: UUID, body: OwnerBody) -> object:
    """Name the leader who owns an item; the one before stays on record."""
    item = followed(request, item_id)
    people = User.objects.filter(
        memberships__organisation=item.force_id, memberships__role__in=FORCE_WORKERS
    ).distinct()
    owner = all_named(people, [body.owner], "owner")[0]
    name_owner(
        actor=person(request),
        item=item,
        owner=owner,
        since=body.since,
        expected_version=body.expected_version,
    )
    return followed(request, item_id)


@router.post("/items/{uuid:item_id}/start", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def begin_work(request: HttpRequest, item_id: UUID, edit: Edit) -> object:
    """Say that the work on an item has begun."""
    return start_work(actor=person(request), item=followed(request, item_id), **edit.given())


@router.post("/items/{uuid:item_id}/declaration", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def declare(request: HttpRequest, item_id: UUID, body: DeclarationBody) -> object:
    """Declare an item complete, with what shows it for each criterion."""
    shown = {each.criterion: each.text for each in body.evidence}
    made = declare_complete(
        actor=person(request),
        item=followed(request, item_id),
        statement=body.statement,
        evidence=shown,
        expected_version=body.expected_version,
    )
    return made.item


@router.post("/items/{uuid:item_id}/take-up", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def take_up(request: HttpRequest, item_id: UUID, edit: Edit) -> object:
    """Begin to test what the force declared."""
    return take_up_declaration(actor=person(request), item=followed(request, item_id), **edit.given())


@router.post("/items/{uuid:item_id}/verification", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def verify(request: HttpRequest, item_id: UUID, body: VerificationBody) -> object:
    """Record what the test of a declaration found."""
    evidence = evidence_named(request, body.evidence)
    values = body.given(["evidence"])
    item = followed(request, item_id)
    return verify_declaration(actor=person(request), item=item, evidence=evidence, **values).item


@router.post("/items/{uuid:item_id}/progress-reviews", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def add_progress_review(request: HttpRequest, item_id: UUID, body: ReviewBody) -> object:
    """Record how far an item has come, with reasons."""
    evidence = evidence_named(request, body.evidence)
    review_progress(
        actor=person(request),
        item=followed(request, item_id),
        parts={each.text: each.state for each in body.parts},
        evidence=evidence,
        **body.given(["parts", "evidence"]),
    )
    return followed(request, item_id)


@router.post("/items/{uuid:item_id}/revisits", response={201: RevisitOut, **WORKSPACE_PROBLEMS})
def add_revisit(request: HttpRequest, item_id: UUID, body: RevisitBody) -> object:
    """Plan a visit inside a window of days."""
    made = schedule_revisit(actor=person(request), item=followed(request, item_id), **body.given())
    return Status(201, made)


@router.post("/revisits/{uuid:revisit_id}", response={200: RevisitOut, **WORKSPACE_PROBLEMS})
def record_visit(request: HttpRequest, revisit_id: UUID, body: VisitBody) -> object:
    """Record that a planned visit took place."""
    revisit = reach(Revisit.objects.visible_to(person(request)).select_related("item"), pk=revisit_id)
    return record_revisit(actor=person(request), revisit=revisit, **body.given())


@router.post("/deliverables/{uuid:deliverable_id}/receipts", response={201: ReceiptOut, **WORKSPACE_PROBLEMS})
def hand_in(request: HttpRequest, deliverable_id: UUID, body: ReceiptBody) -> object:
    """Hand in one version; it gets a number, a time and a fingerprint."""
    asked = Deliverable.objects.filter(item__in=items_followed_by(person(request)))
    deliverable = reach(asked, pk=deliverable_id)
    return Status(201, receive_deliverable(actor=person(request), deliverable=deliverable, text=body.text))


@router.post("/receipts/{uuid:receipt_id}/result", response={200: ReceiptOut, **WORKSPACE_PROBLEMS})
def record_result(request: HttpRequest, receipt_id: UUID, body: ReceiptResult) -> object:
    """Record what the inspectorate makes of one version."""
    received = DeliverableReceipt.objects.visible_to(person(request)).select_related("deliverable__item")
    receipt = reach(received, pk=receipt_id)
    return review_deliverable(actor=person(request), receipt=receipt, **body.given())


def followed(request: HttpRequest, item_id: UUID) -> Item:
    """An item whose work the person may read."""
    found = items_followed_by(person(request)).select_related("inspection", "inspectorate", "force")
    return reach(found.prefetch_related("deliverables", "closure_criteria"), pk=item_id)


def _asked(deliverable: Deliverable, receipts: list[DeliverableReceipt]) -> dict[str, Any]:
    names = ("id", "text", "due", "due_precision", "recurs_every_months", "parts")
    return {**{name: getattr(deliverable, name) for name in names}, "receipts": receipts}
