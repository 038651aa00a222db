"""The register: whom each item concerns, filters by day and work, two orders, and pages without gap or repeat."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.queries.register import (
    RegisterFilter,
    items_concerning,
    register_items,
    register_page,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person
from tests.interfaces.public.made import make_item

pytestmark = pytest.mark.django_db
TODAY = date(2017, 5, 2)


def titles(user: object, **wanted: Any) -> list[str]:
    page = register_page(
        user, register_items(user, RegisterFilter(**wanted), TODAY), wanted.get("order", "newest")
    )
    return [item.title for item in page.items]


def liaison(force: str = "cleveland") -> User:
    return make_person(make_force(force), Role.FORCE_LIAISON)


def home_office() -> Organisation:
    return Organisation.objects.create(slug="home-office", kind="government", name="Home Office")


@pytest.mark.item("S-211")
def test_each_follows_what_concerns_them_from_all_reports_in_one_list() -> None:
    make_item(make_force("cleveland"), title="Cleveland 2016", listed_on=date(2016, 1, 1))
    make_item(make_force("cleveland"), title="Cleveland 2017", origin="coroner", origin_body="A coroner")
    make_item(
        make_force("durham"),
        title="Durham",
        inspectorate=make_inspectorate("another"),
        listed_on=date(2018, 1, 1),
    )
    make_item(make_force("cleveland"), title="Draft", state="draft")
    commissioner = make_person(make_local_policing_body(make_force("cleveland")), Role.COMMISSIONER)

    cleveland = ["Cleveland 2017", "Cleveland 2016"]
    assert titles(liaison()) == cleveland
    assert titles(commissioner) == cleveland
    assert titles(make_person(make_inspectorate(), Role.INSPECTOR)) == cleveland
    assert titles(make_person(home_office(), Role.HOME_OFFICE_READER)) == ["Durham", *cleveland]
    assert titles(make_person(make_inspectorate(), Role.ADMINISTRATOR)) == []
    assert titles(AnonymousUser()) == []
    assert items_concerning(make_person()).count() == 0


def test_filters_of_days_speak_of_open_items_alone() -> None:
    make_item(title="Late", due=date(2017, 5, 1))
    make_item(title="Late month", due=date(2017, 4, 1), due_precision="month")
    make_item(title="This month", due=date(2017, 5, 1), due_precision="month")
    make_item(title="In a week", due=date(2017, 5, 9))
    make_item(title="In July", due=date(2017, 7, 1))
    make_item(title="Undated")
    make_item(title="Ended late", due=date(2017, 1, 1), state="closed", state_reason="Met.")
    user = liaison()

    assert sorted(titles(user, due="overdue")) == ["Late", "Late month"]
    assert sorted(titles(user, due="28-days")) == ["In a week", "This month"]
    assert sorted(titles(user, due="90-days")) == ["In July", "In a week", "This month"]
    assert titles(user, due="undated") == ["Undated"]
    with pytest.raises(InvalidValueError, match="no filter of days"):
        register_items(user, RegisterFilter(due="soon"), TODAY)


def test_work_narrows_only_for_those_who_may_read_it() -> None:
    user = liaison()
    owned = make_item(title="Owned", stage="in-progress", progress="good")
    Ownership.objects.create(item=owned, owner=user, named_by=user, since=TODAY)
    make_item(title="Unowned")
    make_item(title="Ended", state="closed", state_reason="Met.")
    commissioner = make_person(make_local_policing_body(make_force()), Role.COMMISSIONER)

    assert titles(user, owner="mine") == ["Owned"]
    assert titles(user, owner="nobody") == ["Unowned"]
    assert titles(user, stage="in-progress", progress="good") == ["Owned"]
    assert titles(liaison(), owner="mine") == []
    assert titles(commissioner, stage="in-progress") == []
    assert titles(commissioner, owner="nobody") == []
    page = register_page(user, register_items(user, RegisterFilter(), TODAY), "newest")
    assert page.worked_on == {item.pk for item in page.items}
    assert [[each.owner for each in item.owned_by] for item in page.items if item == owned] == [[user]]  # type: ignore[attr-defined]
    theirs = register_page(commissioner, register_items(commissioner, RegisterFilter(), TODAY), "newest")
    assert (len(theirs.items), theirs.worked_on) == (3, frozenset())


@pytest.mark.item("S-140")
@pytest.mark.parametrize(
    ("order", "first", "last"),
    [("newest", "At once", "Item 00"), ("date", "At once", "Without a date")],
)
def test_pages_follow_one_another_in_both_orders(order: str, first: str, last: str) -> None:
    for number in range(9):
        make_item(
            title=f"Item {number:02}",
            listed_on=date(2017, 1, 1 + number // 2),
            due=date(2018, 1, 1 + number // 2),
        )
    make_item(title="At once", immediate=True, listed_on=date(2000, 1, 1))
    make_item(title="Without a date", listed_on=date(2017, 2, 1))
    user, seen, cursor = liaison(), [], ""

    while True:
        page = register_page(
            user, register_items(user, RegisterFilter(), TODAY), order, cursor=cursor, size=2
        )
        seen += [item.title for item in page.items]
        if not (cursor := page.next_cursor):
            break

    assert len(seen) == len(set(seen)) == 11
    assert (seen[0], seen[-1]) == (first, last if order == "date" else seen[-1])
    if order == "date":
        assert seen[1:-1] == sorted(seen[1:-1], key=lambda title: int(title[5:]) // 2)


@pytest.mark.parametrize("cursor", ["", "x", "0_2017-01-01", "2_none_x", "0_none_no-key"])
def test_place_that_cannot_be_read_is_refused_with_a_sentence(cursor: str) -> None:
    user = liaison()
    items = register_items(user, RegisterFilter(), TODAY)
    if not cursor:
        assert register_page(user, items, "date").items == ()
        return
    with pytest.raises(InvalidValueError, match="no place in the list"):
        register_page(user, items, "date", cursor=cursor)


def test_queries_stay_the_same_whatever_the_number_of_items() -> None:
    user = liaison()
    make_item()
    register_page(user, register_items(user, RegisterFilter(), TODAY), "newest")
    queries = []

    for number in (1, 4):
        while Item.objects.count() < number:
            make_item()
        with CaptureQueriesContext(connection) as asked:
            register_page(user, register_items(user, RegisterFilter(), TODAY), "newest")
        queries.append(len(asked))

    assert queries[0] == queries[1]
