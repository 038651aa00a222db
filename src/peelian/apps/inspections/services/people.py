"""Who works on an inspection, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection, TeamMember
from peelian.apps.inspections.plans import check_inspectors
from peelian.apps.inspections.policies import PLANNERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.services.planning import require_plan_open
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.models import Role


@service("inspections.set_team")
def set_team(
    *, actor: User, inspection: Inspection, members: Iterable[tuple[User, str]], expected_version: int
) -> Inspection:
    """Make the given people, each in the given role, the team of an inspection; others leave it.

    A person can only be on the team in a role that the inspectorate gave them.
    """
    require_role(actor, inspection.tenant, *PLANNERS, to="choose the team of an inspection")
    current = lock_for_edit(inspection, expected_version, ())
    require_plan_open(current)
    wanted = {user.pk: (user, role) for user, role in members}
    _check_members(current, list(wanted.values()))
    before = _team_words(current)
    current.team.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(inspection=current, user=user, role=role) for user, role in wanted.values()
    )
    save_edit(current, {})
    record_event(
        actor=actor,
        action="inspections.set_team",
        subject=current,
        organisation=current.tenant,
        summary=f"The team of {current.title} has {len(wanted)} people.",
        details={"before": before, "after": _team_words(current)},
    )
    return current


@service("inspections.name_accountable_inspector")
def name_accountable_inspector(
    *, actor: User, inspection: Inspection, inspector: User, expected_version: int
) -> Inspection:
    """Name the one HM Inspector, or HM Chief Inspector, who answers for the judgement."""
    require_role(actor, inspection.tenant, *PLANNERS, to="name the accountable inspector")
    current = lock_for_edit(inspection, expected_version, ("accountable_inspector",))
    require_plan_open(current)
    problems = Problems()
    check_inspectors(current.tenant, None, inspector, problems)
    problems.raise_if_any()
    changes = save_edit(current, {"accountable_inspector": inspector})
    record_event(
        actor=actor,
        action="inspections.name_accountable_inspector",
        subject=current,
        organisation=current.tenant,
        summary=f"{inspector.name} answers for the judgement of {current.title}.",
        details=changes,
    )
    return current


def _check_members(inspection: Inspection, members: list[tuple[User, str]]) -> None:
    problems = Problems()
    for user, role in members:
        if role not in Role.values or not has_role(user, inspection.tenant, role):
            problems.add(
                "team",
                user.name,
                f"{user.name} does not hold the role '{role}' in {inspection.tenant.name}. "
                "Choose a role the person holds, or ask an administrator to give it.",
            )
    problems.raise_if_any()


def _team_words(inspection: Inspection) -> list[str]:
    members = inspection.team.select_related("user").order_by("user__name")
    return [f"{member.user.audit_label}, {member.get_role_display()}" for member in members]
