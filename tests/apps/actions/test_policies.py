"""Every policy of the work of forces, asked for one thing and for all of them, gives one answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.actions import policies, services
from peelian.apps.followup.policies import FORCE_WORKERS, VERIFIERS
from peelian.apps.organisations.models import Role
from tests.apps.actions.world import asked, begun, force_of, worker_of
from tests.apps.reports.test_policies import allowed, people
from tests.apps.world import make_force, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db
WORKERS = {f"{role} of cleveland" for role in FORCE_WORKERS}
OVERSEERS = {f"{role} of cleveland-local-policing-body" for role in policies.BODY_WORKERS}
STAFF = {
    f"{role} of inspectorate"
    for role in (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.HMI, Role.HMCIC, Role.PUBLICATIONS)
}


def found_in(things: Any, thing: Any) -> set[str]:
    return {name for name, person in people().items() if thing in things(person)}


def test_items_are_worked_on_by_the_force_and_read_by_those_who_wait() -> None:
    item = asked()

    assert allowed((policies.can_work_on_item, policies.items_workable_by), item) == WORKERS
    assert found_in(policies.items_worked_on, item) == WORKERS | OVERSEERS | STAFF
    assert found_in(policies.forces_watched, force_of(item)) == WORKERS | OVERSEERS
    assert allowed((policies.can_work_for, policies.forces_worked_for), force_of(item)) == WORKERS


def test_actions_and_notes_are_the_force_s_own() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)
    note = services.write_practice_note(actor=actor, force=force_of(item), title="Check", text="Yearly.")

    assert allowed((policies.can_edit_action, policies.actions_editable_by), action) == WORKERS
    assert allowed((policies.can_share_practice_note, policies.practice_notes_shareable_by), note) == WORKERS


def test_programme_is_commented_on_by_its_two_owners_and_its_actions_changed_by_one() -> None:
    force = make_force()
    body = make_local_policing_body(force)
    owner, second = worker_of(force, Role.CHIEF_OFFICER), make_person(body, Role.COMMISSIONER)
    programme = services.begin_programme(
        actor=owner, force=force, title="Change", purpose="P", benefits="B", owner=owner,
        starts_on=date(2017, 1, 1), body=body, body_owner=second,
    )  # fmt: skip
    action = services.add_action(
        actor=owner, programme=programme, title="Restructure", owner=owner, due=date(2018, 1, 1)
    )

    assert allowed((policies.can_comment_on_programme, policies.programmes_owned_by), programme) == set()
    assert allowed((policies.can_edit_action, policies.actions_editable_by), action) == set()
    asked_of = (owner, second)
    assert [policies.can_comment_on_programme(each, programme) for each in asked_of] == [True, True]
    assert [policies.can_edit_action(each, action) for each in asked_of] == [True, False]


def test_plans_are_received_by_those_who_verify() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    plan = services.draft_plan(actor=actor, force=force_of(item), title="Plan")
    services.tie_item(actor=actor, plan=plan, item=item)
    version = services.send_plan(actor=actor, plan=plan, dated=date(2022, 5, 1), text="All.")

    pair = (policies.can_receive_plan_version, policies.plan_versions_receivable_by)
    assert allowed(pair, version) == {f"{role} of inspectorate" for role in VERIFIERS}
