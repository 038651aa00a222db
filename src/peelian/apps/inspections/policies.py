"""Who may plan, edit and work on inspections, asked for one thing or for all of them."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role

PLANNERS = (Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who plan rounds and inspections and name who works on them."""

WORKERS = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.HMI, Role.HMCIC)
"""Those who gather evidence and record what was done in an inspection."""

ACCOUNTABLE = (Role.HMI, Role.HMCIC)
"""Those who can answer for a force's judgement."""


CLOSED = (Inspection.State.SIGN_OFF, Inspection.State.PUBLISHED)
"""States in which what an inspection covers, its people and its components stay as they are."""


def inspectorates_plannable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may plan rounds."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *PLANNERS)
    )


def can_plan_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_plannable_by(user).filter(pk=inspectorate.pk).exists()


def rounds_plannable_by(user: Viewer) -> QuerySet[Round]:
    """Rounds to which the user may add inspections."""
    return Round.objects.filter(inspectorate__in=organisations_with_role(user, *PLANNERS))


def can_plan_round(user: Viewer, round: Round) -> bool:
    return rounds_plannable_by(user).filter(pk=round.pk).exists()


def inspections_editable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections whose plan, team and inspectors the user may change: none at sign-off or published."""
    return Inspection.objects.filter(inspectorate__in=organisations_with_role(user, *PLANNERS)).exclude(
        state__in=CLOSED
    )


def can_edit_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_editable_by(user).filter(pk=inspection.pk).exists()


def inspections_workable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections in which the user may record what was done: none at sign-off or published."""
    return Inspection.objects.filter(inspectorate__in=organisations_with_role(user, *WORKERS)).exclude(
        state__in=CLOSED
    )


def can_work_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_workable_by(user).filter(pk=inspection.pk).exists()


def inspections_readable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections that the user may open: those of the inspectorate, and those sent to the user's force."""
    return Inspection.objects.visible_to(user)


def can_read_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_readable_by(user).filter(pk=inspection.pk).exists()
