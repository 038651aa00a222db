"""Rounds: one a framework version, never before the programme, one inspection for each force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.queries import forces_without_inspection, round_progress
from peelian.apps.inspections.services import plan_round, plan_round_inspections
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError
from tests.apps.world import (
    framework_version,
    make_all_forces,
    make_force,
    make_inspectorate,
    make_person,
    make_round,
)

pytestmark = pytest.mark.django_db


def plan(**changes: Any) -> Round:
    inspectorate = make_inspectorate()
    framework_version("peel-2016")
    values: dict[str, Any] = {
        "actor": make_person(inspectorate, Role.HMI),
        "inspectorate": inspectorate,
        "framework_identifier": "peel-2016",
        "title": "PEEL 2016: effectiveness",
        "slug": "peel-2016-effectiveness",
        "starts_on": date(2016, 9, 1),
        "ends_on": date(2017, 3, 31),
        "pillar": "effectiveness",
        **changes,
    }
    return plan_round(**values)


@pytest.mark.item("S-011")
def test_round_of_2016_is_annual_with_a_pillar() -> None:
    planned = plan()

    assert (planned.cadence, planned.pillar, planned.number) == ("annual", "effectiveness", 1)


def test_round_writes_one_event() -> None:
    planned = plan()

    event = AuditEvent.objects.get(action="inspections.plan_round")
    assert (event.outcome, event.subject_reference, event.organisation) == (
        "done", str(planned.pk), str(planned.inspectorate_id),
    )  # fmt: skip
    assert event.details == {
        "framework": "peel-2016",
        "cadence": "annual",
        "pillar": "effectiveness",
        "number": 1,
    }


@pytest.mark.item("S-010")
def test_round_before_the_programme_is_refused_and_logged() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan(starts_on=date(2013, 9, 1), ends_on=date(2014, 3, 1))

    assert refusal.value.code == "before-programme"
    assert Round.objects.count() == 0
    assert AuditEvent.objects.get(action="inspections.plan_round").outcome == "refused"


def test_round_of_the_first_year_is_planned() -> None:
    planned = plan(starts_on=date(2014, 1, 1), ends_on=date(2014, 12, 31))

    assert planned.starts_on.year == 2014


def test_everything_wrong_with_a_round_is_said_at_once() -> None:
    plan()

    with pytest.raises(InvalidValueError) as refusal:
        plan(title=" ", number=0, pillar="wisdom", ends_on=date(2016, 1, 1))

    findings = refusal.value.details["findings"]
    assert isinstance(findings, list)
    assert [finding["field"] for finding in findings] == ["title", "number", "ends_on", "pillar", "slug"]
    assert findings[3]["message"] == (
        "'wisdom' is no pillar of PEEL 2016. Choose one of: effectiveness, efficiency, legitimacy, leadership."
    )


def test_unknown_framework_names_those_there_are() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan(framework_identifier="peel-1999")

    assert refusal.value.code == "unknown-identifier"
    assert refusal.value.message.startswith(
        "There is no framework version 'peel-1999'. Choose one of: peel-2014,"
    )


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ANALYST, Role.PUBLICATIONS, Role.ADMINISTRATOR])
def test_only_planners_plan_rounds(role: Role) -> None:
    with pytest.raises(NotPermittedError):
        plan(actor=make_person(make_inspectorate(), role))

    assert Round.objects.count() == 0


@pytest.mark.item("S-009")
def test_round_has_an_inspection_for_each_of_43_forces_and_counts_the_published() -> None:
    make_all_forces()
    make_force("btp", in_scope=False)
    round = make_round("peel-2016", pillar="legitimacy")
    actor = make_person(round.inspectorate, Role.HMCIC)

    made = plan_round_inspections(actor=actor, round=round)

    assert len(made) == 43
    assert round_progress(round).words() == "0 of 43 published"
    for inspection in made[:2]:
        inspection.state = Inspection.State.PUBLISHED
        inspection.save()
    assert round_progress(round).words() == "2 of 43 published"
    assert round_progress(round).by_state == {"planned": 41, "published": 2}


def test_planning_a_round_twice_adds_only_what_is_missing() -> None:
    make_force("cleveland")
    round = make_round("peel-2021-22")
    actor = make_person(round.inspectorate, Role.HMI)
    plan_round_inspections(actor=actor, round=round)
    durham = make_force("durham")

    assert list(forces_without_inspection(round)) == [durham]
    made = plan_round_inspections(actor=actor, round=round)

    assert [inspection.reference for inspection in made] == ["durham-2021-22"]
    assert not forces_without_inspection(round).exists()


def test_planning_a_round_asks_the_database_once_for_all_forces(
    django_assert_max_num_queries: Any,
) -> None:
    make_all_forces()
    round = make_round("peel-2021-22")
    actor = make_person(round.inspectorate, Role.HMI)

    with django_assert_max_num_queries(20):
        plan_round_inspections(actor=actor, round=round)
