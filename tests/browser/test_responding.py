"""A response in a real browser: each recommendation answered, published on day 56, and the scrutiny that follows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from peelian.apps.responses.models import Response, ScrutinyItem
from tests.apps.responses.world import chief, commissioner, make_item, officer
from tests.apps.world import make_inspectorate
from tests.browser.accessibility import accessibility_violations
from tests.browser.reviewing import sign_in_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDE: Any = {"width": 1280, "height": 900}
NARROW: Any = {"width": 390, "height": 844}
TITLE = "A national review"


def type_day(page: Page, group: str, day: date) -> None:
    boxes = page.get_by_role("group", name=group)
    for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(name, exact=True).fill(str(number))


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def look_at(page: Page) -> tuple[list[str], bool]:
    """Faults of accessibility, and whether nothing but tables that scroll is wider than the window."""
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return accessibility_violations(page), bool(fits)


@pytest.mark.item("S-204")
def test_commissioner_answers_each_recommendation_and_publishes_on_day_56(
    live_server: Any, page: Page
) -> None:
    reported = timezone.localdate() - timedelta(days=55)
    make_inspectorate()
    for title in ("Direct prevention", "Train investigators"):
        make_item("recommendation", title, raised_on=reported, exception_note="Alone.")
    page.set_viewport_size(WIDE)
    sign_in_at(page, live_server, officer(), "responses")

    press(page, "Open a response")
    page.get_by_label("Title of the report").fill(TITLE)
    type_day(page, "Published on", reported)
    press(page, "Open the response")
    page.get_by_role("button", name="Write the sections").click()
    assert look_at(page) == ([], True)
    page.get_by_label("Executive summary of the report").fill("The report in short.")
    page.get_by_label("Comment", exact=False).first.fill("We welcome it.")
    page.get_by_label("Name of the commissioner").fill("A. Commissioner")
    page.get_by_label("Office").fill("Police and Crime Commissioner")
    press(page, "Save")
    for title, answer in (
        ("Direct prevention", "Action taken"),
        ("Train investigators", "No action, because"),
    ):
        page.get_by_role("link", name=re.compile(f"^Answer.*{title}")).click()
        page.get_by_label(answer).check()
        page.get_by_label("In words").fill(f"About {title.lower()}.")
        press(page, "Save answer")
    page.get_by_role("link", name="Invite comments").click()
    type_day(page, "Comments by", timezone.localdate())
    press(page, "Invite comments")
    response = Response.objects.get()

    sign_in_at(page, live_server, chief(), "response_comment", response.pk)
    page.set_viewport_size(NARROW)
    assert look_at(page) == ([], True)
    page.get_by_label("Force response to recommendations").fill("The force accepts it.")
    page.get_by_label("Name of the one who speaks").fill("A. Chief")
    page.get_by_label("Office").fill("Chief Constable")
    press(page, "Save comments")

    sign_in_at(page, live_server, commissioner(), "response", response.pk)
    assert look_at(page) == ([], True)
    press(page, "Sign off")
    press(page, "Sign off")
    page.get_by_role("main").get_by_role("button", name="Publish").click()
    press(page, "Publish")
    expect(page.get_by_text("The response is published. On time.")).to_be_visible()

    page.goto(f"{live_server.url}/workspace/scrutiny/")
    expect(page.get_by_role("row", name="Direct prevention")).to_be_visible()
    expect(page.get_by_role("row", name="Train investigators")).to_be_visible()
    assert (look_at(page), ScrutinyItem.objects.count()) == (([], True), 2)
    page.goto(f"{live_server.url}/responses/{response.reference}/")
    expect(page.get_by_text("About train investigators.")).to_be_visible()
    assert look_at(page) == ([], True)
