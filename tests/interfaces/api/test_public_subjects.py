"""Forces, frameworks, items, the national picture, publications and search over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from peelian.apps.frameworks.queries import regime
from tests.apps.reports.made_up import corrected, published
from tests.apps.world import framework_version, make_all_forces, make_force, make_inspection
from tests.interfaces.api.made import make_grade, make_item

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str, **query: str) -> Any:
    return client.get(f"/api/v1{address}", query).json()


def test_forces_are_those_of_the_regime(client: Client) -> None:
    everyone = asked(client, "/forces")["data"]
    outside = asked(client, "/forces", in_scope="false")["data"]

    assert [row["slug"] for row in everyone] == sorted(regime().forces)
    assert [row["slug"] for row in outside] == ["btp"]


def test_force_shows_its_grades_and_stage(client: Client) -> None:
    make_grade()

    answer = asked(client, "/forces/cleveland")

    assert answer["force"]["local_policing_body"] == regime().forces["cleveland"].local_policing_body
    assert [row["grade"] for row in answer["grades"]] == ["good"]
    assert answer["grades"][0]["scale"]["identifier"] == "four-tier"
    assert answer["monitoring"]["stage"] == "scan"


def test_framework_is_shown_whole_with_what_it_compares_with(client: Client) -> None:
    framework_version("peel-2016")

    answer = asked(client, "/frameworks/peel-2016")

    assert answer["framework"] == regime().frameworks["peel-2016"].model_dump(mode="json")
    compared = {row["framework"]: row["comparable"] for row in answer["comparability"]}
    assert compared["peel-2015"] is True
    assert compared["peel-2021-22"] is False


def test_frameworks_are_listed_oldest_first(client: Client) -> None:
    framework_version("peel-2016")

    assert [row["identifier"] for row in asked(client, "/frameworks")["data"]] == list(regime().frameworks)
    assert [row["cadence"] for row in asked(client, "/frameworks", cadence="annual")["data"]] == [
        "annual"
    ] * 5


def test_register_leaves_drafts_out_even_for_staff(client: Client) -> None:
    inspection = make_inspection()
    make_item(inspection=inspection, state="draft", title="Not yet published")
    make_item(title="Published")
    client.force_login(inspection.lead_inspector)  # type: ignore[arg-type]

    assert [row["title"] for row in asked(client, "/items")["data"]] == ["Published"]


def test_register_is_filtered_by_kind_force_and_text(client: Client) -> None:
    make_item(title="Vetting")
    make_item(kind="cause-of-concern", title="Custody")
    make_item(make_force("durham"), title="Custody in Durham")

    found = asked(client, "/items", force="cleveland", kind="cause-of-concern", text="custody")["data"]

    assert [row["title"] for row in found] == ["Custody"]


def test_item_shows_its_story(client: Client) -> None:
    item = make_item()

    answer = asked(client, f"/items/{item.pk}")

    assert answer["item"]["id"] == str(item.pk)
    assert [entry["item"]["id"] for entry in answer["story"]] == [str(item.pk)]


@pytest.mark.item("S-005")
def test_national_picture_counts_the_forces_in_scope(client: Client) -> None:
    everyone = make_all_forces()
    for number, force in enumerate(everyone):
        make_grade(force, grade="good" if number else "outstanding")
    make_grade(make_force("btp", in_scope=False), grade="good")

    answer = asked(client, "/national", framework="peel-2016", target="effectiveness")

    assert [(row["grade"], row["forces"]) for row in answer["counts"]] == [
        ("inadequate", 0), ("requires-improvement", 0), ("good", 42), ("outstanding", 1),
    ]  # fmt: skip
    assert (answer["graded"], answer["not_recorded"]) == (43, 0)
    assert "British Transport Police" in answer["scope_note"]


def test_national_picture_tells_not_graded_from_not_recorded(client: Client) -> None:
    make_grade(make_force("kent"), grade="good")
    make_grade(make_force("durham"), grade="")
    make_force("surrey")

    answer = asked(client, "/national", framework="peel-2016", target="effectiveness")

    assert (answer["graded"], answer["not_graded"], answer["not_recorded"]) == (1, 1, 1)


@pytest.mark.item("S-130")
def test_every_version_of_a_corrected_report_stays_readable(client: Client) -> None:
    first = published()
    corrected(first, reason="A figure was printed wrongly.")

    address = f"/publications/{first.reference}"
    versions = asked(client, f"{address}/versions")["data"]

    assert [(row["version"], row["correction_reason"]) for row in versions] == [
        (2, "A figure was printed wrongly."), (1, ""),
    ]  # fmt: skip
    assert asked(client, address)["report"]["version"] == 2
    assert asked(client, address, version="1")["content_hash"] == first.content_hash


@pytest.mark.item("S-127")
def test_unpublished_inspection_is_told_nowhere(client: Client) -> None:
    inspection = make_inspection()

    assert asked(client, "/inspections")["data"] == []
    assert client.get(f"/api/v1/publications/{inspection.reference}").status_code == 404


def test_published_inspection_is_listed_with_its_window(client: Client) -> None:
    publication = published()

    row = asked(client, "/inspections")["data"][0]

    assert (row["reference"], row["window_start"]) == (publication.reference, "2021-10-01")


def test_search_finds_places_in_published_reports(client: Client) -> None:
    publication = published()

    found = asked(client, "/search", q="risk")["data"]

    assert {row["reference"] for row in found} == {publication.reference}
    assert asked(client, "/search")["findings"][0]["field"] == "q"
