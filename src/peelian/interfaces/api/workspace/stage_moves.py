"""Moves between stages of monitoring: proposed, told to the force, answered, decided; and decisions of the past."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.monitoring.models import StageDecision, StageProposal
from peelian.apps.monitoring.services import (
    change_proposal,
    decide_move,
    decide_stage,
    give_notice,
    make_representations,
    propose_move,
    withdraw_proposal,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.monitoring_bodies import (
    Notice,
    ProposalEdit,
    ProposalOut,
    ProposalWithdrawal,
    RecordedDecision,
    StageMoveDecision,
    StageMoveProposal,
    Words,
)
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import force_named, reach
from peelian.rules.errors import InvalidValueError

router = Router(tags=["stages of monitoring"])
ONE = "/stage-proposals/{uuid:proposal_id}"


@router.get(
    "/stage-proposals",
    response={200: Listing[ProposalOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_proposals(request: HttpRequest) -> object:
    """Proposed moves of your inspectorate, and those of which your force has notice, latest first."""
    return listing(request, question_of(request, ()), _visible(request), ("-created_at", "id"))


@router.post("/stage-proposals", response={201: ProposalOut, **WORKSPACE_PROBLEMS})
def propose(request: HttpRequest, proposal: StageMoveProposal) -> object:
    """Propose that a force moves to another stage; nobody outside the inspectorate learns of it."""
    user = person(request)
    force = force_named(proposal.force)
    if force is None:
        raise InvalidValueError("invalid-value", "Name the force, such as cleveland.")
    made = propose_move(
        actor=user,
        inspectorate=own_inspectorate(user, proposal.inspectorate),
        force=force,
        **proposal.given(["inspectorate", "force"]),
    )
    return Status(201, made)


@router.patch(ONE, response={200: ProposalOut, **WORKSPACE_PROBLEMS})
def change(request: HttpRequest, proposal_id: UUID, edit: ProposalEdit) -> object:
    """Change a proposal of which no notice was given."""
    return change_proposal(
        actor=person(request),
        proposal=_one(request, proposal_id),
        expected_version=edit.expected_version,
        **edit.given(["expected_version"]),
    )


@router.post(f"{ONE}/notice", response={200: ProposalOut, **WORKSPACE_PROBLEMS})
def notice(request: HttpRequest, proposal_id: UUID, notice: Notice) -> object:
    """Tell the force what is proposed, and by when it may answer."""
    return give_notice(actor=person(request), proposal=_one(request, proposal_id), **notice.given())


@router.post(f"{ONE}/representations", response={201: ProposalOut, **WORKSPACE_PROBLEMS})
def represent(request: HttpRequest, proposal_id: UUID, words: Words) -> object:
    """Answer a notice for the force."""
    found = _one(request, proposal_id)
    make_representations(actor=person(request), proposal=found, text=words.text)
    return Status(201, _one(request, proposal_id))


@router.post(f"{ONE}/decision", response={200: ProposalOut, **WORKSPACE_PROBLEMS})
def decide(request: HttpRequest, proposal_id: UUID, decision: StageMoveDecision) -> object:
    """Decide that a proposed move takes place, as the second person; the decision is public at once."""
    decide_move(actor=person(request), proposal=_one(request, proposal_id), **decision.given())
    return _one(request, proposal_id)


@router.post(f"{ONE}/withdrawal", response={200: ProposalOut, **WORKSPACE_PROBLEMS})
def withdraw(request: HttpRequest, proposal_id: UUID, withdrawal: ProposalWithdrawal) -> object:
    """Take a proposal back, with the reason."""
    return withdraw_proposal(actor=person(request), proposal=_one(request, proposal_id), **withdrawal.given())


@router.post("/stage-decisions", response={201: dict[str, UUID], **WORKSPACE_PROBLEMS})
def record_decision(request: HttpRequest, decision: RecordedDecision) -> object:
    """Put a review, or a decision of the past, on record; it is public at once."""
    user = person(request)
    force = force_named(decision.force)
    if force is None:
        raise InvalidValueError("invalid-value", "Name the force, such as cleveland.")
    replaces = reach(StageDecision.objects.all(), pk=decision.replaces) if decision.replaces else None
    made = decide_stage(
        actor=user,
        inspectorate=own_inspectorate(user, decision.inspectorate),
        force=force,
        replaces=replaces,
        **decision.given(["inspectorate", "force", "replaces"]),
    )
    return Status(201, {"id": made.pk})


def _visible(request: HttpRequest) -> QuerySet[StageProposal]:
    visible = StageProposal.objects.visible_to(person(request))
    return visible.select_related("force", "inspectorate", "decision").prefetch_related("representations")


def _one(request: HttpRequest, proposal_id: UUID) -> StageProposal:
    return reach(_visible(request), pk=proposal_id)
