"""The register over the APIs: narrowed, in numbers, and many items at once."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.organisations.models import Role
from tests.apps.world import (
    make_all_forces,
    make_force,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)
from tests.interfaces.public.made import make_item

pytestmark = pytest.mark.django_db
PUBLIC, WORKSPACE = "/api/v1", "/api/workspace/v1"


def get(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def post(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def liaison(client: Client) -> User:
    user = make_person(make_force(), Role.FORCE_LIAISON)
    client.force_login(user)
    return user


def test_public_items_are_narrowed_by_theme_origin_and_words(client: Client) -> None:
    make_item(title="Vetting has gaps", theme="domestic-abuse", origin="coroner", origin_body="A coroner")
    make_item(title="Other")

    for query in ("theme=domestic-abuse", "origin=coroner", "text=vett"):
        (row,) = get(client, f"{PUBLIC}/items?{query}")["data"]
        assert (row["title"], row["theme"], row["origin_body"]) == (
            "Vetting has gaps", "domestic-abuse", "A coroner",
        )  # fmt: skip
    assert client.get(f"{PUBLIC}/items?theme=unknown").status_code == 422


@pytest.mark.item("S-162")
def test_numbers_are_counts_by_force_in_the_order_of_names(client: Client) -> None:
    make_all_forces()
    make_item(make_force("kent"), theme="domestic-abuse", immediate=True, raised_on=date(2016, 1, 1))
    make_item(make_force("kent"), theme="domestic-abuse", state="draft")

    found = get(client, f"{PUBLIC}/items/numbers")

    names = [row["force"]["name"] for row in found["forces"]]
    assert (len(names), names) == (43, sorted(names))
    assert [row["open"] for row in found["forces"] if row["force"]["slug"] == "kent"] == [1]
    assert [row["open"] for row in found["themes"] if row["theme"] == "domestic-abuse"] == [1]
    assert sum(row["count"] for row in found["ages"]) == 1
    text = client.get(f"{PUBLIC}/items/numbers?format=csv").content.decode()
    assert "kent,Kent Police,1,1,0,0,0,0,0,1,0,0,0" in text


@pytest.mark.item("S-211")
def test_register_is_one_list_of_what_concerns_the_person(client: Client) -> None:
    make_item(title="Ours", stage="in-progress")
    make_item(make_force("kent"), title="Of Kent")

    liaison(client)
    (mine,) = get(client, f"{WORKSPACE}/register?stage=in-progress")["data"]
    client.force_login(make_person(make_local_policing_body(make_force()), Role.COMMISSIONER))
    (theirs,) = get(client, f"{WORKSPACE}/register")["data"]

    assert (mine["title"], mine["stage"]) == ("Ours", "in-progress")
    assert (theirs["title"], theirs["stage"]) == ("Ours", None)
    assert get(client, f"{WORKSPACE}/register?stage=in-progress")["data"] == []
    assert client.get(f"{WORKSPACE}/register?due=soon").status_code == 422


def test_steps_are_taken_on_many_items_or_on_none(client: Client) -> None:
    user = liaison(client)
    items = [make_item(title=f"Item {number}") for number in range(2)]
    named = {"items": [str(item.pk) for item in items]}
    other = make_item(make_force("kent"))

    early = post(client, f"{WORKSPACE}/register/start", named)
    owned = post(client, f"{WORKSPACE}/register/owner", {**named, "owner_id": str(user.pk)})
    started = post(client, f"{WORKSPACE}/register/start", named)
    strange = post(client, f"{WORKSPACE}/register/start", {"items": [str(other.pk)]})
    theme = post(client, f"{WORKSPACE}/register/theme", {**named, "theme": "domestic-abuse"})

    assert early.status_code == 422
    assert [finding["value"] for finding in early.json()["findings"]] == ["Item 0", "Item 1"]
    assert (owned.json(), started.json()) == ({"count": 2}, {"count": 2})
    assert strange.status_code == 422
    assert theme.status_code == 422
    assert Ownership.objects.filter(owner=user).count() == 2
    assert set(Item.objects.filter(force=make_force()).values_list("stage", "theme")) == {("in-progress", "")}

    client.force_login(make_person(make_inspectorate(), Role.LEAD_INSPECTOR))
    given = post(client, f"{WORKSPACE}/register/theme", {**named, "theme": "domestic-abuse"})
    assert given.json() == {"count": 2}
