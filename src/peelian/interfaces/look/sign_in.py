"""The forms of signing in, in the words of the product."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

AGAIN = "New password, once more"


class Worded(forms.Form):
    """A form of the sign-in part with labels, hints and no placeholders of our own."""

    mark_optional = False
    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, LoginForm):
    """Email address and password."""

    labels: ClassVar = {"login": "Email address", "password": "Password", "remember": "Stay signed in"}
    hints: ClassVar = {"remember": "Without it you are signed out when the browser closes."}


class PasswordAgainForm(Worded, ReauthenticateForm):
    """The password once more, before a change of how one signs in."""

    labels: ClassVar = {"password": "Password"}


class NewPasswordForm(Worded, ChangePasswordForm):
    """The password of today and the new one, twice."""

    labels: ClassVar = {"oldpassword": "Password of today", "password1": "New password", "password2": AGAIN}


class FirstPasswordForm(Worded, SetPasswordForm):
    """The password of an account that has none."""

    labels: ClassVar = {"password1": "New password", "password2": AGAIN}


class AskForLinkForm(Worded, ResetPasswordForm):
    """The address to which the link goes."""

    labels: ClassVar = {"email": "Email address"}


class PasswordByLinkForm(Worded, ResetPasswordKeyForm):
    """The new password, twice, for the one who opened the link."""

    labels: ClassVar = {"password1": "New password", "password2": AGAIN}


class SecondStepForm(Worded, AuthenticateForm):
    """The code of the second step."""

    labels: ClassVar = {"code": "Code"}
    hints: ClassVar = {"code": "Six digits that the app shows, or one of your recovery codes."}


class CodeAgainForm(Worded, ReauthenticateByCodeForm):
    """A code of the second step, before a change of how one signs in."""

    labels: ClassVar = SecondStepForm.labels
    hints: ClassVar = SecondStepForm.hints


class TurnOnAppForm(Worded, ActivateTOTPForm):
    """The first code of the app, which shows that it was set up well."""

    labels: ClassVar = {"code": "Code that the app shows"}


class AddKeyForm(Worded, AddWebAuthnForm):
    """A security key and its name."""

    labels: ClassVar = {"name": "Name of the key"}
    hints: ClassVar = {"name": "What you call it, so that you can tell one key from another."}


class RenameKeyForm(Worded, EditWebAuthnForm):
    """Another name for a security key."""

    labels: ClassVar = {"name": "Name of the key"}
