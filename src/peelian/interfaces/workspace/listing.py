"""Long lists: fifty to a page, with filters whose values stay in the address."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.filters import Choices, Filters, filter_choice, refused_file

__all__ = ["Choices", "Filters", "filter_choice", "force_choices", "one_page", "refused_file"]

PAGE_SIZE = 50
Thing = TypeVar("Thing", bound=Model)


def force_choices(forces: QuerySet[Organisation]) -> Choices:
    """Forces by their short name, as addresses carry it."""
    return list(forces.values_list("slug", "name"))


def one_page(request: HttpRequest, things: QuerySet[Thing]) -> Page[Thing]:
    """The page of a list that the address asks for; a number that is none gives the nearest page there is."""
    return Paginator(things, PAGE_SIZE).get_page(request.GET.get("page"))
