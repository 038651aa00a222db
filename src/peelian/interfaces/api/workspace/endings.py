"""The end of an open item, and its place among earlier ones."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.followup.services import (
    confirm_closing,
    link_items,
    refuse_closing,
    request_closing,
    request_setting_aside,
    request_superseding,
)
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Name
from peelian.interfaces.api.workspace.items import ItemEnding, ItemOut, item_of, visible_items
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named

router = Router(tags=["items"])


class ItemLinkOut(Schema):
    """How one item takes up an earlier one."""

    later_id: UUID
    earlier_id: UUID
    kind: str
    note: str


class Superseding(ItemEnding):
    """The item that takes the place of this one, and why."""

    by: UUID


class Lineage(Body):
    """The earlier item that this one takes up."""

    earlier: UUID
    kind: Name
    note: str = ""


@router.post("/items/{uuid:item_id}/closing", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def ask_to_close(request: HttpRequest, item_id: UUID, ending: ItemEnding) -> object:
    """Ask that an item whose evidence met the criteria be closed by a second person."""
    asked = request_closing(actor=person(request), item=item_of(request, item_id), **ending.given())
    return asked.item


@router.post("/items/{uuid:item_id}/closing/confirm", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def confirm(request: HttpRequest, item_id: UUID, ending: ItemEnding) -> object:
    """Close an item, or end it as it was asked for, as the second person."""
    return confirm_closing(actor=person(request), item=item_of(request, item_id), **ending.given())


@router.post("/items/{uuid:item_id}/closing/refuse", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def refuse(request: HttpRequest, item_id: UUID, ending: ItemEnding) -> object:
    """Send a request to close or end an item back."""
    return refuse_closing(actor=person(request), item=item_of(request, item_id), **ending.given())


@router.post("/items/{uuid:item_id}/supersede", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def supersede(request: HttpRequest, item_id: UUID, superseding: Superseding) -> object:
    """Ask that another open item takes the place of this one; a second person confirms or refuses it."""
    by = all_named(visible_items(request), [superseding.by], "by")[0]
    current = item_of(request, item_id)
    return request_superseding(actor=person(request), item=current, by=by, **superseding.given(["by"])).item


@router.post("/items/{uuid:item_id}/set-aside", response={200: ItemOut, **WORKSPACE_PROBLEMS})
def set_aside(request: HttpRequest, item_id: UUID, ending: ItemEnding) -> object:
    """Ask that an item be set aside because it no longer applies; a second person confirms or refuses it."""
    asked = request_setting_aside(actor=person(request), item=item_of(request, item_id), **ending.given())
    return asked.item


@router.post("/items/{uuid:item_id}/links", response={201: ItemLinkOut, **WORKSPACE_PROBLEMS})
def link_earlier_item(request: HttpRequest, item_id: UUID, lineage: Lineage) -> object:
    """Record that an item takes up an earlier one."""
    earlier = all_named(visible_items(request), [lineage.earlier], "earlier")[0]
    later = item_of(request, item_id)
    made = link_items(actor=person(request), later=later, earlier=earlier, **lineage.given(["earlier"]))
    return Status(201, made)
