"""Signing in, with and without a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from tests.apps.world import make_person
from tests.browser.accessibility import accessibility_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PASSWORD = "correct horse battery staple"
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Page, place: str, person: User) -> None:
    page.goto(f"{place}/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_sign_in_page_passes_the_accessibility_check(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/accounts/login/")

    expect(page).to_have_title("Sign in - Peelian")
    assert accessibility_violations(page) == []


def test_wrong_password_is_told_in_the_summary(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill("nobody@inspectorate.example")
    page.get_by_label("Password").fill("not the password")

    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_title("Error: Sign in - Peelian")
    assert accessibility_violations(page) == []


def test_security_key_is_added_used_and_removed(live_server: Any, page: Page) -> None:
    place = live_server.url.replace("127.0.0.1", "localhost")
    person = make_person(name="Ada Example")
    person.set_password(PASSWORD)
    person.save()
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, place, person)

    page.goto(f"{place}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name of the key").fill("Blue key")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, place, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    seen = accessibility_violations(page)
    page.get_by_role("button", name="Use a security key").click()
    expect(page).to_have_title("Your work - Peelian")
    page.goto(f"{place}/accounts/2fa/webauthn/reauthenticate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    seen += accessibility_violations(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(lambda address: "reauthenticate" not in address)
    page.goto(f"{place}/accounts/2fa/webauthn/")
    seen += accessibility_violations(page)
    page.get_by_role("link", name="Remove Blue key").click()
    page.get_by_role("button", name="Remove").click()

    expect(page.get_by_text("You have no security key.")).to_be_visible()
    assert seen == []
