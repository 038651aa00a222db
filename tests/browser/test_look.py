"""The shared look in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import accessibility_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def sample_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.interfaces.look.sample"


def test_every_component_passes_the_accessibility_check(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")

    assert accessibility_violations(page) == []


def test_error_state_passes_the_accessibility_check_and_takes_the_focus(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")

    page.get_by_role("button", name="Save").click()

    expect(page).to_have_title("Error: Sample - Peelian")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert accessibility_violations(page) == []


def test_line_of_the_error_summary_leads_to_its_field(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="Date of the interview").click()

    expect(page.get_by_role("group", name="Date of the interview").get_by_label("Day")).to_be_focused()


def test_form_answers_without_scripts(live_server: Any, page_without_scripts: Page) -> None:
    page_without_scripts.goto(f"{live_server.url}/sample/")
    page_without_scripts.get_by_label("Headline").fill("Far too long to be kept")

    page_without_scripts.get_by_role("button", name="Save").click()

    expect(page_without_scripts.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page_without_scripts.get_by_label("Headline")).to_have_value("Far too long to be kept")


def test_page_fits_a_phone(live_server: Any, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto(f"{live_server.url}/sample/")

    assert page.evaluate("document.documentElement.scrollWidth") == 360
