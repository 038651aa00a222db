"""Lists of responses and letters, for the public and for those who work on them."""

from __future__ import annotations

from django.db.models import Case, Count, F, QuerySet, When

from peelian.apps.organisations.access import Viewer, forces_of
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import LATE, AnsweredReport, Letter, Response

LINKED = ("body", "force")


def published_responses(*, force: Organisation | None = None) -> QuerySet[Response]:
    """Responses that the public may read, latest first."""
    found = Response.objects.published().select_related(*LINKED).prefetch_related("reports")
    if force is not None:
        found = found.filter(force=force)
    return found.order_by("-listed_on", "title", "id")


def late_responses() -> QuerySet[Response]:
    """Published responses that came after their last day, latest first."""
    return published_responses().filter(LATE)


def responses_of(user: Viewer) -> QuerySet[Response]:
    """Responses of the user's own bodies, those still to be published first, by their last day; then the latest."""
    return (
        Response.objects.drafts_visible_to(user)
        .select_related(*LINKED)
        .prefetch_related("reports")
        .annotate(
            done=Case(When(state=Response.State.PUBLISHED, then=1), default=0),
            ends=Case(When(state=Response.State.PUBLISHED, then=None), default=F("due")),
        )
        .order_by("done", F("ends").asc(nulls_last=True), "-listed_on", "title", "id")
    )


def invited_to(user: Viewer) -> QuerySet[Response]:
    """Responses on which the user's force was invited to comment and that are not published yet."""
    return (
        Response.objects.visible_to(user)
        .filter(force__in=forces_of(user), invited_on__isnull=False)
        .exclude(state=Response.State.PUBLISHED)
        .select_related(*LINKED)
        .order_by("comments_due", "title", "id")
    )


def forwarded() -> QuerySet[Response]:
    """The log of copies: one row for each response, with how many copies went out."""
    return published_responses().annotate(copies_sent=Count("copies"))


def answering(reference: str) -> QuerySet[Response]:
    """Published responses to one report."""
    ids = AnsweredReport.objects.filter(reference=reference).values("response_id")
    return published_responses().filter(pk__in=ids)


def letters_of_force(force: Organisation) -> QuerySet[Letter]:
    """Letters on inspections of a force that its local policing body has made public, latest first."""
    return (
        Letter.objects.filter(public=True, response__state=Response.State.PUBLISHED, response__force=force)
        .select_related("response")
        .order_by("-dated", "title", "id")
    )
