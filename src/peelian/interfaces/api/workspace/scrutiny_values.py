"""What the workspace API takes and tells of the scrutiny programme."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from peelian.interfaces.api.workspace.bodies import Body, Edit, Line


class ScrutinyOut(Schema):
    """An item of the programme, with the force's latest word on it."""

    id: UUID
    item: UUID
    title: str
    state: str
    item_state: str
    question: str
    asked_on: date | None
    answer: str
    answered_on: date | None
    update_due: date
    overdue: bool
    latest_update: str
    latest_update_on: date | None
    meeting: UUID | None
    priorities: list[UUID]
    result: str
    version: int


class QuestionToForce(Schema):
    """What a local policing body asks of your force on an item, and the answer; nothing else of its programme."""

    id: UUID
    item: UUID
    title: str
    body: str
    question: str
    asked_on: date
    update_due: date
    answer: str
    answered_on: date | None
    version: int


class ForceAnswer(Edit):
    """What the force answers."""

    answer: str


class ScrutinyMeetingOut(Schema):
    """A meeting of the programme."""

    id: UUID
    title: str
    held_on: date
    notes: str


class PriorityOut(Schema):
    """A priority of the police and crime plan."""

    id: UUID
    title: str
    plan: str


class OpportunityOut(Schema):
    """Something to explore, and what came of it."""

    id: UUID
    area: str
    text: str
    owner: str
    result: str
    result_on: date | None


class InitiativeOut(Schema):
    """Something that the body pays for, and what came of it."""

    id: UUID
    title: str
    funder: str
    aim: str
    result_due: date
    result: str
    result_on: date | None


class Scrutiny(Edit):
    """What is asked on an item; what is left out stays as it is."""

    question: str = ""
    update_due: date | None = None
    meeting: UUID | None = None
    priorities: list[UUID] = []


class ScrutinyEnding(Edit):
    """That a question is answered or the scrutiny has ended, and what came of it."""

    state: Line
    result: str


class NewMeeting(Body):
    """A meeting; it may lie ahead."""

    title: Line
    held_on: date
    notes: str = ""
    body: Line = ""


class NewPriority(Body):
    """A priority of the plan."""

    title: Line
    plan: Line
    body: Line = ""


class NewOpportunity(Body):
    """Something to explore, with who follows it."""

    area: Line
    text: str
    owner: Line
    body: Line = ""


class NewInitiative(Body):
    """Something that the body pays for; without a funder, the body itself does."""

    title: Line
    aim: str
    result_due: date
    funder: Line = ""
    body: Line = ""


class Result(Body):
    """What came of an opportunity or initiative."""

    result: str
