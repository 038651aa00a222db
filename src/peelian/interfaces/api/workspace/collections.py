"""Collections of data from all forces, and what each force did about them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.queries import collections, replies
from peelian.apps.returns.services import create_collection, mark_unable, open_collection, record_reply
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Line, Name
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import reach

router = Router(tags=["collections"])


class CollectionOut(Schema):
    """A request for data to every force in scope."""

    id: UUID
    slug: str
    title: str
    period: str
    requested_on: date
    requested_precision: str
    opened_on: date | None


class ReplyOut(Schema):
    """What one force did about a collection."""

    force: str
    state: str
    reason: str
    answered_on: date | None

    @staticmethod
    def resolve_force(reply: CollectionReply) -> str:
        return reply.force.slug


class CollectionDetail(Schema):
    """A collection and the replies that you may see."""

    collection: CollectionOut
    replies: list[ReplyOut]


class CollectionRecord(Body):
    """A request for data to be prepared."""

    inspectorate: Name = ""
    slug: Name
    title: Line
    period: Line
    requested_on: date
    requested_precision: Name = "day"


class Opening(Body):
    """The day on which a collection is opened."""

    opened_on: date


class Reply(Body):
    """That a force has answered."""

    force: Name
    answered_on: date


class Unable(Body):
    """That a force cannot supply the data, and why."""

    force: Name
    reason: str


@router.get(
    "/collections", response={200: Listing[CollectionOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_collections(request: HttpRequest) -> object:
    """Collections of your inspectorate, and those opened to your force."""
    question = question_of(request, ())
    return listing(request, question, collections(person(request)), ("-requested_on", "id"))


@router.post("/collections", response={201: CollectionOut, **WORKSPACE_PROBLEMS})
def add_collection(request: HttpRequest, record: CollectionRecord) -> object:
    """Prepare a request for data; no force sees it before it is opened."""
    user = person(request)
    inspectorate = own_inspectorate(user, record.inspectorate)
    made = create_collection(actor=user, inspectorate=inspectorate, **record.given(["inspectorate"]))
    return Status(201, made)


@router.get("/collections/{uuid:collection_id}", response={200: CollectionDetail, **WORKSPACE_READ_PROBLEMS})
def show_collection(request: HttpRequest, collection_id: UUID) -> object:
    """A collection with the replies: all for the inspectorate, its own for a force."""
    found = _collection(request, collection_id)
    return {"collection": found, "replies": list(replies(person(request), found))}


@router.post("/collections/{uuid:collection_id}/open", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def open_to_forces(request: HttpRequest, collection_id: UUID, opening: Opening) -> object:
    """Open a collection: every force in scope now owes a reply."""
    found = _collection(request, collection_id)
    return open_collection(actor=person(request), collection=found, opened_on=opening.opened_on)


@router.post("/collections/{uuid:collection_id}/replies", response={200: ReplyOut, **WORKSPACE_PROBLEMS})
def add_reply(request: HttpRequest, collection_id: UUID, reply: Reply) -> object:
    """Record that a force has answered."""
    found = _reply(request, collection_id, reply.force)
    return record_reply(actor=person(request), reply=found, answered_on=reply.answered_on)


@router.post("/collections/{uuid:collection_id}/unable", response={200: ReplyOut, **WORKSPACE_PROBLEMS})
def say_unable(request: HttpRequest, collection_id: UUID, unable: Unable) -> object:
    """Record that a force cannot supply the data, with the reason."""
    found = _reply(request, collection_id, unable.force)
    return mark_unable(actor=person(request), reply=found, reason=unable.reason)


def _collection(request: HttpRequest, collection_id: UUID) -> Collection:
    return reach(collections(person(request)), pk=collection_id)


def _reply(request: HttpRequest, collection_id: UUID, force: str) -> CollectionReply:
    return reach(replies(person(request), _collection(request, collection_id)), force__slug=force)
