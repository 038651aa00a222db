"""Your work: what each role finds on its first page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from peelian.apps.followup.models import ClosingRequest, Item, Ownership
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.reports.models import AccuracyCheck, Publication
from tests.apps.world import (
    make_force,
    make_inspection,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)
from tests.interfaces.workspace.reading import links, main, rows, signed_in

pytestmark = pytest.mark.django_db
HOME = "/workspace/"


def open_item(force: Organisation, title: str, **fields: Any) -> Item:
    return Item.objects.create(
        inspectorate=make_inspectorate(), kind="recommendation", title=title, text="Do it.", addressee="force",
        force=force, **{"state": "open", "raised_on": date(2022, 3, 2), **fields},
    )  # fmt: skip


def publish(inspection: Inspection) -> Publication:
    return Publication.objects.create(
        inspection=inspection, inspectorate=inspection.inspectorate, force=inspection.force,
        reference=inspection.reference, title=inspection.title, framework="peel-2021-22", value={},
        content_hash="0" * 64, published_on=date(2022, 9, 1), published_at=timezone.now(),
        published_by=make_person(inspection.inspectorate, Role.PUBLICATIONS),
    )  # fmt: skip


def send(inspection: Inspection) -> AccuracyCheck:
    return AccuracyCheck.objects.create(
        inspection=inspection, value={}, content_hash="0" * 64, closes_on=date(2022, 6, 15),
        shared_at=timezone.make_aware(datetime(2022, 6, 1)), shared_by=make_person(inspection.inspectorate, Role.HMI),
    )  # fmt: skip


def test_inspector_finds_own_inspections_with_state_and_next_step() -> None:
    own = make_inspection(title="Ours")
    make_inspection(title="Of another team")
    make_inspection(title="Done", state="published", lead_inspector=own.lead_inspector)
    assert own.lead_inspector is not None

    response = signed_in(own.lead_inspector).get(HOME)

    assert rows(response, "own-inspections") == [
        ["Ours", "Fieldwork", "Gather evidence, write findings, propose grades", "31 December 2022"]
    ]


def test_force_finds_what_was_sent_to_it_and_what_is_open() -> None:
    force = make_force()
    check = send(make_inspection(force=force, title="The draft", shared_with_force=True))
    send(make_inspection(force=make_force("durham"), title="Of Durham"))
    open_item(force, "Answer calls in time", due=date(2022, 12, 1), due_precision="month")
    open_item(force, "Not published", state="draft")
    open_item(make_force("durham"), "Of Durham")

    response = signed_in(make_person(force, Role.FORCE_LIAISON)).get(HOME)

    assert rows(response, "checks") == [["The draft", "Open for comments until 15 June 2022"]]
    assert rows(response, "items") == [["Answer calls in time", "Recommendation", "December 2022, overdue"]]
    assert reverse("workspace:accuracy", args=[check.pk]) in links(response)
    assert "/items/?force=cleveland&state=open" in links(response)


def test_items_with_the_nearest_date_come_first_and_those_without_last() -> None:
    force = make_force()
    open_item(force, "Some day")
    open_item(force, "Late", due=date(2023, 1, 1))
    open_item(force, "Soon", due=date(2022, 1, 1))

    response = signed_in(make_person(force, Role.STRATEGIC_OWNER)).get(HOME)

    assert [row[0] for row in rows(response, "items")] == ["Soon", "Late", "Some day"]


def test_commissioner_finds_reports_and_items_of_the_force_overseen() -> None:
    force = make_force()
    publish(make_inspection(force=force, title="Published"))
    send(make_inspection(force=force, title="The draft", shared_with_force=True))
    open_item(force, "Answer calls in time")

    response = signed_in(make_person(make_local_policing_body(force), Role.COMMISSIONER)).get(HOME)

    assert rows(response, "publications") == [["Published", "1 September 2022"]]
    assert [row[0] for row in rows(response, "items")] == ["Answer calls in time"]
    assert "The draft" not in main(response)


def test_home_office_reader_finds_the_latest_publications() -> None:
    publish(make_inspection(title="Published"))
    department = Organisation.objects.create(kind="government", slug="home-office", name="Home Office")

    response = signed_in(make_person(department, Role.HOME_OFFICE_READER)).get(HOME)

    assert rows(response, "publications") == [["Published", "1 September 2022"]]


def test_administrator_finds_organisations_with_the_number_of_people() -> None:
    inspectorate = make_inspectorate()
    make_person(inspectorate, Role.ANALYST, Role.INSPECTOR)

    response = signed_in(make_person(inspectorate, Role.ADMINISTRATOR)).get(HOME)

    assert rows(response, "administered") == [["The inspectorate", "Inspectorate", "2"]]


def test_person_without_a_role_is_told_what_to_do() -> None:
    assert "Ask an administrator" in main(signed_in(make_person()).get(HOME))


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_the_same_queries_whatever_there_is_to_do(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    force = make_force()
    for index in range(number):
        inspection = make_inspection(force=force, shared_with_force=True)
        send(inspection)
        publish(inspection)
        open_item(force, f"Item {index}")
    client = signed_in(make_person(force, Role.CHIEF_OFFICER))

    with django_assert_num_queries(25):
        client.get(HOME)


def test_publications_find_what_waits_for_them_and_what_was_published() -> None:
    waiting = make_inspection(title="Signed off", state="sign-off")
    make_inspection(title="Still written", state="drafting")
    done = publish(make_inspection(title="Done", state="published"))

    response = signed_in(make_person(waiting.inspectorate, Role.PUBLICATIONS)).get(HOME)

    assert rows(response, "to-publish") == [["Signed off", "Sign-off", "Check the gates and publish"]]
    assert rows(response, "publications") == [[done.title, "1 September 2022"]]
    assert reverse("workspace:report", args=[waiting.pk]) in links(response)


def test_force_is_told_what_is_late_unowned_and_without_news_and_what_the_person_owns() -> None:
    force = make_force()
    owner = make_person(force, Role.STRATEGIC_OWNER)
    owned = open_item(force, "Owned", due=date(2022, 1, 1))
    open_item(force, "Told today", last_update_on=timezone.localdate())
    Ownership.objects.create(item=owned, owner=owner, named_by=owner, since=date(2022, 3, 2))

    response = signed_in(owner).get(HOME)

    assert rows(response, "owned-items") == [["Owned", "Recommendation", "1 January 2022, overdue"]]
    found = links(response)
    for words in ("?due=overdue", "?news=stale", "?owner=nobody", "?owner=mine"):
        assert f"{reverse('workspace:register')}{words}" in found
    told = main(response)
    for words in ("1 overdue", "1 without recent news", "1 without an owner"):
        assert words in told
    assert reverse("workspace:followed_item", args=[owned.pk]) in found


def test_inspectors_are_told_what_waits_for_a_second_person_and_not_their_own_requests() -> None:
    item = open_item(make_force(), "Asked to close", stage="closing-requested")
    open_item(make_force(), "Declared", stage="declared-complete")
    asking = make_person(make_inspectorate(), Role.HMI)
    ClosingRequest.objects.create(
        item=item, requested_by=asking, requested_on=date(2022, 3, 2), reason="Met."
    )

    second = rows(signed_in(make_person(make_inspectorate(), Role.HMI)).get(HOME), "items-to-verify")
    first = rows(signed_in(asking).get(HOME), "items-to-verify")

    assert second == [["Declared complete by a force", "1"], ["Closing asked for by a colleague", "1"]]
    assert first == [["Declared complete by a force", "1"]]
