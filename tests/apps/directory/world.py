"""Directories of forces, made through the services."""

from __future__ import annotations

from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.directory import services
from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.world import make_force, make_person

PARTNER_TYPES = (
    "local-authority",
    "licensing",
    "prison-and-probation",
    "trading-standards",
    "childrens-services",
    "health",
)


def liaison_of(slug: str = "cleveland") -> tuple[User, Organisation]:
    force = make_force(slug)
    return make_person(force, Role.FORCE_LIAISON), force


def entry(actor: User, force: Organisation, name: str = "NERSOU", **content: Any) -> DirectoryEntry:
    """An organisation, a regional body unless something else is said."""
    return services.add_entry(actor=actor, force=force, name=name, **{"kind": "regional-body", **content})


def table(count: int) -> list[dict[str, str | None]]:
    """Rows of partners: statutory ones of every type in turn, each fourth a voluntary body."""
    return [
        {
            "name": f"Partner {number}",
            "kind": "partner-non-statutory" if number % 4 == 0 else "partner-statutory",
            "group_type": "voluntary-body" if number % 4 == 0 else PARTNER_TYPES[number % 6],
            "area": "Tees" if number % 2 else "Coast",
            "note": "",
        }
        for number in range(1, count + 1)
    ]
