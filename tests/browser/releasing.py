"""From a closed collection to the public measure page, as the people of an inspectorate take the way."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from peelian.apps.measures.services import begin_release
from peelian.apps.returns.models import Collection
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period
from tests.apps.measures.made import analyst, publisher
from tests.apps.world import make_inspectorate
from tests.browser.test_judging import enter

WOMEN = MeasureDefinition(
    identifier="women-in-the-workforce",
    title="Women in the workforce",
    definition="The share of officers and staff who are women.",
    unit="percent",
    basis="share",
    base_unit="people",
    source="Returns of forces",
)


def release_returns(live_server: Any, page: Page, collection: Collection, check: Any) -> None:
    """Take the returns of a closed collection into a release and publish it; the public page stands open at the end.

    The inspectorate had the measure the year before, so that it is offered for the next period.
    """
    begin_release(
        actor=analyst(),
        inspectorate=make_inspectorate(),
        definition=WOMEN,
        period=Period.year_ending(date(2021, 3, 31)),
        source="Returns of forces, April 2021",
    )

    enter(page, live_server, analyst())
    page.goto(f"{live_server.url}/workspace/measures/")
    page.get_by_role("button", name="Begin a release").click()
    page.get_by_label("Measure", exact=True).select_option(WOMEN.identifier)
    for part, value in (("Day", "31"), ("Month", "3"), ("Year", "2022")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Source", exact=True).fill("Returns of forces, April 2022")
    page.get_by_label("Collection that the values come from").select_option(str(collection.pk))
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Take returns").click()
    page.get_by_label("Column with the numerator, or with the value").select_option("women")
    page.get_by_label("Column with the denominator").select_option("everybody")
    check(page)
    page.get_by_role("button", name="Take returns").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(
        "4 forces have a value, 1 has none with a reason. No force is missing."
    )
    check(page)
    address = page.url

    enter(page, live_server, publisher())
    page.goto(address)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("link", name="Version 1")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/measures/")
    page.get_by_role("link", name=WOMEN.title).click()
    page.get_by_label("Force to mark").select_option("cleveland")
    page.get_by_role("button", name="Show").click()
