"""Finding what belongs to the work of a force, and the frame that its pages share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.actions.policies import forces_watched, forces_worked_for
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.pages import attempted, page, person, visible_or_404

Cell = dict[str, Any]
Crumbs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """One table of a page."""

    identifier: str
    caption: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    empty: str = "None."
    links: list[tuple[str, str]] = field(default_factory=list)
    listed: Page[Any] | None = None

    @property
    def headings(self) -> list[dict[str, str]]:
        return [{"text": text} for text in self.columns]


@dataclass(frozen=True)
class Told:
    """Something to put right, with the page where that is done."""

    text: str
    href: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Button:
    """A way on: a link to its page, or a form that is sent at once."""

    text: str
    href: str
    posts: bool = False


def own_force(request: HttpRequest, slug: str) -> Organisation:
    """A force for which the person works."""
    return visible_or_404(forces_worked_for(person(request)), slug=slug)


def watched_force(request: HttpRequest, slug: str) -> Organisation:
    """A force whose board list the person may read."""
    return visible_or_404(forces_watched(person(request)), slug=slug)


def works_for(user: User, force: Organisation) -> bool:
    """Whether the person works on items for the force, rather than overseeing it."""
    return forces_worked_for(user).filter(pk=force.pk).exists()


def require(allowed: bool) -> None:
    """Answer refusal as absence."""
    if not allowed:
        raise Http404


def address(name: str, *arguments: Any) -> str:
    """Address of a page of the workspace."""
    return reverse(f"workspace:{name}", args=arguments)


def trail(force: Organisation, *steps: tuple[str, str]) -> dict[str, Any]:
    """The way from the list of boards to the page."""
    known = [("Your work", address("home")), (f"Board of {force.name}", address("board", force.slug)), *steps]
    return {
        "items": [{"text": text, "href": href} if href else {"text": text} for text, href in known],
    }


def place(
    request: HttpRequest, force: Organisation, heading: str, *, way: Crumbs = (), **context: Any
) -> HttpResponse:
    """A page of the work of a force; `way` are the pages between the board and this one."""
    shown = {"crumbs": trail(force, *way, (heading, "")), "caption": force.name, "heading": heading}
    return page(request, "acting/place.html", {**shown, **context})


def step(
    request: HttpRequest,
    force: Organisation,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    heading: str,
    button: str,
    done: str,
    back: str,
    way: Crumbs = (),
    subject: str = "",
    hint: str = "",
    multipart: bool = False,
) -> HttpResponse:
    """A page with one form: once it is sent and accepted, the person is back where the step began.

    `way` are the pages between the board and this one.
    """
    if request.method == "POST" and form.is_valid() and attempted(form, act, kept_at=back):
        messages.success(request, done)
        return redirect(back)
    context = {
        "crumbs": trail(force, *way, (heading, "")),
        "heading": heading,
        "button": button,
        "back": back,
        "subject": subject,
        "hint": hint,
        "multipart": multipart,
    }
    return page(request, "acting/step.html", context, form)


def people_of(force: Organisation) -> QuerySet[User]:
    """Those who work on items for a force now, by name."""
    found = User.objects.filter(
        is_active=True, memberships__organisation=force, memberships__role__in=FORCE_WORKERS
    )
    return found.distinct().order_by("name", "pk")


def open_items_of(force: Organisation) -> QuerySet[Item]:
    """Open items of a force, by title."""
    return Item.objects.filter(force=force, state=Item.State.OPEN).order_by("title", "pk")
