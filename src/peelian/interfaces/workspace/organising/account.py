"""The person's own account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from peelian.apps.organisations.queries import memberships_held_by
from peelian.interfaces.workspace.pages import page, person, workspace_page


@workspace_page
def account(request: HttpRequest) -> HttpResponse:
    """Name, roles, and where to change how the person signs in and is told what is due."""
    user = person(request)
    roles = [f"{held.get_role_display()}, {held.organisation.name}" for held in memberships_held_by(user)]
    rows = [
        ("Name", user.name),
        ("Email address", user.email),
        ("Office", user.office),
        ("Roles", "; ".join(roles)),
    ]
    summary = {
        "rows": [{"key": {"text": key}, "value": {"text": value or "not recorded"}} for key, value in rows]
    }
    links = [
        ("Change your password", reverse("account_change_password"), "At least 12 characters."),
        ("Two-step sign-in", reverse("mfa_index"), "An app on your phone, recovery codes or a security key."),
        (
            "Open sessions",
            reverse("usersessions_list"),
            "Where you are signed in, and ending what you do not know.",
        ),
    ]
    told = [
        (
            "Notices by email",
            reverse("workspace:notice_delivery"),
            "At once, once a day, once a week or never.",
        ),
        ("Your calendar", reverse("workspace:calendar"), "What is due, for your own calendar program."),
    ]
    groups = [("Signing in", links), ("Being told what is due", told)]
    return page(request, "organising/account.html", {"summary": summary, "groups": groups})
