"""A collection in a real browser: from its opening over mended returns to the public page of a measure."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Collection
from tests.apps.returns.made import (
    GOOD,
    HEADER,
    agreed,
    analyst,
    chief,
    closed,
    designed,
    liaison,
    sent,
    signed,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.releasing import WOMEN, release_returns
from tests.interfaces.workspace.reading import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIVE_ERRORS = f"""{HEADER}
cleveland,2022-03,officers,nine hundred,500,1400,4.5
cleveland,2022-03,civilians,300,600,900,
cleveland,2062-03,staff,300,600,900,
cleveland,2022-02,officers,-5,505,500,
gotham,2022-02,staff,300,600,900,
"""
WOMEN_OFFICERS = {"essex": 600, "kent": 450, "surrey": 400}
"""What forces return by other ways than this browser, beside 900 men who are officers."""


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.VAR = tmp_path


def enter(window: Page, live_server: Any, user: User, place: str = "collections/") -> None:
    """Sign the window in without the sign-in page, and go to a page of the workspace."""
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    window.goto(f"{live_server.url}/workspace/{place}")


def send(window: Page, text: str) -> None:
    """Choose a file on the page that sends a return, and send it."""
    sent_file: Any = {"name": "workforce.csv", "mimeType": "text/csv", "buffer": text.encode()}
    window.get_by_label("File").set_input_files(files=sent_file)
    window.get_by_role("button", name="Send and check").click()


def sign(window: Page, hours: str) -> None:
    """Sign the return off from the page that leads there."""
    window.get_by_role("button", name="Sign the return off").click()
    window.get_by_label("Hours that it took").fill(hours)
    window.get_by_role("button", name="Sign off").click()


def open_round(window: Page) -> None:
    window.get_by_role("button", name="Open a round").click()
    window.get_by_role("button", name="Open the round").click()


def passes(window: Page) -> None:
    """The page that stands open passes the accessibility check."""
    assert accessibility_violations(window) == []


def return_of(women: int) -> str:
    """A return like that of Cleveland, with another number of women who are officers."""
    return GOOD.replace("900,500,1400", f"900,{women},{900 + women}")


def journey(live_server: Any, page: Page, check: Any) -> Collection:
    """Take a collection of five forces from its opening to the shared returns; Durham cannot supply."""
    collection = agreed(forces=[make_force(slug) for slug in ("cleveland", "durham", *WOMEN_OFFICERS)])
    runner, force, other = analyst(), chief(), chief("durham")
    here = f"collections/{collection.pk}/"

    enter(page, live_server, runner, here)
    page.get_by_role("button", name="Open the collection").click()
    for part, number in (("Day", "1"), ("Month", "4"), ("Year", "2022")):
        page.get_by_label(part).fill(number)
    page.get_by_role("button", name="Open collection").click()
    expect(page.locator(".peelian-lede")).to_have_text("0 of 5 replied, 5 not yet")
    check(page)
    collection.refresh_from_db()
    others = [sent(collection, return_of(women), slug) for slug, women in WOMEN_OFFICERS.items()]
    for version in others:
        signed(version)

    enter(page, live_server, other, f"{here}replies/durham/")
    page.get_by_role("link", name="Unable to supply the data").click()
    page.get_by_label("Why it is unable").fill("Its system was replaced in March.")
    page.get_by_role("button", name="Record reply").click()

    enter(page, live_server, force, here)
    page.get_by_role("button", name="The return of Cleveland Police").click()
    page.get_by_role("button", name="Send the return").click()
    send(page, FIVE_ERRORS)
    expect(page.locator(".peelian-lede")).to_contain_text("5 findings to mend")
    expect(page.locator("#findings tbody tr")).to_have_count(5)
    expect(page.locator("#findings")).to_contain_text("-5 is less than 0, the least that it can be.")
    check(page)
    page.get_by_role("button", name="Send the mended return").click()
    send(page, GOOD)
    expect(page.locator(".peelian-lede")).to_have_text("Nothing was found. The return can be signed off.")
    sign(page, "3.5")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Version 2 is signed off.")
    check(page)

    for _ in range(2):
        enter(page, live_server, runner, f"{here}validation/")
        open_round(page)
        check(page)
        enter(page, live_server, force, f"{here}replies/cleveland/")
        sign(page, "0.5")
        for version in others:
            signed(version)

    enter(page, live_server, runner, here)
    page.get_by_role("link", name="Close the collection").click()
    page.get_by_role("button", name="Close collection").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is closed")

    enter(page, live_server, other, here)
    page.get_by_role("button", name="Read the returns of all forces").click()
    expect(page.locator("#shared tbody tr")).to_have_count(8)
    expect(page.locator("#shared")).to_contain_text("Cleveland Police")
    expect(page.locator(".govuk-inset-text")).to_contain_text("Durham Constabulary could not supply the data")
    check(page)
    page.get_by_role("link", name="Cleveland Police").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cleveland Police")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    answer = page.goto(f"{live_server.url}/workspace/{here}replies/cleveland/upload/")
    assert answer is not None
    assert answer.status == 404
    return Collection.objects.get(pk=collection.pk)


@pytest.mark.item("S-053")
def test_collection_is_opened_answered_mended_signed_closed_and_shared_to_its_public_page(
    live_server: Any, page: Page
) -> None:
    done = journey(live_server, page, passes)
    release_returns(live_server, page, done, passes)

    assert (done.state, len(done.content_sha256)) == ("closed", 64)
    shows_the_measure(page)
    passes(page)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    passes(page)


def test_the_whole_way_works_without_scripts(live_server: Any, page_without_scripts: Page) -> None:
    done = journey(live_server, page_without_scripts, lambda window: None)
    release_returns(live_server, page_without_scripts, done, lambda window: None)

    assert done.state == "closed"
    shows_the_measure(page_without_scripts)


def shows_the_measure(page: Page) -> None:
    """The public page shows the chart with Cleveland marked, its table, its source, and why Durham is not in it."""
    shown = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_contain_text(WOMEN.title)
    expect(page.locator("figure svg[aria-labelledby^='bars']")).to_have_count(1)
    told = page.locator("#forces tbody tr").all_inner_texts()
    assert [line.split("\t")[:2] for line in told] == [
        ["Essex Police", "50.0"],
        ["Cleveland Police (the force in question)", "47.8"],
        ["Kent Police", "46.7"],
        ["Surrey Police", "45.5"],
        ["Durham Constabulary", "–"],
    ]
    expect(shown).to_contain_text("Durham Constabulary (Its system was replaced in March)")
    expect(shown).to_contain_text("Source: Returns of forces, April 2022.")


def test_pages_of_designing_and_settling_pass_the_accessibility_check(live_server: Any, page: Page) -> None:
    make_force()
    collection = designed()
    runner = analyst()
    here = f"collections/{collection.pk}/"
    found = {}

    for address in ("collections/", "collections/add/", here, f"{here}edit/"):
        enter(page, live_server, runner, address)
        found[address] = accessibility_violations(page)
    page.goto(f"{live_server.url}/workspace/{here}")
    page.get_by_role("button", name="Put it to the forces").click()
    enter(page, live_server, liaison(), f"{here}comments/")
    page.get_by_label("Comment").fill("We hold no grades.")
    page.get_by_role("button", name="Send comment").click()
    found["said"] = accessibility_violations(page)
    enter(page, live_server, runner, f"{here}agree/")
    found["agree"] = accessibility_violations(page)
    page.get_by_label("With whom it was settled").fill("All forces")
    page.get_by_role("button", name="Mark as agreed").click()

    expect(page.locator(".govuk-error-summary")).to_contain_text("1 comment has no answer yet.")
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_number_of_a_return_becomes_a_figure(live_server: Any, page: Page) -> None:
    collection = closed("cleveland")
    inspection = make_inspection()
    inspection.findings.create(
        target="investigating-crime", key="empty", headline="Too many posts are empty."
    )
    lead = make_person(make_inspectorate(), Role.LEAD_INSPECTOR)
    enter(page, live_server, lead, f"collections/{collection.pk}/replies/cleveland/")
    page.get_by_role("button", name="Use a number as a figure").click()
    passes(page)

    page.get_by_label("Number").select_option(label="2022-03 / officers, men: 900 people")
    page.get_by_label("What it measures").fill("Men among officers")
    page.get_by_label("Key of the figure").fill("F-1")
    page.get_by_role("button", name="Save figure").click()

    expect(page.locator(".govuk-notification-banner")).to_contain_text("F-1 is saved. It prints: 900 people.")
    passes(page)
    page.get_by_role("link", name="The return, version 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Version 1")
    expect(page.locator(".govuk-breadcrumbs")).to_contain_text("Cleveland Police")


def test_no_page_is_wider_than_a_phone(live_server: Any, page: Page) -> None:
    collection = closed("cleveland")
    page.set_viewport_size({"width": 390, "height": 844})
    here = f"collections/{collection.pk}/"
    force = chief()

    wide = []
    for address in (
        here,
        f"{here}shared/",
        f"{here}replies/cleveland/",
        f"{here}replies/cleveland/versions/1/",
    ):
        enter(page, live_server, force, address)
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(address)
    enter(page, live_server, analyst(), "collections/add/")

    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
