"""Reviews in a real browser: given out, opened, answered with keys, and settled."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.reviews.models import Answer, Assignment, Review
from tests.apps.reviews.world import (
    drawn,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
)
from tests.browser.test_judging import enter

REFERRALS = "safeguarding-referrals-2021-22"
KEPT = "Not sent yet: kept on this device"
ALL_YES = {
    "sent-the-same-day": "yes",
    "risk-described": "yes",
    "request-stated": "yes",
    "referral-quality": "strong",
}


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


def await_keys(page: Page) -> None:
    """Wait until the page listens to keys, which it shows by the focus on its first question."""
    expect(page.locator("[data-question] :focus")).to_have_count(1)


def status(page: Page) -> Any:
    return page.locator("#review-status")


def answer_all_yes(page: Page) -> None:
    """Answer a referral with the keyboard: yes three times, and the last of four on the scale."""
    for key in ("y", "y", "y", "4"):
        page.keyboard.press(key)


def stored(assignment: Assignment) -> dict[str, str]:
    return dict(Answer.objects.filter(assignment=assignment).values_list("question", "value"))


def sign_in_at(page: Page, live_server: Any, user: User, name: str, *arguments: object) -> None:
    enter(page, live_server, user)
    page.goto(f"{live_server.url}{reverse(f'workspace:{name}', args=arguments)}")


def told(page: Page) -> Any:
    return page.locator(".govuk-notification-banner").last


def settle(page: Page) -> None:
    page.get_by_role("link", name="Was the referral sent on the day of the incident?").click()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("Reason").fill("The log shows the time at which it was sent.")
    page.get_by_role("button", name="Settle it").click()
    expect(told(page)).to_contain_text("is settled on this question.")
