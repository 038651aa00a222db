"""Lists of responses and letters, for the public and for those who work on them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db.models import Case, Count, F, QuerySet, When

from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import (
    Viewer,
    forces_of,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.responses.models import LATE, AnsweredReport, ItemAnswer, Letter, Response, ResponseCopy
from peelian.rules.periods import day_words

LINKED = ("body", "force")
DONE = (Response.State.PUBLISHED, Response.State.WITHDRAWN)


def published_responses(*, force: Organisation | None = None) -> QuerySet[Response]:
    """Responses that the public may read, latest first."""
    found = Response.objects.published().select_related(*LINKED).prefetch_related("reports")
    if force is not None:
        found = found.filter(force=force)
    return found.order_by("-listed_on", "title", "id")


def published_answers(item: Item) -> QuerySet[ItemAnswer]:
    """What published responses say to an item, the latest first."""
    found = ItemAnswer.objects.filter(item=item, response__in=Response.objects.published())
    return found.select_related("response__body").order_by("-response__listed_on", "response__title", "id")


def late_responses() -> QuerySet[Response]:
    """Published responses that came after their last day, latest first."""
    return published_responses().filter(LATE)


def responses_of(user: Viewer) -> QuerySet[Response]:
    """Responses of the user's own bodies, those under way first, by their last day; then the latest."""
    return (
        Response.objects.drafts_visible_to(user)
        .select_related(*LINKED)
        .prefetch_related("reports")
        .annotate(
            done=Case(When(state__in=DONE, then=1), default=0),
            ends=Case(When(state__in=DONE, then=None), default=F("due")),
        )
        .order_by("done", F("ends").asc(nulls_last=True), "-listed_on", "title", "id")
    )


def invited_to(user: Viewer) -> QuerySet[Response]:
    """Responses on which the user's force was invited to comment: those still open to it first, then the latest."""
    return (
        Response.objects.visible_to(user)
        .filter(force__in=forces_of(user), invited_on__isnull=False)
        .select_related(*LINKED)
        .annotate(done=Case(When(state=Response.State.DRAFT, then=0), default=1))
        .annotate(ends=Case(When(state=Response.State.DRAFT, then=F("comments_due")), default=None))
        .order_by("done", F("ends").asc(nulls_last=True), "-invited_on", "title", "id")
    )


def forwarded() -> QuerySet[Response]:
    """The log of copies: one row for each response, with how many copies went out."""
    return published_responses().annotate(copies_sent=Count("copies"))


def copies_received_as(user: Viewer) -> list[str]:
    """As whom the user receives copies of responses: the inspectorate, or the Secretary of State's department."""
    received = []
    if staffed_inspectorates(user):
        received.append(ResponseCopy.Recipient.INSPECTORATE.value)
    if organisations_with_role(user, Role.HOME_OFFICE_READER):
        received.append(ResponseCopy.Recipient.SECRETARY_OF_STATE.value)
    return received


def copies_sent(responses: Iterable[Response], recipients: Collection[str]) -> dict[uuid.UUID, str]:
    """On which day the copy of each response was sent to a recipient."""
    found = ResponseCopy.objects.filter(
        response__in=[each.pk for each in responses], recipient__in=recipients
    ).order_by("-sent_on", "id")
    return {response: day_words(day) for response, day in found.values_list("response_id", "sent_on")}


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
