"""Every page of the account section answers, in words of our own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from lxml import html

from peelian.apps.accounts.models import User
from tests.apps.world import make_person
from tests.interfaces.workspace.reading import heading
from tests.leaks.routes import addresses, all_routes

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
OWN_WORDS = {
    "/accounts/login/": "Sign in",
    "/accounts/logout/": "Sign out?",
    "/accounts/inactive/": "This account is closed",
    "/accounts/reauthenticate/": "Confirm that it is you",
    "/accounts/password/change/": "Change your password",
    "/accounts/password/reset/": "Set a new password",
    "/accounts/password/reset/done/": "Look at your messages",
    "/accounts/password/reset/key/a-b/": "This link no longer works",
    "/accounts/password/reset/key/done/": "Your password is set",
    "/accounts/2fa/": "Two-step sign-in",
    "/accounts/2fa/authenticate/": "Second step",
    "/accounts/2fa/reauthenticate/": "Confirm that it is you",
    "/accounts/2fa/totp/activate/": "Turn on the app on your phone",
    "/accounts/2fa/totp/deactivate/": "Turn off the app on your phone?",
    "/accounts/2fa/recovery-codes/": "Recovery codes",
    "/accounts/2fa/recovery-codes/generate/": "Make new recovery codes?",
    "/accounts/2fa/webauthn/": "Security keys",
    "/accounts/2fa/webauthn/add/": "Add a security key",
    "/accounts/2fa/webauthn/keys/1/edit/": "Rename a security key",
    "/accounts/2fa/webauthn/keys/1/remove/": "Remove the key Blue key?",
    "/accounts/sessions/": "Open sessions",
    "/accounts/password/set/": "Set a password",
}
TEXT = ["/accounts/2fa/recovery-codes/download/"]
ABSENT = ["/accounts/signup/"]
NEEDS_A_KEY = ["/accounts/2fa/webauthn/reauthenticate/"]
"""Asked in the browser, which can hold a key."""


@pytest.fixture(autouse=True)
def no_limit(settings: Any) -> None:
    """These tests sign in more often than a person may."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person() -> User:
    user = make_person(name="Ada Example")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    """Somebody who has just shown that the account is theirs."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def add_key(person: User) -> Authenticator:
    return Authenticator.objects.create(
        pk=1, user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key", "credential": {}}
    )


def ask(client: Client, person: User, address: str) -> str:
    """The heading of a page, asked in a state in which it has something to say."""
    if "deactivate" in address or "2fa/authenticate" in address or "2fa/reauthenticate" in address:
        TOTP.activate(person, generate_totp_secret())
    if "recovery" in address:
        RecoveryCodes.activate(person)
    if "keys/" in address:
        add_key(person)
    if "2fa/authenticate" in address:
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    if "password/set" in address:
        person.set_unusable_password()
        person.save()
        client.force_login(person)
    if "login/" in address:
        client.logout()
    response = client.get(address)
    assert response.status_code == 200
    return heading(response)


def test_every_route_of_the_account_section_is_asked_here() -> None:
    values = {"str": ["a"], "int": ["1"], "key": ["b"]}
    routed = {
        address
        for route in all_routes()
        if route.pattern.startswith("accounts/")
        for address in addresses(route, values)
    }

    assert routed == {*OWN_WORDS, *TEXT, *ABSENT, *NEEDS_A_KEY}


@pytest.mark.parametrize("address", OWN_WORDS)
def test_every_page_of_the_account_section_answers_in_our_words(
    address: str, signed_in: Client, person: User
) -> None:
    assert ask(signed_in, person, address) == OWN_WORDS[address]


def test_list_of_security_keys_leads_to_renaming_and_removing(signed_in: Client, person: User) -> None:
    add_key(person)

    page = html.fromstring(signed_in.get("/accounts/2fa/webauthn/").content.decode())
    signed_in.post("/accounts/2fa/webauthn/keys/1/edit/", {"name": "Green key"})
    renamed = Authenticator.objects.get().wrap().name
    signed_in.post("/accounts/2fa/webauthn/keys/1/remove/")

    assert page.xpath(".//td/a/@href") == [
        "/accounts/2fa/webauthn/keys/1/edit/",
        "/accounts/2fa/webauthn/keys/1/remove/",
    ]
    assert renamed == "Green key"
    assert Authenticator.objects.count() == 0


def test_recovery_codes_are_downloaded_as_text(signed_in: Client, person: User) -> None:
    codes = RecoveryCodes.activate(person).get_unused_codes()

    response = signed_in.get(TEXT[0])

    assert response.content.decode().split() == codes


@pytest.mark.parametrize(
    "address",
    [
        *ABSENT,
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/key/",
        "/accounts/login/code/confirm/",
        "/accounts/3rdparty/",
        "/accounts/3rdparty/signup/",
        "/accounts/3rdparty/login/error/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/social/connections/",
        "/accounts/oidc/any/login/",
    ],
)
def test_pages_that_nobody_here_needs_are_absent(address: str, signed_in: Client) -> None:
    assert [signed_in.get(address).status_code, Client().get(address).status_code] == [404, 404]


def test_password_is_set_by_the_link_in_a_message_of_our_own(client: Client, person: User) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    [message] = mail.outbox
    [link] = re.findall(r"http\S+", message.body)
    form = client.get(link)["Location"]
    new = {"password1": "a-better-word-9", "password2": "a-better-word-9"}

    answer = client.post(form, new, follow=True)

    person.refresh_from_db()
    assert message.subject == "Peelian: Set your password"
    assert person.check_password("a-better-word-9")
    assert "Your password is set" in answer.content.decode()


def test_address_without_account_is_told_so_in_words_of_our_own(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@nowhere.example"})

    [message] = mail.outbox
    assert message.subject == "Peelian: No account with this address"
    assert "There is no account with this address." in message.body
