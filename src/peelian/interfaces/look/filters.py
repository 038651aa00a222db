"""Filters of lists, read from the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

Choices = list[tuple[str, str]]
LONGEST_SEARCH = 200


class Filters(forms.Form):
    """Filters of a list: all optional, read from the address; what is not known there is told, never guessed."""

    mark_optional = False
    travels_in_address = True  # so that no more can be typed than an address holds

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """Add the filters whose choices are known only when they are asked for."""

    @property
    def is_narrowed(self) -> bool:
        """Whether something is asked for, or refused: a phone then shows the filters unfolded."""
        return bool(self.errors) or any(self.data.get(name) for name in self.fields)

    def chosen(self, name: str) -> Any:
        """The value of one filter; nothing where it is not given or not known."""
        return self.cleaned_data.get(name) or None


def filter_choice(label: str, choices: Choices) -> forms.ChoiceField:
    """A filter that is one of some choices, or all."""
    return forms.ChoiceField(label=label, choices=[("", "All"), *choices], required=False)


def refusals(filters: Filters) -> list[str]:
    """What is not known of the filters, a sentence each."""
    labels = {name: f"{field.label}: " for name, field in filters.fields.items()}
    return [f"{labels.get(name, '')}{text}" for name, texts in filters.errors.items() for text in texts]


def refused_file(filters: Filters) -> HttpResponse | None:
    """The answer in place of a file that is asked for with filters that are not known; None where all are."""
    lines = refusals(filters)
    if not lines:
        return None
    return HttpResponse("\n".join([*lines, ""]), status=422, content_type="text/plain; charset=utf-8")
