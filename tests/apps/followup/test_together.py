"""One step on many items: each stands in the log, and one refusal keeps all of them as they were."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.services.together import (
    MOST_TOGETHER,
    assign_theme_to_items,
    name_owner_of_items,
    start_work_on_items,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.public.made import make_item

pytestmark = pytest.mark.django_db


def refusals(error: pytest.ExceptionInfo[InvalidValueError]) -> list[str]:
    findings: Any = error.value.details["findings"]
    return [finding["value"] for finding in findings]


def test_an_owner_is_named_for_all_and_the_work_on_all_begins() -> None:
    force = make_force()
    owner = make_person(force, Role.STRATEGIC_OWNER)
    items = [make_item(title=f"Item {number}") for number in range(3)]

    named = name_owner_of_items(actor=owner, force=force, items=items, owner=owner)
    started = start_work_on_items(actor=owner, force=force, items=list(Item.objects.all()))

    assert (named, started) == (3, 3)
    assert Ownership.objects.filter(owner=owner, until__isnull=True).count() == 3
    assert set(Item.objects.values_list("stage", flat=True)) == {"in-progress"}
    assert AuditEvent.objects.filter(action="followup.name_owner", outcome="done").count() == 3


def test_one_refusal_keeps_every_item_as_it_was_and_each_is_named() -> None:
    force = make_force()
    owner = make_person(force, Role.STRATEGIC_OWNER)
    ended = make_item(title="Ended", state="closed", state_reason="Met.")
    items = [make_item(title="Open"), ended, make_item(make_force("kent"), title="Of Kent")]

    with pytest.raises(InvalidValueError) as error:
        name_owner_of_items(actor=owner, force=force, items=items, owner=owner)

    assert refusals(error) == ["Ended", "Of Kent"]
    assert not Ownership.objects.exists()
    logged = AuditEvent.objects.get(outcome="refused")
    assert (logged.action, logged.organisation) == ("followup.name_owner_of_items", str(force.pk))


def test_items_that_changed_meanwhile_are_named_and_nothing_is_overwritten() -> None:
    force = make_force()
    owner = make_person(force, Role.STRATEGIC_OWNER)
    changed, same = make_item(title="Changed"), make_item(title="Same")
    name_owner_of_items(actor=owner, force=force, items=[changed, same], owner=owner)
    opened = list(Item.objects.all())
    Item.objects.filter(pk=changed.pk).update(version=9)

    with pytest.raises(InvalidValueError) as error:
        start_work_on_items(actor=owner, force=force, items=opened)

    assert refusals(error) == ["Changed"]
    assert set(Item.objects.values_list("stage", flat=True)) == {"not-started"}


def test_a_theme_is_given_by_the_inspectorate_that_raised_the_items() -> None:
    inspectorate = make_inspectorate()
    lead = make_person(inspectorate, Role.LEAD_INSPECTOR)
    items = [make_item(), make_item()]

    assert (
        assign_theme_to_items(actor=lead, inspectorate=inspectorate, items=items, theme="domestic-abuse") == 2
    )
    assert set(Item.objects.values_list("theme", flat=True)) == {"domestic-abuse"}
    with pytest.raises(InvalidValueError) as error:
        assign_theme_to_items(
            actor=make_person(make_force(), Role.CHIEF_OFFICER),
            inspectorate=inspectorate,
            items=list(Item.objects.all()),
            theme="",
        )
    assert len(refusals(error)) == 2


@pytest.mark.parametrize("count", [0, MOST_TOGETHER + 1])
def test_number_of_items_has_bounds(count: int) -> None:
    force = make_force()
    owner = make_person(force, Role.STRATEGIC_OWNER)

    with pytest.raises(InvalidValueError, match="at most 200"):
        start_work_on_items(actor=owner, force=force, items=[Item()] * count)
