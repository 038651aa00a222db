"""Who may write findings, propose and finalise grades, and let a gate pass.

Each rule is asked two ways, from one definition: of one thing, and as the list of things.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.judgements.models import Finding, Judgement
from peelian.apps.judgements.openness import WRITING_CLOSED
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Role
from peelian.rules.transitions import JUDGEMENT

SIGNATORIES = (Role.HMI, Role.HMCIC)


def roles_for(action: str) -> tuple[Role, ...]:
    """The roles that the table of transitions gives for an action on a judgement."""
    named = {role for move in JUDGEMENT.transitions if move.action == action for role in move.roles}
    return tuple(role for role in Role if role.value in named)


def inspections_writable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections in which the user may write findings and record figures."""
    return _of_staff(user, *WORKERS).exclude(state__in=WRITING_CLOSED)


def can_write_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_writable_by(user).filter(pk=inspection.pk).exists()


def findings_editable_by(user: Viewer) -> QuerySet[Finding]:
    """Findings that the user may change."""
    return Finding.objects.filter(inspection__in=inspections_writable_by(user))


def can_edit_finding(user: Viewer, finding: Finding) -> bool:
    return findings_editable_by(user).filter(pk=finding.pk).exists()


def inspections_gradable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections in which the user may propose provisional grades."""
    return (
        _of_staff(user, *roles_for("propose")).filter(graded=True).exclude(state=Inspection.State.PUBLISHED)
    )


def can_grade_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_gradable_by(user).filter(pk=inspection.pk).exists()


def judgements_finalisable_by(user: Viewer) -> QuerySet[Judgement]:
    """Provisional judgements of the inspections for which the user is the accountable inspector."""
    owned = _of_staff(user, *roles_for("finalise")).filter(accountable_inspector=_person(user))
    return Judgement.objects.filter(
        inspection__in=owned.exclude(state=Inspection.State.PUBLISHED), state=Judgement.State.PROVISIONAL
    )


def can_finalise_judgement(user: Viewer, judgement: Judgement) -> bool:
    return judgements_finalisable_by(user).filter(pk=judgement.pk).exists()


def judgements_reopenable_by(user: Viewer) -> QuerySet[Judgement]:
    """Final judgements, not yet published, that the user may take back to provisional."""
    inspections = _of_staff(user, *roles_for("reopen")).exclude(state=Inspection.State.PUBLISHED)
    return Judgement.objects.filter(inspection__in=inspections, state=Judgement.State.FINAL)


def can_reopen_judgement(user: Viewer, judgement: Judgement) -> bool:
    return judgements_reopenable_by(user).filter(pk=judgement.pk).exists()


def inspections_overridable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections in which the user may let a gate pass; a blocking gate takes the higher signatory."""
    return _of_staff(user, *SIGNATORIES).exclude(state=Inspection.State.PUBLISHED)


def can_override_gate(user: Viewer, inspection: Inspection) -> bool:
    return inspections_overridable_by(user).filter(pk=inspection.pk).exists()


def _of_staff(user: Viewer, *roles: str) -> QuerySet[Inspection]:
    return Inspection.objects.filter(inspectorate__in=organisations_with_role(user, *roles))


def _person(user: Viewer) -> Any:
    return user.pk if getattr(user, "is_authenticated", False) else None
