"""Roles in organisations: who may give them, and both ways of asking."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from peelian.apps.audit.models import AuditEvent
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import ROLES_BY_KIND, Membership, Organisation, Role
from peelian.apps.organisations.policies import can_administer_organisation, organisations_administrable_by
from peelian.apps.organisations.queries import forces, forces_in_scope
from peelian.apps.organisations.services import (
    add_member,
    admit_person,
    remove_member,
    synchronise_organisations,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.world import LOADER, make_force, make_inspectorate, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.item("S-004")
def test_catalogue_gives_exactly_43_forces_in_scope() -> None:
    synchronise_organisations(actor=LOADER, catalogue=regime())
    synchronise_organisations(actor=LOADER, catalogue=regime())

    assert forces_in_scope().count() == 43


def test_each_force_is_overseen_by_one_local_policing_body() -> None:
    synchronise_organisations(actor=LOADER, catalogue=regime())

    overseen = Organisation.objects.filter(kind="local-policing-body").values_list(
        "oversees__slug", flat=True
    )
    assert sorted(overseen) == sorted(force.slug for force in forces())


def test_administrator_adds_a_member_with_a_new_account() -> None:
    force = make_force()
    administrator = make_person(force, Role.ADMINISTRATOR)

    membership = add_member(
        actor=administrator,
        organisation=force,
        email="liaison@force.example",
        name="Liaison",
        role="force-liaison",
    )

    assert has_role(membership.user, force, Role.FORCE_LIAISON)
    assert not membership.user.has_usable_password()
    assert AuditEvent.objects.get().summary.endswith("became Force liaison of Cleveland Police.")


def test_administrator_gives_no_role_to_himself() -> None:
    inspectorate = make_inspectorate()
    administrator = make_person(inspectorate, Role.ADMINISTRATOR)

    with pytest.raises(RefusalError, match="Nobody gives a role to themselves"):
        add_member(
            actor=administrator,
            organisation=inspectorate,
            email=administrator.email.upper(),
            name="Administrator",
            role="hmi",
        )

    assert not has_role(administrator, inspectorate, Role.HMI)


@pytest.mark.parametrize("is_inspector_first", [True, False])
@pytest.mark.parametrize("has_force", [True, False])
def test_nobody_works_for_an_inspectorate_and_for_those_it_inspects(
    is_inspector_first: bool, has_force: bool
) -> None:
    inspectorate, force = make_inspectorate(), make_force()
    inspected = force if has_force else make_local_policing_body(force)
    sides = [(inspectorate, Role.INSPECTOR), (inspected, ROLES_BY_KIND[inspected.kind][0])]
    (first, first_role), (second, second_role) = sides if is_inspector_first else reversed(sides)
    person = make_person(first, first_role)

    with pytest.raises(RefusalError, match="nobody works both for an inspectorate and for"):
        add_member(
            actor=make_person(second, Role.ADMINISTRATOR),
            organisation=second,
            email=person.email,
            name=person.name,
            role=second_role,
        )
    with pytest.raises(RefusalError, match="nobody works both for an inspectorate and for"):
        admit_person(
            actor=LOADER, organisation=second, email=person.email, name=person.name, role=second_role
        )

    assert list(Membership.objects.filter(user=person).values_list("organisation", flat=True)) == [first.pk]


def test_role_of_another_kind_of_organisation_is_refused() -> None:
    force = make_force()
    administrator = make_person(force, Role.ADMINISTRATOR)

    with pytest.raises(InvalidValueError, match="Allowed: Force liaison, Strategic owner, Chief officer"):
        add_member(actor=administrator, organisation=force, email="a@b.example", name="A", role="hmi")

    assert Membership.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_change_members(role: Role) -> None:
    inspectorate = make_inspectorate()
    person = make_person(inspectorate, role)

    with pytest.raises(NotPermittedError):
        add_member(actor=person, organisation=inspectorate, email="a@b.example", name="A", role="inspector")

    assert AuditEvent.objects.get().outcome == "refused"


def test_last_administrator_stays() -> None:
    force = make_force()
    administrator = make_person(force, Role.ADMINISTRATOR)

    with pytest.raises(RefusalError, match="at least one administrator"):
        remove_member(actor=administrator, membership=administrator.memberships.get())


def test_administration_policy_says_the_same_both_ways() -> None:
    organisations = [make_inspectorate(), make_force("cleveland"), make_force("durham")]
    people = [make_person(organisations[1], role) for role in (Role.ADMINISTRATOR, Role.CHIEF_OFFICER)]

    for person in [*people, make_person(), AnonymousUser()]:
        listed = set(organisations_administrable_by(person))
        assert listed == {each for each in organisations if can_administer_organisation(person, each)}
