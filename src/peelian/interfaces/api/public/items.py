"""The public register of causes of concern, recommendations and areas for improvement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.followup.models import Item, LaterFinding
from peelian.apps.followup.queries import ItemFilter, item_story, items_filtered
from peelian.apps.followup.queries.asked import later_findings
from peelian.interfaces.api.answers import Listing, listing_answer, value_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.comparing import printed_day
from peelian.interfaces.api.public.grades import ForceName, force_name
from peelian.interfaces.api.public.vocabulary import CYCLE, FORCE, TARGET, themes

router = Router(tags=["items"])
PUBLIC = AnonymousUser()
"""Whoever asks, the register holds what anybody may read."""

STATES = tuple(state for state in Item.State.values if state != Item.State.DRAFT)
FILTERS = (
    Filter("kind", "What it is.", choices=tuple(Item.Kind.values)),
    Filter("state", "Where it stands.", choices=STATES),
    FORCE,
    TARGET,
    CYCLE,
    Filter("inspection", "Reference of the inspection that raised it, such as cleveland-2021-22."),
    Filter("addressee", "Who is asked to act.", choices=tuple(Item.Addressee.values)),
    Filter("source_rank", "Whose account it is known from.", choices=tuple(Item.SourceRank.values)),
    Filter("theme", "Theme under which items of all forces are looked at together.", known=themes),
    Filter("origin", "Who raised it.", choices=tuple(Item.Origin.values)),
    Filter(
        "text", "Words that its title or text holds, or begins; a term also finds those that mean the same."
    ),
)
ORDER = ("-immediate", "-listed_on", "id")


class DeliverableOut(Schema):
    """Something an item asks for by a date."""

    text: str
    due: str | None
    parts: list[str]
    received_on: date | None


class ItemOut(Schema):
    """One item of the register."""

    id: UUID
    kind: str
    title: str
    text: str
    target: str | None
    force: ForceName | None
    addressee: str
    addressee_name: str
    state: str
    state_reason: str
    ended_on: date | None
    immediate: bool
    due: str | None
    due_precision: str
    raised_on: str | None
    raised_precision: str
    inspection: str | None
    origin_cycle: str
    theme: str
    origin: str
    origin_body: str
    parent: UUID | None
    national: UUID | None
    superseded_by: UUID | None
    source_rank: str
    source: str
    matched: bool
    note: str
    deliverables: list[DeliverableOut]


class StoryLink(Schema):
    """How one item takes up an earlier one."""

    kind: str
    earlier: UUID
    note: str


class StoryItem(Schema):
    """An item of the story and what it takes up."""

    item: ItemOut
    takes_up: list[StoryLink]


class LaterLook(Schema):
    """A published finding that looks again at an item of the story."""

    item: UUID
    inspection: str
    cycle: str
    headline: str
    progress: str


class ForceAsked(Schema):
    """A force that was asked by an item to many, with its own item."""

    force: ForceName | None
    item: UUID
    state: str
    due: str | None


class ItemDetail(Schema):
    """An item, what closes it, its story over the rounds, oldest first, and the forces asked by one to many."""

    item: ItemOut
    closure_criteria: list[str]
    story: list[StoryItem]
    later_findings: list[LaterLook]
    forces: list[ForceAsked]


COLUMNS = (
    "id", "kind", "title", "text", "target", "force.slug", "force.name", "addressee", "addressee_name", "state",
    "state_reason", "ended_on", "immediate", "due", "due_precision", "raised_on", "raised_precision", "inspection",
    "origin_cycle", "theme", "origin", "origin_body",
    "parent", "national", "superseded_by", "source_rank", "source", "matched", "note", "deliverables.text",
)  # fmt: skip


@router.get("/items", response={200: Listing[ItemOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS))
def list_items(request: HttpRequest) -> HttpResponseBase:
    """Items that were published, what starts at once first, then the newest."""
    question = read_question(request, FILTERS)
    wanted = ItemFilter(**_given(question.values))
    found = items_filtered(PUBLIC, wanted).prefetch_related("deliverables")
    page = page_of_query(found, ORDER, question)
    return listing_answer(
        request, question, page.map(lambda rows: [item_out(each) for each in rows]), COLUMNS
    )


@router.get(
    "/items/{uuid:item_id}",
    response={200: ItemDetail, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((), paged=False),
)
def show_item(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """One item with its story; its CSV form lists the items of the story."""
    question = read_question(request, (), paged=False)
    found = items_filtered(PUBLIC, ItemFilter()).prefetch_related("deliverables")
    item = found.filter(pk=item_id).first()
    if item is None:
        return not_found(request)
    entries = item_story(PUBLIC, item)
    whole = {each.pk: each for each in found.filter(pk__in=[entry.item.pk for entry in entries])}
    story = [
        StoryItem(
            item=item_out(whole[entry.item.pk]),
            takes_up=[
                StoryLink(kind=link.kind, earlier=link.earlier_id, note=link.note) for link in entry.takes_up
            ],
        )
        for entry in entries
    ]
    value = ItemDetail(
        item=item_out(item),
        closure_criteria=[each.text for each in item.closure_criteria.all()],
        story=story,
        later_findings=[_look(each) for each in later_findings([entry.item for entry in entries])],
        forces=[
            _asked(each)
            for each in item.force_items.published().select_related("force").order_by("force__slug", "pk")
        ],
    )
    rows = [each.item.model_dump(mode="json") for each in story]
    return value_answer(request, question, value, COLUMNS, rows)


def _look(look: LaterFinding) -> LaterLook:
    inspection = look.finding.inspection
    return LaterLook(
        item=look.item_id,
        inspection=inspection.reference,
        cycle=inspection.framework.cycle,
        headline=look.headline,
        progress=look.progress,
    )


def _asked(item: Item) -> ForceAsked:
    return ForceAsked(
        force=force_name(item.force) if item.force else None,
        item=item.pk,
        state=item.state,
        due=printed_day(item.due, item.due_precision) if item.due else None,
    )


def item_out(item: Item) -> ItemOut:
    """An item as the register shows it."""
    return ItemOut(
        id=item.pk,
        kind=item.kind,
        title=item.title,
        text=item.text,
        target=item.target or None,
        force=force_name(item.force) if item.force else None,
        addressee=item.addressee,
        addressee_name=item.addressee_name,
        state=item.state,
        state_reason=item.state_reason,
        ended_on=item.ended_on,
        immediate=item.immediate,
        due=printed_day(item.due, item.due_precision) if item.due else None,
        due_precision=item.due_precision,
        raised_on=printed_day(item.raised_on, item.raised_precision) if item.raised_on else None,
        raised_precision=item.raised_precision,
        inspection=item.inspection.reference if item.inspection else None,
        origin_cycle=item.origin_cycle,
        theme=item.theme,
        origin=item.origin,
        origin_body=item.origin_body,
        parent=item.parent_id,
        national=item.national_id,
        superseded_by=item.superseded_by_id,
        source_rank=item.source_rank,
        source=item.source,
        matched=item.matched,
        note=item.note,
        deliverables=[
            DeliverableOut(
                text=each.text,
                due=printed_day(each.due, each.due_precision) if each.due else None,
                parts=each.parts,
                received_on=each.received_on,
            )
            for each in item.deliverables.all()
        ],
    )


def _given(values: Mapping[str, str]) -> dict[str, Any]:
    names = {each.name for each in FILTERS}
    return {name: value for name, value in values.items() if name in names}
