"""Collections of data, as pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Collection
from peelian.apps.returns.services import create_collection, open_collection
from tests.apps.returns.made import agree
from tests.apps.world import make_all_forces, make_force, make_inspectorate, make_person
from tests.interfaces.workspace.reading import day, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db
COLLECTIONS = "/workspace/collections/"


def prepare(slug: str = "workforce-2022") -> Collection:
    return create_collection(
        actor=make_person(make_inspectorate(), Role.ANALYST), inspectorate=make_inspectorate(), slug=slug,
        title="The workforce", period="year ending 31 March 2022", requested_on=date(2022, 4, 1),
        requested_precision="month", purpose="To see how it grows.", opens_on=date(2022, 4, 4),
        closes_on=date(2022, 5, 31), burden_estimate_hours=Decimal(4),
    )  # fmt: skip


def opened() -> Collection:
    analyst = make_person(make_inspectorate(), Role.ANALYST)
    return open_collection(actor=analyst, collection=agree(prepare()), opened_on=date(2022, 4, 4))


def board(collection: Collection) -> str:
    return reverse("workspace:collection", args=[collection.pk])


def reply(collection: Collection, force: str) -> str:
    return reverse("workspace:collection_reply", args=[collection.pk, force])


def empty_rows(name: str) -> dict[str, str]:
    return {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}


def test_collection_is_prepared() -> None:
    client = signed_in(make_person(make_inspectorate(), Role.ANALYST))
    typed_in = {
        "inspectorate": str(make_inspectorate().pk), "title": "The workforce", "slug": "workforce-2022",
        "period": "year ending 31 March 2022", **day("requested_on", "2022-04-01"), "requested_precision": "month",
        **empty_rows("columns"), **empty_rows("sums"),
    }  # fmt: skip

    response = client.post(f"{COLLECTIONS}add/", typed_in)

    assert response["Location"] == board(Collection.objects.get())
    assert rows(client.get(COLLECTIONS), "collections") == [
        ["The workforce", "Being designed", "year ending 31 March 2022", "April 2022", "Not set"]
    ]


@pytest.mark.item("S-051")
def test_board_shows_what_each_force_did() -> None:
    make_all_forces()
    collection = opened()
    client = signed_in(make_person(make_inspectorate(), Role.ANALYST))

    client.post(
        reply(collection, "cleveland"),
        {"state": "answered", "version": "1", **day("answered_on", "2022-05-02")},
    )
    client.post(
        reply(collection, "hampshire"),
        {"state": "unable", "version": "1", "reason": "A new system holds no history."},
    )
    response = client.get(board(collection))

    states = {row[0]: row[1:] for row in rows(response, "replies")}
    assert "2 of 43 replied (1 unable to supply), 41 not yet" in main(response)
    assert len(states) == 43
    assert states["Cleveland Police"] == ["Answered", "2 May 2022", "–", "–"]
    assert states["Hampshire and Isle of Wight Constabulary"] == [
        "Unable to supply", "–", "–", "A new system holds no history.",
    ]  # fmt: skip
    assert states["Durham Constabulary"] == ["Not yet replied", "–", "–", "–"]


def test_collection_is_opened_once() -> None:
    make_force()
    collection = agree(prepare())
    client = signed_in(make_person(make_inspectorate(), Role.HMI))
    page = reverse("workspace:collection_open", args=[collection.pk])

    client.post(page, {**day("opened_on", "2022-04-04"), "version": str(collection.version)})

    assert collection.replies.count() == 1
    assert "The workforce is open already, since 4 April 2022." in main(client.get(page, follow=True))


def test_force_sees_an_opened_collection_and_its_own_reply_alone() -> None:
    make_force("durham")
    force = make_force()
    client = signed_in(make_person(force, Role.FORCE_LIAISON))
    unopened = prepare("another")
    collection = opened()

    response = client.get(board(collection))

    assert rows(response, "replies") == [["Cleveland Police", "Not yet replied", "–", "–", "–"]]
    assert client.get(board(unopened)).status_code == 404
    assert client.get(reply(collection, "durham")).status_code == 404


def test_force_answers_for_itself() -> None:
    make_force()
    collection = opened()
    client = signed_in(make_person(make_force(), Role.FORCE_LIAISON))

    with time_machine.travel(date(2022, 5, 3)):
        client.post(
            reply(collection, "cleveland"),
            {"state": "answered", "version": "1", **day("answered_on", "2022-05-02")},
        )

    assert collection.replies.get().answered_on == date(2022, 5, 2)


@pytest.mark.parametrize(
    ("typed_in", "told"),
    [
        (
            {"state": "unable", "version": "1", "reason": ""},
            "Why it is unable: A force that cannot supply data needs a reason.",
        ),
        ({"state": "answered", "version": "1"}, "Answered on: Give the day on which the force answered."),
        (
            {"state": "answered", "version": "1", **day("answered_on", "2022-04-01")},
            "Answered on: 1 April 2022 is before",
        ),
    ],
)
def test_reply_that_cannot_be_right_is_refused_by_its_field(typed_in: dict[str, str], told: str) -> None:
    make_force()
    collection = opened()
    client = signed_in(make_person(make_inspectorate(), Role.ANALYST))

    response = client.post(reply(collection, "cleveland"), typed_in)

    assert response.status_code == 422
    assert summary(response)[0].startswith(told)
    assert collection.replies.get().state == "outstanding"


@pytest.mark.parametrize("number", [1, 3])
def test_board_takes_the_same_queries_whatever_the_number_of_forces(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for slug in ("cleveland", "durham", "kent")[:number]:
        make_force(slug)
    collection = opened()
    client = signed_in(make_person(make_inspectorate(), Role.ANALYST))

    with django_assert_num_queries(12):
        client.get(board(collection))
