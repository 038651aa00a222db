"""Forces, inspectorates and their members."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Membership, Organisation


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
