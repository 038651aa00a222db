"""The work of a force in a real browser: from the board to an action that is done, and a tracker that is brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.apps.actions.trackers import good, workbook
from tests.apps.actions.world import asked, force_of, worker_of
from tests.browser.accessibility import accessibility_violations
from tests.browser.test_judging import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def fill_day(page: Page, legend: str, day: str) -> None:
    year, month, date = day.split("-")
    group = page.get_by_role("group", name=legend)
    for label, value in (("Day", date), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(value)


def test_force_tells_acts_and_finishes(live_server: Any, page: Page) -> None:
    item = asked("Prevention of crime")
    worker = worker_of(force_of(item), name="Robin Example")
    enter(page, live_server, worker)

    page.goto(f"{live_server.url}/workspace/boards/")
    expect(page.get_by_role("heading", name="Board list")).to_be_visible()
    expect(page.locator("#board")).to_contain_text("Stale")
    assert accessibility_violations(page) == []
    page.get_by_role("link", name="Prevention of crime").click()
    page.get_by_role("button", name="Write an update").click()
    page.get_by_label("How it stands").fill("Half done.")
    page.get_by_role("button", name="Write the update").click()
    expect(page.locator("#updates")).to_contain_text("Half done.")
    page.get_by_role("link", name="Add an action").click()
    page.get_by_label("What is done", exact=True).fill("Write the course")
    page.get_by_label("Owner").select_option(label="Robin Example")
    fill_day(page, "Done by", "2030-01-31")
    assert accessibility_violations(page) == []
    page.get_by_role("button", name="Add the action").click()
    page.get_by_role("link", name="Write the course").click()
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("What it shows").fill("The course as it is taught.")
    fill_day(page, "Dated", "2022-06-01")
    page.get_by_role("button", name="Add the evidence").click()
    for state in ("In progress", "Done"):
        page.get_by_role("button", name="Move it on").click()
        page.get_by_label(state).check()
        page.get_by_role("button", name="Save").click()
    expect(page.locator("#states")).to_contain_text("Done")
    assert accessibility_violations(page) == []

    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("boards/cleveland/", f"items/{item.pk}/plan/", "boards/cleveland/records/"):
        page.goto(f"{live_server.url}/workspace/{address}")
        assert fits(page)


def test_tracker_with_a_fault_is_brought_in(live_server: Any, page: Page, tmp_path: Path) -> None:
    force = force_of(asked("Prevention"))
    worker = worker_of(force, name="Robin Example")
    file = tmp_path / "tracker.xlsx"
    file.write_bytes(workbook([good(1), good(2, due="soon")]))
    enter(page, live_server, worker)

    page.goto(f"{live_server.url}/workspace/boards/cleveland/")
    page.get_by_role("link", name="Bring in your tracker").click()
    page.get_by_label("Tracker").set_input_files(str(file))
    page.get_by_role("button", name="Bring in").click()

    expect(page.locator("#faults")).to_contain_text("'soon' is no day.")
    assert accessibility_violations(page) == []
    with page.expect_download() as downloaded:
        page.goto(f"{live_server.url}/workspace/boards/cleveland/")
        page.get_by_role("button", name="Board pack (PDF)").click()
    assert downloaded.value.path().read_bytes().startswith(b"%PDF-")
