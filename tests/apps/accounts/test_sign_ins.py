"""Sign-ins stand in the log: done, failed, shut out and ended, and never a password."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.messages import get_messages
from django.test import Client

from peelian.apps.accounts.adapter import NOT_TOGETHER
from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from tests.apps.world import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def person() -> User:
    user = make_person(name="Ada Example")
    user.set_password(PASSWORD)
    user.save()
    return user


def events() -> list[tuple[str, str, str, str]]:
    found = AuditEvent.objects.filter(action__startswith="accounts.")
    return [(each.action, each.outcome, each.actor_reference, each.summary) for each in found]


def test_signing_in_and_out_is_recorded(client: Client, person: User) -> None:
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    client.post("/accounts/logout/")

    assert events() == [
        ("accounts.sign_in", "done", person.audit_reference, f"{person.audit_label} signed in."),
        ("accounts.sign_out", "done", person.audit_reference, f"{person.audit_label} signed out."),
    ]


def test_signing_in_speaks_in_words_of_our_own(client: Client, person: User) -> None:
    wrong = client.post(SIGN_IN, {"login": person.email, "password": "a wrong secret"})
    right = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})

    assert NOT_TOGETHER in wrong.content.decode()
    assert [str(each) for each in get_messages(right.wsgi_request)] == ["You are signed in."]


def test_failed_sign_ins_are_recorded_without_the_password(client: Client, person: User) -> None:
    client.post(SIGN_IN, {"login": person.email, "password": "a wrong secret"})
    client.post(SIGN_IN, {"login": "nobody@nowhere.example", "password": "a wrong secret"})

    assert events() == [
        ("accounts.fail_sign_in", "refused", "system:sign-in", f"Sign-in failed: {person.audit_label}."),
        (
            "accounts.fail_sign_in",
            "refused",
            "system:sign-in",
            "Sign-in failed: the address nobody@nowhere.example, which has no account.",
        ),
    ]
    assert [event.subject_reference for event in AuditEvent.objects.all()] == [str(person.pk), ""]
    assert [event.details for event in AuditEvent.objects.all()] == [
        {"address": person.email},
        {"address": "nobody@nowhere.example"},
    ]


def test_lockout_is_recorded(client: Client, person: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/m/key"}
    for _ in range(2):
        client.post(SIGN_IN, {"login": person.email, "password": "wrong"})

    assert [(action, summary) for action, _, _, summary in events()] == [
        ("accounts.fail_sign_in", f"Sign-in failed: {person.audit_label}."),
        (
            "accounts.refuse_sign_in",
            f"Sign-in refused after too many failed attempts: {person.audit_label}.",
        ),
    ]


def test_wrong_code_of_the_second_step_is_recorded(client: Client, person: User) -> None:
    TOTP.activate(person, generate_totp_secret())

    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert events() == [
        (
            "accounts.fail_second_step",
            "refused",
            "system:sign-in",
            f"Second step of the sign-in failed: {person.audit_label}.",
        )
    ]
    assert [event.details for event in AuditEvent.objects.all()] == [{"address": person.email}]
