"""Causes of concern, recommendations and areas for improvement: drafted, ended, linked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.services import (
    declare_none,
    draft_item,
    update_item,
    withdraw_draft_item,
    withdraw_none,
)
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, LongLine, Name, Whole
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, draft_inspection, force_named, reach

router = Router(tags=["items"])
FILTERS = (
    Filter("kind", "What it is.", choices=tuple(Item.Kind.values)),
    Filter("state", "Where it stands.", choices=tuple(Item.State.values)),
    Filter("target", "Identifier of a pillar or area."),
)


class DeliverableOut(Schema):
    """Something an item asks for by a date."""

    text: str
    due: date | None
    due_precision: str
    parts: list[str]
    received_on: date | None


def follows(context: dict[str, Any], item: Item) -> bool:
    """Whether the person reads the work on the item: for its force and the staff of its inspectorate."""
    user = person(context["request"])
    return item.force_id in forces_of(user) or item.inspectorate_id in staffed_inspectorates(user)


class ItemOut(Schema):
    """An item with its state, deadline and deliverables.

    Where the work on it stands, and the version that counts its steps, are told to those who follow it.
    """

    id: UUID
    inspection_id: UUID | None
    kind: str
    target: str
    title: str
    text: str
    parent_id: UUID | None
    national_id: UUID | None
    addressee: str
    addressee_name: str
    force: str | None
    immediate: bool
    due: date | None
    due_precision: str
    due_months_after_publication: int | None
    strength: str
    exception_note: str
    state: str
    state_reason: str
    ended_on: date | None
    superseded_by_id: UUID | None
    raised_on: date | None
    origin_cycle: str
    note: str
    position: int
    theme: str
    origin: str
    origin_body: str
    closure_criteria: list[str]
    deliverables: list[DeliverableOut]
    stage: str | None
    progress: str | None
    last_update_on: date | None
    version: int | None

    @staticmethod
    def resolve_force(item: Item) -> str | None:
        return item.force.slug if item.force else None

    @staticmethod
    def resolve_closure_criteria(item: Item) -> list[str]:
        return [each.text for each in item.closure_criteria.all()]

    @staticmethod
    def resolve_stage(item: Item, context: dict[str, Any]) -> str | None:
        return item.stage if follows(context, item) else None

    @staticmethod
    def resolve_progress(item: Item, context: dict[str, Any]) -> str | None:
        return item.progress if follows(context, item) else None

    @staticmethod
    def resolve_last_update_on(item: Item, context: dict[str, Any]) -> date | None:
        return item.last_update_on if follows(context, item) else None

    @staticmethod
    def resolve_version(item: Item, context: dict[str, Any]) -> int | None:
        return item.version if follows(context, item) else None


class NoneOut(Schema):
    """The answer that an area has no item of a kind."""

    target: str
    kind: str
    answer: str
    note: str


class DeliverableBody(Body):
    """Something asked for by a date, with the parts that it must contain."""

    text: str
    due: date | None = None
    due_precision: Name = "day"
    due_months_after_publication: Whole | None = None
    recurs_every_months: Whole | None = None
    parts: list[str] = []


class ItemContent(Body):
    """What an item holds; in a change, what is left out stays as it is."""

    target: Name = ""
    title: LongLine = ""
    text: str = ""
    parent: UUID | None = None
    addressee: Name = "force"
    addressee_name: Line = ""
    force: Name = ""
    immediate: bool = False
    due: date | None = None
    due_precision: Name = "day"
    due_months_after_publication: Whole | None = None
    strength: Name = ""
    exception_note: str = ""
    origin_cycle: Name = ""
    note: str = ""
    position: Whole = 0
    theme: Name = ""
    deliverables: list[DeliverableBody] = []
    closure_criteria: list[str] = []


class ItemRecord(ItemContent):
    """A new draft item."""

    kind: Name
    addressee: Name


class ItemEdit(Edit, ItemContent):
    """A change to a draft item."""


class ItemEnding(Edit):
    """Why an item ends, or is taken out."""

    reason: str


class NoneAnswer(Body):
    """That an area has no item of a kind, or that the question does not arise."""

    target: Name
    kind: Name
    answer: Name
    note: str = ""


class NoneWithdrawal(Body):
    """Which answer is taken back."""

    target: Name
    kind: Name


@router.get(
    "/inspections/{uuid:inspection_id}/items",
    response={200: Listing[ItemOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_items(request: HttpRequest, inspection_id: UUID) -> object:
    """Items of an inspection, drafts included."""
    question = question_of(request, FILTERS)
    inspection = draft_inspection(request, inspection_id)
    conditions = question.given(kind="kind", state="state", target="target")
    return listing(
        request,
        question,
        visible_items(request).filter(inspection=inspection, **conditions),
        ("position", "id"),
    )


@router.post("/inspections/{uuid:inspection_id}/items", response={201: ItemOut, **WORKSPACE_PROBLEMS})
def add_item(request: HttpRequest, inspection_id: UUID, record: ItemRecord) -> object:
    """Write a cause of concern, a recommendation or an area for improvement into a draft."""
    inspection = draft_inspection(request, inspection_id)
    content = _content(request, record, ["kind"])
    return Status(201, draft_item(actor=person(request), inspection=inspection, kind=record.kind, **content))


@router.get("/items/{uuid:item_id}", response={200: ItemOut, **WORKSPACE_READ_PROBLEMS})
def show_item(request: HttpRequest, item_id: UUID) -> object:
    """One item: a published one, or a draft of your inspectorate."""
    return item_of(request, item_id)


@router.patch("/items/{uuid:item_id}", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def change_item(request: HttpRequest, item_id: UUID, edit: ItemEdit) -> object:
    """Change what is given of a draft item and leave the rest."""
    current = item_of(request, item_id)
    content = _content(request, edit, ["expected_version"])
    return update_item(actor=person(request), item=current, expected_version=edit.expected_version, **content)


@router.post("/items/{uuid:item_id}/withdraw", response={204: None, **WORKSPACE_PROBLEMS})
def take_out_item(request: HttpRequest, item_id: UUID, ending: ItemEnding) -> object:
    """Take a draft item out; its text and the reason stay in the log."""
    withdraw_draft_item(actor=person(request), item=item_of(request, item_id), **ending.given())
    return Status(204, None)


@router.get(
    "/inspections/{uuid:inspection_id}/none-declared",
    response={200: list[NoneOut], **WORKSPACE_READ_PROBLEMS},
)
def list_none_declared(request: HttpRequest, inspection_id: UUID) -> object:
    """Areas of an inspection that have no item of a kind by their own word."""
    return list(draft_inspection(request, inspection_id).none_declared.order_by("target", "kind"))


@router.post("/inspections/{uuid:inspection_id}/none-declared", response={200: NoneOut, **WORKSPACE_PROBLEMS})
def say_there_is_none(request: HttpRequest, inspection_id: UUID, answer: NoneAnswer) -> object:
    """Say that an area has no item of a kind; saying nothing is another answer."""
    inspection = draft_inspection(request, inspection_id)
    return declare_none(actor=person(request), inspection=inspection, **answer.given())


@router.post(
    "/inspections/{uuid:inspection_id}/none-declared/remove", response={204: None, **WORKSPACE_PROBLEMS}
)
def take_back_none(request: HttpRequest, inspection_id: UUID, withdrawal: NoneWithdrawal) -> object:
    """Take back the answer that there is none, so that an item can be drafted."""
    inspection = draft_inspection(request, inspection_id)
    declared = reach(NoneDeclared.objects.filter(inspection=inspection), **withdrawal.given())
    withdraw_none(actor=person(request), declared=declared)
    return Status(204, None)


def _content(request: HttpRequest, body: ItemContent, leave_out: list[str]) -> dict[str, Any]:
    """What was sent of an item, its force and cause of concern looked up among what the person may see."""
    content = body.given([*leave_out, "parent", "force"])
    if "parent" in body.model_fields_set:
        content["parent"] = (
            all_named(visible_items(request), [body.parent], "parent")[0] if body.parent else None
        )
    if "force" in body.model_fields_set:
        content["force"] = force_named(body.force)
    return content


def visible_items(request: HttpRequest) -> Any:
    """Items that the person may read, with what is shown of each."""
    found = Item.objects.visible_to(person(request))
    return found.select_related("inspection", "inspectorate", "force").prefetch_related(
        "deliverables", "closure_criteria"
    )


def item_of(request: HttpRequest, item_id: UUID) -> Item:
    """One item that the person may read."""
    found: Item = reach(visible_items(request), pk=item_id)
    return found
