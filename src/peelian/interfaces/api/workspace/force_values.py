"""What the workspace API tells of the work of forces, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.apps.actions.models import Action, PlanVersion, Update
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name

Days = Annotated[int, Field(ge=1, le=366)]
Count = Annotated[int, Field(ge=0, le=2_000_000_000)]
Email = Annotated[str, Field(max_length=254)]


class BoardItemOut(Schema):
    """An open item on the board list, and how fresh the news of it are."""

    item: UUID
    title: str
    kind: str
    due: date | None
    overdue: bool
    told_on: date | None
    next_update_by: date | None
    days_late: int


class UpdateOut(Schema):
    """How an item stood on a day."""

    id: UUID
    on: date
    text: str
    author: str

    @staticmethod
    def resolve_author(update: Update) -> str:
        return update.author.name


class ConstraintOut(Schema):
    """What holds an item up."""

    id: UUID
    title: str
    outside_control: bool
    reason: str
    cost: str
    benefit: str
    raised_on: date
    ended_on: date | None


class ActionOut(Schema):
    """An action as it stands."""

    id: UUID
    item: UUID | None
    programme: UUID | None
    title: str
    text: str
    theme: str
    owner: str
    starts_on: date | None
    due: date | None
    due_precision: str
    state: str
    target_count: int | None
    done_count: int
    percent_done: int | None
    joint: bool
    tracker_reference: str
    version: int

    @staticmethod
    def resolve_item(action: Action) -> UUID | None:
        return action.item_id

    @staticmethod
    def resolve_programme(action: Action) -> UUID | None:
        return action.programme_id

    @staticmethod
    def resolve_owner(action: Action) -> str:
        return action.owner.email


class ActionStateOut(Schema):
    """The state of an action from a day on."""

    state: str
    on: date
    note: str


class ActionWholeOut(ActionOut):
    """An action with the history of its states."""

    states: list[ActionStateOut]

    @staticmethod
    def resolve_states(action: Action) -> list[Any]:
        return list(action.states.all())


class PlanVersionOut(Schema):
    """A version of a plan as it was sent."""

    id: UUID
    force: str
    plan: str
    number: int
    dated: date
    sent_on: date
    sent_at: datetime
    text: str
    content: dict[str, Any]
    warnings: list[str]
    sha256: str
    received_on: date | None
    result: str
    reasons: str

    @staticmethod
    def resolve_force(version: PlanVersion) -> str:
        return version.plan.force.slug

    @staticmethod
    def resolve_plan(version: PlanVersion) -> str:
        return version.plan.title

    @staticmethod
    def resolve_received_on(version: PlanVersion) -> date | None:
        receipt = getattr(version, "receipt", None)
        return receipt.received_on if receipt else None

    @staticmethod
    def resolve_result(version: PlanVersion) -> str:
        receipt = getattr(version, "receipt", None)
        return receipt.result if receipt else ""

    @staticmethod
    def resolve_reasons(version: PlanVersion) -> str:
        receipt = getattr(version, "receipt", None)
        return receipt.reasons if receipt else ""


class ActionPlanOut(Schema):
    """A plan of a force."""

    id: UUID
    title: str
    purpose: str
    first_year: int | None
    last_year: int | None
    themes: list[str]
    version: int


class TrackerFinding(Schema):
    """A fault of one cell of a tracker."""

    row: int
    field: str
    value: str
    message: str


class TrackerOut(Schema):
    """What became of a tracker."""

    id: UUID
    name: str
    sha256: str
    rows: int
    taken: int
    unchanged: int
    findings: list[TrackerFinding]


class UpdateRecord(Body):
    """How an item stands; without a day, today."""

    text: str
    on: date | None = None


class IntervalRecord(Body):
    """How often an item is told about."""

    days: Days
    reason: str


class ConstraintRecord(Body):
    """What holds an item up."""

    title: Line
    outside_control: bool = False
    reason: str = ""
    cost: str = ""
    benefit: str = ""
    raised_on: date | None = None


class ConstraintEnd(Body):
    """The day from which something no longer holds an item up."""

    ended_on: date


class ActionRecord(Body):
    """An action; its owner by e-mail address."""

    title: Line
    owner: Email
    due: date
    text: str = ""
    starts_on: date | None = None
    target_count: Annotated[int, Field(ge=1, le=2_000_000_000)] | None = None
    unit: Annotated[str, Field(max_length=60)] = ""
    joint: bool = False


class ActionMove(Edit):
    """The next state of an action."""

    state: Name
    on: date | None = None
    note: str = ""


class ActionCount(Edit):
    """How many are done."""

    done_count: Count


class ActionEvidenceRecord(Body):
    """What shows that an action was done."""

    text: str
    dated: date
    source: Line = ""


class Need(Body):
    """An action that has to be done first."""

    needed: UUID


class PlanRecord(Body):
    """A plan of a force."""

    title: Line
    purpose: str = ""
    first_year: Annotated[int, Field(ge=1, le=9999)] | None = None
    last_year: Annotated[int, Field(ge=1, le=9999)] | None = None
    themes: list[Name] = []


class Tie(Body):
    """An item under a plan."""

    item: UUID
    theme: Name = ""


class PlanSending(Body):
    """One version of a plan."""

    dated: date
    text: str
    strategy: Line = ""
    strategy_version: Annotated[str, Field(max_length=60)] = ""
    strategy_agreed_on: date | None = None


class PlanResult(Body):
    """What the inspectorate makes of a version."""

    result: Name
    reasons: str


def board_item(row: Any) -> BoardItemOut:
    """A row of the board list as the API tells it."""
    return BoardItemOut(
        item=row.item.pk,
        title=row.item.title,
        kind=row.item.kind,
        due=row.item.due,
        overdue=row.overdue,
        told_on=row.freshness.told_on,
        next_update_by=row.freshness.next_due,
        days_late=row.freshness.days_late,
    )
