"""A real browser for journeys, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from scripts.chromium import find_chromium
from tests.browser.kept_rows import rows_released
from tests.browser.site import Site, free_port, load_demonstration, start_server

# The browser's own event loop runs in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session", autouse=True)
def emptied_after_each_journey() -> Iterator[None]:
    """Let the database be emptied after a journey, which its triggers would refuse."""
    empty = TransactionTestCase._fixture_teardown

    def release_and_empty(case: TransactionTestCase) -> None:
        with rows_released():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", release_and_empty)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    program = find_chromium()
    assert program is not None, "No Chromium was found; 'make test' says how to get it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration behind its real server, once for the whole run."""
    loaded = load_demonstration(tmp_path_factory.mktemp("site"), free_port())
    server = start_server(loaded)
    yield loaded
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window; a script that fails or breaks the content security policy fails the test."""
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    context = chromium.new_context(locale="en-GB")
    window = context.new_page()
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.on("console", note)
    yield window
    context.close()
    assert faults == []


@pytest.fixture
def page_without_scripts(chromium: Browser) -> Iterator[Page]:
    """A fresh window in which no script runs."""
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()
