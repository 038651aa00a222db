"""Reports and the responses that they call for: of one body, and those of which none is recorded yet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.apps.responses.deadlines import CLOCK, deadline_from
from peelian.apps.responses.models import BODY_ROLES, AnsweredReport, Response
from peelian.rules.clocks import Deadline, clock_deadline


@dataclass(frozen=True)
class AwaitedResponse:
    """A report and a body of which no published response is recorded, with the last day of its clock."""

    reference: str
    title: str
    published_on: date
    body: Organisation
    force: Organisation
    due: date | None
    due_words: str
    days_over: int
    withdrawn: uuid.UUID | None = None
    """The withdrawn draft from which alone the report is known here."""


@dataclass(frozen=True)
class ReportOfBody:
    """A published report that concerns a body, and the body's response to it, where one was begun."""

    publication: Publication
    body: Organisation
    response: Response | None


def awaited_responses(today: date, *, bodies: Iterable[Organisation] | None = None) -> list[AwaitedResponse]:
    """Reports whose clock has run or runs, without a published response; the oldest clock first.

    Whether somebody has begun a draft plays no part: the list is public.
    """
    listed = list(_bodies() if bodies is None else bodies)
    answered = set(
        AnsweredReport.objects.filter(response__state=Response.State.PUBLISHED).values_list(
            "reference", "response__body_id"
        )
    )
    found = [
        _awaited(publication, body, body.oversees, first, today)
        for publication, body, first in _reports_of(listed)
        if body.oversees and (publication.reference, body.pk) not in answered
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.title, str(each.body.pk)))


def left_unanswered(today: date, *, bodies: Iterable[Organisation] | None = None) -> list[AwaitedResponse]:
    """Reports known by title and day alone whose draft was withdrawn, and which no other response answers.

    Withdrawing a draft ends no duty. They are the body's own: nobody else knows of them.
    """
    others = AnsweredReport.objects.filter(
        response__body=OuterRef("response__body"),
        title=OuterRef("title"),
        published_on=OuterRef("published_on"),
    ).exclude(response__state=Response.State.WITHDRAWN)
    left = (
        AnsweredReport.objects.filter(
            publication__isnull=True,
            response__state=Response.State.WITHDRAWN,
            response__no_such_report=False,
        )
        .exclude(Exists(others))
        .select_related("response__body", "response__force")
        .order_by("response__created_at", "response_id", "id")
    )
    if bodies is not None:
        left = left.filter(response__body__in=list(bodies))
    latest = {(each.response.body_id, each.title, each.published_on): each for each in left}
    found = [_left(each, today) for each in latest.values()]
    return sorted(found, key=lambda each: (each.due or date.max, each.title, str(each.body.pk)))


def reports_of(user: Viewer) -> list[ReportOfBody]:
    """Published reports that concern the bodies of the user, latest first, each with its response."""
    own = organisations_with_role(user, *BODY_ROLES)
    bodies = list(_bodies().filter(pk__in=own))
    begun = {
        (report.reference, report.response.body_id): report.response
        for report in AnsweredReport.objects.filter(response__body__in=own)
        .exclude(response__state=Response.State.WITHDRAWN)
        .select_related("response")
    }
    return [
        ReportOfBody(publication, body, begun.get((publication.reference, body.pk)))
        for publication, body, _ in _reports_of(bodies)
    ]


def _bodies() -> QuerySet[Organisation]:
    """Local policing bodies that hold a force to account, by name."""
    return (
        Organisation.objects.filter(kind=Organisation.Kind.LOCAL_POLICING_BODY, oversees__isnull=False)
        .select_related("oversees")
        .order_by("name", "id")
    )


def _reports_of(bodies: list[Organisation]) -> Iterator[tuple[Publication, Organisation, date]]:
    """Each report with each body it concerns and its first day: a report of no one force concerns every body."""
    forces = [body.oversees_id for body in bodies]
    reports = list(
        Publication.objects.current()
        .filter(Q(force__in=forces) | Q(force__isnull=True))
        .defer("value")
        .order_by("-published_on", "title", "id")
    )
    firsts = dict(
        Publication.objects.filter(reference__in=[report.reference for report in reports])
        .values_list("reference")
        .annotate(first=Min("published_on"))
        .order_by("reference")
    )
    for report in reports:
        for body in bodies:
            if report.force_id in (None, body.oversees_id):
                yield report, body, firsts[report.reference]


def _awaited(
    publication: Publication, body: Organisation, force: Organisation, first: date, today: date
) -> AwaitedResponse:
    deadline = clock_deadline(regime().clocks[CLOCK], first, regime().holidays)
    return AwaitedResponse(
        reference=publication.reference,
        title=publication.title,
        published_on=first,
        body=body,
        force=force,
        due=deadline.last_day,
        due_words=deadline.words,
        days_over=_days_over(deadline, today),
    )


def _left(report: AnsweredReport, today: date) -> AwaitedResponse:
    deadline = deadline_from(report)
    return AwaitedResponse(
        reference=report.reference,
        title=report.title,
        published_on=report.published_on,
        body=report.response.body,
        force=report.response.force,
        due=deadline.last_day,
        due_words=deadline.words,
        days_over=_days_over(deadline, today),
        withdrawn=report.response_id,
    )


def _days_over(deadline: Deadline, today: date) -> int:
    return max(0, (today - deadline.last_day).days) if deadline.last_day else 0
