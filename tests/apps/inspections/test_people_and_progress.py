"""Team, accountable inspector, components, outlook and the way of an inspection through its states."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import components_done
from peelian.apps.inspections.services import (
    advance_inspection,
    name_accountable_inspector,
    plan_inspection,
    record_component,
    record_outlook,
    set_team,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from peelian.rules.transitions import INSPECTION
from tests.apps.world import make_force, make_inspection, make_person, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> Inspection:
    round = make_round("peel-2021-22")
    return plan_inspection(actor=make_person(round.inspectorate, Role.HMI), round=round, force=make_force())


def person(inspection: Inspection, role: Role = Role.LEAD_INSPECTOR, name: str = "") -> Any:
    return make_person(inspection.inspectorate, role, name=name)


def test_team_is_replaced_as_a_whole(inspection: Inspection) -> None:
    lead = person(inspection)
    first, second = person(inspection, Role.INSPECTOR), person(inspection, Role.ANALYST)
    set_team(actor=lead, inspection=inspection, members=[(first, "inspector")], expected_version=1)

    set_team(actor=lead, inspection=inspection, members=[(second, "analyst")], expected_version=2)

    assert list(inspection.team.values_list("user", "role")) == [(second.pk, "analyst")]
    event = AuditEvent.objects.filter(action="inspections.set_team").last()
    assert event is not None
    assert event.details == {
        "before": [f"{first.audit_label}, Inspector"], "after": [f"{second.audit_label}, Analyst"],
    }  # fmt: skip


def test_team_member_needs_the_role(inspection: Inspection) -> None:
    analyst = person(inspection, Role.ANALYST, name="An analyst")

    with pytest.raises(InvalidValueError) as refusal:
        set_team(
            actor=person(inspection),
            inspection=inspection,
            members=[(analyst, "inspector")],
            expected_version=1,
        )

    assert refusal.value.message.startswith("An analyst does not hold the role 'inspector' in ")
    assert inspection.team.count() == 0


def test_two_people_never_overwrite_each_others_team(inspection: Inspection) -> None:
    lead, member = person(inspection), person(inspection, Role.INSPECTOR)
    set_team(actor=lead, inspection=inspection, members=[(member, "inspector")], expected_version=1)

    with pytest.raises(StaleEditError):
        set_team(actor=lead, inspection=inspection, members=[], expected_version=1)

    assert inspection.team.count() == 1


@pytest.mark.parametrize("role", [Role.HMI, Role.HMCIC])
def test_hm_inspector_answers_for_the_judgement(inspection: Inspection, role: Role) -> None:
    inspector = person(inspection, role)

    named = name_accountable_inspector(
        actor=person(inspection), inspection=inspection, inspector=inspector, expected_version=1
    )

    assert (named.accountable_inspector, named.version) == (inspector, 2)


def test_lead_inspector_cannot_answer_for_the_judgement(inspection: Inspection) -> None:
    lead = person(inspection)

    with pytest.raises(InvalidValueError):
        name_accountable_inspector(actor=lead, inspection=inspection, inspector=lead, expected_version=1)

    inspection.refresh_from_db()
    assert inspection.accountable_inspector is None


def test_inspection_goes_to_fieldwork_and_drafting(inspection: Inspection) -> None:
    lead = person(inspection)
    advance_inspection(actor=lead, inspection=inspection, action="start-fieldwork")

    moved = advance_inspection(actor=lead, inspection=inspection, action="start-drafting")

    assert (moved.state, moved.version) == ("drafting", 3)
    event = AuditEvent.objects.filter(action="inspections.advance_inspection").last()
    assert event is not None
    assert event.summary == f"{inspection.title} went from fieldwork to drafting."


def test_step_that_is_not_possible_says_what_is(inspection: Inspection) -> None:
    with pytest.raises(RefusalError) as refusal:
        advance_inspection(actor=person(inspection), inspection=inspection, action="start-drafting")

    assert refusal.value.message == (
        "The inspection is planned, so you cannot start the drafting. "
        "What can be done now: start the fieldwork."
    )


def test_step_with_conditions_is_left_to_the_service_that_checks_them() -> None:
    inspection = make_inspection(state=Inspection.State.SIGN_OFF)

    with pytest.raises(RefusalError) as refusal:
        advance_inspection(actor=person(inspection, Role.HMCIC), inspection=inspection, action="publish")

    inspection.refresh_from_db()
    assert (refusal.value.code, inspection.state) == ("transition-refused", "sign-off")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PUBLICATIONS])
def test_step_by_another_role_is_refused_and_logged(inspection: Inspection, role: Role) -> None:
    with pytest.raises(NotPermittedError):
        advance_inspection(actor=person(inspection, role), inspection=inspection, action="start-fieldwork")

    inspection.refresh_from_db()
    assert inspection.state == "planned"
    assert AuditEvent.objects.get(action="inspections.advance_inspection").outcome == "refused"


def test_force_cannot_move_its_inspection(inspection: Inspection) -> None:
    liaison = make_person(inspection.force, Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError):
        advance_inspection(actor=liaison, inspection=inspection, action="start-fieldwork")


def test_states_of_the_model_are_those_of_the_table() -> None:
    assert sorted(Inspection.State.values) == sorted(INSPECTION.states)


def test_component_done_counts_for_the_gates(inspection: Inspection) -> None:
    row = record_component(
        actor=person(inspection, Role.ANALYST),
        inspection=inspection,
        component="victim-service-assessment",
        state="done",
        expected_version=1,
        done_on=date(2022, 3, 1),
        note="Ninety case files",
    )

    assert (row.state, row.done_on, row.note) == ("done", date(2022, 3, 1), "Ninety case files")
    assert components_done(inspection) == frozenset({"victim-service-assessment"})


@pytest.mark.parametrize(
    ("component", "state", "done_on", "message"),
    [
        ("crime-data-integrity", "done", None,
         "Crime-recording test is marked done without a date. Give the day it was done."),
        ("crime-data-integrity", "done", date(2999, 1, 1),
         "1 January 2999 has not come yet. Give the day Crime-recording test was done."),
        ("crime-data-integrity", "half-done", None,
         "'half-done' is no state of a component. Choose one of: planned, done, not-included."),
        ("victim-service-assessment", "not-included", None,
         "Victim service assessment is part of every assessment under PEEL 2021/22. Leave it planned."),
        ("tea-break", "done", date(2022, 3, 1), None),
    ],
)  # fmt: skip
def test_component_with_a_wrong_value_is_refused(
    inspection: Inspection, component: str, state: str, done_on: date | None, message: str | None
) -> None:
    before = list(inspection.components.values_list("component", "state"))

    with pytest.raises(InvalidValueError) as refusal:
        record_component(
            actor=person(inspection),
            inspection=inspection,
            component=component,
            state=state,
            expected_version=1,
            done_on=done_on,
        )

    expected = message or (
        f"'tea-break' is no component of {inspection.title}. "
        "Choose one of: crime-data-integrity, victim-service-assessment."
    )
    assert refusal.value.message == expected
    assert list(inspection.components.values_list("component", "state")) == before


def test_two_people_never_overwrite_each_others_component(inspection: Inspection) -> None:
    def record(note: str) -> None:
        record_component(
            actor=person(inspection),
            inspection=inspection,
            component="crime-data-integrity",
            state="planned",
            expected_version=1,
            note=note,
        )

    record("First to save")
    with pytest.raises(StaleEditError) as refusal:
        record("Second to save")

    assert inspection.components.get(component="crime-data-integrity").note == "First to save"
    assert refusal.value.details == {
        "version": 2,
        "current": {"state": "planned", "done_on": None, "note": "First to save"},
        "words": {"state": "Planned"},
    }


def test_outlook_is_kept_in_words(inspection: Inspection) -> None:
    recorded = record_outlook(
        actor=person(inspection),
        inspection=inspection,
        progress_outlook="Leaders know what is left to do.",
        response_to_last_inspection="Most points were taken up.",
        expected_version=1,
    )

    assert (recorded.progress_outlook, recorded.version) == ("Leaders know what is left to do.", 2)
    with pytest.raises(StaleEditError):
        record_outlook(
            actor=person(inspection), inspection=inspection, progress_outlook="Other words.",
            response_to_last_inspection="", expected_version=1,
        )  # fmt: skip
