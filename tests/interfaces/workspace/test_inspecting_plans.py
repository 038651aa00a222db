"""Planning rounds and inspections, as pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection, InspectionComponent, Round
from peelian.apps.judgements.models import Finding
from peelian.apps.organisations.models import Role
from tests.apps.world import (
    framework_version,
    make_all_forces,
    make_force,
    make_inspection,
    make_inspectorate,
    make_person,
    make_round,
)
from tests.interfaces.workspace.reading import (
    day,
    heading,
    labels,
    links,
    main,
    rows,
    signed_in,
    summary,
    tree,
    typed,
    words,
)

pytestmark = pytest.mark.django_db
ROUNDS, PLAN = "/workspace/rounds/plan/", "/workspace/inspections/plan/"


def lead() -> User:
    return make_person(make_inspectorate(), Role.LEAD_INSPECTOR)


def address(name: str, inspection: Inspection) -> str:
    return reverse(f"workspace:{name}", args=[inspection.pk])


def round_typed(**changes: str) -> dict[str, str]:
    framework_version("peel-2021-22")
    return {
        "inspectorate": str(make_inspectorate().pk), "framework_identifier": "peel-2021-22", "title": "PEEL 2021/22",
        "slug": "peel-2021-22", "number": "1", "pillar": "", **day("starts_on", "2021-10-01"),
        **day("ends_on", "2022-12-31"), **changes,
    }  # fmt: skip


def plan_typed(**changes: Any) -> dict[str, Any]:
    return {
        "scope": "force", "force": str(make_force().pk), "kinds": ["force-specific"], "graded": "on",
        **day("window_start", "2021-10-01"), **day("window_end", "2022-12-31"), **changes,
    }  # fmt: skip


def test_round_is_planned() -> None:
    response = signed_in(lead()).post(ROUNDS, round_typed())

    planned = Round.objects.get()
    assert response["Location"] == reverse("workspace:round", args=[planned.pk])
    assert (planned.title, planned.cadence) == ("PEEL 2021/22", "continual")


def test_round_before_the_programme_began_is_refused_with_the_first_year() -> None:
    client = signed_in(lead())

    response = client.post(
        ROUNDS, round_typed(**day("starts_on", "2013-04-01"), **day("ends_on", "2014-03-31"))
    )

    assert response.status_code == 422
    assert "the programme began in 2014" in summary(response)[0]
    assert typed(response, "title") == "PEEL 2021/22"


def test_mistakes_are_told_by_their_fields() -> None:
    client = signed_in(lead())

    response = client.post(ROUNDS, round_typed(slug="", **day("ends_on", "2020-13-40")))

    assert response.status_code == 422
    assert summary(response) == [
        "Short name: Give an answer. This cannot be left empty.",
        "Last day must be a real date, such as 27 3 2022.",
    ]


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PUBLICATIONS, Role.ADMINISTRATOR])
def test_planning_is_for_planners(role: Role) -> None:
    client = signed_in(make_person(make_inspectorate(), role))

    assert [client.get(each).status_code for each in (ROUNDS, PLAN)] == [404, 404]


@pytest.mark.item("S-009")
def test_round_is_filled_with_one_inspection_a_force_and_counts_the_published() -> None:
    make_all_forces()
    round = make_round()
    client = signed_in(lead())

    client.post(reverse("workspace:round_fill", args=[round.pk]))
    Inspection.objects.filter(force__slug="cleveland").update(state="published")
    response = client.get(reverse("workspace:round", args=[round.pk]))

    assert round.inspections.count() == 43
    assert "1 of 43 published" in main(response)
    assert ["Planned", "42"] in rows(response, "states")
    assert len(rows(response, "inspections")) == 43


def test_round_names_the_forces_that_have_no_inspection_yet() -> None:
    round = make_round()
    make_inspection(round, make_force())
    make_force("durham")

    response = signed_in(lead()).get(reverse("workspace:round", args=[round.pk]))

    assert [words(each) for each in tree(response).xpath("//main//details//li")] == ["Durham Constabulary"]


@pytest.mark.item("S-037")
def test_planner_lists_forces_overdue_by_either_rule() -> None:
    untested, old = make_force("cleveland"), make_force("durham")
    first, second = make_round(), make_round()
    make_inspection(first, untested, window_end=date(2021, 6, 1), window_start=date(2021, 1, 1))
    tested = make_inspection(second, old, window_end=date(2018, 6, 1), window_start=date(2018, 1, 1))
    InspectionComponent.objects.create(
        inspection=tested, component="crime-data-integrity", state="done", done_on=date(2018, 5, 1)
    )

    with time_machine.travel(date(2022, 1, 1)):
        response = signed_in(lead()).get("/workspace/crime-recording-tests/")

    assert rows(response, "due") == [
        ["Cleveland Police", "No test is recorded."],
        ["Durham Constabulary", "The last test, on 1 May 2018, will be more than 3 years old."],
    ]


def test_round_is_chosen_first() -> None:
    round = make_round(title="PEEL 2021/22")

    response = signed_in(lead()).get(PLAN)

    assert labels(response, "round") == ["PEEL 2021/22"]
    assert signed_in(lead()).get(PLAN, {"round": round.pk}).status_code == 200


@pytest.mark.item("S-033")
def test_form_offers_the_five_kinds_of_inspection() -> None:
    round = make_round()

    response = signed_in(lead()).get(PLAN, {"round": round.pk})

    assert labels(response, "kinds") == [
        "Force specific",
        "Follow-up",
        "Partner inspection",
        "National",
        "Thematic",
    ]


def test_inspection_is_planned_and_leads_on_to_its_team() -> None:
    round = make_round()

    response = signed_in(lead()).post(f"{PLAN}?round={round.pk}", plan_typed(kinds=["follow-up", "partner"]))

    planned = Inspection.objects.get()
    assert response["Location"] == address("inspection_team", planned)
    assert (planned.reference, planned.kinds) == ("cleveland-2021-22", ["follow-up", "partner"])


def test_refused_plan_keeps_what_was_typed() -> None:
    round = make_round()
    client = signed_in(lead())
    client.post(f"{PLAN}?round={round.pk}", plan_typed())

    response = client.post(f"{PLAN}?round={round.pk}", plan_typed(**day("window_end", "2022-11-30")))

    assert response.status_code == 422
    assert summary(response) == [
        "Reference: There is already an inspection 'cleveland-2021-22'. Choose another reference."
    ]
    assert typed(response, "window_end-month") == "11"
    assert Inspection.objects.count() == 1


def test_pillar_is_asked_for_where_the_framework_has_pillars_of_its_own() -> None:
    with_pillars = make_round("peel-2016", starts_on=date(2016, 1, 1), ends_on=date(2016, 12, 31))
    client = signed_in(lead())

    response = client.get(PLAN, {"round": with_pillars.pk})

    options = [words(each) for each in tree(response).xpath("//main//select[@name='pillar']/option")]
    assert options == ["No single pillar", "Effectiveness", "Efficiency", "Legitimacy", "Leadership"]


def edit_typed(inspection: Inspection, **changes: Any) -> dict[str, Any]:
    return {
        "title": inspection.title, "kinds": ["force-specific"], "areas": ["investigating-crime"],
        **day("window_start", "2021-10-01"), **day("window_end", "2022-12-31"), "version": "1", **changes,
    }  # fmt: skip


def test_plan_is_changed() -> None:
    inspection = make_inspection()

    response = signed_in(lead()).post(
        address("inspection_edit", inspection), edit_typed(inspection, title="New title")
    )

    inspection.refresh_from_db()
    assert response["Location"] == address("inspection", inspection)
    assert (inspection.title, inspection.areas) == ("New title", ["investigating-crime"])


def test_stale_edit_shows_what_stands_and_a_second_save_replaces_it_knowingly() -> None:
    inspection = make_inspection()
    client, edit = signed_in(lead()), address("inspection_edit", inspection)
    client.post(edit, edit_typed(inspection, title="The first to save"))

    refused = client.post(edit, edit_typed(inspection, title="The second to save"))
    again = client.post(
        edit, edit_typed(inspection, title="The second to save", version=typed(refused, "version"))
    )

    inspection.refresh_from_db()
    assert refused.status_code == 422
    assert "The first to save" in main(refused)
    assert typed(refused, "title") == "The second to save"
    assert again.status_code == 302
    assert inspection.title == "The second to save"


def test_team_is_chosen_among_staff() -> None:
    inspection = make_inspection()
    analyst = make_person(inspection.inspectorate, Role.ANALYST, name="Ann Lyst")
    make_person(make_force(), Role.FORCE_LIAISON, name="Fay Lisle")
    client, team = signed_in(lead()), address("inspection_team", inspection)

    offered = labels(client.get(team), "team")
    client.post(team, {"team": [f"{analyst.pk}:analyst"], "version": "1"})

    assert "Ann Lyst, Analyst" in offered
    assert [name for name in offered if "Fay" in name] == []
    assert [(member.user, member.role) for member in inspection.team.all()] == [(analyst, "analyst")]


def test_accountable_inspector_holds_the_office() -> None:
    inspection = make_inspection(accountable_inspector=None)
    make_person(inspection.inspectorate, Role.ANALYST)
    hmi = make_person(inspection.inspectorate, Role.HMI, name="Harriet Mills")
    client, page = signed_in(lead()), address("inspection_accountable", inspection)

    offered = labels(client.get(page), "inspector")
    client.post(page, {"inspector": str(hmi.pk), "version": "1"})

    inspection.refresh_from_db()
    assert [name for name in offered if "hmi" not in name] == ["Harriet Mills"]
    assert inspection.accountable_inspector == hmi


@pytest.mark.item("S-036")
def test_crime_recording_test_is_a_component_of_the_assessment_and_is_recorded_there() -> None:
    round = make_round()
    client = signed_in(lead())
    client.post(f"{PLAN}?round={round.pk}", plan_typed())
    inspection = Inspection.objects.get()
    component = reverse("workspace:inspection_component", args=[inspection.pk, "crime-data-integrity"])

    client.post(component, {"state": "done", **day("done_on", "2022-03-01"), "note": "Audit", "version": "1"})

    listed = rows(client.get(address("inspection_components", inspection)), "components")
    assert ["Crime-recording test", "No", "Done", "1 March 2022", "Audit"] in listed


def test_component_done_without_its_day_is_refused_by_the_field() -> None:
    inspection = make_inspection()
    InspectionComponent.objects.create(inspection=inspection, component="victim-service-assessment")
    page = reverse("workspace:inspection_component", args=[inspection.pk, "victim-service-assessment"])

    response = signed_in(lead()).post(page, {"state": "done", "version": "1"})

    assert response.status_code == 422
    assert summary(response) == [
        "Day it was done: Victim service assessment is marked done without a date. Give the day it was done."
    ]


def test_outlook_is_written_beside_the_grades() -> None:
    inspection = make_inspection()
    typed_in = {"progress_outlook": "It moves.", "response_to_last_inspection": "", "version": "1"}

    signed_in(lead()).post(address("inspection_outlook", inspection), typed_in)

    assert "It moves." in main(signed_in(lead()).get(address("inspection", inspection)))


def test_inspection_moves_on_by_one_button() -> None:
    inspection = make_inspection(state="planned")

    signed_in(lead()).post(address("inspection_advance", inspection), {"action": "start-fieldwork"})

    inspection.refresh_from_db()
    assert inspection.state == "fieldwork"


@pytest.mark.parametrize(
    ("role", "action", "told"),
    [
        (Role.INSPECTOR, "start-drafting", "may not start drafting the inspection"),
        (Role.LEAD_INSPECTOR, "publish", "so you cannot publish it"),
        (Role.LEAD_INSPECTOR, "", "so you cannot do that"),
    ],
)
def test_move_that_is_not_open_is_refused_in_a_sentence(role: Role, action: str, told: str) -> None:
    inspection = make_inspection()
    client = signed_in(make_person(inspection.inspectorate, role))

    response = client.post(address("inspection_advance", inspection), {"action": action}, follow=True)

    inspection.refresh_from_db()
    assert told in main(response)
    assert inspection.state == "fieldwork"


def test_buttons_show_only_moves_that_are_open_to_the_person() -> None:
    inspection = make_inspection(state="drafting")
    page = address("inspection", inspection)

    def buttons(role: Role) -> list[str]:
        response = signed_in(make_person(inspection.inspectorate, role)).get(page)
        return [str(value) for value in tree(response).xpath("//main//button[@name='action']/@value")]

    assert buttons(Role.LEAD_INSPECTOR) == ["return-to-fieldwork"]
    assert buttons(Role.INSPECTOR) == []


def test_page_of_an_inspection_is_the_line_with_its_state() -> None:
    inspection = make_inspection(title="PEEL 2021/22: Cleveland Police")

    response = signed_in(lead()).get(address("inspection", inspection))

    stages = [words(each) for each in tree(response).xpath("//main//h2[@class='govuk-heading-m']")]
    assert heading(response) == "PEEL 2021/22: Cleveland Police"
    assert stages == ["Plan", "Gather", "Judge", "Write", "Check and publish"]
    assert f"/workspace/evidence/?inspection={inspection.pk}" in links(response)


@pytest.mark.item("S-068")
def test_next_assessment_lists_what_was_promised_to_be_looked_at_again() -> None:
    earlier = make_inspection(window_end=date(2021, 12, 1))
    promised = [f"Look again at point {number}." for number in range(1, 5)]
    for number, promise in enumerate(promised):
        Finding.objects.create(
            inspection=earlier, target="investigating-crime", key=f"f{number}", headline="A finding",
            future_check=promise, position=number,
        )  # fmt: skip
    following = make_inspection(make_round(), earlier.force)

    response = signed_in(lead()).get(address("inspection", following))

    listed = [words(each) for each in tree(response).xpath("//aside//ul/li")]
    assert [line.split(" PEEL")[0] for line in listed] == promised


@pytest.mark.item("S-158")
def test_next_assessment_carries_the_concerns_that_are_still_open() -> None:
    inspection = make_inspection()
    Item.objects.create(
        inspectorate=inspection.inspectorate, kind="cause-of-concern", title="Calls wait", text="They wait.",
        addressee="force", force=inspection.force, state="open", raised_on=date(2019, 9, 27),
        listed_on=date(2019, 9, 27),
    )  # fmt: skip

    response = signed_in(lead()).get(address("inspection", inspection))

    assert "Concerns carried over Calls wait Raised 2019" in main(response)


def test_force_sees_its_inspection_once_it_was_sent_something_and_nothing_of_the_draft() -> None:
    shared = make_inspection(shared_with_force=True, title="Shared", progress_outlook="Private words")
    hidden = make_inspection(title="Hidden")
    client = signed_in(make_person(make_force(), Role.CHIEF_OFFICER))

    response = client.get(address("inspection", shared))

    assert heading(response) == "Shared"
    assert "Private words" not in main(response)
    assert client.get(address("inspection", hidden)).status_code == 404
    assert [row[0] for row in rows(client.get("/workspace/inspections/"), "inspections")] == ["Shared"]


def test_inspections_are_filtered() -> None:
    make_inspection(title="One", state="planned")
    make_inspection(title="Two", force=make_force("durham"))
    client = signed_in(lead())

    def listed(**filters: str) -> list[str]:
        return [row[0] for row in rows(client.get("/workspace/inspections/", filters), "inspections")]

    assert listed(q="one") == ["One"]
    assert listed(state="fieldwork") == ["Two"]
    assert listed(force="durham", framework="peel-2021-22") == ["Two"]
    assert listed(framework="peel-2016") == ["No inspection fits."]


def test_long_list_is_paged_and_keeps_its_filters() -> None:
    round, force = make_round(), make_force()
    for _ in range(51):
        make_inspection(round, force)

    response = signed_in(lead()).get("/workspace/inspections/", {"state": "fieldwork"})

    assert len(rows(response, "inspections")) == 50
    assert "?state=fieldwork&page=2" in links(response)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("/workspace/inspections/", 9), ("/workspace/rounds/", 7)])
def test_lists_take_the_same_queries_whatever_their_length(
    page: str, queries: int, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_inspection(make_round())
    client = signed_in(lead())

    with django_assert_num_queries(queries):
        client.get(page)


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_round_takes_the_same_queries_whatever_its_length(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round = make_round()
    for index in range(number):
        make_inspection(round, window_end=round.ends_on - timedelta(days=index))
    client = signed_in(lead())

    with django_assert_num_queries(10):
        client.get(reverse("workspace:round", args=[round.pk]))


@pytest.mark.parametrize(
    ("role", "open_steps"),
    [
        (Role.LEAD_INSPECTOR, ["What the inspection covers", "Team", "Accountable inspector"]),
        (Role.INSPECTOR, []),
        (Role.ANALYST, []),
        (Role.PUBLICATIONS, []),
    ],
)
def test_steps_that_a_role_cannot_take_are_words_without_a_link(role: Role, open_steps: list[str]) -> None:
    inspection = make_inspection()
    steps = ["What the inspection covers", "Team", "Accountable inspector", "Sign-off", "Publication"]

    response = signed_in(make_person(inspection.inspectorate, role)).get(
        f"/workspace/inspections/{inspection.pk}/"
    )

    linked = [words(each) for each in tree(response).xpath("//main//a[contains(@class, 'task-list__link')]")]
    assert [title for title in steps if title in linked] == open_steps
