"""Organisations and their members."""

from __future__ import annotations

import uuid
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.organisations.models import Membership, Organisation, Role
from peelian.apps.organisations.policies import organisations_administrable_by
from peelian.apps.organisations.queries import members_of, memberships_held_by
from peelian.apps.organisations.services import add_member, remove_member
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.organising.forms import MemberForm
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)


@workspace_page
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that the person belongs to, and in which roles."""
    held = memberships_held_by(person(request))
    rows = [
        _row(organisation, list(memberships))
        for organisation, memberships in groupby(held, key=lambda membership: membership.organisation)
    ]
    return page(
        request,
        "organising/organisations.html",
        {"rows": rows, "columns": headings("Organisation", "Kind", "Your roles", "Members")},
    )


@workspace_page
def members(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Who holds which role in an organisation that the person administers."""
    organisation = _administered(request, organisation_id)
    listed = one_page(request, members_of(person(request), organisation))
    return page(request, "organising/members.html", {"organisation": organisation, "members": listed})


@workspace_page
def member_add(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Give a person a role."""
    organisation = _administered(request, organisation_id)
    form = MemberForm(organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: add_member(actor=person(request), organisation=organisation, **form.cleaned_data)
        )
        if made is not None:
            messages.success(
                request, f"{made.user.name} is now {Role(made.role).label} of {organisation.name}."
            )
            return redirect("workspace:members", organisation_id=organisation.pk)
    context = {
        "heading": f"Add a member to {organisation.name}",
        "hint": "A new account has no password: its holder sets one through “I have forgotten my password”.",
        "button": "Add member",
        "back": _members_address(organisation),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def member_remove(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """End a person's role, after asking."""
    actor = person(request)
    membership = visible_or_404(
        Membership.objects.visible_to(actor)
        .filter(organisation__in=organisations_administrable_by(actor))
        .select_related("user", "organisation"),
        pk=membership_id,
    )
    organisation, role = membership.organisation, membership.get_role_display()
    form = ConfirmForm(sent(request))
    if form.is_valid() and attempted(form, lambda: remove_member(actor=actor, membership=membership)):
        messages.success(request, f"{membership.user.name} is no longer {role} of {organisation.name}.")
        return redirect("workspace:members", organisation_id=organisation.pk)
    context = {
        "heading": f"Remove {membership.user.name} as {role}?",
        "hint": f"The account stays; its work for {organisation.name} in this role ends at once.",
        "button": "Remove member",
        "warning": True,
        "back": _members_address(organisation),
    }
    return page(request, "form_page.html", context, form)


def _administered(request: HttpRequest, organisation_id: uuid.UUID) -> Organisation:
    return visible_or_404(organisations_administrable_by(person(request)), pk=organisation_id)


def _members_address(organisation: Organisation) -> str:
    return reverse("workspace:members", args=[organisation.pk])


def _row(organisation: Organisation, memberships: list[Membership]) -> list[dict[str, str]]:
    roles = ", ".join(membership.get_role_display() for membership in memberships)
    administers = any(membership.role == Role.ADMINISTRATOR for membership in memberships)
    members_cell = (
        {"text": "Members", "href": _members_address(organisation)}
        if administers
        else {"text": "Kept by its administrators"}
    )
    return [
        {"text": organisation.name},
        {"text": organisation.get_kind_display()},
        {"text": roles},
        members_cell,
    ]
