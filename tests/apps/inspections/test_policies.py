"""Each policy gives one answer, whether it is asked for one thing or for all."""

from __future__ import annotations

import pytest

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import (
    can_edit_inspection,
    can_plan_inspectorate,
    can_plan_round,
    can_read_inspection,
    can_work_inspection,
    inspections_editable_by,
    inspections_readable_by,
    inspections_workable_by,
    inspectorates_plannable_by,
    rounds_plannable_by,
)
from peelian.apps.inspections.queries import draft_inspection_by_reference, inspection_by_reference
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db

PLANNERS = {Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC}
WORKERS = PLANNERS | {Role.INSPECTOR, Role.ANALYST}
STAFF = WORKERS | {Role.PUBLICATIONS}


def member(role: Role) -> User:
    """Somebody with the role in the inspectorate or, for a role of forces, in Cleveland Police."""
    inspectorate = role in ROLES_BY_KIND[Organisation.Kind.INSPECTORATE]
    return make_person(make_inspectorate() if inspectorate else make_force("cleveland"), role)


@pytest.mark.parametrize("role", list(Role))
def test_policies_agree_with_themselves_for_every_role(role: Role) -> None:
    user = member(role)
    own = make_inspection(make_round(), reference="own")
    shared = make_inspection(make_round(), reference="shared", shared_with_force=True)
    published = make_inspection(make_round(), reference="published", state=Inspection.State.PUBLISHED)
    foreign = make_inspection(make_round(inspectorate=make_inspectorate("another")), reference="foreign")
    everything = [own, shared, published, foreign]
    is_force = role in {Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER}

    editable = {"own", "shared"} if role in PLANNERS else set()
    workable = {"own", "shared"} if role in WORKERS else set()
    readable = {"own", "shared", "published"} if role in STAFF else ({"shared"} if is_force else set())

    for answer, queryset, expected in (
        (can_edit_inspection, inspections_editable_by, editable),
        (can_work_inspection, inspections_workable_by, workable),
        (can_read_inspection, inspections_readable_by, readable),
    ):
        assert {each.reference for each in everything if answer(user, each)} == expected
        assert set(queryset(user).values_list("reference", flat=True)) == expected


@pytest.mark.parametrize("role", list(Role))
def test_planning_policies_agree_with_themselves_for_every_role(role: Role) -> None:
    user = member(role)
    own, foreign = make_round(), make_round(inspectorate=make_inspectorate("another"))
    expected = {own.inspectorate} if role in PLANNERS else set()

    assert {each.inspectorate for each in (own, foreign) if can_plan_round(user, each)} == expected
    assert {each.inspectorate for each in rounds_plannable_by(user)} == expected
    assert {o for o in (own.inspectorate, foreign.inspectorate) if can_plan_inspectorate(user, o)} == expected
    assert set(inspectorates_plannable_by(user)) == expected


def test_force_finds_only_what_was_sent_to_it_and_never_the_draft() -> None:
    make_inspection(reference="secret")
    shared = make_inspection(reference="shared", shared_with_force=True)
    liaison = make_person(make_force("cleveland"), Role.FORCE_LIAISON)
    other = make_person(make_force("durham"), Role.FORCE_LIAISON)

    assert inspection_by_reference(liaison, "shared") == shared
    assert inspection_by_reference(liaison, "secret") is None
    assert inspection_by_reference(other, "shared") is None
    assert draft_inspection_by_reference(liaison, "shared") is None
