"""Secrets of the directories of forces."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.directory.models import DirectoryEntry, ForceRelation, PartnerForum, ReportSent
from peelian.apps.organisations.models import Organisation
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

DAY = date(2022, 6, 1)
BODY = "cleveland-local-policing-body"


def directory() -> None:
    """A secret of the force, its overseer and its inspectorate: with whom it works, and what it sent."""
    own: dict[str, Any] = {"force_id": fixed("cleveland")}
    entry = DirectoryEntry.objects.create(
        id=fixed("partner"), name=SECRET, kind="national-body", area=SECRET, note=SECRET, **own
    )
    forum = PartnerForum.objects.create(id=fixed("partner forum"), title=SECRET, **own)
    forum.members.set([entry])
    ReportSent.objects.create(
        id=fixed("report sent"), recipient=entry, kind="organised-crime", what=SECRET, sent_on=DAY, **own
    )


def relation() -> None:
    """A secret of two forces, their overseers and their inspectorates."""
    both = Organisation.objects.filter(slug__in=("cleveland", "durham"))
    first, second = sorted(both, key=lambda each: each.pk)
    ForceRelation.objects.create(
        id=fixed("force relation"), first=first, second=second, kind="collaboration", since=DAY, note=SECRET,
        recorded_by_id=fixed("cleveland"),
    )  # fmt: skip


PART = SecretsOfPart(
    secrets={
        "directory of Cleveland": Secret(directory, ("cleveland", "inspectorate", BODY)),
        "relation of Cleveland and Durham": Secret(
            relation, ("cleveland", "durham", "inspectorate", "other-inspectorate", BODY)
        ),
    },
    values={
        "entry_id": [str(fixed("partner"))],
        "partner_forum_id": [str(fixed("partner forum"))],
    },
)
