"""Published grades over the API."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.reports.queries import publication_by_reference
from tests.apps.reports.made_up import published
from tests.apps.world import make_force
from tests.interfaces.api.made import make_grade

pytestmark = pytest.mark.django_db
JUDGEMENTS = "/api/v1/judgements"
COMPARISON = "/api/v1/judgements/comparison"


def asked(client: Client, address: str, **query: str) -> Any:
    return client.get(address, query).json()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_grade_names_framework_scale_and_comparability(client: Client) -> None:
    make_grade(framework="peel-2015", grade="requires-improvement", as_of=date(2016, 2, 18))
    make_grade(framework="peel-2016", grade="good")

    row = asked(client, JUDGEMENTS, framework="peel-2016")["data"][0]

    assert row["framework"]["identifier"] == "peel-2016"
    assert [tier["identifier"] for tier in row["scale"]["tiers"]] == [
        "inadequate", "requires-improvement", "good", "outstanding",
    ]  # fmt: skip
    assert row["comparability"]["words"] == "improved by one tier"
    assert row["comparability"]["tiers"] == 1
    assert row["comparability"]["earlier"] == {
        "framework": "peel-2015", "grade": "requires-improvement", "as_of": "2016-02-18",
    }  # fmt: skip


def test_grade_after_a_break_gives_the_reason_and_no_direction(client: Client) -> None:
    make_grade(framework="peel-2016", grade="good")
    make_grade(framework="peel-2021-22", grade="adequate", target="preventing-crime", as_of=date(2023, 3, 17))

    comparability = asked(client, JUDGEMENTS, framework="peel-2021-22")["data"][0]["comparability"]

    assert comparability["outcome"] == "not-comparable"
    assert comparability["tiers"] is None
    assert comparability["reason"] != ""


def test_first_grade_of_a_force_has_no_baseline(client: Client) -> None:
    make_grade(framework="peel-2014")

    assert asked(client, JUDGEMENTS)["data"][0]["comparability"]["words"] == "no baseline"


def test_ungraded_area_says_so(client: Client) -> None:
    make_grade(framework="peel-2021-22", grade="", target="service-to-victims")

    row = asked(client, JUDGEMENTS)["data"][0]

    assert (row["status"], row["grade"], row["label"]) == ("ungraded", None, "Not graded")


def test_corrected_records_show_only_when_asked_for(client: Client) -> None:
    make_grade(standing="corrected", grade="inadequate")
    make_grade(grade="good")

    assert [row["grade"] for row in asked(client, JUDGEMENTS)["data"]] == ["good"]
    assert [row["grade"] for row in asked(client, JUDGEMENTS, standing="corrected")["data"]] == ["inadequate"]


def test_month_alone_is_printed_as_a_month(client: Client) -> None:
    make_grade(as_of=date(2017, 10, 1), as_of_precision="month")

    row = asked(client, JUDGEMENTS)["data"][0]

    assert (row["as_of"], row["precision"]) == ("2017-10", "month")


@pytest.mark.parametrize(
    ("query", "grades"),
    [
        ({"force": "cleveland"}, ["good", "requires-improvement"]),
        ({"force": "durham"}, ["outstanding"]),
        ({"target": "legitimacy"}, ["requires-improvement"]),
        ({"cycle": "2016", "force": "cleveland", "target": "effectiveness"}, ["good"]),
    ],
)
def test_filters_narrow_the_list(client: Client, query: dict[str, str], grades: list[str]) -> None:
    make_grade()
    make_grade(target="legitimacy", grade="requires-improvement")
    make_grade(make_force("durham"), grade="outstanding")

    assert [row["grade"] for row in asked(client, JUDGEMENTS, **query)["data"]] == grades


def test_published_report_gives_its_grades_and_its_warnings(client: Client) -> None:
    publication = published()

    answer = asked(client, JUDGEMENTS, force="cleveland", framework="peel-2021-22")

    found = {row["target"]: row["grade"] for row in answer["data"]}
    assert found["service-to-victims"] is None
    assert found["responding-to-the-public"] == "good"
    assert {(each["publication"], each["message"]) for each in answer["warnings"]} == {
        (publication.reference, warning.message) for warning in publication.report.warnings
    }
    assert answer["warnings"] != []


@pytest.mark.item("S-025")
def test_csv_holds_the_words_of_a_comparison_and_no_number_where_there_is_none(client: Client) -> None:
    make_grade(framework="peel-2016", grade="good")
    make_grade(framework="peel-2021-22", grade="adequate", target="preventing-crime", as_of=date(2023, 3, 17))

    response = client.get(JUDGEMENTS, {"format": "csv", "framework": "peel-2021-22"})

    row = rows_of(response.content.decode())[0]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert row["comparability_words"] == "not comparable"
    assert row["comparability_reason"] != ""
    assert row["comparability_tiers"] == ""
    assert row["scale_tiers_label"] == "Inadequate; Requires improvement; Adequate; Good; Outstanding"


def test_comparison_of_two_frameworks_that_compare(client: Client) -> None:
    make_grade(framework="peel-2015", grade="requires-improvement", as_of=date(2016, 2, 18))
    make_grade(framework="peel-2016", grade="good")

    answer = asked(
        client, COMPARISON, force="cleveland", target="effectiveness", earlier="peel-2015", later="peel-2016"
    )

    assert answer["comparability"]["words"] == "improved by one tier"
    assert (answer["earlier"]["grade"], answer["later"]["grade"]) == ("requires-improvement", "good")


def test_comparison_across_a_break_gives_the_reason(client: Client) -> None:
    make_grade(framework="peel-2016", grade="good")
    query = {"force": "cleveland", "target": "effectiveness", "earlier": "peel-2016", "later": "peel-2021-22"}

    answer = asked(client, COMPARISON, **query)
    row = rows_of(client.get(COMPARISON, {**query, "format": "csv"}).content.decode())[0]

    assert answer["comparability"]["outcome"] == "not-comparable"
    assert answer["comparability"]["tiers"] is None
    assert row["comparability_words"] == "not comparable"
    assert row["comparability_reason"] == answer["comparability"]["reason"]
    assert (row["earlier_framework_scale_identifier"], row["later_framework_scale_identifier"]) == (
        "four-tier", "five-tier",
    )  # fmt: skip


def test_comparison_backwards_is_refused(client: Client) -> None:
    make_grade(framework="peel-2016", grade="good")

    response = client.get(
        COMPARISON,
        {"force": "cleveland", "target": "effectiveness", "earlier": "peel-2016", "later": "peel-2015"},
    )

    assert response.status_code == 422
    assert response.json()["detail"] == (
        "PEEL 2016 was given as the earlier framework and PEEL 2015 as the later, "
        "but they came the other way round. Exchange the two."
    )


def test_comparison_names_everything_that_is_missing(client: Client) -> None:
    response = client.get(COMPARISON, {"force": "atlantis"})

    assert response.status_code == 422
    assert [each["field"] for each in response.json()["findings"]] == ["force", "target", "earlier", "later"]


def test_publication_answers_the_frozen_report_with_its_hash(client: Client) -> None:
    publication = published()

    answer = asked(client, reverse("api:show_publication", args=[publication.reference]))

    assert answer == {"content_hash": publication.content_hash, "report": publication.value}
    assert publication_by_reference(publication.reference) == publication
