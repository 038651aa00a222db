"""Press statements, whose grades come from the report they announce."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from peelian.apps.reports.models import PressStatement
from peelian.apps.reports.queries import published_reports
from peelian.interfaces.public.pages import first_or_404, one_page, page

FEED_ENTRIES = 30
SIDES = (
    ("favourable", "What works"),
    ("adverse", "What has to get better"),
    ("mixed", "Also found"),
    (None, "Inspectors found"),
)
"""Findings under the side they speak for; those of statements that told no side stand together."""


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """Every press statement, latest first."""
    return page(request, "news_list.html", {"statements": one_page(request, _statements())})


@require_safe
def news(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """One press statement, with the grades as the report gives them."""
    statement = first_or_404(_statements().filter(pk=statement_id))
    report = statement.publication.report
    context = {
        "statement": statement,
        "sides": _sides(statement),
        "publication": statement.publication,
        "demonstration": report.demonstration,
        "grades": report.summary.grades,
        "day": statement.publication.published_on,
    }
    return page(request, "news.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest reports as an Atom feed."""
    atom = Atom1Feed(
        title="Peelian: published inspection reports",
        link=request.build_absolute_uri(reverse("public:home")),
        description="Every report on the day it is published, corrections included.",
        feed_url=request.build_absolute_uri(reverse("public:feed")),
        language="en-GB",
    )
    for publication in published_reports()[:FEED_ENTRIES]:
        address = reverse("public:report", args=[publication.reference])
        version = publication.version_number
        reason = f"Version {version}. {publication.correction_reason}" if version > 1 else "First version."
        atom.add_item(
            title=publication.title,
            link=request.build_absolute_uri(address),
            description=reason,
            unique_id=f"urn:uuid:{publication.pk}",
            pubdate=_start_of(publication.published_on),
            updateddate=publication.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _sides(statement: PressStatement) -> list[tuple[str, list[str]]]:
    """The headlines of a statement under the heading of their side, sides without any left out."""
    told = [(each.get("leaning"), each["headline"]) for each in statement.findings]
    sides = [(title, [headline for leaning, headline in told if leaning == side]) for side, title in SIDES]
    return [(title, headlines) for title, headlines in sides if headlines]


def _start_of(day: date) -> datetime:
    """The first moment of a day in the time of the inspectorate, for a feed that asks for a time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _statements() -> QuerySet[PressStatement]:
    return PressStatement.objects.select_related("publication__force").order_by(
        "-publication__published_on", "-published_at"
    )
