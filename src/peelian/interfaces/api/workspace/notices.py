"""Notices of the person, what is late, and the person's calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema, Status

from peelian.apps.frameworks.queries import regime
from peelian.apps.notifications import services
from peelian.apps.notifications.models import DeliveryChoice, Escalation
from peelian.apps.notifications.queries import delivery_of, ladders_of, notices_of, still_late, stopped_words
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Name
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import reach

router = Router(tags=["notices"])
KIND = Filter(
    "kind",
    "What the clock runs for, such as item.",
    known=lambda values: [rule.clock for rule in regime().reminders.rules],
)


class NoticeOut(Schema):
    """What the person was told of one clock at one step."""

    id: UUID
    kind: str
    about: str
    title: str
    words: str
    due: date
    rung: str
    told_on: date
    read_at: datetime | None


class LadderOut(Schema):
    """Something late, with the rungs that it has climbed."""

    id: UUID
    kind: str
    about: str
    title: str
    due: date
    owed_by: str
    climbed: list[dict[str, Any]]
    next_rung: str
    next_on: date | None
    stopped: str
    version: int

    @staticmethod
    def resolve_owed_by(ladder: Escalation) -> str:
        return ladder.organisation.slug

    @staticmethod
    def resolve_stopped(ladder: Escalation) -> str:
        return stopped_words(ladder, timezone.localdate())


class Reading(Body):
    """Which notices are read: those named, or all of them where none is named."""

    notices: list[UUID] | None = None


class ReadOut(Schema):
    """How many notices were unread before."""

    read: int


class Delivery(Body):
    """How often notices come by e-mail."""

    delivery: Name


class DeliveryOut(Schema):
    """How often notices come by e-mail, and the choices."""

    delivery: str
    allowed: list[str] = list(DeliveryChoice.Delivery.values)


class CalendarWish(Body):
    """That the person will keep the address to themselves."""

    understood: Literal[True]


class CalendarOut(Schema):
    """The secret address of the person's calendar, shown this once."""

    address: str


class Stop(Edit):
    """Why a ladder is stopped, and until when."""

    reason: str
    until: date | None = None


@router.get(
    "/notices", response={200: Listing[NoticeOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked((KIND,))
)
def list_notices(request: HttpRequest) -> object:
    """Your notices, the latest first."""
    question = question_of(request, (KIND,))
    found = notices_of(person(request)).filter(**question.given(kind="kind"))
    return listing(request, question, found, ("-told_on", "due", "id"))


@router.post("/notices/read", response={200: ReadOut, **WORKSPACE_PROBLEMS})
def mark_notices_read(request: HttpRequest, reading: Reading) -> object:
    """Mark notices as read: those named, or all of yours."""
    return {"read": services.read_notices(actor=person(request), notices=reading.notices)}


@router.get("/notices/delivery", response={200: DeliveryOut, **WORKSPACE_READ_PROBLEMS})
def show_delivery(request: HttpRequest) -> object:
    """How often your notices come by e-mail."""
    return {"delivery": delivery_of(person(request))}


@router.put("/notices/delivery", response={200: DeliveryOut, **WORKSPACE_PROBLEMS})
def change_delivery(request: HttpRequest, delivery: Delivery) -> object:
    """Choose how often your notices come by e-mail."""
    services.choose_delivery(actor=person(request), delivery=delivery.delivery)
    return {"delivery": delivery.delivery}


@router.post("/calendar", response={201: CalendarOut, **WORKSPACE_PROBLEMS})
def make_calendar(request: HttpRequest, wish: CalendarWish) -> object:
    """Make a secret address for your calendar; an earlier one ends with it."""
    secret = services.make_calendar_address(actor=person(request))
    address = request.build_absolute_uri(reverse("workspace:calendar_feed", args=[secret]))
    return Status(201, {"address": address})


@router.post("/calendar/revoke", response={204: None, **WORKSPACE_PROBLEMS})
def revoke_calendar(request: HttpRequest) -> object:
    """Take your calendar address back."""
    services.revoke_calendar_address(actor=person(request))
    return Status(204, None)


@router.get(
    "/late", response={200: Listing[LadderOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked((KIND,))
)
def list_late(request: HttpRequest) -> object:
    """Everything late that concerns you, what is late longest first."""
    question = question_of(request, (KIND,))
    under_way = ladders_of(person(request)).filter(**question.given(kind="kind"))
    found = still_late(under_way, timezone.localdate())
    return listing(request, question, found, ("due", "id"))


@router.post("/late/{uuid:escalation_id}/stop", response={200: LadderOut, **WORKSPACE_PROBLEMS})
def stop_ladder(request: HttpRequest, escalation_id: UUID, stop: Stop) -> object:
    """Let a ladder climb no further, for a reason; for those above who owe the thing."""
    found = _ladder(request, escalation_id)
    return services.stop_escalation(actor=person(request), escalation=found, **stop.given())


@router.post("/late/{uuid:escalation_id}/resume", response={200: LadderOut, **WORKSPACE_PROBLEMS})
def resume_ladder(request: HttpRequest, escalation_id: UUID, edit: Edit) -> object:
    """Let a stopped ladder go on."""
    found = _ladder(request, escalation_id)
    return services.resume_escalation(actor=person(request), escalation=found, **edit.given())


def _ladder(request: HttpRequest, escalation_id: UUID) -> Escalation:
    return reach(
        Escalation.objects.visible_to(person(request)).select_related("organisation"), pk=escalation_id
    )
