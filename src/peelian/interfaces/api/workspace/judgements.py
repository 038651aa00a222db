"""Judgements: proposed, made final by the accountable inspector, reopened; and the gates before them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.judgements.queries import judgement_lines, judgement_page
from peelian.apps.judgements.services import (
    declare_change,
    finalise_grade,
    override_gate,
    reopen_grade,
    submit_provisional_grade,
)
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS, not_found
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name
from peelian.interfaces.api.workspace.judgement_values import (
    JudgementLineOut,
    JudgementOut,
    JudgementPageOut,
    OverrideOut,
    page_out,
)
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, evidence_named

router = Router(tags=["judgements"])


class GradeProposal(Edit):
    """A provisional grade with its reasons and evidence. Version 1 is the judgement that nobody has proposed yet."""

    grade: Name
    reasons: str
    evidence: list[UUID]


class Reopening(Edit):
    """Why a final grade is looked at again."""

    reason: str


class DeclaredChange(Edit):
    """The report's own statement that performance fell, and where it stands."""

    statement: str
    location: Line


class GateToPass(Body):
    """A gate to let pass, for one thing at one step."""

    step: Name
    gate: Name
    target: Line = ""
    reason: str


@router.get(
    "/inspections/{uuid:inspection_id}/judgements",
    response={200: list[JudgementLineOut], **WORKSPACE_READ_PROBLEMS},
)
def list_judgements(request: HttpRequest, inspection_id: UUID) -> object:
    """The judgements of an inspection in the order of its framework, blank ones included."""
    lines = judgement_lines(person(request), draft_inspection(request, inspection_id))
    return [
        {
            "target": line.target.identifier,
            "title": line.target.title,
            "judgement": line.judgement,
            "grade_label": line.grade_label,
            "findings": line.findings,
        }
        for line in lines
    ]


@router.get(
    "/inspections/{uuid:inspection_id}/judgements/{slug:target}",
    response={200: JudgementPageOut, **WORKSPACE_READ_PROBLEMS},
)
def show_judgement(request: HttpRequest, inspection_id: UUID, target: str) -> object:
    """Everything one judgement rests on, with what the gates say."""
    page = judgement_page(person(request), draft_inspection(request, inspection_id), target)
    return page_out(page) if page else not_found(request)


@router.post(
    "/inspections/{uuid:inspection_id}/judgements/{slug:target}/provisional",
    response={200: JudgementOut, **WORKSPACE_PROBLEMS},
)
def propose_grade(request: HttpRequest, inspection_id: UUID, target: str, proposal: GradeProposal) -> object:
    """Propose a grade with its reasons and evidence; nothing computes it."""
    inspection = draft_inspection(request, inspection_id)
    evidence = evidence_named(request, proposal.evidence)
    return submit_provisional_grade(
        actor=person(request),
        inspection=inspection,
        target=target,
        evidence=evidence,
        **proposal.given(["evidence"]),
    )


@router.post(
    "/inspections/{uuid:inspection_id}/judgements/{slug:target}/finalise",
    response={200: JudgementOut, **WORKSPACE_PROBLEMS},
)
def make_final(request: HttpRequest, inspection_id: UUID, target: str, edit: Edit) -> object:
    """Make a grade final, as the accountable inspector, when no gate blocks."""
    inspection = draft_inspection(request, inspection_id)
    return finalise_grade(
        actor=person(request), inspection=inspection, target=target, expected_version=edit.expected_version
    )


@router.post(
    "/inspections/{uuid:inspection_id}/judgements/{slug:target}/reopen",
    response={200: JudgementOut, **WORKSPACE_PROBLEMS},
)
def take_back(request: HttpRequest, inspection_id: UUID, target: str, reopening: Reopening) -> object:
    """Take a final grade back to provisional before publication, with the reason."""
    inspection = draft_inspection(request, inspection_id)
    return reopen_grade(actor=person(request), inspection=inspection, target=target, **reopening.given())


@router.post(
    "/inspections/{uuid:inspection_id}/judgements/{slug:target}/declared-change",
    response={200: JudgementOut, **WORKSPACE_PROBLEMS},
)
def state_fall(request: HttpRequest, inspection_id: UUID, target: str, change: DeclaredChange) -> object:
    """Keep the report's own statement that performance fell."""
    inspection = draft_inspection(request, inspection_id)
    return declare_change(actor=person(request), inspection=inspection, target=target, **change.given())


@router.post(
    "/inspections/{uuid:inspection_id}/gate-overrides", response={201: OverrideOut, **WORKSPACE_PROBLEMS}
)
def let_gate_pass(request: HttpRequest, inspection_id: UUID, gate: GateToPass) -> object:
    """Let one gate pass for one thing at one step, with a reason; it stays on record."""
    inspection = draft_inspection(request, inspection_id)
    return Status(201, override_gate(actor=person(request), inspection=inspection, **gate.given()))
