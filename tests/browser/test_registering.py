"""The register of cancelled crime records and the page of a method in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peelian.apps.organisations.models import Role
from tests.apps.reports.with_method import HASH, published_with_method
from tests.apps.reviews.world import SEARCHES
from tests.apps.world import make_force, make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.reviewing import sign_in_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def fits(page: Page) -> bool:
    """Whether nothing but tables that scroll by themselves is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.item("S-095")
def test_registrar_approves_a_cancellation(live_server: Any, page: Page) -> None:
    registrar = make_person(make_force(), Role.CRIME_REGISTRAR, name="Reg Istrar")
    page.set_viewport_size(NARROW)
    sign_in_at(page, live_server, registrar, "cancellations", make_force().pk)

    page.get_by_role("button", name="Approve a cancellation").click()
    assert accessibility_violations(page) == []
    page.get_by_label("Crime record").fill("CR-0001")
    page.get_by_label("The record was made in error").check()
    page.get_by_label("Information that can be verified").fill("Entered twice; the first record is CR-0000.")
    page.get_by_label("Recording standard and its version").fill("Home Office counting rules, April 2021")
    page.get_by_role("button", name="Approve cancellation").click()

    expect(page.get_by_role("row", name="CR-0001")).to_contain_text("by Reg Istrar")
    assert (accessibility_violations(page), fits(page)) == ([], True)


@pytest.mark.item("S-097")
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_reader_follows_a_figure_to_the_method_it_rests_on(live_server: Any, page: Page, size: Any) -> None:
    publication = published_with_method()
    page.set_viewport_size(size)

    page.goto(f"{live_server.url}/reports/{publication.reference}/about-the-data/")
    page.get_by_role("link", name="Grounds recorded for stop and search, 2021: Grounds for searches").click()

    expect(page).to_have_url(f"{live_server.url}/methods/{SEARCHES}/{HASH}/")
    assert (accessibility_violations(page), fits(page)) == ([], True)
