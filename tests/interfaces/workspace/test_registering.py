"""The register of cancelled crime records as pages of the force."""

from __future__ import annotations

import pytest
from django.urls import reverse

from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import CancellationApproval
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.reading import links, main, rows, signed_in, summary, typed

pytestmark = pytest.mark.django_db

TYPED = {
    "record": "CR-0001",
    "reason": "error",
    "information": "Entered twice; the first record is CR-0000.",
    "rules": "Home Office counting rules, April 2021",
}


def register(name: str = "cancellations", slug: str = "cleveland") -> str:
    return reverse(f"workspace:{name}", args=[make_force(slug).pk])


@pytest.mark.item("S-095")
def test_registrar_approves_on_a_page_and_the_chief_officer_reads_it() -> None:
    client = signed_in(make_person(make_force(), Role.CRIME_REGISTRAR, name="Reg Istrar"))
    chief = signed_in(make_person(make_force(), Role.CHIEF_OFFICER))

    response = client.post(register("cancellation_approve"), TYPED)
    listed = chief.get(register())

    assert response["Location"] == register()
    (row,) = rows(listed, "cancellations")
    assert row[:4] == ["CR-0001", "The record was made in error", TYPED["information"], TYPED["rules"]]
    assert row[4].endswith("by Reg Istrar")
    assert "Approve a cancellation" not in main(listed)


def test_refusal_keeps_what_was_typed() -> None:
    client = signed_in(make_person(make_force(), Role.CRIME_REGISTRAR))
    client.post(register("cancellation_approve"), TYPED)

    response = client.post(register("cancellation_approve"), TYPED)

    assert (response.status_code, CancellationApproval.objects.count()) == (422, 1)
    assert summary(response) == [
        "Crime record: The cancellation of this record is approved already. Look in the register."
    ]
    assert typed(response, "record") == "CR-0001"


@pytest.mark.item("S-095")
def test_others_find_no_register_and_chief_officers_no_form() -> None:
    chief = make_person(make_force(), Role.CHIEF_OFFICER)
    others = [
        make_person(make_force(), Role.FORCE_LIAISON),
        make_person(make_force("durham"), Role.CRIME_REGISTRAR),
        make_person(make_inspectorate(), Role.HMCIC),
    ]

    assert [signed_in(user).get(register()).status_code for user in others] == [404, 404, 404]
    assert signed_in(chief).post(register("cancellation_approve"), TYPED).status_code == 404
    assert CancellationApproval.objects.count() == 0


def test_register_is_reached_from_the_work_of_the_registrar() -> None:
    client = signed_in(make_person(make_force(), Role.CRIME_REGISTRAR))

    response = client.get("/workspace/")

    assert register() in links(response)
