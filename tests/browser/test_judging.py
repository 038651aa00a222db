"""Judging and reporting in a real browser: every page, its error states, and the line without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.services import raise_fieldwork_issue
from peelian.apps.organisations.models import Role
from peelian.apps.reports.services import add_chart, share_for_accuracy_check
from tests.apps.judgements.world import AREA, accountable_for, evidence_of, inspection_of, lead_of
from tests.apps.reports.made_up import (
    CLOSES,
    PUBLISHED,
    RESPONDING,
    liaison_of,
    signed_off,
    written_inspection,
)
from tests.apps.world import make_person
from tests.browser.accessibility import accessibility_violations
from tests.interfaces.workspace.reading import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FORMS = [
    f"findings/add/?target={RESPONDING}", "figures/add/?kind=estimate", "items/add/?kind=recommendation",
    "items/none/", "issues/add/", f"judgements/{AREA}/propose/", f"judgements/{RESPONDING}/reopen/",
    "gates/override/?step=publish&gate=areas-declared&target=", "report/observations/add/", "report/charts/add/",
    "report/accuracy-check/",
]  # fmt: skip
PAGES = [
    "findings/", "findings/add/", "promised/", "figures/", "figures/add/", "judgements/", f"judgements/{RESPONDING}/",
    f"judgements/{RESPONDING}/finalise/", "items/", "items/by-strength/", "items/add/", "issues/", "report/",
    "report/edit/",
    "report/edit/about-the-data/", f"report/areas/{RESPONDING}/", "report/observations/", "report/charts/",
    "report/preview/", "report/gates/", "report/sign-off/", "report/publish/",
]  # fmt: skip


def enter(window: Page, live_server: Any, user: User) -> None:
    """Sign the window in without the sign-in page, in place of whoever was."""
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


def full_inspection() -> Inspection:
    """A written inspection with something of every kind in it."""
    inspection = written_inspection()
    lead = lead_of(inspection)
    Inspection.objects.filter(pk=inspection.pk).update(areas=[*inspection.areas, AREA])
    evidence_of(inspection, title="Survey of the workforce", use_limit="themes-only")
    concern = draft_item(
        actor=lead, inspection=inspection, kind="cause-of-concern", target=RESPONDING, title="Calls go unanswered",
        text="Too many.", addressee="force",
    )  # fmt: skip
    draft_item(
        actor=lead, inspection=inspection, kind="recommendation", target=RESPONDING, title="Answer calls",
        text="Answer them.", addressee="force", parent=concern, deliverables=[{"text": "A plan"}],
    )  # fmt: skip
    raise_fieldwork_issue(
        actor=lead, inspection=inspection, text="Callers hear nothing.", raised_on=PUBLISHED
    )
    value = {
        "number": 1, "title": "Calls", "caption": "Calls", "unit": "calls", "source": "Forces",
        "bars": [{"label": "Cleveland", "value": 29.9, "marked": True}],
    }  # fmt: skip
    add_chart(actor=lead, inspection=inspection, target=RESPONDING, value=value)
    return Inspection.objects.get(pk=inspection.pk)


def own_pages(inspection: Inspection) -> list[str]:
    """Pages of single things in the inspection."""
    finding = inspection.findings.filter(key="risk").get().pk
    figure = inspection.figures.earliest("position").pk
    item = inspection.items.get(kind="recommendation").pk
    issue = inspection.fieldwork_issues.get().pk
    point = inspection.observation_points.get().pk
    return [
        f"findings/{finding}/", f"findings/{finding}/edit/", f"findings/{finding}/remove/", f"figures/{figure}/edit/",
        f"items/{item}/edit/", f"items/{item}/withdraw/", f"issues/{issue}/remedy/", f"issues/{issue}/recheck/",
        f"observations/{point}/edit/", f"charts/{inspection.charts.get().pk}/remove/",
    ]  # fmt: skip


def test_every_page_of_judging_and_reporting_passes_the_accessibility_check(
    live_server: Any, page: Page
) -> None:
    inspection = full_inspection()
    enter(page, live_server, lead_of(inspection))
    addresses = [f"{inspection.pk}/{each}" for each in [*PAGES, *FORMS]] + own_pages(inspection)

    found = {}
    for address in addresses:
        answer = page.goto(f"{live_server.url}/workspace/inspections/{address}")
        assert answer is not None
        assert answer.status == 200, address
        found[address] = accessibility_violations(page)

    assert {address: violations for address, violations in found.items() if violations} == {}


def test_every_refused_form_says_so_and_passes_the_accessibility_check(live_server: Any, page: Page) -> None:
    inspection = full_inspection()
    enter(page, live_server, lead_of(inspection))

    found = {}
    for address in FORMS:
        page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/{address}")
        page.locator("main form[method=post] button").first.click()
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        assert page.title().startswith("Error: "), address
        found[address] = accessibility_violations(page)

    assert {address: violations for address, violations in found.items() if violations} == {}


def test_the_pages_of_the_force_pass_the_accessibility_check(live_server: Any, page: Page) -> None:
    inspection = full_inspection()
    check = share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)
    enter(page, live_server, liaison_of(inspection))
    start = f"{live_server.url}/workspace/accuracy-checks/{check.pk}/"

    found = []
    for address in ("", "comments/add/", "submit/"):
        page.goto(start + address)
        found += accessibility_violations(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("There is no comment to submit.")

    assert found + accessibility_violations(page) == []


def test_a_finding_becomes_a_final_grade_without_scripts(
    live_server: Any, page_without_scripts: Page
) -> None:
    page, inspection = page_without_scripts, inspection_of()
    evidence_of(inspection, title="Problem-solving plans")
    enter(page, live_server, lead_of(inspection))
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/judgements/{AREA}/")
    page.get_by_role("link", name="Write a finding here").click()
    page.get_by_label("Headline").fill("Prevention is planned")
    page.get_by_role("button", name="More points").click()
    expect(page.get_by_label("Headline")).to_have_value("Prevention is planned")
    last = page.get_by_role("group", name="Point 4")
    last.get_by_label("What was seen").fill("Plans are shared.")
    last.get_by_label("It is a").select_option("Strength")
    last.get_by_label("How it is known").select_option("Verified by the inspectorate")
    for box in (
        page.get_by_role("group", name="Characteristics of good performance").get_by_role("checkbox").all()
    ):
        box.check()
    page.get_by_role("button", name="Save finding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prevention is planned")
    expect(page.locator(".peelian-points")).to_contain_text("Strength: Plans are shared.")

    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/judgements/{AREA}/")
    page.get_by_role("button", name="Propose a grade").click()
    page.get_by_label("Good", exact=True).check()
    page.get_by_label("Reasons").fill("Plans are used.")
    page.get_by_label("Problem-solving plans").check()
    page.get_by_role("button", name="Propose this grade").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Good is proposed")

    enter(page, live_server, accountable_for(inspection))
    page.reload()
    page.get_by_role("button", name="Make the grade final").click()
    page.get_by_role("button", name="Make it final").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is final.")


def test_a_signed_off_report_is_published_without_scripts(
    live_server: Any, page_without_scripts: Page
) -> None:
    page, inspection = page_without_scripts, signed_off(written_inspection())
    enter(page, live_server, make_person(inspection.inspectorate, Role.PUBLICATIONS))
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/report/")
    page.get_by_role("link", name="Publish it").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is published. Its content hash is")

    page.get_by_role("link", name="The published report").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Cleveland")
