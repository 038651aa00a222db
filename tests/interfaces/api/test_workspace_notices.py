"""Notices, what is late and the calendar over the workspace API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from peelian.apps.notifications.queries import delivery_of
from tests.apps.notifications.world import DUE, make_item, people, tick
from tests.interfaces.api.caller import ROOT, Caller

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture(autouse=True)
def on_a_day_in_summer() -> Any:
    with time_machine.travel(datetime(2017, 7, 9, 9, tzinfo=UTC), tick=False):
        yield


def test_notices_are_listed_narrowed_and_read() -> None:
    owner = people().owner
    make_item(owner=owner)
    tick(DUE + timedelta(days=3))
    caller = Caller(owner)

    (notice,) = caller.get("/notices?kind=item")["data"]
    read = caller.post("/notices/read", {"notices": [notice["id"]]})
    again = caller.post("/notices/read")

    assert (notice["title"], notice["words"], notice["rung"], notice["read_at"]) == (
        "Manage risk",
        "3 days overdue: was due on 9 June 2017",
        "Owner",
        None,
    )
    assert (read, again) == ({"read": 1}, {"read": 0})
    assert caller.get("/notices?kind=action")["data"] == []
    assert caller.get("/notices?kind=nonsense", 422)["code"] == "invalid-value"


def test_delivery_is_shown_and_chosen() -> None:
    owner = people().owner
    client = Client()
    client.force_login(owner)

    shown = client.get(f"{ROOT}/notices/delivery").json()
    chosen = client.put(f"{ROOT}/notices/delivery", {"delivery": "weekly"}, content_type=JSON)
    refused = client.put(f"{ROOT}/notices/delivery", {"delivery": "hourly"}, content_type=JSON)

    assert shown == {"delivery": "daily", "allowed": ["at-once", "daily", "weekly", "none"]}
    assert (chosen.status_code, refused.status_code) == (200, 422)
    assert delivery_of(owner) == "weekly"


def test_calendar_is_made_opened_and_taken_back() -> None:
    owner = people().owner
    caller = Caller(owner)

    caller.post("/calendar", {}, 422)
    address = caller.post("/calendar", {"understood": True}, 201)["address"]
    found = Client().get(address).status_code
    caller.post("/calendar/revoke", status=204)

    assert (found, Client().get(address).status_code) == (200, 404)
    assert caller.post("/calendar/revoke", status=409)["code"] == "refused"


def test_ladder_is_stopped_and_let_go_on_by_those_above() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(DUE + timedelta(days=20))
    commissioner, chief = Caller(all_of_them.commissioner), Caller(all_of_them.chief)

    (late,) = commissioner.get("/late")["data"]
    at = f"/late/{late['id']}"
    chief.post(f"{at}/stop", {"expected_version": 1, "reason": "No."}, 404)
    stopped = commissioner.post(f"{at}/stop", {"expected_version": 1, "reason": "Agreed."})
    stale = commissioner.post(f"{at}/resume", {"expected_version": 1}, 409)
    going_on = commissioner.post(f"{at}/resume", {"expected_version": 2})

    assert [rung["title"] for rung in late["climbed"]] == ["Owner", "Chief officer"]
    assert (late["owed_by"], late["next_rung"], late["next_on"]) == (
        "cleveland",
        "Commissioner",
        "2017-07-07",
    )
    assert stopped["stopped"] == "Stopped on 9 July 2017: Agreed."
    assert stale["code"] == "stale-edit"
    assert (going_on["stopped"], going_on["version"]) == ("", 3)
