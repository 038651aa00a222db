"""Organisations, members, the log and the account, as pages."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Membership, Role
from tests.apps.reports.made_up import published
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.reading import heading, links, main, rows, signed_in, summary, typed

pytestmark = pytest.mark.django_db
ORGANISATIONS, LOG = "/workspace/organisations/", "/workspace/log/"


def members_page(slug: str = "inspectorate") -> str:
    return reverse("workspace:members", args=[make_inspectorate(slug).pk])


def test_person_sees_own_organisations_with_roles() -> None:
    make_inspectorate("other-inspectorate")
    user = make_person(make_inspectorate(), Role.ADMINISTRATOR, Role.ANALYST)

    response = signed_in(user).get(ORGANISATIONS)

    assert rows(response, "organisations") == [
        ["The inspectorate", "Inspectorate", "Administrator, Analyst", "Members"]
    ]


def test_members_are_shown_to_administrators_of_that_organisation_alone() -> None:
    administrator = make_person(make_inspectorate(), Role.ADMINISTRATOR)
    others = [
        make_person(make_inspectorate(), Role.HMCIC),
        make_person(make_inspectorate("other-inspectorate"), Role.ADMINISTRATOR),
    ]

    assert signed_in(administrator).get(members_page()).status_code == 200
    assert [signed_in(user).get(members_page()).status_code for user in others] == [404, 404]


def test_new_member_gets_an_account_and_sets_the_first_password_by_mail() -> None:
    inspectorate = make_inspectorate()
    client = signed_in(make_person(inspectorate, Role.ADMINISTRATOR))
    typed_in = {"email": "new@inspectorate.example", "name": "Nia Bell", "office": "", "role": "analyst"}

    response = client.post(reverse("workspace:member_add", args=[inspectorate.pk]), typed_in)
    Client().post("/accounts/password/reset/", {"email": "new@inspectorate.example"})

    assert response["Location"] == members_page()
    assert Membership.objects.get(user__email="new@inspectorate.example").role == Role.ANALYST
    assert [message.to for message in mail.outbox] == [["new@inspectorate.example"]]


def test_role_held_already_is_refused_with_what_was_typed_kept() -> None:
    inspectorate = make_inspectorate()
    analyst = make_person(inspectorate, Role.ANALYST, name="Ann Lyst")
    client = signed_in(make_person(inspectorate, Role.ADMINISTRATOR))
    typed_in = {"email": analyst.email, "name": "Ann Lyst", "office": "Analyst", "role": "analyst"}

    response = client.post(reverse("workspace:member_add", args=[inspectorate.pk]), typed_in)

    assert response.status_code == 422
    assert summary(response) == ["Ann Lyst already holds the role Analyst in The inspectorate."]
    assert typed(response, "email") == analyst.email


def test_role_of_another_kind_of_organisation_is_refused() -> None:
    inspectorate = make_inspectorate()
    client = signed_in(make_person(inspectorate, Role.ADMINISTRATOR))
    typed_in = {"email": "a@b.example", "name": "A", "role": "chief-officer"}

    response = client.post(reverse("workspace:member_add", args=[inspectorate.pk]), typed_in)

    assert (response.status_code, Membership.objects.filter(role="chief-officer").count()) == (422, 0)


def test_member_is_removed_after_asking() -> None:
    inspectorate = make_inspectorate()
    client = signed_in(make_person(inspectorate, Role.ADMINISTRATOR))
    leaving = Membership.objects.get(user=make_person(inspectorate, Role.ANALYST, name="Ann Lyst"))
    address = reverse("workspace:member_remove", args=[leaving.pk])

    asked = client.get(address)
    client.post(address)

    assert heading(asked) == "Remove Ann Lyst as Analyst?"
    assert not Membership.objects.filter(pk=leaving.pk).exists()


def test_last_administrator_stays() -> None:
    administrator = make_person(make_inspectorate(), Role.ADMINISTRATOR)
    membership = administrator.memberships.get()

    response = signed_in(administrator).post(reverse("workspace:member_remove", args=[membership.pk]))

    assert response.status_code == 422
    assert summary(response) == ["The inspectorate needs at least one administrator: name another one first."]
    assert Membership.objects.filter(pk=membership.pk).exists()


def event(user: User, slug: str, summary: str) -> None:
    record_event(actor=user, action="tests.act", summary=summary, organisation=make_inspectorate(slug))


def test_log_shows_own_organisations_alone() -> None:
    own = make_person(make_inspectorate(), Role.INSPECTOR)
    event(own, "inspectorate", "Our own act.")
    event(make_person(), "other-inspectorate", "Their act.")

    page = main(signed_in(own).get(LOG))

    assert ("Our own act." in page, "Their act." in page) == (True, False)


def test_log_tells_administrators_all_and_others_what_they_did_themselves() -> None:
    force = make_force()
    registrar, liaison = make_person(force, Role.CRIME_REGISTRAR), make_person(force, Role.FORCE_LIAISON)
    record_event(actor=liaison, action="tests.act", summary="Case ZZ/17 recorded.", organisation=force)
    record_event(actor=registrar, action="tests.act", summary="Return sent.", organisation=force)

    pages = [
        main(signed_in(reader).get(LOG))
        for reader in (registrar, liaison, make_person(force, Role.ADMINISTRATOR))
    ]

    assert [("Case ZZ/17" in page, "Return sent." in page) for page in pages] == [
        (False, True),
        (True, False),
        (True, True),
    ]


def test_log_leaves_out_what_somebody_did_for_an_organisation_since_left() -> None:
    force = make_force()
    liaison = make_person(force, Role.FORCE_LIAISON)
    record_event(actor=liaison, action="tests.act", summary="Case ZZ/17 recorded.", organisation=force)
    liaison.memberships.all().delete()

    assert "Case ZZ/17" not in main(signed_in(User.objects.get(pk=liaison.pk)).get(LOG))


def test_menu_leads_administrators_to_the_log() -> None:
    force = make_force()

    pages = [
        signed_in(make_person(force, role)).get("/workspace/account/").content.decode()
        for role in (Role.ADMINISTRATOR, Role.FORCE_LIAISON)
    ]

    assert [LOG in page for page in pages] == [True, False]


def test_log_is_filtered_by_words_outcome_and_days() -> None:
    own = make_person(make_inspectorate(), Role.INSPECTOR)
    event(own, "inspectorate", "A plan was changed.")
    event(own, "inspectorate", "A grade was proposed.")
    client = signed_in(own)

    assert "1 entry" in main(client.get(LOG, {"text": "grade", "outcome": "done"}))
    assert "No entry fits." in main(
        client.get(LOG, {"until-day": "1", "until-month": "1", "until-year": "2001"})
    )


def test_unknown_filter_is_told() -> None:
    response = signed_in(make_person(make_inspectorate(), Role.INSPECTOR)).get(LOG, {"outcome": "perhaps"})

    assert response.status_code == 422
    assert summary(response) == [
        "Outcome: This choice is not offered here, or no longer. Choose one of those that are."
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_log_takes_the_same_queries_whatever_its_length(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own = make_person(make_inspectorate(), Role.INSPECTOR)
    client = signed_in(own)
    for index in range(number):
        event(own, "inspectorate", f"Act {index}.")

    with django_assert_num_queries(6):
        client.get(LOG)


def test_account_page_leads_to_password_second_step_and_sessions() -> None:
    user = make_person(make_force(), Role.CHIEF_OFFICER, name="Chris Hall")

    response = signed_in(user).get("/workspace/account/")

    assert "Chief officer, Cleveland Police" in main(response)
    assert links(response) == [
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/workspace/notices/delivery/",
        "/workspace/notices/calendar/",
    ]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/accounts/sessions/", "Open sessions"),
        ("/accounts/2fa/", "Two-step sign-in"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/logout/", "Sign out?"),
    ],
)
def test_pages_about_signing_in_speak_the_language_of_the_product(address: str, title: str) -> None:
    user = make_person(make_inspectorate(), Role.INSPECTOR)
    user.set_password("a-good-password")
    user.save()

    assert heading(signed_in(user).get(address)) == title


def test_password_is_changed() -> None:
    user = make_person(make_inspectorate(), Role.INSPECTOR)
    user.set_password("the-old-password")
    user.save()
    typed_in = {
        "oldpassword": "the-old-password",
        "password1": "a-better-word-9",
        "password2": "a-better-word-9",
    }

    signed_in(user).post("/accounts/password/change/", typed_in)

    user.refresh_from_db()
    assert user.check_password("a-better-word-9")


def test_signing_in_leads_to_ones_work() -> None:
    user = make_person(make_inspectorate(), Role.INSPECTOR)
    user.set_password("a-good-password")
    user.save()

    response = Client().post("/accounts/login/", {"login": user.email, "password": "a-good-password"})

    assert response["Location"] == "/workspace/"


def test_nobody_signs_up_alone() -> None:
    typed_in = {"email": "me@home.example", "password1": "a-good-password", "password2": "a-good-password"}

    Client().post("/accounts/signup/", typed_in)

    assert not User.objects.filter(email="me@home.example").exists()


@pytest.mark.parametrize("address", ["/workspace/", ORGANISATIONS, LOG, "/workspace/account/"])
def test_workspace_asks_to_sign_in(address: str) -> None:
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"


def test_every_page_says_whether_the_installation_is_a_demonstration() -> None:
    client = signed_in(make_person(make_inspectorate(), Role.INSPECTOR))
    before = client.get(LOG).content.decode()
    publication = published()
    Inspection.objects.filter(pk=publication.inspection_id).update(is_demonstration=True)

    after = client.get(LOG).content.decode()

    assert ['aria-label="Demonstration"' in each for each in (before, after)] == [False, True]
