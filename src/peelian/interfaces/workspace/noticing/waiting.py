"""What the first page shows of notices."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.notifications.queries import notices_of, unread_count
from peelian.interfaces.workspace.inspecting.sections import Cell, Section
from peelian.interfaces.workspace.noticing.places import Places, kind_title

SHOWN = 5


def unread_notices(user: User) -> Iterator[Section]:
    """The latest notices that the person has not read; nothing where there are none."""
    unread = unread_count(user)
    if not unread:
        return
    found = list(notices_of(user).filter(read_at__isnull=True)[:SHOWN])
    places = Places(user, [(each.kind, each.about) for each in found])
    rows: list[list[Cell]] = [
        [
            {
                "text": notice.title,
                "href": places.of(notice.kind, notice.about) or reverse("workspace:notices"),
            },
            {"text": kind_title(notice.kind)},
            {"text": notice.words[:1].upper() + notice.words[1:]},
            {"text": notice.force.name if notice.force else notice.organisation.name},
        ]
        for notice in found
    ]
    more = [
        (f"{unread:,} unread notice{'' if unread == 1 else 's'}", reverse("workspace:notices")),
        ("What is late", reverse("workspace:late")),
    ]
    yield Section("unread-notices", "Notices", ("What", "Kind", "How it stood", "Whose"), rows, "", more)
