"""Planning and gathering in a real browser: every page, its error states, and the way without scripts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from peelian.apps.accounts.models import User
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.apps.returns.services import create_collection, open_collection
from tests.apps.evidence.records import record
from tests.apps.returns.made import agree
from tests.apps.world import make_inspection, make_person
from tests.browser.accessibility import accessibility_violations
from tests.interfaces.workspace.reading import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def inspection() -> Inspection:
    return make_inspection(title="PEEL 2021/22: Cleveland Police")


@pytest.fixture
def evidence(inspection: Inspection) -> EvidenceItem:
    return record(inspection, "observation", links=[("investigating-crime", "")])


def enter(window: Page, live_server: Any, user: User) -> None:
    """Sign the window in without the sign-in page."""
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


def lead_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.LEAD_INSPECTOR, Role.ADMINISTRATOR)


def test_every_page_of_planning_and_gathering_passes_the_accessibility_check(
    live_server: Any, page: Page, inspection: Inspection, evidence: EvidenceItem
) -> None:
    lead = lead_of(inspection)
    collection = create_collection(
        actor=lead, inspectorate=inspection.inspectorate, slug="workforce", title="Workforce", period="a year",
        requested_on=date(2022, 4, 1), purpose="To see it.", opens_on=date(2022, 4, 4), closes_on=date(2022, 5, 31),
        burden_estimate_hours=Decimal(4),
    )  # fmt: skip
    open_collection(actor=lead, collection=agree(collection), opened_on=date(2022, 4, 4))
    enter(page, live_server, lead)
    one, item = f"inspections/{inspection.pk}/", f"evidence/{evidence.pk}/"
    addresses = [
        "", "rounds/", "rounds/plan/", f"rounds/{inspection.round_id}/", "crime-recording-tests/", "inspections/",
        "inspections/plan/", f"inspections/plan/?round={inspection.round_id}", one, f"{one}edit/", f"{one}team/",
        f"{one}accountable/", f"{one}components/", f"{one}outlook/", "evidence/", "evidence/add/",
        f"evidence/add/?kind=document&inspection={inspection.pk}", item, f"{item}edit/", f"{item}withdraw/",
        f"{item}upload/", f"{item}links/add/", "collections/", "collections/add/", f"collections/{collection.pk}/",
        f"collections/{collection.pk}/replies/cleveland/", f"collections/{collection.pk}/replies/cleveland/record/",
        "organisations/",
        f"organisations/{inspection.inspectorate_id}/members/",
        f"organisations/{inspection.inspectorate_id}/members/add/", "log/", "account/",
    ]  # fmt: skip

    found = {}
    for address in addresses:
        answer = page.goto(f"{live_server.url}/workspace/{address}")
        assert answer is not None
        assert answer.status == 200, address
        found[address] = accessibility_violations(page)

    assert {address: violations for address, violations in found.items() if violations} == {}


@pytest.mark.parametrize(
    "address",
    ["login/", "password/reset/", "password/change/", "sessions/", "2fa/", "2fa/webauthn/", "logout/"],
)
def test_pages_about_signing_in_pass_the_accessibility_check(
    address: str, live_server: Any, page: Page, inspection: Inspection
) -> None:
    if address not in ("login/", "password/reset/"):
        lead = lead_of(inspection)
        lead.set_password("a-good-password")
        lead.save()
        enter(page, live_server, lead)

    page.goto(f"{live_server.url}/accounts/{address}")

    assert accessibility_violations(page) == []


def test_two_people_who_edit_one_item_are_told_and_lose_nothing(
    live_server: Any, page: Page, inspection: Inspection, evidence: EvidenceItem
) -> None:
    enter(page, live_server, lead_of(inspection))
    other = page.context.new_page()
    for window in (page, other):
        window.goto(f"{live_server.url}/workspace/evidence/{evidence.pk}/edit/")
    other.get_by_label("Title").fill("The first to save")
    other.get_by_role("button", name="Save").click()

    page.get_by_label("Title").fill("The second to save")
    page.get_by_role("button", name="Save").click()

    expect(page).to_have_title("Error: Change evidence - Peelian")
    expect(page.get_by_role("region", name="What is saved now")).to_contain_text("The first to save")
    expect(page.get_by_label("Title")).to_have_value("The second to save")
    assert accessibility_violations(page) == []


def test_disguised_file_is_refused_on_its_page(
    live_server: Any, page: Page, inspection: Inspection, evidence: EvidenceItem
) -> None:
    enter(page, live_server, lead_of(inspection))
    page.goto(f"{live_server.url}/workspace/evidence/{evidence.pk}/upload/")
    disguised = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 a program"}
    page.get_by_label("File").set_input_files(files=disguised)  # type: ignore[arg-type]

    page.get_by_role("button", name="Attach file").click()

    expect(page.locator(".govuk-error-summary")).to_contain_text("its name says a PDF document")
    assert accessibility_violations(page) == []


def test_evidence_is_recorded_without_scripts(
    live_server: Any, page_without_scripts: Page, inspection: Inspection
) -> None:
    page = page_without_scripts
    enter(page, live_server, lead_of(inspection))
    page.goto(f"{live_server.url}/workspace/inspections/{inspection.pk}/")
    page.get_by_role("link", name="Evidence", exact=True).nth(1).click()
    page.get_by_role("button", name="Record evidence").click()
    page.get_by_label("Interview", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Title").fill("Talk in the control room")
    page.get_by_label("Summary").fill("Calls wait.")
    page.get_by_label("Role of the person").fill("call handler")
    page.get_by_label("Staff told us").check()
    gathered = page.get_by_role("group", name="Day it was gathered")
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "2022")):
        gathered.get_by_label(part, exact=True).fill(value)

    page.get_by_role("button", name="Record evidence").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Talk in the control room")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The evidence is recorded.")
