"""The frame that the pages of a directory share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from peelian.apps.directory.models import DirectoryEntry, PartnerForum
from peelian.apps.directory.policies import can_keep_directory, directories_kept_by, directories_readable_by
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.places import address, place, require
from peelian.interfaces.workspace.pages import person, visible_or_404


def readable_force(request: HttpRequest, slug: str) -> Organisation:
    """A force whose directory the person may read."""
    return visible_or_404(directories_readable_by(person(request)), slug=slug)


def kept_force(request: HttpRequest, slug: str) -> Organisation:
    """A force to whose directory the person may add."""
    return visible_or_404(directories_kept_by(person(request)), slug=slug)


def visible_entry(request: HttpRequest, entry_id: Any) -> DirectoryEntry:
    visible = DirectoryEntry.objects.visible_to(person(request)).select_related("force")
    found: DirectoryEntry = visible_or_404(visible, pk=entry_id)
    return found


def visible_forum(request: HttpRequest, forum_id: Any, *, to_keep: bool = False) -> PartnerForum:
    """A forum with partners that the person may read, or change as well."""
    visible = PartnerForum.objects.visible_to(person(request)).select_related("force")
    found: PartnerForum = visible_or_404(visible, pk=forum_id)
    require(not to_keep or can_keep_directory(person(request), found.force))
    return found


def directory_crumbs(force: Organisation, *steps: tuple[str, str]) -> dict[str, Any]:
    """The way from the list of directories to the page."""
    known = [
        ("Your work", address("home")),
        (f"Partners of {force.name}", address("partners", force.slug)),
        *steps,
    ]
    return {
        "items": [{"text": text, "href": href} if href else {"text": text} for text, href in known],
    }


def directory_page(
    request: HttpRequest,
    force: Organisation,
    heading: str,
    *,
    way: Sequence[tuple[str, str]] = (),
    **context: Any,
) -> HttpResponse:
    """A page of the directory of a force."""
    crumbs = directory_crumbs(force, *way, (heading, ""))
    return place(request, force, heading, **{"crumbs": crumbs, **context})
