"""Grades: proposed, made final by the accountable inspector, taken back before publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.openness import require_unpublished, require_writing_open
from peelian.apps.judgements.policies import roles_for
from peelian.apps.judgements.queries.gates import inspection_facts, overrides_of, support_of
from peelian.apps.judgements.services.finding_content import require_usable_evidence
from peelian.apps.judgements.targets import require_inspected
from peelian.apps.organisations.access import has_role, require_role
from peelian.rules.comparability import DeclaredChange
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.gates import (
    GateResult,
    finalise_gates,
    grade_gates,
    require_linkable_support,
    require_open,
    warnings_in,
)
from peelian.rules.transitions import JUDGEMENT, next_state

SHOWN = ("state", "grade", "reasons", "declared_change", "declared_change_location")


@service("judgements.submit_provisional_grade")
def submit_provisional_grade(
    *,
    actor: User,
    inspection: Inspection,
    target: str,
    grade: str,
    reasons: str,
    evidence: Iterable[EvidenceItem],
    expected_version: int,
) -> Judgement:
    """Propose a grade with its reasons and evidence; nothing computes it, and nothing fills it in.

    `expected_version` is that of the judgement as opened: 1 where nobody has proposed a grade yet.
    """
    _require_role(actor, inspection, "propose", to="propose a grade")
    _require_graded(inspection)
    require_inspected(inspection, target)
    support = list(evidence)
    require_usable_evidence(inspection, support)
    for item in support:
        require_linkable_support(item.title, support_of(item).use_limit)
    judgement = _opened(inspection, target, expected_version)
    state = _moved(actor, judgement, "propose")
    results = grade_gates(inspection_facts(inspection).of_grade(target, grade, reasons, support))
    require_open(results, overrides_of(inspection, "grade"))
    changes = save_edit(
        judgement,
        {
            "state": state,
            "grade": grade,
            "reasons": reasons,
            "provisional_by": actor,
            "provisional_at": timezone.now(),
        },
    )
    judgement.evidence.set(support)
    named = {"evidence": sorted(str(item.pk) for item in support)}
    _record(actor, judgement, "submit_provisional_grade", "proposed", {**changes, **named}, results)
    return judgement


@service("judgements.finalise_grade")
def finalise_grade(*, actor: User, inspection: Inspection, target: str, expected_version: int) -> Judgement:
    """Make a grade final. Only the inspection's accountable inspector can, and only when no gate blocks.

    Gates that warn do not stop it: they are kept with the event.
    """
    _require_role(actor, inspection, "finalise", to="finalise a grade")
    _require_accountable(actor, inspection)
    _require_graded(inspection)
    require_inspected(inspection, target)
    judgement = _opened(inspection, target, expected_version)
    state = _moved(actor, judgement, "finalise")
    results = finalise_gates(inspection_facts(inspection).of_judgement(judgement))
    require_open(results, overrides_of(inspection, "finalise"))
    changes = save_edit(judgement, {"state": state, "final_by": actor, "final_at": timezone.now()})
    _record(actor, judgement, "finalise_grade", "final", changes, results)
    return judgement


@service("judgements.reopen_grade")
def reopen_grade(
    *, actor: User, inspection: Inspection, target: str, expected_version: int, reason: str
) -> Judgement:
    """Take a final grade back to provisional before publication, with the reason in the log."""
    _require_role(actor, inspection, "reopen", to="reopen a grade")
    require_unpublished(inspection)
    if not reason.strip():
        raise InvalidValueError(
            "invalid-value",
            "Reopening a grade needs a reason. Say why it is looked at again.",
            {"field": "reason"},
        )
    judgement = _opened(inspection, target, expected_version)
    state = _moved(actor, judgement, "reopen")
    changes = save_edit(judgement, {"state": state, "final_by": None, "final_at": None})
    _record(actor, judgement, "reopen_grade", "reopened", {**changes, "reason": reason})
    return judgement


@service("judgements.declare_change")
def declare_change(
    *, actor: User, inspection: Inspection, target: str, statement: str, location: str, expected_version: int
) -> Judgement:
    """Keep the report's own statement that performance fell, and where the report makes it."""
    _require_role(actor, inspection, "propose", to="record a declared change")
    require_writing_open(inspection)
    require_inspected(inspection, target)
    declared = DeclaredChange(statement, location)
    judgement = _opened(inspection, target, expected_version)
    changes = save_edit(
        judgement, {"declared_change": declared.statement, "declared_change_location": declared.location}
    )
    _record(actor, judgement, "declare_change", "declared to have fallen", changes)
    return judgement


def _require_role(actor: User, inspection: Inspection, action: str, *, to: str) -> None:
    require_role(actor, inspection.inspectorate, *roles_for(action), to=to)


def _require_graded(inspection: Inspection) -> None:
    require_unpublished(inspection)
    if not inspection.graded:
        raise RefusalError(
            "refused", f"{inspection.title} is an ungraded inspection. Record findings, but no grade."
        )


def _require_accountable(actor: User, inspection: Inspection) -> None:
    accountable = inspection.accountable_inspector
    if accountable is None:
        raise RefusalError(
            "refused",
            f"{inspection.title} has no accountable inspector. Name one before a grade is made final.",
        )
    if accountable.pk != actor.pk:
        raise NotPermittedError(
            "not-permitted",
            f"You cannot finalise this grade: {accountable.name} is the accountable inspector of {inspection.title}.",
        )


def _opened(inspection: Inspection, target: str, expected_version: int) -> Judgement:
    """The judgement, locked; its row is made when the first person needs it."""
    judgement, _ = Judgement.objects.get_or_create(inspection=inspection, target=target)
    return lock_for_edit(judgement, expected_version, SHOWN)


def _moved(actor: User, judgement: Judgement, action: str) -> str:
    role = next(role for role in roles_for(action) if has_role(actor, judgement.tenant, role))
    return next_state(JUDGEMENT, judgement.state, action, role)


def _record(
    actor: User,
    judgement: Judgement,
    action: str,
    verb: str,
    changes: dict[str, Any],
    results: Sequence[GateResult] = (),
) -> None:
    title = judgement.inspection.framework.target(judgement.target).title
    label = judgement.inspection.scale.tier(judgement.grade).label if judgement.grade else "No grade"
    warnings = [{"gate": result.code, "message": result.message} for result in warnings_in(results)]
    record_event(
        actor=actor,
        action=f"judgements.{action}",
        subject=judgement,
        organisation=judgement.tenant,
        summary=f"{title} in {judgement.inspection.title}: {label} {verb}.",
        details={**changes, "warnings": warnings},
    )
