"""Every page of a review passes the accessibility check, and works without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.services import add_case_item
from tests.apps.judgements.world import lead_of
from tests.apps.reviews.world import (
    CRIMES,
    drawn,
    finished,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
)
from tests.browser.accessibility import accessibility_violations
from tests.browser.reviewing import (
    ALL_YES,
    REFERRALS,
    given,
    of,
    opened,
    settle,
    sign_in_at,
    stored,
    told,
)
from tests.browser.test_judging import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def disputed() -> tuple[Review, SampledCase]:
    """A review of two cases marked twice, whose markers disagree on the first question of the first."""
    review = given(2, twice=100, reviewers=2)
    for marking in Assignment.objects.filter(case__review=review).select_related("reviewer", "case"):
        differs = marking.case.number == 1 and marking.marker == 2
        finished(marking, {**ALL_YES, "sent-the-same-day": "no" if differs else "yes"})
    return review, SampledCase.objects.get(review=review, number=1)


def incident() -> Assignment:
    """An incident with one crime, given to a reviewer."""
    review = drawn(loaded(planned(CRIMES), [{"reference": key} for key in keys(30)]), {"size": 2})
    marking = given_out(review, inspector("Reviewer 1"))[0]
    add_case_item(actor=marking.reviewer, assignment=marking, kind="crime", facts={"category": "fraud"})
    return marking


def test_the_pages_of_a_review_pass_the_accessibility_check(live_server: Any, page: Page) -> None:
    review = given(4, twice=50, reviewers=2)
    fresh = planned(REFERRALS, review.inspection, title="Not drawn")
    rows = [{"reference": key, "subject": "adult"} for key in keys(100)]
    fresh = loaded(fresh, rows)
    assignment, case = of(review, 1), SampledCase.objects.get(review=review, number=2)
    enter(page, live_server, lead_of(review.inspection))
    places = [
        *(("reviews", review.inspection_id), ("review_plan", review.inspection_id)),
        *((f"review_{name}", fresh.pk) for name in ("edit", "frame", "sample", "draw", "earlier", "volume")),
        *((f"review_{name}", review.pk) for name in ("prove", "enlarge", "assign", "cases", "results")),
        ("case_withdraw", case.pk),
    ]

    found = {}
    for name, key in places:
        page.goto(f"{live_server.url}{reverse(f'workspace:{name}', args=[key])}")
        found[name] = accessibility_violations(page)
    page.goto(f"{live_server.url}{reverse('workspace:review_result', args=[review.pk, 'referral-quality'])}")
    found["result"] = accessibility_violations(page)
    opened(page, live_server, assignment)
    found["answer"] = accessibility_violations(page)
    page.get_by_role("button", name="Finish the case").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    found["refused"] = accessibility_violations(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_pages_beside_the_answers_pass_the_accessibility_check(live_server: Any, page: Page) -> None:
    marking = incident()
    item = marking.case.items.get()
    other = Assignment.objects.filter(case__review=marking.case.review).exclude(pk=marking.pk)[0]
    fresh = drawn(loaded(planned(REFERRALS, marking.case.review.inspection, title="Drawn"),
                         [{"reference": key} for key in keys(50)]), {"size": 4})  # fmt: skip
    review, case = disputed()
    found = {}

    def check(user: User, name: str, *arguments: object) -> None:
        sign_in_at(page, live_server, user, name, *arguments)
        found[name] = accessibility_violations(page)

    def refuse(name: str, button: str) -> None:
        page.get_by_role("button", name=button).click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        found[f"{name} refused"] = accessibility_violations(page)

    for name in ("review_case_facts", "review_answer"):
        check(marking.reviewer, name, marking.pk)
    check(marking.reviewer, "review_item_add", marking.pk, "crime")
    for name in ("review_item_edit", "review_item_remove"):
        check(marking.reviewer, name, marking.pk, item.pk)
    check(marking.reviewer, "my_cases")
    check(marking.reviewer, "home")
    lead = lead_of(review.inspection)
    check(lead, "review_case", marking.case_id)
    check(lead, "case_reassign", other.pk)
    refuse("case_reassign", "Give the case")
    check(lead, "review_double_marking", fresh.pk)
    check(lead, "case_withdraw", fresh.cases.all()[0].pk)
    refuse("case_withdraw", "Replace the case")
    check(lead, "review_progress", review.pk)
    check(lead, "review_close", review.pk)
    refuse("review_close", "Close the review")
    check(inspector("Third"), "case_settle", case.pk, "sent-the-same-day")
    refuse("case_settle", "Settle it")

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_disagreement_is_settled_and_a_crime_added_without_scripts(
    live_server: Any, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    marking = incident()
    sign_in_at(page, live_server, marking.reviewer, "review_answer", marking.pk)
    page.get_by_role("link", name="Add a crime").click()
    page.get_by_label("Category of the crime").select_option("violent")
    page.get_by_role("button", name="Add crime").click()
    expect(told(page)).to_contain_text("Crime 2 is added.")
    review, _ = disputed()

    sign_in_at(page, live_server, inspector("Third"), "review_disagreements", review.pk)
    settle(page)

    expect(page.locator("#disagreements tbody")).to_contain_text("Yes")


def test_a_case_is_answered_without_scripts(live_server: Any, page_without_scripts: Page) -> None:
    page, assignment = page_without_scripts, of(given(), 1)
    opened(page, live_server, assignment)
    for name in ("sent-the-same-day", "risk-described", "request-stated"):
        page.locator(f"[data-question={name}]").get_by_label("Yes").check()
    page.get_by_role("button", name="Finish the case").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("has no answer; answer it.")
    page.get_by_label("A partner can act on it", exact=True).check()

    page.get_by_role("button", name="Finish the case").click()

    expect(told(page)).to_contain_text("Case 1 is finished.")
    assert stored(assignment) == {**ALL_YES, "referral-quality": "sound"}
