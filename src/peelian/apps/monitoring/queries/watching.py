"""A force that is watched, as those see it who may: proposals, plans, meetings, notes, context, incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.monitoring.models import (
    ContextFactor,
    CriticalIncident,
    ExitCriterion,
    ImprovementPlan,
    MonitoringNote,
    OversightMeeting,
    Representation,
    StageDecision,
    StageProposal,
)
from peelian.apps.monitoring.queries.stages import StageOnDay, exit_criteria_of, stage_on, stages_on
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.rules.periods import day_words

SHOWN = 50
"""Notes, issues and incidents on the page of one force, latest first."""


@dataclass(frozen=True)
class ForceWatch:
    """One force with what the user may read of its monitoring beside the published decisions."""

    force: Organisation
    stage: StageOnDay | None
    decisions: tuple[StageDecision, ...]
    exit_criteria: tuple[ExitCriterion, ...]
    proposals: tuple[StageProposal, ...]
    representations: tuple[Representation, ...]
    plans: tuple[ImprovementPlan, ...]
    meetings: tuple[OversightMeeting, ...]
    notes: tuple[MonitoringNote, ...]
    incidents: tuple[CriticalIncident, ...]
    feedback: tuple[FieldworkIssue, ...]

    @property
    def open_proposal(self) -> StageProposal | None:
        """The proposal that waits for a step, where there is one."""
        ended = (StageProposal.State.DECIDED, StageProposal.State.WITHDRAWN)
        return next((each for each in self.proposals if each.state not in ended), None)


@dataclass(frozen=True)
class StageRow:
    """A force in the list of stages."""

    force: Organisation
    stage: StageOnDay | None
    has_open_proposal: bool


def force_watch(user: Viewer, force: Organisation, today: date) -> ForceWatch:
    """Gather what a user may read of the monitoring of a force."""
    proposals = StageProposal.objects.visible_to(user).filter(force=force)
    made = Representation.objects.visible_to(user).filter(proposal__in=proposals)
    plans = ImprovementPlan.objects.visible_to(user).filter(force=force)
    meetings = OversightMeeting.objects.visible_to(user).filter(force=force)
    notes = MonitoringNote.objects.visible_to(user).filter(force=force)
    incidents = CriticalIncident.objects.visible_to(user).filter(force=force)
    decisions = StageDecision.objects.filter(force=force).order_by("-effective_on", "-recorded_at", "id")
    return ForceWatch(
        force=force,
        stage=stage_on(force, today),
        decisions=tuple(decisions),
        exit_criteria=tuple(exit_criteria_of(force, today)),
        proposals=tuple(proposals.select_related("force", "inspectorate", "proposed_by", "decision")),
        representations=tuple(made.select_related("made_by", "proposal")),
        plans=tuple(plans.select_related("sent_by", "viewed_by")[:SHOWN]),
        meetings=tuple(meetings.order_by("-planned_for", "id")[:SHOWN]),
        notes=tuple(notes.select_related("author")[:SHOWN]),
        incidents=tuple(incidents.order_by("-started_on", "id")[:SHOWN]),
        feedback=tuple(feedback_of(user, force)[:SHOWN]),
    )


def answer_words(proposal: StageProposal, answered: Iterable[date], today: date) -> str:
    """How far a force is with its answer to a notice, as a sentence; nothing where no notice was given.

    `answered` are the days of its representations.
    """
    if proposal.represent_by is None:
        return ""
    until, latest = day_words(proposal.represent_by), max(answered, default=None)
    over = today > proposal.represent_by
    if latest is not None:
        return f"The force answered on {day_words(latest)}{'' if over else f', and may add to it until {until}'}."
    return f"The force did not answer by {until}." if over else f"The force may answer until {until}."


def stage_board(user: Viewer, forces: list[Organisation], today: date) -> list[StageRow]:
    """Forces with their stage today, closer stages first, and whether a move that the user may know of is proposed."""
    stages = stages_on(forces, today)
    open_proposals = set(
        StageProposal.objects.visible_to(user)
        .filter(force__in=forces, state__in=[StageProposal.State.DRAFT, StageProposal.State.NOTICE_GIVEN])
        .values_list("force_id", flat=True)
    )
    rows = [StageRow(force, stages.get(force.slug), force.pk in open_proposals) for force in forces]
    return sorted(rows, key=lambda row: (-row.stage.stage.order if row.stage else 0, row.force.name))


def feedback_of(user: Viewer, force: Organisation) -> QuerySet[FieldworkIssue]:
    """Issues told to a force: to its own people those shared with it, to staff those of their inspectorate."""
    found: QuerySet[FieldworkIssue] = FieldworkIssue.objects.told_to(user)
    return (
        found.filter(inspection__force=force, shared_on__isnull=False)
        .select_related("inspection__inspectorate", "inspection__force")
        .order_by("-raised_on", "id")
    )


def notes_for(user: Viewer, inspection: Inspection) -> QuerySet[MonitoringNote]:
    """What was noted of a force since its inspection before this one: the next assessment lists it."""
    notes = MonitoringNote.objects.visible_to(user).filter(
        force=inspection.force_id,
        inspectorate=inspection.inspectorate_id,
        noted_on__lte=inspection.window_end,
    )
    earlier = Inspection.objects.filter(
        inspectorate=inspection.inspectorate_id,
        force=inspection.force_id,
        pillar=inspection.pillar,
        window_end__lt=inspection.window_start,
    )
    ended = earlier.order_by("-window_end").values_list("window_end", flat=True).first()
    found: QuerySet[MonitoringNote] = notes.filter(noted_on__gt=ended) if ended else notes
    return found.select_related("author").order_by("noted_on", "created_at", "id")


def context_of(user: Viewer, inspection: Inspection) -> QuerySet[ContextFactor]:
    """What helped or hindered the force, as attached to an assessment."""
    found: QuerySet[ContextFactor] = ContextFactor.objects.visible_to(user).filter(inspection=inspection)
    return found.order_by("recorded_on", "id")


def incidents_on_area(
    user: Viewer, area: str, force: Organisation | None = None
) -> QuerySet[CriticalIncident]:
    """Critical incidents on an area that the user may see, current ones first; of one force if named."""
    found: QuerySet[CriticalIncident] = CriticalIncident.objects.visible_to(user).filter(target=area)
    if force is not None:
        found = found.filter(force=force)
    return found.select_related("force").order_by(F("ended_on").desc(nulls_first=True), "-started_on", "id")
