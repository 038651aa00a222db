"""Your work: what waits for the person, by the roles that the person holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import inspections
from peelian.apps.organisations.access import (
    forces_of,
    forces_overseen_by,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.organisations.policies import organisations_administrable_by
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.reports.queries import published_reports
from peelian.apps.returns.queries import awaited_by, awaited_words, replies_awaited_from
from peelian.apps.reviews.policies import registers_readable_by
from peelian.apps.reviews.queries import own_reviews
from peelian.interfaces.workspace.acting.waiting import force_work, plans_received
from peelian.interfaces.workspace.addresses import report_address, workspace_address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
from peelian.interfaces.workspace.inspecting.states import NEXT_STEPS, state_tag
from peelian.interfaces.workspace.measuring.waiting import measures_to_publish
from peelian.interfaces.workspace.noticing.waiting import unread_notices
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.responding.waiting import (
    copies_received,
    invitations,
    own_responses,
    questions_to_force,
)
from peelian.interfaces.workspace.tracking.waiting import items_to_verify, open_items, owned_items
from peelian.interfaces.workspace.watching.waiting import monitoring_of_forces, monitoring_of_own_force
from peelian.rules.periods import day_words


@workspace_page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person."""
    return page(request, "inspecting/home.html", {"sections": list(_sections(person(request)))})


def _sections(user: User) -> Iterator[Section]:
    """A person may act for several organisations; each role adds its own tables."""
    yield from unread_notices(user)
    yield from _of_inspectorate(user)
    yield from _of_force(user)
    yield from _of_overseer(user)
    if organisations_with_role(user, Role.HOME_OFFICE_READER):
        yield copies_received(user)
    if organisations_with_role(user, Role.HOME_OFFICE_READER, Role.PUBLICATIONS):
        yield _publications(None, "Latest publications")
    if registers := list(registers_readable_by(user)):
        yield _registers(registers)
    if organisations_with_role(user, Role.ADMINISTRATOR):
        yield _administered(user)


def _of_inspectorate(user: User) -> Iterator[Section]:
    if staffed_inspectorates(user):
        yield _own_inspections(user)
        yield from _own_cases(user)
        yield from items_to_verify(user)
        yield from plans_received(user)
        yield from monitoring_of_forces(user)
    if organisations_with_role(user, Role.PUBLICATIONS):
        yield _to_publish(user)
    yield from measures_to_publish(user)


def _of_force(user: User) -> Iterator[Section]:
    if forces := forces_of(user):
        yield _checks(user)
        yield from _awaited_returns(user)
        yield from invitations(user)
        yield from questions_to_force(user)
        yield from owned_items(user)
        yield from force_work(user)
        yield from monitoring_of_own_force(user)
        yield open_items(user, forces, "Open items of your force")
        yield _publications(forces, "Published reports on your force")


def _of_overseer(user: User) -> Iterator[Section]:
    if overseen := forces_overseen_by(user):
        yield own_responses(user)
        if not forces_of(user):
            yield from force_work(user)
        yield _publications(overseen, "Published reports on the force you hold to account")
        yield open_items(user, overseen, "Open items of the force you hold to account")


def _own_inspections(user: User) -> Section:
    mine = (
        Q(lead_inspector=user)
        | Q(accountable_inspector=user)
        | Q(pk__in=user.team_places.values("inspection"))
    )
    found = inspections(user).filter(mine).exclude(state=Inspection.State.PUBLISHED)[:SHOWN]
    rows: list[list[Cell]] = [
        [
            {"text": inspection.title, "href": workspace_address("inspection", inspection_id=inspection.pk)},
            {"html": state_tag(inspection.state)},
            {"text": NEXT_STEPS[inspection.state]},
            {"text": day_words(inspection.window_end)},
        ]
        for inspection in found
    ]
    return Section(
        "own-inspections",
        "Your inspections",
        ("Inspection", "State", "Next", "Window ends"),
        rows,
        "You lead, answer for or work on no inspection that is under way.",
        [
            ("All inspections", workspace_address("inspections")),
            ("Rounds and their progress", workspace_address("rounds")),
            ("Crime recording tests that are due", workspace_address("crime_recording_tests")),
        ],
    )


def _own_cases(user: User) -> Iterator[Section]:
    """The cases that the person was given to review, review by review; nothing where there are none."""
    found = list(own_reviews(user)[:SHOWN])
    if not found:
        return
    rows: list[list[Cell]] = [
        [
            {"text": review.title, "href": reverse("workspace:my_cases")},
            {"text": review.inspection.title},
            {"text": f"{review.to_do} of {review.given}"},
        ]
        for review in found
    ]
    yield Section(
        "own-cases",
        "Cases given to you",
        ("Review", "Inspection", "Cases to do"),
        rows,
        "No case is given to you.",
        [("Cases given to me", reverse("workspace:my_cases"))],
    )


def _to_publish(user: User) -> Section:
    """What waits for publication: signed-off reports, and published ones that are being corrected."""
    waiting = Q(state=Inspection.State.SIGN_OFF) | Q(state=Inspection.State.CORRECTED)
    found = inspections(user).filter(waiting)[:SHOWN]
    rows: list[list[Cell]] = [
        [
            {"text": inspection.title, "href": workspace_address("report", inspection_id=inspection.pk)},
            {"html": state_tag(inspection.state)},
            {"text": NEXT_STEPS[inspection.state]},
        ]
        for inspection in found
    ]
    return Section(
        "to-publish",
        "Reports that wait for publication",
        ("Report", "State", "Next"),
        rows,
        "No report is at sign-off, and none is being corrected.",
    )


def _checks(user: User) -> Section:
    found = AccuracyCheck.objects.visible_to(user).filter(inspection__force__in=forces_of(user))
    rows: list[list[Cell]] = [
        [
            {"text": check.inspection.title, "href": workspace_address("accuracy", check_id=check.pk)},
            {
                "text": f"Closed on {day_words(timezone.localdate(check.closed_at))}"
                if check.closed_at
                else f"Open for comments until {day_words(check.closes_on)}"
            },
        ]
        for check in found.select_related("inspection").defer("value")[:SHOWN]
    ]
    return Section(
        "checks",
        "Draft reports sent to you to check the facts",
        ("Report", "State"),
        rows,
        "No draft report has been sent to your force.",
    )


def _awaited_returns(user: User) -> Iterator[Section]:
    """Open collections that wait for the person's force; nothing where there are none."""
    found = list(replies_awaited_from(user)[:SHOWN])
    if not found:
        return
    rows: list[list[Cell]] = [
        [
            {
                "text": reply.collection.title,
                "href": reverse("workspace:collection_return", args=[reply.collection_id, reply.force.slug]),
            },
            {"text": day_words(last) if (last := awaited_by(reply)) else "Not set"},
            {"text": awaited_words(reply)},
        ]
        for reply in found
    ]
    yield Section(
        "awaited-returns",
        "Collections that wait for your force",
        ("Collection", "Last day", "Next"),
        rows,
        "No collection waits for your force.",
    )


def _publications(forces: list[Any] | None, title: str) -> Section:
    found = published_reports()
    if forces is not None:
        found = found.filter(force__in=forces)
    rows: list[list[Cell]] = [
        [
            {"text": publication.title, "href": report_address(publication.reference)},
            {"text": day_words(publication.published_on)},
        ]
        for publication in found[:SHOWN]
    ]
    return Section(
        "publications",
        title,
        ("Report", "Published"),
        rows,
        "Nothing is published yet.",
        [("All reports", reverse("public:reports"))],
    )


def _registers(forces: list[Organisation]) -> Section:
    """The registers of cancelled crime records that the person keeps or reads."""
    rows: list[list[Cell]] = [
        [
            {"text": force.name, "href": workspace_address("cancellations", organisation_id=force.pk)},
            {"text": force.cancellation_approvals.count(), "numeric": True},
        ]
        for force in forces
    ]
    return Section(
        "registers", "Cancelled crime records", ("Force", "Approved"), rows, "No register is kept by you."
    )


def _administered(user: User) -> Section:
    organisations = organisations_administrable_by(user).annotate(
        people=Count("memberships__user", distinct=True)
    )
    rows: list[list[Cell]] = [
        [
            {
                "text": organisation.name,
                "href": workspace_address("members", organisation_id=organisation.pk),
            },
            {"text": organisation.get_kind_display()},
            {"text": organisation.people, "numeric": True},
        ]
        for organisation in organisations
    ]
    return Section(
        "administered",
        "Organisations that you administer",
        ("Organisation", "Kind", "People"),
        rows,
        "You administer no organisation.",
        [("Log of your organisations", workspace_address("audit_log"))],
    )
