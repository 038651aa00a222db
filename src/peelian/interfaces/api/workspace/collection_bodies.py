"""What requests about collections hold, and what answers say of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.apps.returns.models import CollectionReply
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name, Version

Hours = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=1)]


class CollectionOut(Schema):
    """A request for data to every force in scope."""

    id: UUID
    slug: str
    title: str
    purpose: str
    state: str
    period: str
    period_start: date | None
    period_end: date | None
    requested_on: date
    requested_precision: str
    opens_on: date | None
    closes_on: date | None
    burden_estimate_hours: float | None
    template: dict[str, Any]
    consulted_on: date | None
    agreed_on: date | None
    agreed_with: str
    opened_on: date | None
    closed_on: date | None
    content_sha256: str
    version: int


class ReplyOut(Schema):
    """What one force did about a collection."""

    force: str
    state: str
    reason: str
    answered_on: date | None
    version: int

    @staticmethod
    def resolve_force(reply: CollectionReply) -> str:
        return reply.force.slug


class CollectionDetail(Schema):
    """A collection and the replies that you may see."""

    collection: CollectionOut
    replies: list[ReplyOut]


class Design(Body):
    """What is asked, when and of whom; `template` is a table of records with its sums."""

    purpose: str = ""
    period_start: date | None = None
    period_end: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    burden_estimate_hours: Hours | None = None
    template: dict[str, Any] = {}
    forces: list[Name] = []


class CollectionRecord(Design):
    """A request for data to be prepared."""

    inspectorate: Name = ""
    slug: Name
    title: Line
    period: Line
    requested_on: date
    requested_precision: Name = "day"


class CollectionEdit(Design, Edit):
    """A change of a design: what is not sent stays as it is."""

    title: Line = ""
    period: Line = ""
    requested_on: date | None = None
    requested_precision: Name = "day"


class Consultation(Body):
    """The day on which a design was put to the forces, where that was done before in another way."""

    consulted_on: date | None = None


class Agreement(Body):
    """With whom a design was settled, and when."""

    agreed_on: date
    agreed_with: str


class Closing(Body):
    """Why a collection is closed although a sign-off is missing; empty where none is."""

    closing_note: str = ""


class CollectionOpening(Body):
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
    expected_version: Version | None = None
