"""The people of a matter that is followed until it is done, each on their own pages, each on their own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import time_machine
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import RESPONDING, signed_off, written_inspection
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person
from tests.browser.accessibility import accessibility_violations
from tests.browser.test_judging import enter

CALLS, RECORDS = "Calls go unanswered", "Crime is not recorded"
CRITERION = "Calls are answered within ten seconds."


@dataclass(frozen=True)
class People:
    """Who takes part."""

    publications: User
    inspector: User
    hmi: User
    hmcic: User
    owner: User
    chief: User
    commissioner: User


def the_people() -> People:
    inspectorate, force = make_inspectorate(), make_force()
    body = make_local_policing_body(force)
    return People(
        publications=make_person(inspectorate, Role.PUBLICATIONS, name="Publications Example"),
        inspector=make_person(inspectorate, Role.LEAD_INSPECTOR, name="Inspector Example"),
        hmi=make_person(inspectorate, Role.HMI, name="HM Inspector Example"),
        hmcic=make_person(inspectorate, Role.HMCIC, name="Chief Inspector Example"),
        owner=make_person(force, Role.STRATEGIC_OWNER, name="Owner Example"),
        chief=make_person(force, Role.CHIEF_OFFICER, name="Chief Constable Example"),
        commissioner=make_person(body, Role.COMMISSIONER, name="Commissioner Example"),
    )


def report_with_two_concerns() -> Inspection:
    """A signed-off report on Cleveland with two causes of concern, each with its recommendation."""
    inspection = written_inspection()
    lead = lead_of(inspection)
    for concern, asked in ((CALLS, "Answer calls"), (RECORDS, "Record crime")):
        raised = draft_item(
            actor=lead, inspection=inspection, kind="cause-of-concern", target=RESPONDING, title=concern,
            text=f"{concern} far too often.", addressee="force",
            closure_criteria=[CRITERION] if concern == CALLS else [],
        )  # fmt: skip
        draft_item(
            actor=lead, inspection=inspection, kind="recommendation", target=RESPONDING, title=asked,
            text=f"{asked} in time.", addressee="force", parent=raised,
        )  # fmt: skip
    return signed_off(inspection)


def item(title: str) -> Item:
    return Item.objects.get(title=title)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Everybody lives on this day: those who sit at the browser, and the server."""
    with time_machine.travel(day):
        yield


class Desk:
    """One window at which people sit down in turn; where it is `checked`, `faults` names what each page fails."""

    def __init__(self, window: Page, live_server: Any, *, checked: bool) -> None:
        self.window, self.server, self.checked = window, live_server, checked
        self.faults: dict[str, list[str]] = {}

    def sit(self, user: User, address: str) -> None:
        """Sign in as somebody and open a page of the workspace."""
        enter(self.window, self.server, user)
        self.window.goto(f"{self.server.url}/workspace/{address}")
        self.look()

    def read(self, address: str) -> None:
        """Open a page of the public site as anybody."""
        self.window.context.clear_cookies()
        self.window.goto(f"{self.server.url}{address}")
        self.look()

    def look(self) -> None:
        found = accessibility_violations(self.window) if self.checked else []
        if found:
            self.faults[self.window.title()] = found

    def press(self, name: str) -> None:
        self.window.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.window.get_by_role("main").get_by_role("link", name=name).first.click()

    def write(self, label: str, text: str) -> None:
        """Fill a field by its label, whether it may be left empty or not."""
        asked = self.window.get_by_label(label, exact=True)
        asked.or_(self.window.get_by_label(f"{label} (optional)", exact=True)).fill(text)

    def choose(self, *labels: str) -> None:
        for label in labels:
            self.window.get_by_label(label, exact=True).check()

    def date(self, legend: str, day: date) -> None:
        group = self.window.get_by_role("group", name=legend)
        for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(name, exact=True).fill(str(number))

    def told(self, text: str) -> None:
        expect(self.window.locator(".govuk-notification-banner").last).to_contain_text(text)

    def refused(self, text: str) -> None:
        expect(self.window.locator(".govuk-error-summary")).to_contain_text(text)

    def shows(self, *texts: str) -> None:
        for text in texts:
            expect(self.window.locator("main")).to_contain_text(text)
