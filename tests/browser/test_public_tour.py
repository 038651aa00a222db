"""The public part of the tour: every page read with the accessibility check, and again without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import accessibility_violations
from tests.browser.site import Site

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/forces/",
    "/forces/cleveland/",
    "/forces/durham/",
    "/reports/",
    "/reports/cleveland-2021-22/",
    "/reports/cleveland-2021-22/changes/",
    "/reports/cleveland-2021-22/observations/",
    "/reports/cleveland-2021-22/service-to-victims/",
    "/reports/cleveland-2021-22/protecting-vulnerable-people/",
    "/reports/cleveland-2021-22/disrupting-serious-organised-crime/",
    "/reports/cleveland-2021-22/about-the-data/",
    "/reports/cleveland-2021-22/all/",
    "/items/",
    "/how-we-grade/",
    "/frameworks/peel-2021-22/",
    "/national/peel-2016/effectiveness/",
    "/measures/",
    "/measures/stop-and-searches-per-1000/",
    "/measures/stop-and-searches-per-1000/?force=cleveland",
    "/search/?q=victims",
    "/search/?q=zzzz",
    "/news/",
    "/accessibility/",
    "/accounts/login/",
    "/api/v1/docs",
]
CUE = "getComputedStyle(document.querySelector('.peelian-table-scroll'), '::before').content"
NOT_FOUND = ["/reports/no-such-report/", "/forces/nowhere/", "/workspace-nothing/"]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(site: Site, page: Page, path: str) -> None:
    answer = page.goto(site.address + path)

    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert accessibility_violations(page) == []


@pytest.mark.parametrize("path", NOT_FOUND)
def test_missing_page_is_accessible(site: Site, page: Page, path: str) -> None:
    answer = page.goto(site.address + path)

    assert answer is not None
    assert answer.status == 404
    assert accessibility_violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_reads_without_scripts(site: Site, page_without_scripts: Page, path: str) -> None:
    answer = page_without_scripts.goto(site.address + path)

    assert answer is not None
    assert answer.status == 200
    assert page_without_scripts.locator("h1").inner_text().strip() != ""


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith(("/accounts", "/api"))])
def test_page_fits_a_phone(site: Site, page: Page, path: str) -> None:
    """Nothing but tables that scroll by themselves is wider than the screen."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.address + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_table_wider_than_a_phone_says_that_it_scrolls_and_one_that_fits_does_not(
    site: Site, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{site.address}/items/numbers/")
    page.wait_for_timeout(200)
    wide = page.evaluate(CUE)
    page.goto(site.address)
    page.wait_for_selector(".peelian-table-scroll--fits")
    narrow = page.evaluate(CUE)

    assert (wide, narrow) == ('"Scroll sideways to see the whole table"', "none")
    assert accessibility_violations(page) == []


def test_reader_goes_from_home_to_a_grade(site: Site, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(site.address)
    page.get_by_label("Name of a force, region or commissioner").fill("cleveland")
    page.get_by_role("button", name="Find").click()
    assert page.locator("h1").inner_text() == "Cleveland Police"
    page.get_by_role("link", name="PEEL 2021/22: Cleveland Police").first.click()

    badges = page.locator("table").first.locator(".peelian-grade").all_inner_texts()
    words = [text.strip().lower() for text in badges]
    assert [words.count(grade) for grade in ("good", "adequate", "requires improvement", "inadequate")] == [
        1,
        4,
        3,
        2,
    ]
    assert "12 areas declared, 11 found." in page.locator("main").inner_text()
