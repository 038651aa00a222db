"""Approving the cancellation of a crime record: an act of the force's crime registrar alone."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.reviews.models import CancellationApproval


@service("reviews.approve_cancellation")
def approve_cancellation(
    *, actor: User, force: Organisation, record: str, reason: str, information: str, rules: str
) -> CancellationApproval:
    """Approve that a crime record of the force is cancelled; it stands in the register with the registrar's name.

    Recording standards allow it for an error, or for later information that can be verified. `rules` names the
    standard and its version. The log of the force tells of the approval without naming the record.

    Raises
    ------
    NotPermittedError
        The actor is not the crime registrar of the force.
    InvalidValueError
        Reason, verifiable information, record or rules are missing, or the record is cancelled already.
    """
    require_role(actor, force, Role.CRIME_REGISTRAR, to="approve the cancellation of a crime record")
    _check(force, record, reason, information, rules)
    approval = CancellationApproval(
        force=force,
        record=record.strip(),
        reason=reason,
        information=information.strip(),
        rules=rules.strip(),
        approved_by=actor,
    )
    approval.save(force_insert=True)
    record_event(
        actor=actor,
        action="reviews.approve_cancellation",
        subject=approval,
        organisation=force,
        summary=f"The crime registrar of {force.name} approved the cancellation of a crime record.",
        details={"reason": reason, "rules": approval.rules},
    )
    return approval


def _check(force: Organisation, record: str, reason: str, information: str, rules: str) -> None:
    problems = Problems()
    problems.need("record", record, "No crime record is named. Give its reference.")
    problems.need_one_of("reason", reason, CancellationApproval.Reason.values, "reason for a cancellation")
    problems.need(
        "information",
        information,
        "Nothing is named that can be verified. Say what shows it, and where it is kept.",
    )
    problems.need("rules", rules, "The recording standard is missing. Name it with its version.")
    if CancellationApproval.objects.filter(force=force, record=record.strip()).exists():
        problems.add(
            "record", record, "The cancellation of this record is approved already. Look in the register."
        )
    problems.raise_if_any()
