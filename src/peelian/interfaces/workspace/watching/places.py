"""Reaching a force that is watched, and what its pages share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.organisations.access import forces_of, forces_overseen_by, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.interfaces.workspace.pages import page, person, visible_or_404


def forces_watched_by(user: User) -> QuerySet[Organisation]:
    """Forces whose monitoring the user has a page of: all for inspectorates, else the user's own or overseen."""
    if staffed_inspectorates(user):
        return forces()
    return forces().filter(pk__in=[*forces_of(user), *forces_overseen_by(user)])


def watched_force(request: HttpRequest, slug: str) -> Organisation:
    return visible_or_404(forces_watched_by(person(request)), slug=slug)


def force_address(force: Organisation, part: str = "") -> str:
    """Where the monitoring of a force stands; `part` names a section of the page."""
    return reverse("workspace:monitored_force", args=[force.slug]) + (f"#{part}" if part else "")


def one_form(
    request: HttpRequest,
    form: forms.BaseForm,
    heading: str,
    *,
    hint: str = "",
    button: str = "Save",
    back: str = "",
    told: list[tuple[str, str]] | None = None,
    multipart: bool = False,
) -> HttpResponse:
    """A page with one form; `told` are pairs of heading and text that stand above it."""
    context: dict[str, Any] = {
        "heading": heading,
        "hint": hint,
        "button": button,
        "back": back,
        "told": told or [],
        "multipart": multipart,
    }
    return page(request, "watching/form.html", context, form)
