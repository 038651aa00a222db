"""Signing in, with and without a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import accessibility_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


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
