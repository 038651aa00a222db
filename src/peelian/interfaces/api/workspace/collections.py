"""Collections of data from forces: their design, their steps, and what each force did about them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.queries import collections, replies
from peelian.apps.returns.services import (
    agree_collection,
    close_collection,
    consult_on_collection,
    create_collection,
    edit_collection,
    mark_unable,
    open_collection,
    record_reply,
    redesign_collection,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.collection_bodies import (
    Agreement,
    Closing,
    CollectionDetail,
    CollectionEdit,
    CollectionOpening,
    CollectionOut,
    CollectionRecord,
    Consultation,
    Reply,
    ReplyOut,
    Unable,
)
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import force_named, reach

router = Router(tags=["collections"])


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
    made = create_collection(
        actor=user,
        inspectorate=inspectorate,
        forces=_forces(record.forces),
        **record.given(["inspectorate", "forces"]),
    )
    return Status(201, made)


@router.patch("/collections/{uuid:collection_id}", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def change_collection(request: HttpRequest, collection_id: UUID, edit: CollectionEdit) -> object:
    """Change a design while it is being designed."""
    found = collection_of(request, collection_id)
    given = edit.given(["expected_version", "forces"])
    return edit_collection(
        actor=person(request),
        collection=found,
        expected_version=edit.expected_version,
        values=given,
        forces=_forces(edit.forces) if "forces" in edit.model_fields_set else None,
    )


@router.post("/collections/{uuid:collection_id}/consult", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def put_to_forces(
    request: HttpRequest, collection_id: UUID, consultation: Consultation | None = None
) -> object:
    """Put a complete design before the forces and the Home Office."""
    found = collection_of(request, collection_id)
    given = {} if consultation is None else consultation.given()
    return consult_on_collection(actor=person(request), collection=found, **given)


@router.post(
    "/collections/{uuid:collection_id}/redesign", response={200: CollectionOut, **WORKSPACE_PROBLEMS}
)
def redesign(request: HttpRequest, collection_id: UUID) -> object:
    """Take a design back from consultation, to change it."""
    return redesign_collection(actor=person(request), collection=collection_of(request, collection_id))


@router.post("/collections/{uuid:collection_id}/agree", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def agree(request: HttpRequest, collection_id: UUID, agreement: Agreement) -> object:
    """Mark a design as agreed. It does not change from then on."""
    found = collection_of(request, collection_id)
    return agree_collection(actor=person(request), collection=found, **agreement.given())


@router.post("/collections/{uuid:collection_id}/close", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def close(request: HttpRequest, collection_id: UUID, closing: Closing) -> object:
    """Close a collection, which freezes it and shares it with every force that was asked."""
    found = collection_of(request, collection_id)
    return close_collection(actor=person(request), collection=found, closing_note=closing.closing_note)


@router.get("/collections/{uuid:collection_id}", response={200: CollectionDetail, **WORKSPACE_READ_PROBLEMS})
def show_collection(request: HttpRequest, collection_id: UUID) -> object:
    """A collection with the replies: all for the inspectorate, its own for a force."""
    found = collection_of(request, collection_id)
    return {"collection": found, "replies": list(replies(person(request), found))}


@router.post("/collections/{uuid:collection_id}/open", response={200: CollectionOut, **WORKSPACE_PROBLEMS})
def open_to_forces(request: HttpRequest, collection_id: UUID, opening: CollectionOpening) -> object:
    """Open a collection: every force in scope now owes a reply."""
    found = collection_of(request, collection_id)
    return open_collection(actor=person(request), collection=found, opened_on=opening.opened_on)


@router.post("/collections/{uuid:collection_id}/replies", response={200: ReplyOut, **WORKSPACE_PROBLEMS})
def add_reply(request: HttpRequest, collection_id: UUID, reply: Reply) -> object:
    """Record that a force has answered."""
    found = reply_of(request, collection_id, reply.force)
    return record_reply(actor=person(request), reply=found, answered_on=reply.answered_on)


@router.post("/collections/{uuid:collection_id}/unable", response={200: ReplyOut, **WORKSPACE_PROBLEMS})
def say_unable(request: HttpRequest, collection_id: UUID, unable: Unable) -> object:
    """Record that a force cannot supply the data, with the reason."""
    found = reply_of(request, collection_id, unable.force)
    return mark_unable(
        actor=person(request),
        reply=found,
        reason=unable.reason,
        expected_version=unable.expected_version,
    )


def collection_of(request: HttpRequest, collection_id: UUID) -> Collection:
    """A collection that the person may see."""
    return reach(collections(person(request)), pk=collection_id)


def reply_of(request: HttpRequest, collection_id: UUID, force: str) -> CollectionReply:
    """The reply of one force that the person may see."""
    return reach(replies(person(request), collection_of(request, collection_id)), force__slug=force)


def _forces(slugs: Iterable[str]) -> list[Organisation]:
    return [found for slug in slugs if (found := force_named(slug)) is not None]
