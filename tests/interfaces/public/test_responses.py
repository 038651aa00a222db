"""Published responses as public pages, each with its clock, and the late ones without drama."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from peelian.apps.responses import services
from tests.apps.reports.made_up import published as published_report
from tests.apps.responses.world import (
    REPORT_DAY,
    body_of_cleveland,
    make_item,
    officer,
    open_response,
    published,
    signed,
)
from tests.apps.world import LOADER, make_force, make_inspectorate
from tests.documents.test_response_form import SEEDS, seed
from tests.interfaces.public.made import heads, read, table, words

pytestmark = pytest.mark.django_db
LATE = date(2017, 4, 27)


def main(client: Client, address: str) -> str:
    return words(read(client, address).find(".//main"))


def test_response_of_27_april_2017_is_late_by_one_day(client: Client) -> None:
    response = published(on=LATE)

    told = main(client, f"/responses/{response.reference}/")

    assert "26 April 2017 (56 days beginning with 2 March 2017)" in told
    assert "27 April 2017: 1 day late" in told
    assert table(read(client, "/responses/late/"), "Published after the last day")[0][3:] == [
        "27 April 2017", "1 day late"
    ]  # fmt: skip


def test_timely_response_is_not_on_the_late_list(client: Client) -> None:
    published(on=date(2017, 4, 26))

    assert table(read(client, "/responses/late/"), "Published after the last day") == [["None."]]
    assert table(read(client, "/responses/"), "Published responses")[0][4] == (
        "Entered here afterwards, so not measured"
    )


def test_report_without_a_recorded_response_is_named_once_its_last_day_has_passed(client: Client) -> None:
    body = body_of_cleveland()
    report = published_report()

    rows = table(read(client, "/responses/late/"), "Reports whose last day has passed")

    over = report.published_on + timedelta(days=55)
    assert rows[0][:3] == [report.title, make_force().name, body.name]
    assert rows[0][3] == f"{over.day} {over:%B %Y}"


@pytest.mark.item("S-209")
def test_draft_is_no_page_and_a_published_response_is(client: Client) -> None:
    response = signed()
    address = f"/responses/{response.reference}/"

    before = client.get(address).status_code
    services.publish_response(actor=officer(), response=response, expected_version=response.version)

    assert (before, client.get(address).status_code) == (404, 200)


def test_search_finds_published_responses_by_words_of_title_body_and_text(client: Client) -> None:
    response = signed()
    address = f"/responses/{response.reference}/"
    asked = f"/search/?q={response.title} {response.body_comment.split()[-1].strip('.')}"

    before = read(client, asked).xpath(f"//main//a[@href='{address}']")
    services.publish_response(actor=officer(), response=response, expected_version=response.version)
    after = read(client, asked).xpath(f"//main//a[@href='{address}']/text()")

    assert (before, after) == ([], [response.title])
    assert read(client, f"/search/?q={response.title} xylophone").xpath(f"//main//a[@href='{address}']") == []


@pytest.mark.item("S-202")
def test_page_leads_to_the_recommendation_and_names_its_deadline(client: Client) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.", due=date(2017, 6, 1))
    response = open_response()
    services.answer_item(
        actor=officer(),
        response=response,
        item=item,
        kind="action-taken",
        text="It is set.",
        expected_version=1,
    )
    published(response)

    page = read(client, f"/responses/{response.reference}/")

    assert f"/items/{item.pk}/" in page.xpath("//main//a/@href")
    assert "due 1 June 2017" in words(page)
    (card,) = page.xpath("//div[@class='peelian-card']")
    assert [words(each) for each in card.xpath("./p")][2:] == ["Action taken:", "It is set."]


def test_page_of_an_item_leads_to_the_responses_that_answer_it_once_these_are_published(
    client: Client,
) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.")
    response = open_response()
    answer = {"item": item, "kind": "action-taken", "text": "It is set.", "expected_version": 1}
    services.answer_item(actor=officer(), response=response, **answer)
    address = f"/items/{item.pk}/"

    before = main(client, address)
    published(response)
    after = read(client, address)

    assert "What commissioners answered" not in before
    assert f"/responses/{response.reference}/" in after.xpath("//main//a/@href")
    assert "Action taken" in words(after.find(".//main"))


@pytest.mark.item("S-201")
def test_form_of_the_past_shows_its_findings_by_question(client: Client) -> None:
    response = services.import_response(
        actor=LOADER,
        body=body_of_cleveland(),
        inspectorate=make_inspectorate(),
        text=seed(SEEDS[0]),
        source="Website",
    )

    page = read(client, f"/responses/{response.reference}/")

    findings = page.xpath("//section[@aria-labelledby='findings']")[0]
    counts = [len(each.xpath("./li")) for each in findings.xpath("./ul")]
    assert counts == [2, 5, 2]
    assert "Not graded, so no areas for improvement" in words(findings)
    days = page.xpath("//dt[text()='Published']/following-sibling::dd")
    assert [words(each) for each in days] == ["not recorded"]


def test_response_is_downloaded_as_the_text_of_its_form(client: Client) -> None:
    response = published(on=LATE)

    text = client.get(f"/responses/{response.reference}/response.txt")

    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Response published on website\n27 April 2017" in text.content.decode()


@pytest.mark.item("S-210")
def test_letter_is_on_the_pages_of_response_and_force_when_the_body_says_so(client: Client) -> None:
    response = published(on=LATE)
    letter = services.keep_letter(
        actor=officer(), response=response, title="Letter of the inspector", sender="HM Inspector",
        dated=REPORT_DAY, text="Dear Commissioner",
    )  # fmt: skip
    pages = (f"/responses/{response.reference}/", "/forces/cleveland/")

    before = ["Letter of the inspector" in main(client, each) for each in pages]
    services.publish_letter(actor=officer(), letter=letter)

    assert (before, ["Letter of the inspector" in main(client, each) for each in pages]) == (
        [False, False], [True, True]
    )  # fmt: skip


def test_force_page_leads_to_its_responses(client: Client) -> None:
    response = published(on=LATE)

    links = read(client, "/forces/cleveland/").xpath("//main//a/@href")

    assert f"/responses/{response.reference}/" in links


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_three_responses_as_for_one(
    client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        published(open_response(title=f"Report {each}", published_on=REPORT_DAY + timedelta(days=each)))

    with django_assert_max_num_queries(8):
        page = read(client, "/responses/")

    assert len(heads(page, "Published responses")) == number


def test_unknown_force_is_told_in_a_sentence(client: Client) -> None:
    published(on=LATE)

    answer = client.get("/responses/?force=nope")

    assert answer.status_code == 422
    assert "This choice is not offered here, or no longer." in words(
        html.fromstring(answer.content.decode()).find(".//main")
    )


def test_response_published_elsewhere_before_says_so(client: Client) -> None:
    response = published(on=LATE)

    told = main(client, f"/responses/{response.reference}/")

    assert "Published before atThe website of the body" in told
    assert "its days are those that the source states" in told


def test_days_late_are_written_as_elsewhere(client: Client) -> None:
    published(on=date(2022, 1, 1))

    assert table(read(client, "/responses/late/"), "Published after the last day")[0][4] == "1,711 days late"
