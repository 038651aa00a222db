"""The audit log of the organisations that the person administers, and of the person's own acts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.queries import audit_events
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.organising.forms import LogFilters
from peelian.interfaces.workspace.pages import page, person, workspace_page


@workspace_page
def audit_log(request: HttpRequest) -> HttpResponse:
    """What was done, refused or read, latest first: all of it for administrators, for others their own acts."""
    filters = LogFilters(request)
    events = one_page(request, _chosen(audit_events(person(request)), filters))
    return page(request, "organising/audit_log.html", {"events": events}, filters)


def _chosen(events: QuerySet[AuditEvent], filters: LogFilters) -> QuerySet[AuditEvent]:
    if outcome := filters.chosen("outcome"):
        events = events.filter(outcome=outcome)
    if text := filters.chosen("text"):
        events = events.filter(
            Q(summary__icontains=text) | Q(actor_label__icontains=text) | Q(action__icontains=text)
        )
    if since := filters.chosen("since"):
        events = events.filter(at__gte=_midnight(since))
    if until := filters.chosen("until"):
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
