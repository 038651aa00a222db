"""Forums in which a force meets organisations of its directory."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.directory.models import DirectoryEntry, PartnerForum
from peelian.apps.directory.services.checks import check_words, record, require_keeper
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation


@service("directory.found_partner_forum")
def found_partner_forum(
    *, actor: User, force: Organisation, title: str, members: Sequence[DirectoryEntry]
) -> PartnerForum:
    """Set up a forum with the organisations that sit in it."""
    require_keeper(actor, force, to="set up a forum")
    problems = Problems()
    problems.need("title", title, "The forum has no name.")
    check_words(problems, "title", title, 200)
    if PartnerForum.objects.filter(force=force, title__iexact=title.strip()).exists():
        problems.add("title", title, f"{force.name} has a forum with partners of this name already.")
    _check_members(problems, force, members)
    problems.raise_if_any()
    forum = PartnerForum.objects.create(force=force, title=title.strip())
    forum.members.set(members)
    record(
        actor, force, "found_partner_forum", forum, f"Forum with partners set up: {forum}", **_told(members)
    )
    return forum


@service("directory.choose_members")
def choose_members(*, actor: User, forum: PartnerForum, members: Sequence[DirectoryEntry]) -> PartnerForum:
    """Say which organisations sit in a forum from now on."""
    require_keeper(actor, forum.force, to="choose the members of a forum")
    problems = Problems()
    _check_members(problems, forum.force, members)
    problems.raise_if_any()
    forum.members.set(members)
    record(actor, forum.force, "choose_members", forum, f"Members of {forum} chosen", **_told(members))
    return forum


def _check_members(problems: Problems, force: Organisation, members: Sequence[DirectoryEntry]) -> None:
    if not members:
        problems.add("members", "", "Nobody sits in this forum. Choose at least one organisation.")
    for each in members:
        if each.force_id != force.pk:
            problems.add(
                "members",
                each.name,
                f"{each.name} is not in the directory of {force.name}. Add it there first.",
            )


def _told(members: Sequence[DirectoryEntry]) -> dict[str, list[str]]:
    return {"members": sorted(str(each.pk) for each in members)}
