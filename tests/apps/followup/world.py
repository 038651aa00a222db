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


def strategic_owner_of(item: Item) -> User:
    assert item.force is not None
    return make_person(item.force, Role.STRATEGIC_OWNER, name="Owner Example")


def inspector_of(item: Item) -> User:
    return make_person(item.inspectorate, Role.LEAD_INSPECTOR, name="Inspector Example")


def fresh(item: Item) -> Item:
    """The item as it stands now."""
    return Item.objects.get(pk=item.pk)


def start(item: Item) -> Item:
    """Name an owner and start the work."""
    owner = strategic_owner_of(item)
    services.name_owner(actor=owner, item=item, owner=owner, expected_version=fresh(item).version)
    return services.start_work(actor=owner, item=item, expected_version=fresh(item).version)


def declare(item: Item) -> Item:
    """Start the work where it has not begun, and declare it complete."""
    if fresh(item).stage == Item.Stage.NOT_STARTED:
        start(item)
    services.declare_complete(
        actor=strategic_owner_of(item),
        item=item,
        statement="Plans are in place and used.",
        evidence={each.pk: "Board minutes show it." for each in item.closure_criteria.all()},
        expected_version=fresh(item).version,
    )
    return fresh(item)


def verify(item: Item, result: str = "met", **given: Any) -> Item:
    """Declare an item complete, take it up, and record what the test found."""
    declared = declare(item)
    inspector = inspector_of(item)
    taken = services.take_up_declaration(actor=inspector, item=item, expected_version=declared.version)
    services.verify_declaration(
        actor=inspector,
        item=item,
        method="desk",
        result=result,
        reasons="The minutes were read.",
        expected_version=taken.version,
        **given,
    )
    return fresh(item)


def ask_to_close(item: Item) -> Item:
    """Verify an item and ask for closing."""
    verified = verify(item)
    services.request_closing(
        actor=inspector_of(item), item=item, reason="The criteria are met.", expected_version=verified.version
    )
    return fresh(item)


def close(item: Item, reason: str = "Plans were seen on site.") -> Item:
    """Close an item with all its steps and two people."""
    asked = ask_to_close(item)
    chief = make_person(item.inspectorate, Role.HMCIC)
    return services.confirm_closing(actor=chief, item=item, reason=reason, expected_version=asked.version)


def set_aside(item: Item, reason: str = "The law has changed.") -> Item:
    """Ask that an item be set aside, and confirm it as a second person."""
    asked = services.request_setting_aside(
        actor=inspector_of(item), item=item, reason=reason, expected_version=fresh(item).version
    )
    return confirm_end(asked.item, reason)


def supersede(item: Item, by: Item, reason: str = "Said better.") -> Item:
    """Ask that another item takes the place of one, and confirm it as a second person."""
    asked = services.request_superseding(
        actor=inspector_of(item), item=item, by=by, reason=reason, expected_version=fresh(item).version
    )
    return confirm_end(asked.item, reason)


def confirm_end(item: Item, reason: str = "It is so.") -> Item:
    """Confirm what another person asked for."""
    second = make_person(item.inspectorate, Role.HMCIC)
    return services.confirm_closing(
        actor=second, item=item, reason=reason, expected_version=fresh(item).version
    )
