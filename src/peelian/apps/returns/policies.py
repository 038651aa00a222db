"""Who may ask forces for data and who may answer, asked for one thing or for all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.returns.models import Collection, CollectionReply

COLLECTORS = (Role.ANALYST, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who design a collection, open it, and note replies that came in by another way."""

REPLIERS = (Role.FORCE_LIAISON, Role.CHIEF_OFFICER)
"""Those who answer for a force."""


def inspectorates_collectable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may make a collection."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *COLLECTORS)
    )


def can_collect_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_collectable_by(user).filter(pk=inspectorate.pk).exists()


def collections_openable_by(user: Viewer) -> QuerySet[Collection]:
    """Collections that the user may open to the forces: none that is open already."""
    return Collection.objects.filter(
        inspectorate__in=organisations_with_role(user, *COLLECTORS), opened_on__isnull=True
    )


def can_open_collection(user: Viewer, collection: Collection) -> bool:
    return collections_openable_by(user).filter(pk=collection.pk).exists()


def replies_recordable_by(user: Viewer) -> QuerySet[CollectionReply]:
    """Replies that the user may record: those of the user's force, and all of the user's inspectorate."""
    return CollectionReply.objects.filter(
        Q(force__in=organisations_with_role(user, *REPLIERS))
        | Q(collection__inspectorate__in=organisations_with_role(user, *COLLECTORS)),
        collection__opened_on__isnull=False,
    )


def can_record_reply(user: Viewer, reply: CollectionReply) -> bool:
    return replies_recordable_by(user).filter(pk=reply.pk).exists()
