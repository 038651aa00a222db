"""Published reports: the list, each report part by part or whole, and every version that ever stood."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import (
    press_statements_of,
    publication_by_reference,
    publication_versions,
    published_reports,
)
from peelian.apps.responses.queries import answering
from peelian.interfaces.look.reports import report_words
from peelian.interfaces.public.pages import one_page, page
from peelian.rendering.presenters import date_words
from peelian.rendering.report_view import VICTIMS_PART

logger = logging.getLogger(__name__)
PART_TEMPLATES = {
    "changes": "look/report/changes.html",
    "observations": "look/report/observations.html",
    VICTIMS_PART: "look/report/victims.html",
    "about-the-data": "look/report/about.html",
}
AREA_TEMPLATE = "look/report/area.html"


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Every published report, latest first, by force and framework."""
    force, framework = (request.GET.get(name, "").replace("\x00", "") for name in ("force", "framework"))
    found = published_reports()
    if force:
        found = found.filter(force__slug=force)
    if framework:
        found = found.filter(framework=framework)
    context = {
        "reports": one_page(request, found),
        "forces": forces(),
        "frameworks": framework_versions().reverse(),
        "titles": {version.pk: version.title for version in framework_versions()},
        "force": force,
        "framework": framework,
    }
    return page(request, "reports.html", context)


@require_safe
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The opening page of a report: what it is, its summary with the grade table, and the way to its parts."""
    publication = publication_or_404(reference)
    context = {
        **_context(publication),
        "current": "summary",
        "versions": list(publication_versions(reference)),
        "statements": list(press_statements_of(publication)),
        "responses": list(answering(reference)),
    }
    return page(request, "report.html", context)


@require_safe
def report_part(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """One part of a report: an area, or one of the parts around the areas."""
    publication = publication_or_404(reference)
    context = _context(publication)
    words = context["report"]
    names = [each["name"] for each in words["parts"]]
    if part not in names[1:]:
        raise Http404
    place = names.index(part)
    area = next((each for each in words["areas"] if each["identifier"] == part), None)
    context |= {
        "current": part,
        "title": words["parts"][place]["title"],
        "area": area,
        "template": AREA_TEMPLATE if area else PART_TEMPLATES[part],
        "before": words["parts"][place - 1],
        "after": words["parts"][place + 1] if place + 1 < len(names) else None,
    }
    return page(request, "report_part.html", context)


@require_safe
def whole_report(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole report on one page."""
    return page(request, "report_whole.html", _context(publication_or_404(reference)))


@require_safe
def report_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A version as it was published; one that was corrected since says so and leads to the newest."""
    publication = publication_or_404(reference, number)
    context = {**_context(publication), "version_page": True, "newer": _newer(publication)}
    return page(request, "report_whole.html", context)


def report_addresses(force: Organisation) -> dict[UUID, str]:
    """Where each published version about a force is read."""
    versions = Publication.objects.filter(force=force).values_list("pk", "reference")
    return {key: reverse("public:report", args=[reference]) for key, reference in versions}


def publication_or_404(reference: str, number: int | None = None) -> Publication:
    found = publication_by_reference(reference, number)
    if found is None:
        raise Http404
    if not found.is_whole:
        logger.error("%s is not shown: what is stored differs from its content hash.", found)
        raise Http404
    return found


def words_of(publication: Publication) -> dict[str, Any]:
    """The words of a published version, which never change and so are made once."""
    return _made_words(publication.content_hash, publication)


@lru_cache(maxsize=32)
def _made_words(content_hash: str, publication: Publication) -> dict[str, Any]:
    return report_words(publication.report)


def _context(publication: Publication) -> dict[str, Any]:
    force = publication.force
    words = words_of(publication)
    return {
        "publication": publication,
        "report": words,
        "demonstration": words["demonstration"],
        "link_base": reverse("public:report", args=[publication.reference]),
        "link_items": True,
        "methods_base": f"{reverse('public:home')}methods/",
        "force_url": reverse("public:force", args=[force.slug]) if force else "",
        "framework_url": reverse("public:framework", args=[publication.framework]),
    }


def _newer(publication: Publication) -> dict[str, str] | None:
    """The version that corrected this one: its number, day and reason, and the address of the report."""
    later = publication_by_reference(publication.reference, publication.version_number + 1)
    if later is None:
        return None
    return {
        "number": str(later.version_number),
        "day": date_words(later.published_on),
        "reason": later.correction_reason,
        "address": reverse("public:report", args=[publication.reference]),
    }
