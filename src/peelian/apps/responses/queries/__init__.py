"""What can be read of responses: their clocks, the late ones, and what a report still waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import AnsweredReport, Opportunity, PlanPriority, Response, ScrutinyItem
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class Standing:
    """How a response stands against its clock on a day."""

    days_late: int
    days_left: int | None
    words: str


def standing_of(response: Response, today: date) -> Standing:
    """A published response is measured on its day of publication, any other on the day that is asked about."""
    if response.due is None:
        return Standing(0, None, "No fixed day")
    day = response.published_on or today
    late = max(0, (day - response.due).days)
    left = None if response.published_on else (response.due - today).days
    if late:
        told = f"{late} day{'' if late == 1 else 's'} late"
    elif response.published_on:
        told = "On time"
    else:
        told = f"Due on {day_words(response.due)}"
    return Standing(late, left, told)


def published_responses(*, force: Organisation | None = None) -> QuerySet[Response]:
    """Responses that the public may read, latest first."""
    found = Response.objects.published().select_related("body", "force").prefetch_related("reports")
    if force is not None:
        found = found.filter(force=force)
    return found.order_by("-published_on", "title")


def late_responses() -> QuerySet[Response]:
    """Published responses that came after their last day, latest first."""
    return published_responses().filter(due__isnull=False, published_on__gt=F("due"))


def responses_of(user: Viewer) -> QuerySet[Response]:
    """Responses of the user's own bodies, those still to be published first, by their last day."""
    return (
        Response.objects.drafts_visible_to(user)
        .select_related("body", "force")
        .prefetch_related("reports")
        .order_by(F("published_on").asc(nulls_first=True), F("due").asc(nulls_last=True), "title")
    )


def forwarded() -> QuerySet[Response]:
    """The log of copies: one row for each response, with how many copies went out."""
    return Response.objects.published().annotate(copies_sent=Count("copies")).order_by("-published_on")


def scrutiny_of(user: Viewer) -> QuerySet[ScrutinyItem]:
    """The scrutiny programme of the user's bodies, what is due first on top."""
    return (
        ScrutinyItem.objects.visible_to(user)
        .select_related("item", "item__force", "item__inspection", "response", "meeting")
        .prefetch_related("priorities")
        .order_by("update_due", "created_at")
    )


def items_tagged(user: Viewer, priority: PlanPriority) -> QuerySet[ScrutinyItem]:
    """Items of the programme that are tied to one priority of the plan."""
    return scrutiny_of(user).filter(priorities=priority)


def opportunities_without_result(user: Viewer) -> QuerySet[Opportunity]:
    """Opportunities of which nobody has said yet what came of them."""
    return Opportunity.objects.visible_to(user).filter(result="")


def answering(reference: str) -> QuerySet[Response]:
    """Published responses to one report."""
    ids = AnsweredReport.objects.filter(reference=reference).values("response_id")
    return published_responses().filter(pk__in=ids)
