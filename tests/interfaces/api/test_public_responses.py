"""Published responses over the API, each with its clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from peelian.apps.responses import services
from tests.apps.responses.world import REPORT_DAY, make_item, officer, open_response, published, signed

pytestmark = pytest.mark.django_db
LATE = date(2017, 4, 27)


def asked(client: Client, address: str, **query: str) -> Any:
    return client.get(f"/api/v1{address}", query).json()


def test_response_of_27_april_2017_is_late_by_one_day(client: Client) -> None:
    published(on=LATE)

    (row,) = asked(client, "/responses")["data"]

    assert (row["due"], row["published_on"], row["days_late"], row["clock"]) == (
        "2017-04-26", "2017-04-27", 1, "1 day late"
    )  # fmt: skip
    assert row["due_words"] == "26 April 2017 (56 days beginning with 2 March 2017)"


def test_late_ones_can_be_asked_for(client: Client) -> None:
    published(on=LATE)
    published(open_response(title="Second", published_on=REPORT_DAY + timedelta(days=9)), on=LATE)

    late = asked(client, "/responses", late="true")["data"]
    timely = asked(client, "/responses", late="false")["data"]

    assert [row["title"] for row in late] == ["PEEL: Effectiveness 2016"]
    assert [row["title"] for row in timely] == ["Second"]


def test_drafts_are_not_there(client: Client) -> None:
    response = signed()

    assert asked(client, "/responses")["data"] == []
    assert client.get(f"/api/v1/responses/{response.reference}").status_code == 404


def test_response_is_told_whole(client: Client) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.", due=date(2017, 6, 1))
    response = open_response()
    services.answer_item(
        actor=officer(),
        response=response,
        item=item,
        kind="action-proposed",
        text="By June.",
        expected_version=1,
    )
    published(response)

    answer = asked(client, f"/responses/{response.reference}")

    assert answer["executive_summary"] == "The report in short."
    assert answer["force_signature"] == "A. Chief, Chief Constable"
    (told,) = answer["answers"]
    assert (told["title"], told["due"], told["answer"], told["text"]) == (
        "Direct prevention", "2017-06-01", "action-proposed", "By June."
    )  # fmt: skip


def test_list_is_told_as_csv_with_its_clock(client: Client) -> None:
    published(on=LATE)

    text = client.get("/api/v1/responses", {"format": "csv"}).content.decode()

    assert "PEEL: Effectiveness 2016,cleveland,Cleveland Police" in text
    assert "1 day late" in text


def test_unknown_force_is_refused_with_those_there_are(client: Client) -> None:
    answer = client.get("/api/v1/responses", {"force": "atlantis"})

    assert (answer.status_code, answer.json()["findings"][0]["field"]) == (422, "force")


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(
    client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        published(open_response(title=f"Report {each}", published_on=REPORT_DAY + timedelta(days=each)))

    with django_assert_max_num_queries(6):
        rows = asked(client, "/responses")["data"]

    assert len(rows) == number
