"""A review from the frame to the published report, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Assignment, SampledCase
from tests.apps.judgements.world import finding_in, lead_of
from tests.apps.reports.made_up import RESPONDING, signed_off, written_inspection
from tests.apps.reviews.world import (
    csv_of,
    inspector,
    keys,
    planned,
)
from tests.apps.world import make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.reviewing import (
    KEPT,
    REFERRALS,
    await_keys,
    settle,
    sign_in_at,
    status,
    told,
)
from tests.browser.test_judging import enter
from tests.rendering.pdf_reading import opened as opened_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def frame_file(folder: Path, cases: int = 100) -> Path:
    rows = [
        {"reference": key, "subject": "child" if at % 2 else "adult"} for at, key in enumerate(keys(cases))
    ]
    path = folder / "referrals.csv"
    path.write_bytes(csv_of(rows))
    return path


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


def tab_to(page: Page, wanted: Any) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("The focus does not come there by Tab.")


def review_with_the_keyboard(
    page: Page, live_server: Any, reviewer: User, *, offline_at: int = 0, no_to: SampledCase | None = None
) -> None:
    """Answer every case of a reviewer with the keyboard alone; the connection is lost for a minute in one of them."""
    mine = Assignment.objects.filter(reviewer=reviewer)
    once = mine.filter(case__double_marked=False).order_by("case__number")
    late = set(once.values_list("case__number", flat=True)[:2])
    late |= {no_to.number} if no_to else set()
    sign_in_at(page, live_server, reviewer, "my_cases")
    tab_to(page, page.get_by_role("button", name="Go to the next case"))
    page.keyboard.press("Enter")
    for at in range(1, mine.count() + 1):
        await_keys(page)
        heading = page.get_by_role("heading", level=1).inner_text()
        page.context.set_offline(at == offline_at)
        case = int(heading.removeprefix("Case ").partition(":")[0])
        for key in ("n" if case in late else "y", "y", "y", "4"):
            page.keyboard.press(key)
        if at == offline_at:
            expect(status(page)).to_have_text(KEPT)
            page.clock.run_for(60_000)
            expect(status(page)).to_have_text(KEPT)
            page.context.set_offline(False)
            expect(status(page)).to_have_text(re.compile(r"^Saved"))
        page.keyboard.press("Control+Enter")
        expect(told(page)).to_contain_text(f"{heading.partition(':')[0]} is finished.")
    assert mine.filter(finished_at=None).count() == 0


@pytest.mark.item("S-043", "S-047")
def test_a_review_from_the_frame_to_the_report(live_server: Any, page: Page, tmp_path: Path) -> None:
    inspection = written_inspection()
    finding = finding_in(inspection, RESPONDING, headline="Referrals are sent in time")
    manager, third = lead_of(inspection), make_person(inspection.inspectorate, Role.INSPECTOR)
    one, other = (inspector(name) for name in ("Reviewer One", "Reviewer Two"))
    review = planned(REFERRALS, inspection, title="Referrals", small_base=10, double_marking_percent=25)
    faults = {}
    page.clock.install()

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
    page.get_by_label("Estimate: Was the referral sent on the day of the incident? All cases").check()
    page.get_by_label("Finding that they stand under").select_option("Referrals are sent in time")
    check("flow")
    page.get_by_role("button", name="Record the figures").click()

    printed = finding.figures.get().printed_words
    assert re.match(r"\d+\.\d percent \(confidence interval \+/- \d+\.\d percentage points\)", printed)
    expect(page.locator("main")).to_contain_text(printed)
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/report/preview/")
    expect(page.locator("main")).to_contain_text(printed)
    assert faults == {name: [] for name in faults}
    publish(page, live_server, inspection)
    expect(page.locator("main")).to_contain_text(printed)
    reference = f"{live_server.url}/reports/{inspection.reference}"
    figures = page.request.get(f"{reference}/report.json").json()["report"]["about_the_data"]["figures"]
    assert [each["words"] for each in figures if each["key"] == "R-1"] == [printed]
    pdf = opened_pdf(page.request.get(f"{reference}/report.pdf").body())
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert printed in text
    keys_told = [key for key in keys(100) if key in page.content() + text]
    assert keys_told == []


def publish(page: Page, live_server: Any, inspection: Inspection) -> None:
    """Publish the inspection and open what the public reads."""
    signed_off(inspection)
    officer = make_person(inspection.inspectorate, Role.PUBLICATIONS)
    enter(page, live_server, officer)
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/report/")
    page.get_by_role("link", name="Publish it").click()
    page.get_by_role("button", name="Publish").click()
    expect(told(page)).to_contain_text("is published. Its content hash is")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/reports/{inspection.reference}/")
    page.get_by_role("link", name="The whole report on one page").click()
