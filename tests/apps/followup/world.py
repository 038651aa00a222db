"""Items for tests, made through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import lead_of
from tests.apps.world import make_person

AREA = "preventing-crime"


def draft(
    inspection: Inspection, kind: str = "area-for-improvement", target: str = AREA, **content: Any
) -> Item:
    values = {
        "title": "Prevention",
        "text": "The force should plan prevention.",
        "addressee": "force",
        **content,
    }
    return services.draft_item(
        actor=lead_of(inspection), inspection=inspection, kind=kind, target=target, **values
    )


def draft_concern(inspection: Inspection, **content: Any) -> Item:
    """A cause of concern with one recommendation."""
    concern = draft(inspection, "cause-of-concern", title="Prevention is failing", **content)
    draft(inspection, "recommendation", parent=concern, title="Direct prevention")
    return concern


def publisher_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.PUBLICATIONS)


def chief_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.HMCIC)


def issue(inspection: Inspection, published_on: date = date(2017, 3, 2)) -> list[Item]:
    return services.issue_items(
        actor=publisher_of(inspection), inspection=inspection, published_on=published_on
    )


def open_item(inspection: Inspection, **content: Any) -> Item:
    item = draft(inspection, **content)
    issue(inspection)
    item.refresh_from_db()
    return item
