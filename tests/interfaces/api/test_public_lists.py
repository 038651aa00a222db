"""What every list of the public API does alike: filters, cursors, forms, entity tags, refusals."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peelian.apps.frameworks.queries import regime
from peelian.apps.reports.models import Publication
from tests.apps.reports.made_up import published
from tests.apps.world import framework_version, make_force
from tests.interfaces.api.made import make_grade, make_item

pytestmark = pytest.mark.django_db
LISTS = (
    "/api/v1/forces", "/api/v1/frameworks", "/api/v1/inspections", "/api/v1/judgements", "/api/v1/items",
    "/api/v1/publications",
)  # fmt: skip
FORCES = ("cleveland", "durham", "gwent")


def walk(client: Client, address: str) -> list[dict[str, Any]]:
    """Every row of a list, page by page."""
    rows: list[dict[str, Any]] = []
    onward: str | None = address
    while onward:
        answer = client.get(onward).json()
        rows += answer["data"]
        onward = answer["next"]
    return rows


def fill(address: str, forces: tuple[str, ...]) -> None:
    """Something to list for each force."""
    for number, slug in enumerate(forces, 1):
        force = make_force(slug)
        if address.endswith("judgements"):
            make_grade(force)
        elif address.endswith("items"):
            make_item(force, raised_on=date(2017, 3, number), listed_on=date(2017, 3, number))
        elif address.endswith(("publications", "inspections")):
            make_publication(slug)


def make_publication(slug: str) -> Publication:
    """Another frozen version like the first, of another force."""
    first = Publication.objects.order_by("published_at").first() or published()
    made = Publication(
        inspection=first.inspection, inspectorate=first.inspectorate, force=make_force(slug), reference=f"{slug}-copy",
        title=f"Copy of {slug}", framework=first.framework, value=first.value, content_hash=first.content_hash,
        published_on=first.published_on, published_at=first.published_at, published_by=first.published_by,
    )  # fmt: skip
    made.save()
    return made


@pytest.mark.parametrize("address", LISTS)
def test_pages_hold_every_row_once(client: Client, address: str) -> None:
    framework_version("peel-2016")
    fill(address, FORCES)

    whole = client.get(address).json()["data"]

    assert len(whole) >= 3
    assert walk(client, f"{address}?limit=1") == whole


@pytest.mark.parametrize("address", LISTS)
def test_queries_do_not_grow_with_the_rows(client: Client, address: str) -> None:
    framework_version("peel-2016")
    fill(address, FORCES[:1])
    with CaptureQueriesContext(connection) as for_one:
        client.get(f"{address}?limit=1")
    fill(address, FORCES[1:])
    with CaptureQueriesContext(connection) as for_three:
        client.get(f"{address}?limit=3")

    assert len(for_three) == len(for_one)


@pytest.mark.parametrize("address", LISTS)
def test_csv_has_the_rows_of_the_json(client: Client, address: str) -> None:
    framework_version("peel-2016")
    fill(address, FORCES)

    by_query = client.get(f"{address}?format=csv")
    by_header = client.get(address, headers={"Accept": "text/csv"})

    assert by_query.content == by_header.content
    rows = list(csv.DictReader(io.StringIO(by_query.content.decode())))
    assert len(rows) == len(client.get(address).json()["data"])


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/forces/cleveland"])
def test_same_body_again_is_not_sent_again(client: Client, address: str) -> None:
    fill("/api/v1/judgements", FORCES[:1])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")


def test_entity_tag_changes_with_the_content(client: Client) -> None:
    before = client.get("/api/v1/judgements")["ETag"]
    make_grade()

    assert client.get("/api/v1/judgements?standing=current")["ETag"] != before


def test_link_header_names_the_next_page_of_a_csv(client: Client) -> None:
    fill("/api/v1/judgements", FORCES)

    response = client.get("/api/v1/judgements?format=csv&limit=2")

    address = response["Link"].removeprefix("<").partition(">")[0]
    rest = list(csv.DictReader(io.StringIO(client.get(address).content.decode())))
    assert [row["force_slug"] for row in rest] == ["gwent"]


def test_everything_wrong_is_told_at_once(client: Client) -> None:
    response = client.get(
        "/api/v1/judgements?colour=red&framework=peel-1999&limit=many&cursor=made-up&format=xml"
    )

    problem = response.json()
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert [each["field"] for each in problem["findings"]] == [
        "colour",
        "framework",
        "limit",
        "cursor",
        "format",
    ]
    assert problem["findings"][1]["allowed"] == list(regime().frameworks)
    assert (problem["code"], problem["status"], problem["instance"]) == (
        "invalid-value",
        422,
        "/api/v1/judgements",
    )


def test_filter_given_twice_is_refused(client: Client) -> None:
    response = client.get("/api/v1/judgements?force=cleveland&force=durham")

    assert [each["message"] for each in response.json()["findings"]] == [
        "'force' is given 2 times. Give it once."
    ]


def test_cursor_of_another_list_is_refused(client: Client) -> None:
    fill("/api/v1/judgements", FORCES)
    cursor = client.get("/api/v1/judgements?limit=1").json()["next"].partition("cursor=")[2]

    response = client.get(f"/api/v1/items?cursor={cursor}")

    assert [each["field"] for each in response.json()["findings"]] == ["cursor"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 x", "@sum", "\ttab"])
def test_cell_that_a_spreadsheet_could_run_is_guarded(client: Client, text: str) -> None:
    make_item(title=text)

    body = client.get("/api/v1/items?format=csv").content.decode()

    assert [row["title"] for row in csv.DictReader(io.StringIO(body))] == [f"'{text}"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/forces/atlantis", "/api/v1/frameworks/peel-1999", "/api/v1/publications/nothing",
        "/api/v1/publications/nothing/versions", "/api/v1/items/00000000-0000-4000-8000-000000000000",
        "/api/v1/nothing/at/all",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_document(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not-found"


def test_filter_without_a_value_is_refused(client: Client) -> None:
    response = client.get("/api/v1/judgements?force=")

    assert [each["message"] for each in response.json()["findings"]] == [
        "'force' has no value. Give one, or leave it out."
    ]
