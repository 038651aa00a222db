"""Reviewing cases in a real browser: from the frame to the report, with the keyboard and without a connection."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

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
KEPT = "Not sent yet: kept on this device"


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


def sign_in_at(page: Page, live_server: Any, user: User, name: str, *arguments: object) -> None:
    enter(page, live_server, user)
    page.goto(f"{live_server.url}{reverse(f'workspace:{name}', args=arguments)}")


def told(page: Page) -> Any:
    return page.locator(".govuk-notification-banner").last


def plan_and_draw(page: Page, frame: Path) -> None:
    """Load the frame, see what twenty cases buy, draw them, and have a quarter marked twice."""
    page.get_by_role("button", name="Load the frame").click()
    page.get_by_label("File").set_input_files(frame)
    page.get_by_label("Column with the reference of each case").fill("reference")
    page.get_by_role("button", name="Load frame").click()
    expect(told(page)).to_contain_text("referrals.csv is loaded: 100 cases in one stratum.")
    page.get_by_role("button", name="Plan the sample").click()
    page.get_by_label("So many cases in all, shared out").check()
    page.get_by_role("textbox", name="Cases in all").fill("20")
    page.get_by_role("button", name="Show what it buys").click()
    expect(page.locator("#bought")).to_contain_text("+/- 19.7 percentage points")
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_label("Seed").fill("2022-seed")
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(told(page)).to_contain_text("20 cases of 100 are drawn with the seed 2022-seed.")


def review_with_the_keyboard(
    page: Page, live_server: Any, reviewer: User, *, offline_at: int = 0, no_to: SampledCase | None = None
) -> None:
    """Answer every case of a reviewer with the keyboard alone; the connection is lost during one of them."""
    mine = Assignment.objects.filter(reviewer=reviewer)
    sign_in_at(page, live_server, reviewer, "my_cases")
    page.get_by_role("button", name="Go to the next case").focus()
    page.keyboard.press("Enter")
    for at in range(1, mine.count() + 1):
        await_keys(page)
        heading = page.get_by_role("heading", level=1).inner_text()
        page.context.set_offline(at == offline_at)
        page.keyboard.press("n" if no_to and heading.startswith(f"Case {no_to.number}:") else "y")
        for key in ("y", "y", "4"):
            page.keyboard.press(key)
        if at == offline_at:
            expect(status(page)).to_have_text(KEPT)
            page.context.set_offline(False)
            expect(status(page)).to_have_text(re.compile(r"^Saved"))
        page.keyboard.press("Control+Enter")
        expect(told(page)).to_contain_text(f"{heading.partition(':')[0]} is finished.")
    assert mine.filter(finished_at=None).count() == 0


def settle(page: Page) -> None:
    page.get_by_role("link", name="Was the referral sent on the day of the incident?").click()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("Reason").fill("The log shows the time at which it was sent.")
    page.get_by_role("button", name="Settle it").click()
    expect(told(page)).to_contain_text("is settled on this question.")


@pytest.mark.item("S-043", "S-047")
def test_a_review_from_the_frame_to_the_report(live_server: Any, page: Page, tmp_path: Path) -> None:
    inspection = written_inspection()
    finding = finding_in(inspection, RESPONDING, headline="Referrals are sent in time")
    manager, third = lead_of(inspection), make_person(inspection.inspectorate, Role.INSPECTOR)
    one, other = (inspector(name) for name in ("Reviewer One", "Reviewer Two"))
    review = planned(REFERRALS, inspection, title="Referrals", small_base=10, double_marking_percent=25)
    faults = {}

    def check(name: str) -> None:
        faults[name] = accessibility_violations(page)

    sign_in_at(page, live_server, manager, "review", review.pk)
    check("review")
    plan_and_draw(page, frame_file(tmp_path))
    page.get_by_role("button", name="Give cases to reviewers").click()
    for reviewer in (one, other):
        page.get_by_label(reviewer.name).check()
    page.get_by_role("button", name="Give out the cases").click()
    expect(told(page)).to_contain_text("25 markings are given to reviewers.")
    check("progress")

    twice = SampledCase.objects.filter(review=review, double_marked=True).order_by("number")
    assert twice.count() == 5
    review_with_the_keyboard(page, live_server, one, offline_at=3)
    review_with_the_keyboard(page, live_server, other, no_to=twice[0])
    check("my cases")

    sign_in_at(page, live_server, third, "review_disagreements", review.pk)
    expect(page.locator("#disagreements tbody tr")).to_have_count(1)
    check("disagreements")
    settle(page)
    sign_in_at(page, live_server, manager, "review_close", review.pk)
    check("close")
    page.get_by_role("button", name="Close the review").click()
    expect(told(page)).to_contain_text("is closed. Its results are frozen.")
    check("results")
    page.get_by_role("button", name="Put results into a finding").click()
    page.get_by_label("Estimate: How good is the referral as a whole? All cases").check()
    page.get_by_label("Finding that they stand under").select_option("Referrals are sent in time")
    check("flow")
    page.get_by_role("button", name="Record the figures").click()

    printed = finding.figures.get().printed_words
    expect(page.locator("main")).to_contain_text(printed)
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/report/preview/")
    expect(page.locator("main")).to_contain_text(printed)
    assert faults == {name: [] for name in faults}


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
