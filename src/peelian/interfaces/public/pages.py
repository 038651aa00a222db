"""What every public page shares: it reads, and it answers everybody alike."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.queries import holds_demonstration
from peelian.catalogue import Area, Pillar
from peelian.catalogue.values import UnknownIdentifierError

PER_PAGE = 50
ANYBODY = AnonymousUser()
"""Public pages ask as somebody without an account, whoever reads them."""

Thing = TypeVar("Thing", bound=Model)


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a public page; where a published report is a demonstration, every page says so."""
    marked = {"demonstration": holds_demonstration(), **context}
    return render(request, f"public/{template}", marked, status=status)


def first_or_404(things: QuerySet[Thing]) -> Thing:
    found = things.first()
    if found is None:
        raise Http404
    return found


def force_or_404(slug: str) -> Organisation:
    return first_or_404(forces().filter(slug=slug))


def framework_or_404(identifier: str) -> FrameworkVersion:
    return first_or_404(FrameworkVersion.objects.filter(pk=identifier))


def target_or_404(version: FrameworkVersion, identifier: str) -> Pillar | Area:
    """A pillar or area of a framework."""
    try:
        return version.framework.target(identifier)
    except UnknownIdentifierError as error:
        raise Http404 from error


def one_page(request: HttpRequest, things: QuerySet[Thing]) -> Page[Thing]:
    """The page of a list that the address asks for; one that cannot be read is the first or the last."""
    return Paginator(things, PER_PAGE).get_page(request.GET.get("page"))
