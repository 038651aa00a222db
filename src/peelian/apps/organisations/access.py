"""Which organisations a person acts for, and in which roles: the ground of every policy."""

from __future__ import annotations

import uuid
from typing import Any

from peelian.apps.organisations.models import STAFF_ROLES, Membership, Organisation, Role
from peelian.rules.errors import NotPermittedError

Viewer = Any  # a User, or the AnonymousUser of a visitor
NOT_PERMITTED = "not-permitted"


def roles_of(user: Viewer) -> frozenset[tuple[uuid.UUID, str]]:
    """Pairs of organisation and role, read once per request (kept on the user object)."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    cached: frozenset[tuple[uuid.UUID, str]] | None = getattr(user, "_roles", None)
    if cached is None:
        cached = frozenset(Membership.objects.filter(user=user).values_list("organisation_id", "role"))
        user._roles = cached
    return cached


def forget_roles(user: Viewer) -> None:
    """Read the roles afresh next time; called after a membership changes."""
    if hasattr(user, "_roles"):
        del user._roles


def has_role(user: Viewer, organisation: Organisation, *roles: str) -> bool:
    """Whether the user holds any of the roles in the organisation."""
    held = roles_of(user)
    return any((organisation.pk, str(role)) in held for role in roles)


def organisations_with_role(user: Viewer, *roles: str) -> list[uuid.UUID]:
    """Identifiers of the organisations in which the user holds any of the roles (any role when none is given)."""
    wanted = {str(role) for role in roles}
    return sorted(
        {organisation for organisation, role in roles_of(user) if not wanted or role in wanted}, key=str
    )


def staffed_inspectorates(user: Viewer) -> list[uuid.UUID]:
    """Inspectorates whose drafts the user may read: those of which the user is staff."""
    return organisations_with_role(user, *STAFF_ROLES)


def forces_of(user: Viewer) -> list[uuid.UUID]:
    """Forces that the user belongs to in a working role."""
    return organisations_with_role(user, Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)


def forces_overseen_by(user: Viewer) -> list[uuid.UUID]:
    """Forces that the user's local policing bodies hold to account."""
    bodies = organisations_with_role(user, Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)
    found = Organisation.objects.filter(pk__in=bodies, oversees__isnull=False).values_list(
        "oversees_id", flat=True
    )
    return [force for force in found if force is not None]


def require_role(user: Viewer, organisation: Organisation, *roles: str, to: str) -> None:
    """Refuse unless the user holds one of the roles; `to` completes the sentence, such as "finalise a grade"."""
    if has_role(user, organisation, *roles):
        return
    *others, last = [str(Role(role).label) for role in roles]
    names = f"{', '.join(others)} or {last}" if others else last
    raise NotPermittedError(
        NOT_PERMITTED,
        f"You cannot {to}: that is for the role {names} of {organisation.name}. Ask one of them, or an administrator.",
    )
