"""Long lists: fifty to a page, with filters whose values stay in the address."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from peelian.apps.organisations.models import Organisation

PAGE_SIZE = 50
Thing = TypeVar("Thing", bound=Model)
Choices = list[tuple[str, str]]


class Filters(forms.Form):
    """Filters of a list: all optional, read from the address; what is not known there is told, never guessed."""

    mark_optional = False

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """Add the filters whose choices are known only when they are asked for."""

    def chosen(self, name: str) -> Any:
        """The value of one filter; nothing where it is not given or not known."""
        return self.cleaned_data.get(name) or None


def filter_choice(label: str, choices: Choices) -> forms.ChoiceField:
    """A filter that is one of some choices, or all."""
    return forms.ChoiceField(label=label, choices=[("", "All"), *choices], required=False)


def force_choices(forces: QuerySet[Organisation]) -> Choices:
    """Forces by their short name, as addresses carry it."""
    return list(forces.values_list("slug", "name"))


def one_page(request: HttpRequest, things: QuerySet[Thing]) -> Page[Thing]:
    """The page of a list that the address asks for; a number that is none gives the nearest page there is."""
    return Paginator(things, PAGE_SIZE).get_page(request.GET.get("page"))
