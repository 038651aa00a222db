"""Reviewing cases in a real browser: from the frame to the report, with the keyboard and without a connection."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Answer, AnswerSave, Assignment, Review, SampledCase
from tests.apps.judgements.world import finding_in, lead_of
from tests.apps.reports.made_up import RESPONDING, written_inspection
from tests.apps.reviews.world import csv_of, drawn, given_out, inspector, keys, loaded, planned
from tests.apps.world import make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.test_judging import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
REFERRALS = "safeguarding-referrals-2021-22"
ASKED = 4
NEEDS_REASON = re.compile(r"reason$")


def frame_file(folder: Path, cases: int = 100) -> Path:
    rows = [
        {"reference": key, "subject": "child" if at % 2 else "adult"} for at, key in enumerate(keys(cases))
    ]
    path = folder / "referrals.csv"
    path.write_bytes(csv_of(rows))
    return path


def given(cases: int = 3, twice: int = 0, reviewers: int = 1) -> Review:
    """A review of referrals whose cases are given out."""
    rows = [{"reference": key, "subject": "adult"} for key in keys(100)]
    review = drawn(loaded(planned(REFERRALS, double_marking_percent=twice), rows), {"size": cases})
    given_out(review, *(inspector(f"Reviewer {at}") for at in range(1, reviewers + 1)))
    return Review.objects.get(pk=review.pk)


def of(review: Review, number: int) -> Assignment:
    return Assignment.objects.select_related("reviewer").get(
        case__review=review, case__number=number, marker=1
    )


def opened(page: Page, live_server: Any, assignment: Assignment) -> None:
    enter(page, live_server, assignment.reviewer)
    page.goto(f"{live_server.url}{reverse('workspace:review_answer', args=[assignment.pk])}")


def status(page: Page) -> Any:
    return page.locator("#review-status")


def answer_all_yes(page: Page) -> None:
    """Answer a referral with the keyboard: yes three times, and the last of four on the scale."""
    for key in ("y", "y", "y", "4"):
        page.keyboard.press(key)


def stored(assignment: Assignment) -> dict[str, str]:
    return dict(Answer.objects.filter(assignment=assignment).values_list("question", "value"))


ALL_YES = {
    "sent-the-same-day": "yes",
    "risk-described": "yes",
    "request-stated": "yes",
    "referral-quality": "strong",
}


def test_each_answer_is_saved_as_it_is_given_and_the_keys_lead_through_the_case(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)

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
    page.context.set_offline(True)

    answer_all_yes(page)
    page.locator("[data-question=risk-described] textarea").fill("The grounds are told in full.")
    expect(status(page)).to_have_text("Not sent yet: kept on this device")
    page.keyboard.press("Control+Enter")
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


def test_a_page_that_was_closed_without_a_connection_shows_and_sends_what_was_typed(
    live_server: Any, page: Page
) -> None:
    assignment = of(given(), 1)
    opened(page, live_server, assignment)
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.press("y")
    expect(status(page)).to_have_text("Not sent yet: kept on this device")

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
    lost: list[int] = []

    def lose_first_receipt(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/save/", lose_first_receipt)
    page.keyboard.press("y")
    expect(status(page)).to_have_text("Not sent yet: kept on this device")
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
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("n")
    expect(status(other)).to_have_text(re.compile(r"^Saved"))

    page.bring_to_front()
    page.keyboard.press("y")
    expect(status(page)).to_have_text("An answer was changed on another page: say which one holds")
    assert stored(assignment) == {"sent-the-same-day": "no"}
    page.get_by_role("button", name="Keep mine").click()

    expect(status(page)).to_have_text(re.compile(r"^Saved"))
    assert stored(assignment) == {"sent-the-same-day": "yes"}


def review_with_the_keyboard(page: Page, live_server: Any, reviewer: User, offline_at: int = 0) -> None:
    """Answer every case of a reviewer with the keyboard alone; the connection is lost for one of them."""
    enter(page, live_server, reviewer)
    mine = Assignment.objects.filter(reviewer=reviewer)
    page.goto(f"{live_server.url}{reverse('workspace:my_cases')}")
    page.get_by_role("button", name="Go to the next case").focus()
    page.keyboard.press("Enter")
    for at in range(1, mine.count() + 1):
        expect(page.locator("[data-review-form]")).to_be_visible()
        if at == offline_at:
            page.context.set_offline(True)
        answer_all_yes(page)
        if at == offline_at:
            expect(status(page)).to_have_text("Not sent yet: kept on this device")
            page.context.set_offline(False)
            expect(status(page)).to_have_text(re.compile(r"^Saved"))
        page.keyboard.press("Control+Enter")
        expect(page.locator(".govuk-notification-banner").last).to_contain_text("is finished.")
    assert not mine.filter(finished_at=None).exists()
