"""Every rule on judgements asked both ways, for every role, gives one answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements import policies
from peelian.apps.judgements.models import Finding, Judgement
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from tests.apps.judgements.world import (
    accountable_for,
    assess_fully,
    finalise,
    inspection_of,
    propose,
)
from tests.apps.world import make_inspectorate, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db

PAIRS: list[tuple[Callable[..., bool], Callable[..., Any], type[Any]]] = [
    (policies.can_write_inspection, policies.inspections_writable_by, Inspection),
    (policies.can_grade_inspection, policies.inspections_gradable_by, Inspection),
    (policies.can_override_gate, policies.inspections_overridable_by, Inspection),
    (policies.can_edit_finding, policies.findings_editable_by, Finding),
    (policies.can_finalise_judgement, policies.judgements_finalisable_by, Judgement),
    (policies.can_reopen_judgement, policies.judgements_reopenable_by, Judgement),
]


def everybody(inspection: Inspection) -> list[Any]:
    """The accountable inspector, each role of each kind of organisation, another inspectorate, and nobody."""
    assert inspection.force is not None
    organisations = [inspection.inspectorate, inspection.force, make_local_policing_body(inspection.force)]
    organisations.append(
        Organisation.objects.create(kind=Organisation.Kind.GOVERNMENT, slug="home-office", name="Home Office")
    )
    people: list[Any] = [accountable_for(inspection), AnonymousUser()]
    people.append(make_person(make_inspectorate("other"), Role.HMI, Role.HMCIC, Role.INSPECTOR))
    for organisation in organisations:
        people += [make_person(organisation, role) for role in ROLES_BY_KIND[organisation.kind]]
    return people


def world_of_judgements() -> Inspection:
    """One inspection with a provisional and a final judgement, one that is published, one ungraded."""
    inspection = inspection_of()
    assess_fully(inspection)
    assess_fully(inspection, "managing-offenders")
    propose(inspection)
    propose(inspection, "managing-offenders")
    finalise(inspection)
    inspection_of(state=Inspection.State.PUBLISHED)
    inspection_of("peel-2016", graded=False, state=Inspection.State.SIGN_OFF)
    return inspection


@pytest.mark.parametrize(("can", "able", "model"), PAIRS)
def test_one_thing_and_the_list_of_things_agree_for_every_role(
    can: Callable[..., bool], able: Callable[..., Any], model: type[Any]
) -> None:
    inspection = world_of_judgements()

    for person in everybody(inspection):
        listed = {thing.pk for thing in able(person)}
        asked = {thing.pk for thing in model.objects.all() if can(person, thing)}
        assert listed == asked


def test_only_staff_of_the_inspectorate_may_do_anything() -> None:
    inspection = world_of_judgements()

    allowed = {
        role
        for person in everybody(inspection)
        for role in person_roles(person)
        if any(able(person).filter(**of(model, inspection)).exists() for _, able, model in PAIRS)
    }

    assert allowed == {"inspector", "lead-inspector", "analyst", "hmi", "hmcic"}


def person_roles(person: Any) -> list[str]:
    return list(person.memberships.values_list("role", flat=True)) if person.is_authenticated else []


def of(model: type[Any], inspection: Inspection) -> dict[str, Any]:
    return {"pk": inspection.pk} if model is Inspection else {"inspection": inspection}
