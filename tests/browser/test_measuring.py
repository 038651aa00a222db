"""Measures in a real browser: from a table of values to the public page with its chart, table and map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peelian.apps.measures.models import MeasureRelease
from peelian.apps.organisations.models import Role
from tests.apps.measures.made import INCIDENTS, make_filled_release, make_release, rows_of_all_forces
from tests.apps.world import make_inspectorate, make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.test_judging import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_renderings(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_values_go_from_a_file_to_the_public_page(live_server: Any, page: Page, tmp_path: Path) -> None:
    """City of London and Hampshire are left out: 41 forces and the note stand on the public page."""
    rows = rows_of_all_forces(cleveland=90)
    file = tmp_path / "values.csv"
    lines = [f"{row['force']},{row['numerator']},{row['denominator']}" for row in rows]
    file.write_text("\n".join(["force,numerator,denominator", *lines]), encoding="utf-8")
    hmi = make_person(make_inspectorate(), Role.HMI)
    release = make_release(hmi)
    enter(page, live_server, hmi)

    page.goto(f"{live_server.url}/workspace/measures/{release.pk}/")
    page.get_by_role("button", name="Bring in values").click()
    page.get_by_label("File").set_input_files(str(file))
    page.get_by_role("button", name="Bring in values").click()
    expect(page.get_by_text("43 forces have a value")).to_be_visible()
    for name, reason in (
        ("Hampshire and Isle of Wight Constabulary", "Incomplete data"),
        ("City of London Police", "Not comparable"),
    ):
        page.get_by_role("link", name=f"Leave out {name}").click()
        page.get_by_label("Reason").fill(reason)
        page.get_by_role("button", name="Leave out").click()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Version 1").click()

    shown = page.locator("main")
    expect(shown).to_contain_text("Unweighted mean of 41 forces")
    expect(shown).to_contain_text(
        "Left out of mean, lines and rank: City of London Police (Not comparable); Hampshire and Isle of Wight "
        "Constabulary (Incomplete data)."
    )
    expect(shown).to_contain_text("Typically about 32 percent of forces lie outside the dotted lines")
    page.get_by_label("Force to mark").select_option("cleveland")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Cleveland Police", exact=True)).to_be_visible()
    assert page.locator("figure svg[aria-labelledby^='bars']").count() == 1
    assert page.locator("#forces tbody tr").count() == 43
    assert accessibility_violations(page) == []


@pytest.mark.parametrize("name", ["", "values/", "publish/", "forces/kent/exclude/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_page_of_a_release_is_accessible_and_fits(
    live_server: Any, page: Page, name: str, width: int
) -> None:
    hmi = make_person(make_inspectorate(), Role.HMI)
    release = make_filled_release(hmi)
    enter(page, live_server, hmi)
    page.set_viewport_size({"width": width, "height": 844})

    page.goto(f"{live_server.url}/workspace/measures/{release.pk}/{name}")

    assert accessibility_violations(page) == []
    assert fits(page)


def test_release_is_begun_without_scripts(live_server: Any, page_without_scripts: Page) -> None:
    page = page_without_scripts
    enter(page, live_server, make_person(make_inspectorate(), Role.ANALYST))

    page.goto(f"{live_server.url}/workspace/measures/")
    page.get_by_role("button", name="Begin a release").click()
    page.get_by_label("Measure", exact=True).select_option("domestic-abuse-incidents-per-1000")
    for part, value in (("Day", "31"), ("Month", "3"), ("Year", "2022")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Source", exact=True).fill("Data collected from forces")
    page.get_by_role("button", name="Begin").click()

    expect(page.locator("main")).to_contain_text("No lines are drawn: fewer than 3 forces have a value.")
    assert MeasureRelease.objects.get().measure == INCIDENTS.identifier
