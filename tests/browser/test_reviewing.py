"""Answering for a case in a real browser: saved as one goes, with the keyboard and without a connection."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from peelian.apps.reviews.models import Answer, AnswerSave
from tests.browser.reviewing import (
    ALL_YES,
    KEPT,
    answer_all_yes,
    await_keys,
    given,
    of,
    opened,
    status,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_each_answer_is_saved_as_it_is_given_and_the_keys_lead_through_the_case(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)

    answer_all_yes(page)

    expect(status(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert stored(assignment) == ALL_YES
    expect(page.get_by_role("button", name="Finish the case")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Case 1 is finished.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case 2")


def test_an_answer_that_needs_a_reason_leads_to_it_and_arrows_lead_on(live_server: Any, page: Page) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    for key in ("n", "n", "ArrowUp", "y", "n", "1"):
        page.keyboard.press(key)
    expect(page.locator("[data-question=referral-quality] textarea")).to_be_focused()

    page.keyboard.type("Nothing in it says what is asked.")
    page.keyboard.press("Control+s")

    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    answer = Answer.objects.get(assignment=assignment, question="referral-quality")
    assert (answer.value, answer.reason) == ("poor", "Nothing in it says what is asked.")
    assert stored(assignment) == {
        "sent-the-same-day": "no",
        "risk-described": "yes",
        "request-stated": "no",
        "referral-quality": "poor",
    }


def test_without_a_connection_answers_are_kept_and_sent_once_when_it_is_back(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    page.context.set_offline(True)

    answer_all_yes(page)
    page.locator("[data-question=risk-described] textarea").fill("The grounds are told in full.")
    expect(status(page)).to_have_text(KEPT)
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("Shift+N")
    assert stored(assignment) == {}
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case 1")
    page.context.set_offline(False)

    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    assert stored(assignment) == ALL_YES
    assert Answer.objects.get(question="risk-described").reason == "The grounds are told in full."
    assert AnswerSave.objects.count() == AnswerSave.objects.values("client_id").distinct().count()
    page.reload()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_case_finished_without_a_connection_is_finished_when_it_is_back(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    page.context.set_offline(True)
    answer_all_yes(page)

    page.keyboard.press("Control+Enter")

    expect(status(page)).to_contain_text("Leave this page open")
    assert stored(assignment) == {}
    page.context.set_offline(False)
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Case 1 is finished.")
    assert stored(assignment) == ALL_YES


def test_an_answer_changed_after_finishing_without_a_connection_keeps_the_case_open(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    page.context.set_offline(True)
    answer_all_yes(page)
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_contain_text("Leave this page open")

    page.locator("[data-question=risk-described]").get_by_label("No", exact=True).check()
    page.context.set_offline(False)

    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    assert stored(assignment) == {**ALL_YES, "risk-described": "no"}
    assert page.get_by_role("button", name="Finish the case").is_visible()


def test_a_page_that_was_closed_without_a_connection_shows_and_sends_what_was_typed(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.press("y")
    expect(status(page)).to_have_text(KEPT)

    page.reload()

    expect(page.locator("[data-question=sent-the-same-day]").get_by_label("Yes")).to_be_checked()
    assert stored(assignment) == {}
    page.unroute("**/save/")
    page.goto(f"{live_server.url}{reverse('workspace:my_cases')}")
    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    assert stored(assignment) == {"sent-the-same-day": "yes"}


def test_an_answer_whose_receipt_was_lost_is_not_counted_twice(live_server: Any, page: Page) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    lost: list[int] = []

    def lose_first_receipt(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/save/", lose_first_receipt)
    page.keyboard.press("y")
    expect(status(page)).to_have_text(KEPT)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("n")

    expect(status(page)).to_have_text(re.compile(r"^Saved"), timeout=10_000)
    assert lost == [200]
    answer = Answer.objects.get(assignment=assignment)
    assert (answer.value, answer.version, AnswerSave.objects.count()) == ("no", 2, 2)


def test_an_answer_changed_on_another_page_is_asked_about_and_not_overwritten(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    await_keys(page)
    other = page.context.new_page()
    other.goto(page.url)
    await_keys(other)
    other.keyboard.press("n")
    expect(status(other)).to_have_text(re.compile(r"^Saved"))

    page.bring_to_front()
    page.keyboard.press("y")
    expect(status(page)).to_have_text("An answer was changed on another page: say which one holds")
    assert stored(assignment) == {"sent-the-same-day": "no"}
    page.get_by_role("button", name="Keep mine").click()

    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    assert stored(assignment) == {"sent-the-same-day": "yes"}
