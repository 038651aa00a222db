"""Who may administer an organisation, and which organisations a person may administer."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role


def organisations_administrable_by(user: Viewer) -> QuerySet[Organisation]:
    """Organisations whose members the user may add, change and remove."""
    return Organisation.objects.filter(pk__in=organisations_with_role(user, Role.ADMINISTRATOR))


def can_administer_organisation(user: Viewer, organisation: Organisation) -> bool:
    return organisations_administrable_by(user).filter(pk=organisation.pk).exists()


def organisations_belonged_to_by(user: Viewer) -> QuerySet[Organisation]:
    """Organisations in which the user holds any role."""
    return Organisation.objects.filter(pk__in=organisations_with_role(user))
