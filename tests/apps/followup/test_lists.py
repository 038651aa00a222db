"""Lists of items: narrowed, in a steady order, page by page; and items that other sources tell of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, items_filtered, items_page
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError
from tests.apps.followup.world import draft, issue
from tests.apps.judgements.world import inspection_of, lead_of
from tests.apps.world import (
    LOADER,
    framework_version,
    make_force,
    make_inspection,
    make_inspectorate,
    make_person,
)

pytestmark = pytest.mark.django_db


def many_items(number: int) -> None:
    inspectorate, force = make_inspectorate(), make_force()
    Item.objects.bulk_create(
        Item(
            inspectorate=inspectorate,
            kind="area-for-improvement",
            title=f"Item {each}",
            text="Text.",
            addressee="force",
            force=force,
            state="open",
            immediate=each % 5 == 0,
            listed_on=date(2020, 1 + each % 3, 1),
        )
        for each in range(number)
    )


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    many_items(23)
    anybody = AnonymousUser()

    pages, cursor = [], ""
    while True:
        page = items_page(anybody, ItemFilter(), cursor=cursor, size=5)
        pages += [item.pk for item in page.items]
        cursor = page.next_cursor
        if not cursor:
            break

    assert pages == [item.pk for item in items_filtered(anybody, ItemFilter())]
    assert len(pages) == 23


@pytest.mark.parametrize("number", [1, 30])
def test_page_takes_two_queries_whatever_the_number_of_items(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many_items(number)

    with django_assert_num_queries(2):
        page = items_page(AnonymousUser(), ItemFilter())
        assert [item.force.slug for item in page.items if item.force] == ["cleveland"] * number


@pytest.mark.parametrize("cursor", ["nonsense", "1_2020-01-01_x", "2_2020-01-01_4", "1_2020-13-01_4"])
def test_unreadable_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidValueError, match="Start again"):
        items_page(AnonymousUser(), ItemFilter(), cursor=cursor)


def test_filter_narrows_and_drafts_stay_hidden() -> None:
    inspection = inspection_of(window_start=date(2017, 1, 1))
    draft(inspection, title="Overdue", due=date(2017, 5, 1))
    draft(inspection, title="Of the month", due=date(2017, 5, 1), due_precision="month")
    issue(inspection)
    draft(inspection, title="Waiting", due=date(2017, 5, 1))

    late = items_filtered(AnonymousUser(), ItemFilter(overdue_on=date(2017, 5, 20)))
    later = items_filtered(AnonymousUser(), ItemFilter(overdue_on=date(2017, 6, 1)))
    found = items_filtered(AnonymousUser(), ItemFilter(text="waiting"))

    assert [item.title for item in late] == ["Overdue"]
    assert {item.title for item in later} == {"Overdue", "Of the month"}
    assert [list(found), items_filtered(lead_of(inspection), ItemFilter(text="waiting")).count()] == [[], 1]


def row(**fields: str) -> dict[str, str]:
    return {
        "kind": "recommendation",
        "force": "cleveland",
        "framework": "peel-2021-22",
        "target": "preventing-crime",
        "title": "Concerns on prevention",
        "text": "Deal with the concerns of 2019 about prevention.",
        "source": "News broadcast",
        "source_rank": "press",
        "matched": "no",
        "raised_on": "2023-03-17",
        **fields,
    }


def bring_in(*rows: dict[str, str], actor: Any = LOADER) -> Any:
    framework_version("peel-2021-22")
    make_force()
    return services.import_items(actor=actor, inspectorate=make_inspectorate(), rows=rows, file="items.csv")


def test_item_told_by_the_press_is_open_unmatched_and_marked() -> None:
    item = bring_in(row()).items[0]

    item.refresh_from_db()
    assert (item.state, item.source_rank, item.matched, item.origin_cycle) == (
        "open",
        "press",
        False,
        "2021/22",
    )
    assert (item.raised_on, item.source) == (date(2023, 3, 17), "News broadcast")
    assert item.exception_note != ""


def test_import_twice_adds_nothing() -> None:
    first, second = bring_in(row()), bring_in(row())

    assert (first.added, second.added, Item.objects.count()) == (1, 0, 1)
    assert [item.pk for item in second.items] == [item.pk for item in first.items]


def test_import_names_every_fault_and_keeps_nothing() -> None:
    with pytest.raises(InvalidValueError) as error:
        bring_in(
            row(),
            row(kind="wish", force="nowhere", target="effectiveness", state="closed", due="2023"),
        )

    findings = error.value.details["findings"]
    assert isinstance(findings, list)
    assert [(each["row"], each["field"]) for each in findings] == [
        (3, "kind"),
        (3, "force"),
        (3, "target"),
        (3, "state_reason"),
        (3, "due_precision"),
    ]
    assert Item.objects.count() == 0


def test_item_of_the_same_title_with_another_text_is_told_and_not_passed_over() -> None:
    with pytest.raises(InvalidValueError) as error:
        bring_in(row(), row(text="Another text under the same title."))

    findings: Any = error.value.details["findings"]
    assert [(each["row"], each["field"]) for each in findings] == [(3, "text")]
    assert Item.objects.count() == 0


def test_same_title_in_another_area_is_an_item_of_its_own() -> None:
    assert bring_in(row(), row(target="managing-offenders")).added == 2


def test_imported_item_cannot_name_an_inspection_that_is_not_published() -> None:
    inspection = make_inspection()

    with pytest.raises(InvalidValueError) as unpublished:
        bring_in(row(inspection=inspection.reference))
    with pytest.raises(InvalidValueError) as absent:
        bring_in(row(inspection="nowhere-2021-22"))

    told: list[Any] = [each.value.details["findings"] for each in (unpublished, absent)]
    said = [[(finding["field"], finding["message"]) for finding in findings] for findings in told]
    assert said[0] == said[1] == [("inspection", "No published inspection is called this.")]


def test_force_imports_nothing() -> None:
    with pytest.raises(NotPermittedError):
        bring_in(row(), actor=make_person(make_force(), Role.CHIEF_OFFICER))
