"""Who may draft, sign, publish and comment on a response. Each rule is asked of one thing, and as a list."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Role
from peelian.apps.responses.models import BODY_ROLES, Response, ScrutinyItem

COMMENTERS = (Role.CHIEF_OFFICER,)
"""Section 55 invites the comments of the chief officer; only the chief officer of the force writes them."""

ANSWERERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
"""Those who answer for the force what its local policing body asks about an item."""


def responses_editable_by(user: Viewer) -> QuerySet[Response]:
    """Drafts of the user's own local policing body."""
    return Response.objects.filter(
        state=Response.State.DRAFT, body__in=organisations_with_role(user, *BODY_ROLES)
    )


def can_edit_response(user: Viewer, response: Response) -> bool:
    return responses_editable_by(user).filter(pk=response.pk).exists()


def responses_signable_by(user: Viewer) -> QuerySet[Response]:
    """Drafts that the user, as commissioner, may sign off."""
    return Response.objects.filter(
        state=Response.State.DRAFT, body__in=organisations_with_role(user, Role.COMMISSIONER)
    )


def can_sign_response(user: Viewer, response: Response) -> bool:
    return responses_signable_by(user).filter(pk=response.pk).exists()


def responses_publishable_by(user: Viewer) -> QuerySet[Response]:
    """Signed-off responses that the user may publish."""
    return Response.objects.filter(
        state=Response.State.SIGNED_OFF, body__in=organisations_with_role(user, *BODY_ROLES)
    )


def can_publish_response(user: Viewer, response: Response) -> bool:
    return responses_publishable_by(user).filter(pk=response.pk).exists()


def responses_commentable_by(user: Viewer) -> QuerySet[Response]:
    """Drafts on which the user's force was invited to comment."""
    return Response.objects.filter(
        state=Response.State.DRAFT,
        invited_on__isnull=False,
        force__in=organisations_with_role(user, *COMMENTERS),
    )


def can_comment_on_response(user: Viewer, response: Response) -> bool:
    return responses_commentable_by(user).filter(pk=response.pk).exists()


def questions_answerable_by(user: Viewer) -> QuerySet[ScrutinyItem]:
    """Questions to the user's own force on which the body has not ended its scrutiny."""
    return ScrutinyItem.objects.filter(
        item__force__in=organisations_with_role(user, *ANSWERERS),
        asked_on__isnull=False,
        state=ScrutinyItem.State.OPEN,
    )


def can_answer_question(user: Viewer, scrutiny: ScrutinyItem) -> bool:
    return questions_answerable_by(user).filter(pk=scrutiny.pk).exists()
