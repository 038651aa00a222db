"""Sign-ins in the log: done, failed, shut out, and ended. Passwords never come near it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event

DOOR = SystemActor("sign-in")
"""Stands in the log while nobody is signed in."""


@receiver(user_logged_in, dispatch_uid="peelian-signed-in")
def record_sign_in(user: User, **_: Any) -> None:
    """A person signed in, with every step that the account asks for."""
    record_event(
        actor=user, action="accounts.sign_in", subject=user, summary=f"{user.audit_label} signed in."
    )


@receiver(user_logged_out, dispatch_uid="peelian-signed-out")
def record_sign_out(user: User | None, **_: Any) -> None:
    """A person signed out; nobody is named where the session had ended already."""
    if user is not None:
        record_event(
            actor=user, action="accounts.sign_out", subject=user, summary=f"{user.audit_label} signed out."
        )


@receiver(user_login_failed, dispatch_uid="peelian-sign-in-failed")
def record_failed_sign_in(credentials: dict[str, Any], **_: Any) -> None:
    """The password was wrong, the account is closed, or there is none."""
    _record_refusal(credentials, "accounts.fail_sign_in", "Sign-in failed")


@receiver(authentication_failed, dispatch_uid="peelian-second-step-failed")
def record_failed_second_step(user: User, **_: Any) -> None:
    """The password was right, the code of the second step was not."""
    _record_refusal({"email": user.email}, "accounts.fail_second_step", "Second step of the sign-in failed")


def record_lockout(credentials: dict[str, Any]) -> None:
    """Too many attempts failed, so that no further one is tried for a while."""
    _record_refusal(credentials, "accounts.refuse_sign_in", "Sign-in refused after too many failed attempts")


def _record_refusal(credentials: dict[str, Any], action: str, told: str) -> None:
    address = str(credentials.get("email") or credentials.get("username") or "")[:254]
    user = User.objects.filter(email__iexact=address).first()
    whose = user.audit_label if user else f"the address {address}, which has no account"
    record_event(
        actor=DOOR,
        action=action,
        subject=user,
        outcome=AuditEvent.Outcome.REFUSED,
        summary=f"{told}: {whose}.",
        details={"address": address},
    )
