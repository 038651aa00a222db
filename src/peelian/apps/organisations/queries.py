"""Forces, inspectorates and their members."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import STAFF_ROLES, Membership, Organisation, Role


def forces() -> QuerySet[Organisation]:
    """Every police force, in scope or not, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.FORCE).order_by("name")


def forces_in_scope() -> QuerySet[Organisation]:
    """The forces that the programme assesses and that national totals count."""
    return forces().filter(in_scope=True)


def inspectorates() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=Organisation.Kind.INSPECTORATE).order_by("name")


def members_of(user: Viewer, organisation: Organisation) -> QuerySet[Membership]:
    """Members of an organisation that the user may see."""
    return (
        Membership.objects.visible_to(user)
        .filter(organisation=organisation)
        .select_related("user")
        .order_by("user__name", "role")
    )


def staff_of(inspectorate: Organisation) -> QuerySet[Membership]:
    """The working roles of an inspectorate and who holds them, by name."""
    return (
        Membership.objects.filter(organisation=inspectorate, role__in=STAFF_ROLES)
        .select_related("user")
        .order_by("user__name", "role")
    )


def memberships_held_by(user: Viewer) -> QuerySet[Membership]:
    """The roles of one person, by organisation."""
    return (
        Membership.objects.filter(user=user)
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )


def audit_events(user: Viewer) -> QuerySet[AuditEvent]:
    """Events of the log that the user may read, latest first.

    Administrators read the whole log of their organisations. It tells of things that each page shows to some of
    its members only, so everybody else reads what they did there themselves.
    """
    administered = organisations_with_role(user, Role.ADMINISTRATOR)
    reference = getattr(user, "audit_reference", "")
    return _events_of(user).filter(
        Q(organisation__in=[str(each) for each in administered]) | Q(actor_reference=reference)
    )


def events_about(user: Viewer, thing: Model) -> QuerySet[AuditEvent]:
    """Events about one thing that the user may read, as far as they belong to the user's organisations."""
    return _events_of(user).filter(subject_reference=str(thing.pk))


def _events_of(user: Viewer) -> QuerySet[AuditEvent]:
    own = [str(organisation) for organisation in organisations_with_role(user)]
    return AuditEvent.objects.filter(organisation__in=own).order_by("-sequence")


def due_from(
    things: QuerySet[Any],
    day: str,
    until: date | None,
    owing: str,
    organisations: Collection[uuid.UUID] | None,
) -> QuerySet[Any]:
    """Things with a last day that organisations owe.

    Parameters
    ----------
    things
        What waits to be done.
    day
        The field that holds the last day; a thing without one runs no clock.
    until
        Leave out what is due later.
    owing
        The field that holds who owes it.
    organisations
        Only what these organisations owe; None for all.
    """
    found = things.filter(**{f"{day}__isnull": False})
    if until is not None:
        found = found.filter(**{f"{day}__lte": until})
    if organisations is not None:
        found = found.filter(**{f"{owing}__in": organisations})
    return found.order_by("pk")
