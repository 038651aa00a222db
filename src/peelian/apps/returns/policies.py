"""Who may ask forces for data and who may answer, asked for one thing or for all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.returns.models import Collection, CollectionReply, ValidationQuestion

COLLECTORS = (Role.ANALYST, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who design a collection, open it, and note replies that came in by another way."""

REPLIERS = (Role.FORCE_LIAISON, Role.CHIEF_OFFICER)
"""Those who answer for a force."""

SENDERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
"""Those who send a version of a return and comment on designs for a force."""

SIGNERS = (Role.CHIEF_OFFICER, Role.STRATEGIC_OWNER)
"""Those who answer for a return by signing it off."""


def inspectorates_collectable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may make a collection."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *COLLECTORS)
    )


def can_collect_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_collectable_by(user).filter(pk=inspectorate.pk).exists()


def collections_run_by(user: Viewer) -> QuerySet[Collection]:
    """Collections that the user designs, opens, validates and closes, in whatever state."""
    return Collection.objects.filter(inspectorate__in=organisations_with_role(user, *COLLECTORS))


def can_run_collection(user: Viewer, collection: Collection) -> bool:
    return collections_run_by(user).filter(pk=collection.pk).exists()


def collections_openable_by(user: Viewer) -> QuerySet[Collection]:
    """Collections that the user may open to the forces: those whose design is agreed."""
    return collections_run_by(user).filter(state=Collection.State.AGREED)


def can_open_collection(user: Viewer, collection: Collection) -> bool:
    return collections_openable_by(user).filter(pk=collection.pk).exists()


def commenters_of(user: Viewer) -> QuerySet[Organisation]:
    """Organisations on whose behalf the user comments on designs: its force, or the Home Office."""
    return Organisation.objects.filter(
        pk__in=organisations_with_role(user, *SENDERS, Role.HOME_OFFICE_READER)
    )


def collections_commentable_by(user: Viewer) -> QuerySet[Collection]:
    """Designs that the user may comment on: those out for consultation."""
    if not commenters_of(user).exists():
        return Collection.objects.none()
    return Collection.objects.filter(state=Collection.State.CONSULTATION)


def can_comment_on_collection(user: Viewer, collection: Collection) -> bool:
    return collections_commentable_by(user).filter(pk=collection.pk).exists()


def replies_recordable_by(user: Viewer) -> QuerySet[CollectionReply]:
    """Replies that the user may record: those of the user's force, and all of the user's inspectorate."""
    return CollectionReply.objects.filter(
        Q(force__in=organisations_with_role(user, *REPLIERS))
        | Q(collection__inspectorate__in=organisations_with_role(user, *COLLECTORS)),
        collection__state=Collection.State.OPEN,
    )


def can_record_reply(user: Viewer, reply: CollectionReply) -> bool:
    return replies_recordable_by(user).filter(pk=reply.pk).exists()


def replies_returnable_by(user: Viewer) -> QuerySet[CollectionReply]:
    """Replies to which the user may send a version of a return: those of its own force, while open."""
    return CollectionReply.objects.filter(
        force__in=organisations_with_role(user, *SENDERS), collection__state=Collection.State.OPEN
    ).exclude(collection__template={})


def can_return_reply(user: Viewer, reply: CollectionReply) -> bool:
    return replies_returnable_by(user).filter(pk=reply.pk).exists()


def replies_signable_by(user: Viewer) -> QuerySet[CollectionReply]:
    """Replies whose return the user may sign off: those of its own force, while open."""
    return CollectionReply.objects.filter(
        force__in=organisations_with_role(user, *SIGNERS), collection__state=Collection.State.OPEN
    ).exclude(collection__template={})


def can_sign_reply(user: Viewer, reply: CollectionReply) -> bool:
    return replies_signable_by(user).filter(pk=reply.pk).exists()


def questions_answerable_by(user: Viewer) -> QuerySet[ValidationQuestion]:
    """Questions that the user may answer for its force, while the collection is open."""
    return ValidationQuestion.objects.filter(
        reply__force__in=organisations_with_role(user, *SENDERS),
        reply__collection__state=Collection.State.OPEN,
    )


def can_answer_question(user: Viewer, question: ValidationQuestion) -> bool:
    return questions_answerable_by(user).filter(pk=question.pk).exists()
