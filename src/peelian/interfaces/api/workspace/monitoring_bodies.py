"""What the monitoring of forces is told and asked over the workspace API."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from peelian.apps.monitoring.models import StageProposal
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, LongLine, Name, Version


class Weighed(Body):
    """One thing that was weighed, and from when it is."""

    text: str
    day: date


class StageMoveProposal(Body):
    """A move to another stage, to be proposed."""

    inspectorate: Name = ""
    force: Name
    stage: Name
    triggers: list[Name] = []
    reasons: str
    evidence: list[Weighed]
    exit_criteria: list[str] = []


class ProposalEdit(Edit):
    """A changed proposal; what is not sent stays."""

    stage: Name = ""
    triggers: list[Name] = []
    reasons: str = ""
    evidence: list[Weighed] = []
    exit_criteria: list[str] = []


class Notice(Edit):
    """By when the force may answer."""

    represent_by: date


class ProposalWithdrawal(Edit):
    """Why a proposal is taken back."""

    reason: str


class StageMoveDecision(Edit):
    """That a proposed move takes place."""

    effective_on: date
    reasons: str
    factors: list[str] = []
    next_review_on: date | None = None


class Words(Body):
    """A text and nothing else."""

    text: str


class RecordedDecision(Body):
    """A decision that was made, by its source; staying in a stage is the outcome of a review."""

    inspectorate: Name = ""
    force: Name
    stage_set: Name
    stage: Name
    effect: Name
    effective_on: date
    effective_precision: Name = "day"
    decided_by: Line
    reasons: str
    factors: list[str] = []
    criteria_version: Name = ""
    triggers: list[Name] = []
    next_review_on: date | None = None
    source_rank: Name = "primary"
    source: LongLine = ""
    note: str = ""
    replaces: UUID | None = None


class Weighing(Schema):
    """One thing that was weighed, as it is kept."""

    text: str
    day: date


class RepresentationOut(Schema):
    """What the force said to a notice."""

    id: UUID
    text: str
    made_on: date


class ProposalOut(Schema):
    """A proposed move."""

    id: UUID
    force: str
    stage_set: str
    stage: str
    criteria_version: str
    triggers: list[str]
    reasons: str
    evidence: list[Weighing]
    exit_criteria: list[str]
    state: str
    notice_given_on: date | None
    represent_by: date | None
    withdrawn_reason: str
    decision_id: UUID | None
    version: Version
    representations: list[RepresentationOut]

    @staticmethod
    def resolve_force(found: StageProposal) -> str:
        return found.force.slug

    @staticmethod
    def resolve_representations(found: StageProposal) -> list[object]:
        return list(found.representations.all())


class PlanView(Body):
    """What the inspectorate makes of a plan."""

    view: Name
    reasons: str


class ImprovementPlanOut(Schema):
    """One version of an improvement plan."""

    id: UUID
    version: int
    text: str
    sent_on: date
    view: str
    view_reasons: str
    viewed_on: date | None


class Meeting(Body):
    """A meeting that is to be held."""

    inspectorate: Name = ""
    group: Line
    planned_for: date
    agenda: str = ""


class HeldMeeting(Body):
    """A meeting that was held and had not been planned."""

    inspectorate: Name = ""
    group: Line
    held_on: date
    agenda: str = ""
    minutes: str
    agreed: list[str] = []


class Minutes(Body):
    """A meeting that was held."""

    held_on: date
    minutes: str
    agreed: list[str] = []


class OversightMeetingOut(Schema):
    """A meeting with a force."""

    id: UUID
    group: str
    planned_for: date
    agenda: str
    held_on: date | None
    minutes: str
    agreed: list[str]


class CriterionResult(Edit):
    """Whether an exit criterion is met."""

    result: Name
    reasons: str


class ExitCriterionOut(Schema):
    """An exit criterion with its result."""

    id: UUID
    text: str
    result: str
    reasons: str
    assessed_on: date | None
    version: int


class Note(Body):
    """What was seen on a day."""

    inspectorate: Name = ""
    noted_on: date
    text: str


class NoteOut(Schema):
    """A note between reports."""

    id: UUID
    noted_on: date
    text: str


class Factor(Body):
    """What helped or hindered a force."""

    direction: Name
    text: str
    outside_control: bool = False
    outside_reason: str = ""


class FactorOut(Schema):
    """A factor of the context of an assessment."""

    id: UUID
    direction: str
    text: str
    outside_control: bool
    outside_reason: str
    recorded_on: date


class Incident(Body):
    """A critical incident that a force declares."""

    inspectorate: Name
    framework: Name
    target: Name
    reason: str
    measures: str
    started_on: date


class IncidentEnd(Body):
    """That an incident is over."""

    ended_on: date
    ending: str


class IncidentOut(Schema):
    """A critical incident; one without an end is current."""

    id: UUID
    framework: str
    target: str
    reason: str
    measures: str
    started_on: date
    ended_on: date | None
    ending: str
    is_current: bool
